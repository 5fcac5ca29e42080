package query

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// RoundRow is one round in a list.
type RoundRow struct {
	ID       consult.ID
	Dossier  lang.Text
	Kind     dossier.Kind
	By       Name
	Sent     time.Time
	Deadline clock.Date
	Asked    int // institutions
	Replied  int // of them, by words rather than silence
	Refused  int // of these did not approve
	Open     bool
	Short    bool
	Moved    bool
	Comments int
	Answered int

	Task     consult.Task // of the institution whose list it is
	Assigned string       // who prepares its reply
	Prepared int          // remarks that wait for it
}

func (q *Queries) roundRow(register people.Register, d dossier.Dossier, r consult.Round) RoundRow {
	return RoundRow{
		ID: r.ID, Dossier: d.Title, Kind: d.Kind, By: name(register, d.Institution), Sent: r.Sent, Deadline: r.Deadline,
		Asked: len(r.Addressees), Replied: replied(r), Refused: len(r.Disagreeing()),
		Open: r.IsOpen(q.clock()) && r.Waiting() > 0, Short: !r.ShortReason.Empty(), Moved: len(r.Moves) > 0,
		Comments: r.Comments, Answered: r.Answered,
	}
}

// replied counts the institutions that said something.
func replied(r consult.Round) int {
	n := 0
	for _, a := range r.Addressees {
		if a.Reply != "" && !a.Silent() {
			n++
		}
	}
	return n
}

// RoundPage is one round with a page of the remarks that were sent in it.
type RoundPage struct {
	Round       consult.Round // of who prepares and sent replies only what the person may know
	Dossier     dossier.Dossier
	Institution people.Institution
	Documents   []RoundDocument
	Replies     []Replied
	Comments    []CommentCard // oldest first
	Page        Page
	Next        int // the round that follows, or 0
	MayExtend   bool
	MayRespond  bool
	Own         *OwnReply // for people of an institution that is asked
}

// RoundDocument is a document as it was sent, with what changed since the round
// before.
type RoundDocument struct {
	DocumentName
	Before  int              // the revision sent last before that; 0 when none was, or the same
	Same    bool             // as was sent last
	Changed *dossier.Changes // since then; nil while it is not worked out
}

// OwnReply is where the reply of the person's institution stands.
type OwnReply struct {
	consult.Addressee
	Assigned   string // the name of who prepares it
	MayAssign  bool
	MaySend    bool
	MayCorrect bool // a correction of what was sent can be begun
	Open       bool // there is still time, and something to prepare
}

// Round returns a round that the person may know of, with the remarks after the
// number given, or the first.
func (q *Queries) Round(ctx context.Context, p people.Person, id consult.ID, after string) (RoundPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return RoundPage{}, err
	}
	var page RoundPage
	var heads []consult.Comment
	texts := map[consult.DocumentAt]source{}
	sides := map[int]pair{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		all, err := q.readRound(tx, p, id, &page)
		if err != nil {
			return err
		}
		page.Institution = institution(c.institutions(), page.Dossier.Institution)
		if err := page.readDocuments(tx, q, p, all, sides); err != nil {
			return err
		}
		if page.Comments, page.Page, err = readListed(tx, p, all, id, page.Round.Comments, after); err != nil {
			return err
		}
		if heads, err = tx.CommentHeads(id); err != nil {
			return err
		}
		return q.readAnchors(tx, id.Dossier, page.Comments, texts)
	})
	if err != nil {
		return RoundPage{}, err
	}
	for _, a := range page.Round.Addressees {
		reply := repliedBy(c.institutions(), a)
		for _, h := range heads {
			if h.State == consult.Public && h.Author.Code == string(a.Institution) {
				reply.Remarks++
			}
		}
		page.Replies = append(page.Replies, reply)
	}
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts)
	}
	return page, q.compareSent(ctx, &page, sides)
}

// readRound reads a round and what the person may do in it.
func (q *Queries) readRound(tx *store.Tx, p people.Person, id consult.ID, page *RoundPage) (papers, error) {
	all, err := visibleWindow(tx, p, id)
	if err != nil {
		return all, err
	}
	r, err := tx.Round(id)
	if err != nil {
		return all, err
	}
	now := q.clock()
	page.Dossier = all.dossier
	page.MayRespond = may(p, people.Respond, all.dossier)
	page.MayExtend = r.IsOpen(now) && r.Waiting() > 0 && may(p, people.ExtendRound, all.dossier)
	if a, asked := r.Asked(r.For(p.Serves)); asked && !p.Disabled {
		waits := a.Reply == "" || a.Correcting
		page.Own = &OwnReply{Addressee: a, Open: r.IsOpen(now) && waits}
		known := map[people.ID]string{}
		if err := nameOf(tx, a.Assigned, known); err != nil {
			return all, err
		}
		page.Own.Assigned = known[a.Assigned]
		page.Own.MaySend = waits && p.Has(people.Coordinator)
		page.Own.MayAssign = page.Own.MaySend
		page.Own.MayCorrect = !a.Correcting && p.Has(people.Coordinator) && r.MayCorrect(all.dossier, a.Institution, now) == nil
	}
	r.Previous, page.Next = all.beside(r)
	page.Round = outward(r, p)
	return all, nil
}

// beside are the rounds before and after one that may be known of, or 0.
func (r papers) beside(one consult.Round) (before, after int) {
	if r.all {
		if one.No < r.dossier.Rounds {
			after = one.No + 1
		}
		return one.Previous, after
	}
	for _, known := range r.rounds {
		switch {
		case known.No < one.No:
			before = known.No
		case known.No > one.No && after == 0:
			after = known.No
		}
	}
	return before, after
}

// outward is a round as a person may know it: who prepares and who sent a reply
// is known inside that institution.
func outward(r consult.Round, p people.Person) consult.Round {
	r.Addressees = slices.Clone(r.Addressees)
	for i := range r.Addressees {
		a := &r.Addressees[i]
		if silent := a.Silent(); !p.Serves(a.Institution) {
			*a = a.Outward()
			if a.By != "" && !silent {
				a.By = someone
			}
		}
		a.Former = slices.Clone(a.Former)
		for k := range a.Former {
			a.Former[k].By = ""
		}
	}
	r.By = ""
	r.Moves = slices.Clone(r.Moves)
	for i := range r.Moves {
		r.Moves[i].By = ""
	}
	return r
}

// someone stands for a person of another institution.
const someone people.ID = "-"

// readDocuments names the documents sent and, where the round before sent another
// revision, reads both texts.
func (page *RoundPage) readDocuments(tx *store.Tx, q *Queries, p people.Person, all papers, sides map[int]pair) error {
	names, err := namesOf(tx, page.Dossier.ID, page.Round.Documents)
	if err != nil {
		return err
	}
	last, err := lastBefore(tx, p, all, page)
	if err != nil {
		return err
	}
	for _, n := range names {
		doc := RoundDocument{DocumentName: n, Before: last.at(n.Document)}
		if doc.Before == n.Revision {
			doc.Before, doc.Same = 0, true
		}
		if doc.Before > 0 {
			of := func(no int) dossier.Revision {
				return dossier.Revision{Dossier: page.Dossier.ID, Document: n.Document, No: no}
			}
			if sides[n.Document], err = q.pairOf(tx, of(doc.Before), of(n.Revision)); err != nil {
				return err
			}
		}
		page.Documents = append(page.Documents, doc)
	}
	return nil
}

// sentBefore is what was sent in an earlier round.
type sentBefore []consult.DocumentAt

func (s sentBefore) at(document int) int {
	for _, at := range s {
		if at.Document == document {
			return at.Revision
		}
	}
	return 0
}

// lastBefore is what a person's institution was sent last before a round, or for
// everybody else what the round before sent.
func lastBefore(tx *store.Tx, p people.Person, all papers, page *RoundPage) (sentBefore, error) {
	for no := page.Round.No - 1; no > 0; no-- {
		r, err := tx.Round(consult.ID{Dossier: page.Dossier.ID, No: no, Round: true})
		if err != nil {
			return nil, err
		}
		if all.knows(r.ID) && (page.Own == nil || asks(r, p)) {
			return r.Documents, nil
		}
	}
	return nil, nil
}

// compareSent counts what changed in the documents since the round before. What
// takes long is left for the comparison's own page.
func (q *Queries) compareSent(ctx context.Context, page *RoundPage, sides map[int]pair) error {
	for i := range page.Documents {
		d := &page.Documents[i]
		x, ok := sides[d.Document]
		if !ok {
			continue
		}
		r, err := q.texts.comparison(ctx, x)
		if errors.Is(err, ErrMaking) || err != nil && fault.Of(err) != nil {
			continue
		}
		if err != nil {
			return err
		}
		s := r.Summary
		d.Changed = &dossier.Changes{Reworded: s.Reworded + s.Replaced, Inserted: s.Inserted, Deleted: s.Deleted, Moved: s.Moved, Renumbered: s.Renumbered}
	}
	return nil
}

// Sending is what an official needs to know who sends a round.
type Sending struct {
	Dossier   dossier.Dossier
	Documents []DocumentName               // with a revision, at the newest
	Last      *consult.Round               // the round before
	Asked     map[people.Code]consult.Task // whom it asked, by those who answer for them today
	Register  people.Register
}

// Sending returns it for somebody who may send one.
func (q *Queries) Sending(ctx context.Context, p people.Person, id dossier.ID) (Sending, error) {
	var s Sending
	c, err := q.fresh(ctx)
	if err != nil {
		return s, err
	}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id)
		if err != nil {
			return err
		}
		if err := people.May(p, people.SendRound, object(d)); err != nil {
			return err
		}
		s.Dossier = d
		documents, err := tx.Documents(id)
		for _, doc := range documents {
			if doc.Revisions > 0 {
				s.Documents = append(s.Documents, DocumentName{Document: doc.No, Revision: doc.Revisions, Kind: doc.Kind, Title: doc.Title})
			}
		}
		if err != nil || d.Rounds == 0 {
			return err
		}
		last, err := tx.Round(consult.ID{Dossier: id, No: d.Rounds, Round: true})
		s.Last = &last
		return err
	})
	today, all := clock.DateOf(q.clock()), c.institutions()
	senders := all.Heirs(s.Dossier.Institution, today)
	s.Register = slices.DeleteFunc(all.At(today), func(i people.Institution) bool { return slices.Contains(senders, i.Code) })
	if s.Last != nil {
		s.Asked = map[people.Code]consult.Task{}
		for _, a := range s.Last.Addressees {
			for _, heir := range all.Heirs(a.Institution, today) {
				s.Asked[heir] = a.Task
			}
		}
	}
	slices.SortFunc(s.Register, func(a, b people.Institution) int {
		return strings.Compare(string(a.Code), string(b.Code))
	})
	return s, err
}

// working are the drafted remarks that were not put aside.
func working(drafts []consult.RemarkDraft) []consult.RemarkDraft {
	return slices.DeleteFunc(slices.Clone(drafts), func(m consult.RemarkDraft) bool { return !m.Discarded.IsZero() })
}
