package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ComparisonPage is what changed from one revision to another, of one document or
// of two. Result is shared and must not be changed.
type ComparisonPage struct {
	Dossier    lang.Text
	Document   dossier.Document // of the new text
	Old, New   dossier.Revision
	Revisions  []dossier.Revision // all of the document, oldest first
	Result     *compare.Result
	Asked      map[string][]AskedBy // by address of the change, as Result.Address names it
	MayCorrect bool                 // say which provision is which
	Adoption   *Adoption            // of a law against a draft of its change; else nil
}

// Side is one text of a comparison: a revision of a document of the dossier.
type Side struct{ Document, Revision int }

// Comparison compares two revisions of one dossier, in either order. Of
// large ones that are not at hand it answers ErrMaking while they are made.
func (q *Queries) Comparison(ctx context.Context, p people.Person, id dossier.ID, old, new Side) (ComparisonPage, error) {
	var page ComparisonPage
	var sides pair
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if _, _, err := visibleRevision(tx, p, id, old.Document, old.Revision); err != nil {
			return err
		}
		all, doc, err := visibleRevision(tx, p, id, new.Document, new.Revision)
		if err != nil {
			return err
		}
		d := all.dossier
		page.Dossier, page.Document = d.Title, doc
		if page.Old, err = tx.Revision(id, old.Document, old.Revision); err != nil {
			return err
		}
		if page.New, err = tx.Revision(id, new.Document, new.Revision); err != nil {
			return err
		}
		if sides, err = q.texts.pair(tx, page.Old, page.New); err != nil {
			return err
		}
		if old.Document != new.Document {
			return nil
		}
		if page.Revisions, err = all.revisions(tx, doc); err != nil {
			return err
		}
		page.MayCorrect = new.Revision == old.Revision+1 && may(p, people.CorrectLinks, d)
		page.Asked, err = askedBy(tx, p, all, new.Document, old.Revision, new.Revision)
		return err
	})
	if err != nil {
		return ComparisonPage{}, err
	}
	page.Result, err = q.texts.comparison(ctx, sides)
	return page, err
}

// Comparable returns a dossier's title and the published revisions of its
// documents, which can be compared with each other.
func (q *Queries) Comparable(ctx context.Context, p people.Person, id dossier.ID) (lang.Text, []DocumentRevisions, error) {
	var page DossierPage
	err := q.store.View(ctx, func(tx *store.Tx) (err error) {
		if page.Dossier, err = visible(tx, p, id); err != nil {
			return err
		}
		return page.readDocuments(tx, p, papers{dossier: page.Dossier, all: true})
	})
	if err != nil {
		return lang.Text{}, nil, err
	}
	published := slices.DeleteFunc(page.Documents, func(d DocumentRevisions) bool { return len(d.Revisions) == 0 })
	return page.Dossier.Title, published, nil
}

// NumberRow is one section under its old and its new number; one is empty when
// it was inserted or deleted.
type NumberRow struct {
	OldCite, NewCite       string
	OldAddress, NewAddress string
	Heading                string
	Link                   compare.Link
	Moved                  bool
	From, Into             string // the section it was split off or merged into; empty for none
}

// Numbers lists the sections of a comparison that have another number than
// before, stand elsewhere, or are in one text only.
func (c ComparisonPage) Numbers() []NumberRow {
	var rows []NumberRow
	for _, e := range c.Result.Entries {
		row := NumberRow{Link: e.Link, Moved: e.Moved}
		section := false
		if e.From > 0 {
			row.From = c.Result.Old.Cite(e.From)
		}
		if e.Into > 0 {
			row.Into = c.Result.New.Cite(e.Into)
		}
		if e.Old >= 0 {
			row.OldCite, row.OldAddress, row.Heading, section = named(c.Result.Old, e.Old)
		}
		if e.New >= 0 {
			row.NewCite, row.NewAddress, row.Heading, section = named(c.Result.New, e.New)
		}
		if section && (row.OldCite != row.NewCite || row.Moved || row.Link == compare.Replaced) {
			rows = append(rows, row)
		}
	}
	return rows
}

// named tells how a node is cited, and whether it is a section.
func named(t *lawtext.Text, node int) (cite, address, heading string, section bool) {
	n := t.Nodes[node]
	if n.Kind != lawtext.Section {
		return "", "", "", false
	}
	return t.Cite(node), n.Address, t.Heading(node), true
}
