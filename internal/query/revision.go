package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// RevisionPage is one published state of a document with what stands beside it.
// Text is shared and must not be changed.
type RevisionPage struct {
	Dossier      lang.Text
	Institution  Name
	Document     dossier.Document
	Revision     dossier.Revision
	Revisions    []dossier.Revision // all, newest first
	Text         *lawtext.Text
	Marks        []dossier.Mark
	Comments     []PlacedComment
	References   map[int][]Reference   // by node of the text
	Consultation *consult.Consultation // the open one that asks about the document
	MayDraft     bool
	Laws         []LawSide                // stored laws that a draft says it changes
	MayMark      bool                     // as read
	Seen         int                      // the revision last marked as read, or 0
	Marked       map[string]Marked        // how often others name a section, by its address
	Clashes      []Clash                  // drafts under way that change the same provisions; of the newest revision
	MarkedDay    clock.Date               // the day of which that is said; zero: today
	Stood        map[uint32]string        // where a provision stood in the revision in which it last changed, where not as now
	Explained    map[string][]Explanation // what explanatory notes say, by address
	Partial      bool                     // of the document the person knows what was sent to them alone
	Remarks      *consult.ID              // the round in which the person's institution can remark on it
}

// PlacedComment is a comment with its place in the text shown.
type PlacedComment struct {
	CommentCard
	Node    int // of the text shown; where it was last seen when deleted
	Carried compare.Carried
}

// Revision returns a revision of a document; number 0 asks for the newest.
func (q *Queries) Revision(ctx context.Context, p people.Person, id dossier.ID, document, number int) (RevisionPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return RevisionPage{}, err
	}
	var page RevisionPage
	var comments placing
	var text source
	var named *spoken
	var notes []noteSource
	err = q.store.View(ctx, func(tx *store.Tx) error {
		all, doc, err := visibleRevision(tx, p, id, document, number)
		if err != nil {
			return err
		}
		d := all.dossier
		page.Dossier, page.Document = d.Title, doc
		page.Institution = name(c.institutions(), d.Institution)
		page.Partial = !all.all
		page.MayDraft = !d.Ended() && may(p, people.SaveDraft, d)
		if err := page.read(tx, all, cmp.Or(number, doc.Revisions)); err != nil {
			return err
		}
		if text, err = q.texts.source(tx, page.Revision); err != nil {
			return err
		}
		if page.Consultation, err = q.asksAbout(tx, d, document); err != nil {
			return err
		}
		if page.Remarks, err = q.remarkable(tx, p, d, document, page.Revision.No); err != nil {
			return err
		}
		if page.Laws, err = q.lawsOf(tx, p, c, d.Title, doc, page.Revision); err != nil {
			return err
		}
		if page.MayMark = all.all && !p.Anonymous(); page.MayMark {
			seen, err := seenOf(tx, p, id)
			if err != nil {
				return err
			}
			page.Seen = seen[document]
		}
		if all.all { // who was sent a revision alone has no list to be led to
			if named, err = q.saidOf(tx, c, id, document); err != nil {
				return err
			}
			if err := page.readStood(tx); err != nil {
				return err
			}
			if notes, err = page.readNotes(tx, q); err != nil {
				return err
			}
			if err := page.readClashes(tx, q, p, c, all.dossier); err != nil {
				return err
			}
		}
		comments, err = q.readComments(tx, p, all, page.Revision)
		return err
	})
	if err != nil {
		return RevisionPage{}, err
	}
	page.Text = q.texts.parse(text)
	page.Comments = q.place(comments)
	page.explain(q, notes)
	if named != nil {
		page.mark(q, p, c, named, clock.DateOf(q.clock()))
	}
	page.References, err = q.references(ctx, c, &page)
	return page, err
}

// read reads the facts about a revision and its neighbours.
func (page *RevisionPage) read(tx *store.Tx, all papers, number int) error {
	doc := page.Document
	if number < 1 || number > doc.Revisions {
		return fault.ErrNotFound
	}
	var err error
	if page.Revisions, err = all.revisions(tx, doc); err != nil {
		return err
	}
	at := slices.IndexFunc(page.Revisions, func(r dossier.Revision) bool { return r.No == number })
	page.Revision = page.Revisions[at]
	slices.Reverse(page.Revisions)
	if all.all { // they tell in which revision each provision changed
		page.Marks, err = tx.Marks(doc.Dossier, doc.No, number)
	}
	return err
}

// mark counts what is said of the sections on the day of the page: today, if its
// revision stands today, else when it began.
func (page *RevisionPage) mark(q *Queries, p people.Person, c *catalogue, named *spoken, today clock.Date) {
	day := today
	if now, ok := dossier.AsOf(page.Revisions, today); !ok || now.No != page.Revision.No {
		day = page.Revision.Began()
		page.MarkedDay = day
	}
	key := saidKey{page.Document.Dossier, page.Document.No, 0}
	if e := c.find(page.Document.Dossier); e != nil {
		key.newest = e.newest
	}
	page.Marked = q.markedFor(p, c, named, key, day)
}

// readClashes finds the drafts that change what the newest revision of a draft
// changes.
func (page *RevisionPage) readClashes(tx *store.Tx, q *Queries, p people.Person, c *catalogue, d dossier.Dossier) error {
	if page.Revision.No != page.Document.Revisions || !amend.Drafts(page.Document, page.Revision) {
		return nil
	}
	all, err := q.clashes(tx, p, c, d, q.clock())
	for _, clash := range all {
		clash.Pairs = slices.DeleteFunc(clash.Pairs, func(pair ClashPair) bool { return pair.Ours.Document != page.Document.No })
		if len(clash.Pairs) > 0 {
			page.Clashes = append(page.Clashes, clash)
		}
	}
	return err
}

// readStood finds where provisions stood that have been renumbered since they last
// changed.
func (page *RevisionPage) readStood(tx *store.Tx) error {
	stays, err := tx.Stays(page.Document.Dossier, page.Document.No)
	if err != nil || len(stays) == 0 {
		return err
	}
	page.Stood = map[uint32]string{}
	changed := make(map[uint32]int, len(page.Marks))
	for _, m := range page.Marks {
		changed[m.Provision] = m.Changed
	}
	for _, s := range stays {
		if no := changed[s.Provision]; no >= s.From && no <= s.Until {
			page.Stood[s.Provision] = s.Address
		}
	}
	return nil
}

// RevisionSource returns the text of a revision as it was published.
func (q *Queries) RevisionSource(ctx context.Context, p people.Person, id dossier.ID, document, number int) (string, error) {
	var text string
	err := q.store.View(ctx, func(tx *store.Tx) error {
		_, doc, err := visibleRevision(tx, p, id, document, number)
		if err != nil {
			return err
		}
		if number < 1 || number > doc.Revisions {
			return fault.ErrNotFound
		}
		text, err = tx.RevisionText(id, document, number)
		return err
	})
	return text, err
}

// asksAbout returns the open consultation that asks about a document and ends
// first, or nil.
func (q *Queries) asksAbout(tx *store.Tx, d dossier.Dossier, document int) (*consult.Consultation, error) {
	if d.Consultations == 0 {
		return nil, nil
	}
	list, err := tx.Consultations(d.ID)
	if err != nil {
		return nil, err
	}
	now := q.clock()
	var found *consult.Consultation
	for i := range list {
		c := &list[i]
		asks := slices.ContainsFunc(c.Documents, func(at consult.DocumentAt) bool { return at.Document == document })
		if asks && c.IsOpen(now) && (found == nil || c.Deadline.Before(found.Deadline)) {
			found = c
		}
	}
	return found, nil
}
