package action

import (
	"context"
	"errors"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// AssignRound asks that somebody of the person's institution prepares its reply
// to a round; nobody ("") takes that away.
type AssignRound struct {
	Round consult.ID
	To    people.ID
}

// AssignRound notes it within the institution that was asked.
func (a *Actions) AssignRound(ctx context.Context, p people.Person, req AssignRound) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		r, d, err := askedRound(tx, p, people.AssignRound, req.Round)
		if err != nil {
			return err
		}
		to, err := colleague(tx, p.Institution, req.To)
		if err != nil {
			return err
		}
		if r, err = r.Assign(p.Institution, to.ID); err != nil {
			return err
		}
		if err := tx.PutRound(r); err != nil {
			return err
		}
		if to.ID != p.ID {
			if err := a.mailAssigned(tx, d, r, to); err != nil {
				return err
			}
		}
		return a.record(tx, p, d, event.Event{Name: event.RoundAssigned, Round: r.No, Institution: p.Institution})
	})
}

// colleague is somebody who serves an institution, or nobody.
func colleague(tx *store.Tx, of people.Code, id people.ID) (people.Person, error) {
	if id == "" {
		return people.Person{}, nil
	}
	p, err := tx.Person(id)
	if errors.Is(err, fault.ErrNotFound) || err == nil && (p.Disabled || !p.Serves(of)) {
		return p, fault.Fields{{Name: "to", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	return p, err
}
