package action

import (
	"context"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SeenAt is a document at a revision that somebody has read.
type SeenAt struct{ Document, Revision int }

// MarkSeen keeps up to which revisions the person has read documents of a dossier.
// A later revision that was marked before stays. No event tells of it: what people
// read is nobody's business.
func (a *Actions) MarkSeen(ctx context.Context, p people.Person, id dossier.ID, list []SeenAt) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if err := mayMark(tx, p, id); err != nil {
			return err
		}
		before, err := tx.Seen(p.ID, id)
		if err != nil {
			return err
		}
		known := map[int]int{}
		for _, s := range before {
			known[s.Document] = s.Revision
		}
		for _, at := range list {
			doc, err := tx.Document(id, at.Document)
			if err != nil {
				return err
			}
			if at.Revision < 1 || at.Revision > doc.Revisions {
				return fault.ErrNotFound
			}
			if at.Revision <= known[at.Document] {
				continue
			}
			seen := dossier.Seen{Person: p.ID, Dossier: id, Document: at.Document, Revision: at.Revision, At: a.clock()}
			if err := tx.PutSeen(seen); err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetSeen forgets what the person has read of a dossier.
func (a *Actions) ForgetSeen(ctx context.Context, p people.Person, id dossier.ID) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if err := mayMark(tx, p, id); err != nil {
			return err
		}
		return tx.DeleteSeen(p.ID, id)
	})
}

// mayMark refuses visitors, and dossiers that are hidden from the person.
func mayMark(tx *store.Tx, p people.Person, id dossier.ID) error {
	if _, err := permitted(tx, p, people.ReadPapers, id); err != nil {
		return err
	}
	return people.May(p, people.KeepOwn, people.Object{Owner: p.ID})
}
