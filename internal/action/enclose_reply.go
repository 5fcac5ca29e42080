package action

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// EncloseReply keeps files that will go with the reply of the person's
// institution. Until it is sent they are known inside the institution alone.
func (a *Actions) EncloseReply(ctx context.Context, p people.Person, id consult.ID, files []Enclosed) error {
	// Bytes of people who may not reply are not written at all.
	err := a.store.View(ctx, func(tx *store.Tx) error {
		_, err := preparedRound(tx, p, id)
		return err
	})
	if err != nil {
		return err
	}
	return a.enclosing(files, func(list []consult.Attachment) error {
		return a.store.Update(ctx, func(tx *store.Tx) error {
			at, err := preparedRound(tx, p, id)
			if err != nil {
				return err
			}
			return a.enclose(tx, p, at, list)
		})
	})
}

// enclose adds files to those that will go with a reply.
func (a *Actions) enclose(tx *store.Tx, p people.Person, at askedOf, files []consult.Attachment) error {
	was, _ := at.round.Asked(at.of)
	list, err := slices.Clone(was.Prepared), error(nil)
	for _, f := range files {
		if list, err = consult.Attach(list, f); err != nil {
			return fault.Renamed(err, "file", "annex")
		}
	}
	if len(list) == len(was.Prepared) {
		return nil
	}
	if err := a.noteFiles(tx, files); err != nil {
		return err
	}
	return a.putPrepared(tx, p, at, list)
}

// TakeFromReply takes a file from those that will go with the reply. One that has
// been sent stays where it was sent.
func (a *Actions) TakeFromReply(ctx context.Context, p people.Person, id consult.ID, hash string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		at, err := preparedRound(tx, p, id)
		if err != nil {
			return err
		}
		was, _ := at.round.Asked(at.of)
		list := slices.DeleteFunc(slices.Clone(was.Prepared), func(f consult.Attachment) bool { return f.Hash == hash })
		if len(list) == len(was.Prepared) {
			return fault.ErrNotFound
		}
		return a.putPrepared(tx, p, at, list)
	})
}

func (a *Actions) putPrepared(tx *store.Tx, p people.Person, at askedOf, list []consult.Attachment) error {
	r, err := at.round.Enclose(at.of, list)
	if err != nil {
		return err
	}
	if err := tx.PutRound(r); err != nil {
		return err
	}
	return a.record(tx, p, at.dossier, event.Event{Name: event.ReplyPrepared, Round: r.No, Institution: at.of})
}
