package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
)

// campaigns is the page of near-duplicate comments.
func (s sampler) campaigns() []Sample {
	first, own := sampleUnanswered(), sampleUnanswered()
	own.Comment.No, own.Comment.Edited = 26_000_125, true
	own.Comment.Text += "\n\nElan ise sadama kõrval."
	same := sampleUnanswered()
	same.Comment.No = 26_000_126
	campaign := consult.Campaign{No: first.Comment.No, Consultation: first.Comment.Consultation, Exact: 2, Edited: 1}
	return []Sample{
		{"campaign", CampaignPage(Campaign{
			Layout: s.at("/comments/26-000124/similar"), Campaign: campaign, Representative: first, Consultation: sampleConsultation(), Dossier: sampleTitle,
			Members: []CampaignMember{{own, compare.Words(first.Comment.Text, own.Comment.Text)}, {CommentCard: same}},
		})},
	}
}
