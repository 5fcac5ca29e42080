package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Entering is what an official needs to know who enters a comment that came by
// e-mail or on paper.
type Entering struct {
	Consultation consult.Consultation
	Dossier      lang.Text
	Documents    []DocumentName // that the consultation asks about
	Institutions []people.Institution
}

// Entering returns it for somebody who may enter comments.
func (q *Queries) Entering(ctx context.Context, p people.Person, id consult.ID) (Entering, error) {
	var e Entering
	cat, err := q.fresh(ctx)
	if err != nil {
		return e, err
	}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id.Dossier)
		if err != nil {
			return err
		}
		if err := people.May(p, people.EnterComment, object(d)); err != nil {
			return err
		}
		e.Dossier = d.Title
		if e.Consultation, err = tx.Consultation(id); err != nil {
			return err
		}
		e.Documents, err = namesOf(tx, d.ID, e.Consultation.Documents)
		return err
	})
	today := clock.DateOf(q.clock())
	for _, i := range cat.institutions() {
		if i.ValidOn(today) {
			e.Institutions = append(e.Institutions, i)
		}
	}
	return e, err
}
