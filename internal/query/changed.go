package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Basis says from which revision on changes are shown.
type Basis string

// The bases: the revision that the address names, the one of the last own comment,
// or the one last marked as read. The empty one is that of the last own comment,
// else the one marked as read.
const (
	SinceRevision Basis = "revision"
	SinceComment  Basis = "comment"
	SinceSeen     Basis = "seen"
)

// ChangedAsk asks what has changed in a dossier.
type ChangedAsk struct {
	Since    int // the revision, with SinceRevision
	Document int // 0: every document
	Basis    Basis
}

// ChangedPage is what has changed in a dossier since somebody commented or looked.
type ChangedPage struct {
	Dossier   dossier.Dossier
	Documents []ChangedDocument
	Whole     []CommentCard // own comments on a consultation as a whole
	Commented bool          // the person, or an organisation of theirs, has commented
	Seen      bool          // something is marked as read
}

// ChangedDocument is what has changed in one document.
type ChangedDocument struct {
	Document  DocumentName
	Newest    int
	From      int   // the revision changes are counted from; 0 when there is none to count from
	Basis     Basis // why that one
	Commented int   // revision of the last own comment, or 0
	Seen      int   // revision last marked as read, or 0
	Own       []OwnPlace
	Others    []ChangeChoice // the first of those outside own provisions
	Further   int            // changes beyond those
}

// OwnPlace is an own comment with its place now and what changed in it.
type OwnPlace struct {
	CommentCard
	Place   *PlaceNow // nil when it is on the whole document
	Changes []ChangeChoice
}

// changesShown is how many changes outside own provisions a page lists.
const changesShown = 60

// Changed returns what has changed in a dossier. Of large comparisons that are not
// at hand it answers ErrMaking while they are made.
func (q *Queries) Changed(ctx context.Context, p people.Person, id dossier.ID, ask ChangedAsk) (ChangedPage, error) {
	var page ChangedPage
	var works []changeWork
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if page.Dossier, err = visible(tx, p, id); err != nil {
			return err
		}
		own, err := ownCards(tx, p, page.Dossier)
		if err != nil {
			return err
		}
		seen, err := seenOf(tx, p, id)
		if err != nil {
			return err
		}
		page.Commented, page.Seen = len(own) > 0, len(seen) > 0
		for _, card := range own {
			if card.Comment.Anchor.Document == 0 {
				page.Whole = append(page.Whole, card)
			}
		}
		works, err = q.readChanges(tx, p, &page, own, seen, ask)
		return err
	})
	if err != nil {
		return ChangedPage{}, err
	}
	for i := range works {
		if err := q.tellChanges(ctx, &page.Documents[i], works[i]); err != nil {
			return ChangedPage{}, err
		}
	}
	return page, nil
}

// ownCards are the comments of the person, and of the organisations they represent,
// in a dossier, oldest first.
func ownCards(tx *store.Tx, p people.Person, d dossier.Dossier) ([]CommentCard, error) {
	if p.Anonymous() {
		return nil, nil
	}
	comments, err := tx.CommentsBy(p.ID, 0, 0)
	if err != nil {
		return nil, err
	}
	ours, err := tx.OrganisationsOf(p.ID)
	if err != nil {
		return nil, err
	}
	for _, o := range ours {
		spoken, err := tx.CommentsIn(o.Code, d.ID)
		if err != nil {
			return nil, err
		}
		comments = append(comments, spoken...)
	}
	slices.SortFunc(comments, func(a, b consult.Comment) int { return cmp.Compare(a.No, b.No) })
	comments = slices.CompactFunc(comments, func(a, b consult.Comment) bool { return a.No == b.No })
	var cards []CommentCard
	for _, m := range comments {
		if m.Consultation.Dossier != d.ID || m.State != consult.Public {
			continue
		}
		card, err := readCard(tx, papers{dossier: d, all: true}, shown(p, d, m))
		if err != nil {
			return nil, err
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// seenOf is which revision of each document the person has marked as read.
func seenOf(tx *store.Tx, p people.Person, id dossier.ID) (map[int]int, error) {
	seen := map[int]int{}
	if p.Anonymous() {
		return seen, nil
	}
	list, err := tx.Seen(p.ID, id)
	for _, s := range list {
		seen[s.Document] = s.Revision
	}
	return seen, err
}

// changeWork is the texts that the changes of a document are worked out from.
type changeWork struct {
	sides   pair         // from the basis to the newest
	written map[int]pair // by the revision that own comments were written on, to the newest
	old     map[int]pair // likewise, to the basis
	own     []CommentCard
}

// readChanges reads the documents of a dossier with the texts to compare.
func (q *Queries) readChanges(tx *store.Tx, p people.Person, page *ChangedPage, own []CommentCard, seen map[int]int, ask ChangedAsk) ([]changeWork, error) {
	documents, err := tx.Documents(page.Dossier.ID)
	if err != nil {
		return nil, err
	}
	var works []changeWork
	for _, doc := range documents {
		if doc.Revisions == 0 || ask.Document != 0 && ask.Document != doc.No {
			continue
		}
		one := ChangedDocument{
			Document: DocumentName{Document: doc.No, Revision: doc.Revisions, Kind: doc.Kind, Title: doc.Title},
			Newest:   doc.Revisions, Seen: seen[doc.No],
		}
		work := changeWork{written: map[int]pair{}, old: map[int]pair{}}
		for _, card := range own {
			if card.Comment.Anchor.Document == doc.No {
				work.own = append(work.own, card)
				one.Commented = max(one.Commented, card.Comment.Anchor.Revision)
			}
		}
		one.From, one.Basis = ask.from(one)
		if err := q.readTexts(tx, doc, one.From, &work); err != nil {
			return nil, err
		}
		page.Documents = append(page.Documents, one)
		works = append(works, work)
	}
	return works, nil
}

// from is the revision that changes of a document are counted from, and why.
func (ask ChangedAsk) from(d ChangedDocument) (int, Basis) {
	switch {
	case ask.Basis == SinceRevision && ask.Since <= d.Newest:
		return ask.Since, SinceRevision
	case ask.Basis == SinceSeen && d.Seen > 0:
		return d.Seen, SinceSeen
	case ask.Basis == SinceRevision, ask.Basis == SinceSeen:
		return 0, ask.Basis
	case d.Commented > 0:
		return d.Commented, SinceComment
	case d.Seen > 0 && ask.Basis == "":
		return d.Seen, SinceSeen
	}
	return 0, ask.Basis
}

func (q *Queries) readTexts(tx *store.Tx, doc dossier.Document, from int, work *changeWork) error {
	newest, err := tx.Revision(doc.Dossier, doc.No, doc.Revisions)
	if err != nil {
		return err
	}
	for _, card := range work.own {
		if err := q.readSides(tx, work.written, card.Comment.Anchor.Revision, newest); err != nil {
			return err
		}
	}
	if from == 0 {
		return nil
	}
	basis, err := tx.Revision(doc.Dossier, doc.No, from)
	if err != nil {
		return err
	}
	for _, card := range work.own {
		if err := q.readSides(tx, work.old, card.Comment.Anchor.Revision, basis); err != nil {
			return err
		}
	}
	work.sides, err = q.texts.pair(tx, basis, newest)
	return err
}

// tellChanges places own comments in the newest text and parts the changes into
// those in their provisions and the others.
func (q *Queries) tellChanges(ctx context.Context, d *ChangedDocument, work changeWork) error {
	var result *compare.Result
	if d.From > 0 && d.From < d.Newest {
		var err error
		if result, err = q.texts.comparison(ctx, work.sides); err != nil {
			return err
		}
	}
	told := map[string]bool{}
	for _, card := range work.own {
		d.Own = append(d.Own, q.ownPlace(card, d.Newest, work, result, told))
	}
	if result == nil {
		return nil
	}
	for _, c := range result.Changes() {
		switch {
		case told[c.Address]:
		case len(d.Others) >= changesShown:
			d.Further++
		default:
			d.Others = append(d.Others, ChangeChoice{Address: c.Address, Cite: c.Cite, Line: lineOf(result, c.Entry)})
		}
	}
	return nil
}

// ownPlace is where an own comment is now, and what changed in its provision. told
// notes the changes named.
func (q *Queries) ownPlace(card CommentCard, newest int, work changeWork, result *compare.Result, told map[string]bool) OwnPlace {
	a := card.Comment.Anchor
	sides := work.written[a.Revision]
	card.Cite = citation(q.texts.parse(sides.old), a)
	own := OwnPlace{CommentCard: card}
	if a.Address == "" {
		return own
	}
	own.Place = &PlaceNow{Revision: newest}
	_, own.Place.Carried = q.carry(sides, a)
	if node := own.Place.Carried.Node; node >= 0 {
		text := q.texts.parse(sides.new)
		own.Place.Cite, own.Place.Address = text.Cite(node), text.Nodes[node].Address
	}
	if result == nil {
		return own
	}
	at, carried := q.carry(work.old[a.Revision], a)
	if carried.Node < 0 || at <= 0 {
		return own
	}
	for _, c := range result.Changes() {
		if c.Entry.Old >= at && c.Entry.Old < result.Old.Nodes[at].End || within(result, at, c.Entry.New) {
			told[c.Address] = true
			own.Changes = append(own.Changes, ChangeChoice{Address: c.Address, Cite: c.Cite, Own: true, Line: lineOf(result, c.Entry)})
		}
	}
	return own
}
