package action

import (
	"context"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// OpenDossier asks for a new dossier of the person's own institution. It stays
// within the institution until published.
type OpenDossier struct {
	Facts  dossier.Facts
	FormID string
}

// OpenDossier assigns the next number of the institution's series and answers
// with it.
func (a *Actions) OpenDossier(ctx context.Context, p people.Person, req OpenDossier) (dossier.ID, error) {
	id, err := a.once(ctx, p, form("open dossier", "", req.FormID), func(tx *store.Tx) (string, error) {
		if err := people.May(p, people.OpenDossier, people.Object{Institution: p.Institution}); err != nil {
			return "", err
		}
		now := a.clock()
		d, err := dossier.New(req.Facts, p.Institution, now)
		if err != nil {
			return "", err
		}
		if d.ID, err = tx.NextNumber(string(p.Institution), yearOf(now)); err != nil {
			return "", err
		}
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		return string(d.ID), a.record(tx, p, d, event.Event{Name: event.DossierOpened})
	})
	return dossier.ID(id), err
}

// EditDossier asks to change the facts of a dossier.
type EditDossier struct {
	Dossier dossier.ID
	Facts   dossier.Facts
}

// EditDossier changes title, summary, contact, topics and references.
func (a *Actions) EditDossier(ctx context.Context, p people.Person, req EditDossier) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		d, err := permitted(tx, p, people.EditDossier, req.Dossier)
		if err != nil {
			return err
		}
		if d, err = d.WithFacts(req.Facts, a.clock()); err != nil {
			return err
		}
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.DossierChanged, Public: true})
	})
}

// PublishDossier makes a dossier visible to everyone. Doing it twice is doing
// it once.
func (a *Actions) PublishDossier(ctx context.Context, p people.Person, id dossier.ID) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		d, err := permitted(tx, p, people.EditDossier, id)
		if err != nil || !d.Published.IsZero() {
			return err
		}
		d.Published = a.clock()
		d.Changed = d.Published
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.DossierPublished, Public: true})
	})
}
