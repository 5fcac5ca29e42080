package action

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// KeepPerson asks to record whom somebody serves and what they may do.
type KeepPerson struct {
	Person       people.ID
	Institution  people.Code
	Organisation string // registry code of one to represent from now on, or empty
	OrgName      string // its name, when the register has none yet
	Roles        []people.Role
	Disabled     bool
}

// KeepPerson records it. A person who is disabled loses all sessions.
func (a *Actions) KeepPerson(ctx context.Context, p people.Person, req KeepPerson) error {
	if err := people.May(p, people.KeepRegisters, people.Object{}); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		person, err := tx.Person(req.Person)
		if err != nil {
			return err
		}
		if err := a.checkKept(tx, req); err != nil {
			return err
		}
		person.Institution, person.Roles, person.Disabled = req.Institution, req.Roles, req.Disabled
		if err := tx.PutPerson(person); err != nil {
			return err
		}
		if req.Disabled {
			if err := endSessions(tx, person.ID); err != nil {
				return err
			}
		}
		if req.Organisation != "" {
			if err := a.represent(tx, person, req.Organisation, req.OrgName); err != nil {
				return err
			}
		}
		_, err = tx.Append(event.Event{Name: event.PersonRecorded, Version: 1, Occurred: a.clock(), Actor: p.ID})
		return err
	})
}

func (a *Actions) checkKept(tx *store.Tx, req KeepPerson) error {
	var wrong fault.Fields
	known := []people.Role{people.Official, people.Coordinator, people.Moderator, people.Administrator}
	for _, role := range req.Roles {
		if !slices.Contains(known, role) {
			wrong.Add("roles", "fault.choose")
		}
	}
	if req.Organisation != "" {
		wrong = append(wrong, registered(tx, req)...)
	}
	serves := slices.Contains(req.Roles, people.Official) || slices.Contains(req.Roles, people.Coordinator)
	if serves && req.Institution == "" {
		wrong.Add("institution", "fault.required")
	}
	if req.Institution != "" {
		if _, err := tx.Institution(req.Institution); err != nil {
			wrong.Add("institution", "fault.choose")
		}
	}
	return wrong.Err()
}

// registered says what is wrong with an organisation: its code, or that it has
// no name and is not in the register either.
func registered(tx *store.Tx, req KeepPerson) (wrong fault.Fields) {
	if _, ok := people.RegistryCode(req.Organisation); !ok {
		wrong.Add("organisation", "organisations.code_wrong")
	} else if _, err := tx.Organisation(req.Organisation); err != nil && req.OrgName == "" {
		wrong.Add("name", "fault.required")
	}
	return wrong
}

func endSessions(tx *store.Tx, id people.ID) error {
	sessions, err := tx.SessionsOf(id)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if err := tx.DeleteSession(s.Token); err != nil {
			return err
		}
	}
	return nil
}
