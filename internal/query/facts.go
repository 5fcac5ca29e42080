package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// DossierFacts returns a dossier alone, without what is in it.
func (q *Queries) DossierFacts(ctx context.Context, p people.Person, id dossier.ID) (dossier.Dossier, error) {
	var d dossier.Dossier
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		d, err = visible(tx, p, id)
		return err
	})
	return d, err
}

// ConsultationFacts returns a consultation and its dossier alone.
func (q *Queries) ConsultationFacts(ctx context.Context, p people.Person, id consult.ID) (consult.Consultation, dossier.Dossier, error) {
	var c consult.Consultation
	var d dossier.Dossier
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if d, err = visible(tx, p, id.Dossier); err != nil {
			return err
		}
		c, err = tx.Consultation(id)
		return err
	})
	return c, d, err
}

// DocumentsOf returns the documents of a dossier that the person may know of:
// those with a published revision, or all for its institution.
func (q *Queries) DocumentsOf(ctx context.Context, p people.Person, id dossier.ID) ([]dossier.Document, error) {
	var seen []dossier.Document
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id)
		if err != nil {
			return err
		}
		all, err := tx.Documents(id)
		for _, doc := range all {
			if doc.Revisions > 0 || p.Serves(d.Institution) {
				seen = append(seen, doc)
			}
		}
		return err
	})
	return seen, err
}
