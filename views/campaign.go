package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
)

// Campaign is a cluster of near-duplicate comments with a page of its members.
type Campaign struct {
	Layout
	Campaign       consult.Campaign
	Representative CommentCard
	Consultation   consult.Consultation
	Dossier        lang.Text
	Members        []CampaignMember // the representative aside, oldest first
	Pages          Pages
}

// CampaignMember is a member beside its representative.
type CampaignMember struct {
	CommentCard
	Own []compare.Piece // from the representative's words to the member's; nil when they are the same
}

// dropped reports whether the member left out words of the representative.
func dropped(own []compare.Piece) bool {
	for _, piece := range own {
		if piece.Op == compare.Drop {
			return true
		}
	}
	return false
}
