package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// StoodPage says which revision of a document stood on a day.
type StoodPage struct {
	Dossier  lang.Text
	Document dossier.Document
	Revision int              // its number; 0 when none stood yet
	First    dossier.Revision // the first to stand; zero when there is none at all
}

// AsOf finds the revision of a document that stood on a day.
func (q *Queries) AsOf(ctx context.Context, p people.Person, id dossier.ID, document int, day clock.Date) (StoodPage, error) {
	var page StoodPage
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, doc, err := visibleDocument(tx, p, id, document)
		if err != nil {
			return err
		}
		page.Dossier, page.Document = d.Title, doc
		revisions, err := tx.Revisions(id, document)
		if err != nil {
			return err
		}
		if at, ok := dossier.AsOf(revisions, day); ok {
			page.Revision = at.No
		}
		if len(revisions) > 0 {
			page.First = slices.MinFunc(revisions, func(a, b dossier.Revision) int { return a.Began().Compare(b.Began()) })
		}
		return nil
	})
	return page, err
}
