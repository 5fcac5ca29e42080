package sample

import (
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// writeInstitutions records the institutions that the register does not have.
func (p *plan) writeInstitutions(tx *store.Tx) error {
	for _, f := range p.lib.Institutions {
		_, err := tx.Institution(f.Code)
		if err == nil {
			continue
		}
		if !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		i, err := f.institution()
		if err != nil {
			return fmt.Errorf("institution %s: %w", f.Code, err)
		}
		if err := tx.PutInstitution(i); err != nil {
			return err
		}
		e := event.Event{Name: event.InstitutionRecorded, Version: 1, Occurred: p.earliest(), Institution: f.Code, Public: true}
		if _, err := tx.Append(e); err != nil {
			return err
		}
	}
	return nil
}

func (f institutionFile) institution() (people.Institution, error) {
	i := people.Institution{Code: f.Code, Name: f.Name.text(), Predecessors: f.Predecessors, Email: f.Email}
	if err := complete("name", f.Name); err != nil {
		return i, err
	}
	for _, end := range []struct {
		day  string
		into *clock.Date
	}{{f.From, &i.From}, {f.Until, &i.Until}} {
		if end.day == "" {
			continue
		}
		d, err := clock.ParseDate(end.day)
		if err != nil {
			return i, err
		}
		*end.into = d
	}
	return i, nil
}

// writeAuthors records those who comment. None of them can sign in, for they
// have no subject, and none has a role.
func (p *plan) writeAuthors(tx *store.Tx) error {
	for _, key := range sortedKeys(p.lib.Authors) {
		f := p.lib.Authors[key]
		if err := f.check(); err != nil {
			return fmt.Errorf("author %s: %w", key, err)
		}
		person := people.Person{ID: personID(key), Name: f.Person, Email: f.Email, Created: p.earliest()}
		if err := tx.PutPerson(person); err != nil {
			return err
		}
		if err := p.writeOrganisation(tx, f, person); err != nil {
			return err
		}
		e := event.Event{Name: event.PersonRecorded, Version: 1, Occurred: p.earliest(), Actor: person.ID}
		if _, err := tx.Append(e); err != nil {
			return err
		}
	}
	return nil
}

// writeOrganisation records an organisation with who speaks for it.
func (p *plan) writeOrganisation(tx *store.Tx, f authorFile, person people.Person) error {
	if f.Kind != consult.Organisation {
		return nil
	}
	if code, ok := people.RegistryCode(f.Code); !ok || code != f.Code {
		return fmt.Errorf("organisation %s: %s is not a registry code", f.Name, f.Code)
	}
	o, err := tx.Organisation(f.Code)
	if errors.Is(err, fault.ErrNotFound) {
		o, err = people.Organisation{Code: f.Code, Name: f.Name, Begun: person.Created, Confirmed: person.Created}, nil
	}
	if err != nil {
		return err
	}
	if o, err = o.Accept(people.Invitation{Email: f.Email}, person, person.Created); err != nil {
		return err
	}
	if err := tx.PutOrganisation(o); err != nil {
		return err
	}
	_, err = tx.Append(event.Event{Name: event.OrganisationRecorded, Version: 1, Occurred: person.Created, Actor: person.ID, Organisation: f.Code})
	return err
}

func (f authorFile) check() error {
	switch {
	case f.Kind != consult.Private && f.Kind != consult.Organisation && f.Kind != consult.Institution:
		return fmt.Errorf("kind %q", f.Kind)
	case f.Kind == consult.Private && f.Code != "":
		return errors.New("a private person has no code")
	case f.Kind != consult.Private && (f.Code == "" || f.Name == ""):
		return errors.New("needs a name and a code")
	case f.Person == "" || f.Email == "":
		return errors.New("needs person and email")
	}
	return nil
}

func (f authorFile) author(key string) consult.Author {
	return consult.Author{Kind: f.Kind, Name: f.Name, Code: f.Code, Person: personID(key)}
}
