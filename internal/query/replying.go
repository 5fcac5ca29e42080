package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ReplyPage is where an institution that is asked in a round prepares its reply.
// Nobody else knows what stands on it until the reply is sent.
type ReplyPage struct {
	RoundPage
	Remarks   []RemarkRow      // prepared, by the place they are on
	Discarded []RemarkRow      // put aside, last first
	Letters   []consult.Letter // that are being split
	Earlier   []CommentCard    // what the institution remarked when it was asked last
	EarlierIn consult.ID       // in that round
}

// RemarkRow is a drafted remark as it would be sent.
type RemarkRow struct {
	CommentCard
	Draft   consult.RemarkDraft
	By      string // who saved it last
	Differs bool   // from the remark that it corrects
}

// Reply returns the page for somebody who may prepare the reply.
func (q *Queries) Reply(ctx context.Context, p people.Person, id consult.ID) (ReplyPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return ReplyPage{}, err
	}
	var page ReplyPage
	texts := map[consult.DocumentAt]source{}
	sides := map[int]pair{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		all, err := q.readAsked(tx, p, id, &page.RoundPage)
		if err != nil {
			return err
		}
		page.Institution = institution(c.institutions(), page.Dossier.Institution)
		if err := page.readDocuments(tx, q, p, all, sides); err != nil {
			return err
		}
		if err := page.readPrepared(tx, q, p, texts); err != nil {
			return err
		}
		return page.readEarlier(tx, q, p, all, texts)
	})
	if err != nil {
		return ReplyPage{}, err
	}
	for _, list := range [][]RemarkRow{page.Remarks, page.Discarded} {
		for i := range list {
			q.citeCard(&list[i].CommentCard, texts)
		}
	}
	for i := range page.Earlier {
		q.citeCard(&page.Earlier[i], texts)
	}
	q.orderRemarks(page.Remarks, texts)
	return page, q.compareSent(ctx, &page.RoundPage, sides)
}

// readAsked is readRound for people of an institution that is asked in it.
func (q *Queries) readAsked(tx *store.Tx, p people.Person, id consult.ID, page *RoundPage) (papers, error) {
	all, err := q.readRound(tx, p, id, page)
	if err != nil {
		return all, err
	}
	on := object(all.dossier)
	on.Invited = page.Round.Asks()
	return all, people.May(p, people.PrepareReply, on)
}

// readPrepared reads what the institution has drafted for its reply.
func (page *ReplyPage) readPrepared(tx *store.Tx, q *Queries, p people.Person, texts map[consult.DocumentAt]source) error {
	drafts, err := tx.RemarkDrafts(page.Round.ID, page.Own.Institution)
	if err != nil {
		return err
	}
	known := map[people.ID]string{}
	for _, m := range drafts {
		row, err := q.remarkRow(tx, m, known, texts)
		if err != nil {
			return err
		}
		if m.Discarded.IsZero() {
			page.Remarks = append(page.Remarks, row)
		} else {
			page.Discarded = append(page.Discarded, row)
		}
	}
	slices.SortStableFunc(page.Discarded, func(a, b RemarkRow) int { return b.Draft.Discarded.Compare(a.Draft.Discarded) })
	letters, err := tx.Letters(page.Round.ID)
	page.Letters = slices.DeleteFunc(letters, func(l consult.Letter) bool { return l.Institution != page.Own.Institution || l.Entered() })
	return err
}

func (q *Queries) remarkRow(tx *store.Tx, m consult.RemarkDraft, known map[people.ID]string, texts map[consult.DocumentAt]source) (RemarkRow, error) {
	row := RemarkRow{Draft: m}
	row.Comment = m.Comment(consult.Author{Kind: consult.Institution, Code: string(m.Institution)}, m.Saved)
	if err := nameOf(tx, m.By, known); err != nil {
		return row, err
	}
	row.By = known[m.By]
	if m.Corrects > 0 {
		sent, err := tx.Comment(m.Corrects)
		if err != nil {
			return row, err
		}
		_, row.Differs = sent.Amended(m, m.Saved)
	}
	cards := []CommentCard{row.CommentCard}
	err := q.readAnchors(tx, m.Round.Dossier, cards, texts)
	row.CommentCard = cards[0]
	return row, err
}

// orderRemarks sorts by the place in the documents; those on the whole come first.
func (q *Queries) orderRemarks(rows []RemarkRow, texts map[consult.DocumentAt]source) {
	heads := make([]head, len(rows))
	by := map[consult.CommentNo]RemarkRow{}
	for i, r := range rows {
		heads[i] = head{Comment: r.Comment}
		heads[i].No = consult.CommentNo(r.Draft.No)
		by[heads[i].No] = r
	}
	q.order(heads, texts, false)
	for i, h := range heads {
		rows[i] = by[h.No]
	}
}

// readEarlier reads what the institution remarked in the last round before in
// which it was asked.
func (page *ReplyPage) readEarlier(tx *store.Tx, q *Queries, p people.Person, all papers, texts map[consult.DocumentAt]source) error {
	for no := page.Round.No - 1; no > 0; no-- {
		id := consult.ID{Dossier: page.Dossier.ID, No: no, Round: true}
		r, err := tx.Round(id)
		if err != nil {
			return err
		}
		if !asks(r, p) {
			continue
		}
		page.EarlierIn = id
		comments, err := tx.CommentsOf(id, 0, 0)
		if err != nil {
			return err
		}
		for _, c := range comments {
			if c.Author.Kind != consult.Institution || !p.Serves(people.Code(c.Author.Code)) || c.State != consult.Public {
				continue
			}
			card, err := readCard(tx, all, shown(p, all.dossier, c))
			if err != nil {
				return err
			}
			page.Earlier = append(page.Earlier, card)
		}
		return q.readAnchors(tx, page.Dossier.ID, page.Earlier, texts)
	}
	return nil
}

// RemarkPage is one drafted remark, or a new one, with the words it is about.
type RemarkPage struct {
	Round    consult.Round
	Dossier  dossier.Dossier
	Remark   RemarkRow // without a number: a new one
	Document DocumentName
	Cite     string
	Words    string // of the provision
	Sent     []DocumentName
}

// Remark returns a drafted remark for somebody who may change it.
func (q *Queries) Remark(ctx context.Context, p people.Person, id consult.ID, no consult.RemarkNo) (RemarkPage, error) {
	return q.remark(ctx, p, id, func(tx *store.Tx, of people.Code, texts map[consult.DocumentAt]source) (RemarkRow, error) {
		m, err := tx.RemarkDraft(id, of, no)
		if err != nil {
			return RemarkRow{}, err
		}
		return q.remarkRow(tx, m, map[people.ID]string{}, texts)
	})
}

// NewRemark returns a remark that is not kept yet, on a place.
func (q *Queries) NewRemark(ctx context.Context, p people.Person, id consult.ID, at consult.Anchor) (RemarkPage, error) {
	return q.remark(ctx, p, id, func(tx *store.Tx, of people.Code, texts map[consult.DocumentAt]source) (RemarkRow, error) {
		r, err := tx.Round(id)
		if err != nil {
			return RemarkRow{}, err
		}
		if at.Revision = (sentBefore(r.Documents)).at(at.Document); at.Revision == 0 {
			at = consult.Anchor{}
		}
		return q.remarkRow(tx, consult.RemarkDraft{Round: id, Institution: of, Anchor: at}, map[people.ID]string{}, texts)
	})
}

func (q *Queries) remark(ctx context.Context, p people.Person, id consult.ID, read func(*store.Tx, people.Code, map[consult.DocumentAt]source) (RemarkRow, error)) (RemarkPage, error) {
	var page RemarkPage
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var round RoundPage
		if _, err := q.readAsked(tx, p, id, &round); err != nil {
			return err
		}
		page.Round, page.Dossier = round.Round, round.Dossier
		var err error
		if page.Sent, err = namesOf(tx, id.Dossier, page.Round.Documents); err != nil {
			return err
		}
		page.Remark, err = read(tx, round.Own.Institution, texts)
		return err
	})
	if err != nil {
		return page, err
	}
	q.citeCard(&page.Remark.CommentCard, texts)
	page.Document, page.Cite = page.Remark.Document, page.Remark.Cite
	a := page.Remark.Comment.Anchor
	if s, ok := texts[consult.DocumentAt{Document: a.Document, Revision: a.Revision}]; ok && a.Address != "" {
		page.Words = wordsAt(q.texts.parse(s), a.Address)
	}
	return page, nil
}

// wordsAt are the words of a provision; none where there is no such place.
func wordsAt(t *lawtext.Text, address string) string {
	node, ok := t.Find(address)
	if !ok {
		return ""
	}
	return t.Full(node)
}

// remarkable is the open round in which the person's institution can remark on a
// revision, or nil.
func (q *Queries) remarkable(tx *store.Tx, p people.Person, d dossier.Dossier, document, revision int) (*consult.ID, error) {
	if !p.Serves(p.Institution) || p.Disabled || p.Serves(d.Institution) {
		return nil, nil
	}
	rounds, err := tx.Rounds(d.ID)
	if err != nil {
		return nil, err
	}
	now := q.clock()
	for _, r := range slices.Backward(rounds) {
		a, asked := r.Asked(r.For(p.Serves))
		if asked && (a.Reply == "" || a.Correcting) && r.IsOpen(now) && r.Sends(document, revision) {
			return &r.ID, nil
		}
	}
	return nil, nil
}
