package action

import (
	"context"
	"errors"

	"github.com/eelnou/eelnou/internal/clock"
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
		at, err := askedRound(tx, p, people.AssignRound, req.Round)
		if err != nil {
			return err
		}
		to, err := a.colleague(tx, at.of, req.To)
		if err != nil {
			return err
		}
		r, err := at.round.Assign(at.of, to.ID)
		if err != nil {
			return err
		}
		if err := tx.PutRound(r); err != nil {
			return err
		}
		if to.ID != p.ID {
			if err := a.mailAssigned(tx, at.dossier, r, to); err != nil {
				return err
			}
		}
		return a.record(tx, p, at.dossier, event.Event{Name: event.RoundAssigned, Round: r.No, Institution: at.of})
	})
}

// colleague is somebody who serves an institution, or nobody.
func (a *Actions) colleague(tx *store.Tx, of people.Code, id people.ID) (people.Person, error) {
	if id == "" {
		return people.Person{}, nil
	}
	p, err := a.serving(tx, id)
	if errors.Is(err, fault.ErrNotFound) || err == nil && (p.Disabled || !p.Serves(of)) {
		return p, fault.Fields{{Name: "to", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	return p, err
}

// serving is a person with what their institution has inherited.
func (a *Actions) serving(tx *store.Tx, id people.ID) (people.Person, error) {
	p, err := tx.Person(id)
	if err != nil {
		return p, err
	}
	register, err := registerOf(tx)
	return register.Serving(p, clock.DateOf(a.clock())), err
}

func registerOf(tx *store.Tx) (people.Register, error) {
	list, err := tx.Institutions()
	return list, err
}
