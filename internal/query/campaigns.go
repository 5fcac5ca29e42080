package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// CampaignMember is a member of a campaign beside its representative.
type CampaignMember struct {
	CommentCard
	Own []compare.Piece // from the representative's words to the member's; nil when they are the same
}

// CampaignPage is a campaign with a page of its members.
type CampaignPage struct {
	Campaign       consult.Campaign
	Representative CommentCard
	Consultation   consult.Consultation
	Dossier        lang.Text
	Members        []CampaignMember // the representative aside, oldest first
	Page           Page
}

// Campaign returns the campaign that a comment belongs to, with its members
// after the one given, or the first. A comment that belongs to none is NotFound.
func (q *Queries) Campaign(ctx context.Context, p people.Person, no consult.CommentNo, after string) (CampaignPage, error) {
	var page CampaignPage
	from, err := ParseComment(after)
	if err != nil {
		return page, err
	}
	texts := map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		asked, err := tx.Comment(no)
		if err != nil {
			return err
		}
		d, err := visible(tx, p, asked.Consultation.Dossier)
		if err != nil {
			return err
		}
		if asked.Campaign == 0 {
			return fault.ErrNotFound
		}
		if page.Campaign, err = tx.Campaign(asked.Consultation, asked.Campaign); err != nil {
			return err
		}
		if page.Consultation, err = tx.Consultation(asked.Consultation); err != nil {
			return err
		}
		page.Dossier = d.Title
		first, err := tx.Comment(asked.Campaign)
		if err != nil {
			return err
		}
		if page.Representative, err = readCard(tx, papers{dossier: d, all: true}, shown(p, d, first)); err != nil {
			return err
		}
		if err := page.readMembers(tx, p, from); err != nil {
			return err
		}
		cards := []CommentCard{page.Representative}
		if err := q.readAnchors(tx, d.ID, cards, texts); err != nil {
			return err
		}
		page.Representative = cards[0]
		return nil
	})
	if err != nil {
		return CampaignPage{}, err
	}
	q.citeCard(&page.Representative, texts)
	return page, nil
}

// readMembers reads a page of members and what each says in words of its own.
func (page *CampaignPage) readMembers(tx *store.Tx, p people.Person, from consult.CommentNo) error {
	d, err := tx.Dossier(page.Consultation.Dossier)
	if err != nil {
		return err
	}
	first := page.Campaign.No
	page.Page.Total, page.Page.First = page.Campaign.Members(), 1
	if from > first {
		before, err := tx.MembersBack(first, from, commentsOnPage)
		if err != nil {
			return err
		}
		if before <= first {
			before = 0
		}
		page.Page.Before, page.Page.First = mark(before), 0
	}
	members, err := tx.CampaignMembers(first, max(from, first), commentsOnPage+1)
	if err != nil {
		return err
	}
	if len(members) > commentsOnPage {
		members = members[:commentsOnPage]
		next := members[commentsOnPage-1].No.String()
		page.Page.Next = &next
	}
	for _, m := range members {
		if m.State != consult.Public {
			continue
		}
		card, err := readCard(tx, papers{dossier: d, all: true}, shown(p, d, m))
		if err != nil {
			return err
		}
		member := CampaignMember{CommentCard: card}
		if m.Edited && page.Representative.Comment.State == consult.Public {
			shared, _ := page.Campaign.Words(page.Representative.Comment)
			member.Own = compare.Words(shared, m.Text)
		}
		page.Members = append(page.Members, member)
	}
	return nil
}

// citeCard names the provision that a comment is on.
func (q *Queries) citeCard(card *CommentCard, texts map[consult.DocumentAt]source) {
	a := card.Comment.Anchor
	if s, ok := texts[consult.DocumentAt{Document: a.Document, Revision: a.Revision}]; ok && a.Address != "" {
		card.cite(q.texts.parse(s))
	}
}
