package query

import (
	"context"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// AnswerPage is a response that is being written, or one to be corrected, with
// the remarks it answers.
type AnswerPage struct {
	Window    Window
	Draft     consult.AnswerDraft
	By        string              // who saved it last
	Comments  []CommentCard       // the first of those it answers
	Answered  []consult.CommentNo // of its comments, those answered or hidden meanwhile
	Corrected []consult.CommentNo // of its comments, those corrected since they were read for it
	Read      time.Time           // when this was read
	Documents []dossier.Document  // with more than one revision, to name changes of
}

// commentsShown is how many of the comments that a response answers are shown.
const commentsShown = 50

// AnswerDraft returns a draft for those who answer.
func (q *Queries) AnswerDraft(ctx context.Context, p people.Person, id consult.ID, no consult.DraftNo) (AnswerPage, error) {
	return q.answerPage(ctx, p, id, func(tx *store.Tx, _ Window) (consult.AnswerDraft, error) { return tx.AnswerDraft(id, no) })
}

// NewAnswer returns a draft that is not kept yet, on one comment; when the
// comment is in a draft already, that.
func (q *Queries) NewAnswer(ctx context.Context, p people.Person, no consult.CommentNo) (AnswerPage, error) {
	var id consult.ID
	err := q.store.View(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		id = m.Consultation
		_, err = visible(tx, p, id.Dossier)
		return err
	})
	if err != nil {
		return AnswerPage{}, err
	}
	return q.answerPage(ctx, p, id, func(tx *store.Tx, _ Window) (consult.AnswerDraft, error) {
		in, err := tx.DraftOf(id, no)
		if err == nil && in != 0 {
			return tx.AnswerDraft(id, in)
		}
		return consult.AnswerDraft{Window: id, Comments: []consult.CommentNo{no}}, err
	})
}

// AnswerOf returns a draft as somebody has typed it, with what is known of the
// remarks it answers.
func (q *Queries) AnswerOf(ctx context.Context, p people.Person, d consult.AnswerDraft) (AnswerPage, error) {
	return q.answerPage(ctx, p, d.Window, func(tx *store.Tx, _ Window) (consult.AnswerDraft, error) {
		kept := d
		kept.Comments = nil
		for _, no := range d.Comments {
			m, err := tx.Comment(no)
			if err != nil || m.Consultation != d.Window {
				if err == nil || isNotFound(err) {
					continue // what is not of the window is not shown
				}
				return kept, err
			}
			kept.Comments = append(kept.Comments, no)
		}
		return kept, nil
	})
}

// OwnWindow returns a consultation or round for those who answer in it.
func (q *Queries) OwnWindow(ctx context.Context, p people.Person, id consult.ID) (Window, error) {
	var w Window
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		w, _, err = q.readOwnWindow(tx, p, id)
		return err
	})
	return w, err
}

// PublishedAnswer returns a published response as a draft, to be corrected. Its
// version is how often it was corrected.
func (q *Queries) PublishedAnswer(ctx context.Context, p people.Person, no consult.ResponseNo) (AnswerPage, error) {
	var r consult.Response
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if r, err = tx.Response(no); err != nil {
			return err
		}
		_, err = visible(tx, p, r.Consultation.Dossier)
		return err
	})
	if err != nil {
		return AnswerPage{}, err
	}
	return q.answerPage(ctx, p, r.Consultation, func(*store.Tx, Window) (consult.AnswerDraft, error) {
		return consult.AnswerDraft{
			Window: r.Consultation, Comments: r.Comments, Outcome: r.Outcome, Text: r.Text, Document: r.Document,
			From: r.From, Revision: r.Revision, Changes: r.Changes, Version: len(r.Former), Saved: r.Published, By: r.By,
		}, nil
	})
}

func (q *Queries) answerPage(ctx context.Context, p people.Person, id consult.ID, draft func(*store.Tx, Window) (consult.AnswerDraft, error)) (AnswerPage, error) {
	page := AnswerPage{Read: q.clock()}
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var d dossier.Dossier
		var err error
		if page.Window, d, err = q.readOwnWindow(tx, p, id); err != nil {
			return err
		}
		if page.Draft, err = draft(tx, page.Window); err != nil {
			return err
		}
		known := map[people.ID]string{}
		if err := nameOf(tx, page.Draft.By, known); err != nil {
			return err
		}
		page.By = known[page.Draft.By]
		if err := page.readComments(tx, p, d); err != nil {
			return err
		}
		if err := page.readDocuments(tx, d); err != nil {
			return err
		}
		return q.readAnchors(tx, d.ID, page.Comments, texts)
	})
	if err != nil {
		return AnswerPage{}, err
	}
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts)
	}
	return page, nil
}

func (page *AnswerPage) readComments(tx *store.Tx, p people.Person, d dossier.Dossier) error {
	for i, no := range page.Draft.Comments {
		c, err := tx.Comment(no)
		if err != nil {
			return err
		}
		if c.Response != 0 || c.State != consult.Public {
			page.Answered = append(page.Answered, no)
		}
		if c.Response == 0 && page.Draft.Outdated(c) {
			page.Corrected = append(page.Corrected, no)
		}
		if i >= commentsShown {
			continue
		}
		card, err := readCard(tx, papers{dossier: d, all: true}, shown(p, d, c))
		if err != nil {
			return err
		}
		page.Comments = append(page.Comments, card)
	}
	return nil
}

func (page *AnswerPage) readDocuments(tx *store.Tx, d dossier.Dossier) error {
	documents, err := tx.Documents(d.ID)
	page.Documents = slices.DeleteFunc(documents, func(doc dossier.Document) bool { return doc.Revisions < 2 })
	return err
}

// ChangeChoice is one change of a comparison that a response can name.
type ChangeChoice struct {
	Address string
	Cite    string
	Own     bool // of the provision that the remark is on
	Line    DiffLine
}

// ChangesBetween lists what changed between two revisions of a document, those
// of the provision that a remark is on first.
func (q *Queries) ChangesBetween(ctx context.Context, p people.Person, id dossier.ID, document, from, to int, on consult.Anchor) ([]ChangeChoice, error) {
	result, at, err := q.changed(ctx, p, id, document, from, to, on)
	if err != nil {
		return nil, err
	}
	var own, others []ChangeChoice
	for _, c := range result.Changes() {
		choice := ChangeChoice{Address: c.Address, Cite: c.Cite, Line: lineOf(result, c.Entry)}
		choice.Own = at >= 0 && c.Entry.Old >= at && c.Entry.Old < result.Old.Nodes[at].End ||
			at >= 0 && within(result, at, c.Entry.New)
		if choice.Own {
			own = append(own, choice)
		} else {
			others = append(others, choice)
		}
	}
	return append(own, others...), nil
}

// ChangesNamed lists the changes that a response names.
func (q *Queries) ChangesNamed(ctx context.Context, p people.Person, r consult.Response) ([]ChangeChoice, error) {
	if r.From == 0 || r.Document == 0 || len(r.Changes) == 0 {
		return nil, nil
	}
	all, err := q.ChangesBetween(ctx, p, r.Consultation.Dossier, r.Document, r.From, r.Revision, consult.Anchor{})
	return slices.DeleteFunc(all, func(c ChangeChoice) bool { return !slices.Contains(r.Changes, c.Address) }), err
}

// changed compares two revisions and finds the node of the old one that an
// anchor is on, or -1.
func (q *Queries) changed(ctx context.Context, p people.Person, id dossier.ID, document, from, to int, on consult.Anchor) (*compare.Result, int, error) {
	var sides, written pair
	err := q.store.View(ctx, func(tx *store.Tx) error {
		_, doc, err := visibleDocument(tx, p, id, document)
		if err != nil {
			return err
		}
		if from < 1 || to < 1 || max(from, to) > doc.Revisions || on.Revision > doc.Revisions {
			return fault.ErrNotFound
		}
		of := func(no int) dossier.Revision { return dossier.Revision{Dossier: id, Document: document, No: no} }
		if sides, err = q.pairOf(tx, of(from), of(to)); err != nil || on.Document != document || on.Address == "" {
			return err
		}
		written, err = q.pairOf(tx, of(on.Revision), of(from))
		return err
	})
	if err != nil {
		return nil, -1, err
	}
	result, at := q.texts.compare(sides), -1
	if on.Document == document && on.Address != "" {
		if node, carried := q.carry(written, on); carried.Node >= 0 && node > 0 {
			at = node
		}
	}
	return result, at, nil
}

// pairOf is texts.pair for revisions that are known by number alone.
func (q *Queries) pairOf(tx *store.Tx, old, new dossier.Revision) (pair, error) {
	a, err := tx.Revision(old.Dossier, old.Document, old.No)
	if err != nil {
		return pair{}, err
	}
	b, err := tx.Revision(new.Dossier, new.Document, new.No)
	if err != nil {
		return pair{}, err
	}
	return q.texts.pair(tx, a, b)
}

// within reports whether a node of the new text stands in what the node of the
// old text has become.
func within(r *compare.Result, old, now int) bool {
	if now < 0 {
		return false
	}
	e := r.OldEntry(old)
	return e.New > 0 && now >= e.New && now < r.New.Nodes[e.New].End
}

// lineOf is one entry of a comparison as a line.
func lineOf(r *compare.Result, e compare.Entry) DiffLine {
	if e.New < 0 || e.Pointer {
		return DiffLine{Kind: r.Old.Nodes[e.Old].Kind, Label: r.Old.Label(e.Old), Link: e.Link,
			Pieces: []compare.Piece{{Op: compare.Drop, Old: r.Old.Text(e.Old)}}}
	}
	line := DiffLine{Kind: r.New.Nodes[e.New].Kind, Label: r.New.Label(e.New), Link: e.Link, Pieces: e.Pieces}
	if line.Pieces == nil {
		op := compare.Keep
		if e.Link == compare.Inserted {
			op = compare.Add
		}
		line.Pieces = []compare.Piece{{Op: op, Old: r.New.Text(e.New), New: r.New.Text(e.New)}}
	}
	return line
}
