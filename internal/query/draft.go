package query

import (
	"context"
	"errors"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Draft is a document as its officials work on it.
type Draft struct {
	Dossier  dossier.Dossier
	Document dossier.Document
	Draft    *dossier.Draft // nil when nothing is drafted
	Newest   string         // text of the newest revision; empty when there is none
}

// Stale reports whether a revision was published after the draft was begun.
func (d Draft) Stale() bool { return d.Draft != nil && d.Draft.Base != d.Document.Revisions }

// Draft returns a document with its draft, for people who may change it.
func (q *Queries) Draft(ctx context.Context, p people.Person, id dossier.ID, document int) (Draft, error) {
	var d Draft
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if d.Dossier, err = tx.Dossier(id); err != nil {
			return err
		}
		on := people.Object{Institution: d.Dossier.Institution, Published: !d.Dossier.Published.IsZero()}
		if err := people.May(p, people.SaveDraft, on); err != nil {
			return err
		}
		if d.Document, err = tx.Document(id, document); err != nil {
			return err
		}
		if d.Document.Revisions > 0 {
			if d.Newest, err = tx.RevisionText(id, document, d.Document.Revisions); err != nil {
				return err
			}
		}
		draft, err := tx.Draft(id, document)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		d.Draft = &draft
		return err
	})
	return d, err
}

// Understood is what the service reads in a draft's text.
type Understood struct {
	Text    *lawtext.Text
	Changes *compare.Result // against the newest revision; nil for the first
}

// Understand parses a draft's text and compares it with the newest revision.
func (d Draft) Understand() Understood {
	u := Understood{Text: lawtext.Parse(d.Draft.Text)}
	if d.Document.Revisions > 0 {
		u.Changes = compare.Texts(lawtext.Parse(d.Newest), u.Text)
	}
	return u
}

// Meanwhile compares a base with the newest revision: what others published
// while a text was written.
func (q *Queries) Meanwhile(ctx context.Context, p people.Person, id dossier.ID, document, base int) (*compare.Result, error) {
	d, err := q.Draft(ctx, p, id, document)
	if err != nil {
		return nil, err
	}
	var old string
	if base > 0 {
		err = q.store.View(ctx, func(tx *store.Tx) error {
			old, err = tx.RevisionText(id, document, base)
			return err
		})
	}
	if err != nil {
		return nil, err
	}
	return compare.Texts(lawtext.Parse(old), lawtext.Parse(d.Newest)), nil
}

// RevisionFacts returns the facts of a published revision.
func (q *Queries) RevisionFacts(ctx context.Context, p people.Person, id dossier.ID, document, revision int) (dossier.Revision, error) {
	var r dossier.Revision
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if _, err := visible(tx, p, id); err != nil {
			return err
		}
		var err error
		r, err = tx.Revision(id, document, revision)
		return err
	})
	return r, err
}
