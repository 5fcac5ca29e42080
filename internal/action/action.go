// Package action holds everything a person can do, one file each. An action
// does its slow work first, then decides and writes in one store.Update, and
// leaves an event for every accepted change. Anything refused leaves no trace.
//
// Every action may answer with a fault: SignIn or Forbidden when the person may
// not, NotFound when the thing is absent or hidden from them, Invalid with the
// fields that are wrong, Conflict when somebody else was faster.
package action

import (
	"context"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
)

// Settings are what an operator decides.
type Settings struct {
	BaseURL          string        // of links in mail
	ConsultationDays int           // below which a window needs a reason
	Terms            consult.Terms // working days of coordination; zero: as usual
	Grace            time.Duration // within which a comment is corrected without a trace

	Files *blob.Folder // for attachments; nil: there can be none
	// Words reads the words of a file within bounds of its own; nil reads them
	// here, and no PDF, whose reading cannot be bounded within a process.
	Words func(ctx context.Context, b []byte, sort papers.Sort) (string, error)
}

func (s Settings) terms() consult.Terms {
	if s.Terms == (consult.Terms{}) {
		return consult.DefaultTerms
	}
	return s.Terms
}

// Actions does things for people.
type Actions struct {
	store    *store.Store
	clock    clock.Clock
	settings Settings
}

// New returns the actions on a store.
func New(st *store.Store, clk clock.Clock, s Settings) *Actions {
	return &Actions{store: st, clock: clk, settings: s}
}

// object is a dossier as the policy sees it.
func object(d dossier.Dossier) people.Object {
	return people.Object{Institution: d.Institution, Published: !d.Published.IsZero(), Invited: d.Invited}
}

// permitted loads a dossier for somebody who wants to do something to it.
func permitted(tx *store.Tx, p people.Person, do people.Verb, id dossier.ID) (dossier.Dossier, error) {
	d, err := tx.Dossier(id)
	if err != nil {
		return d, err
	}
	return d, people.May(p, do, object(d))
}

// permittedConsultation loads a consultation and its dossier likewise.
func permittedConsultation(tx *store.Tx, p people.Person, do people.Verb, id consult.ID) (consult.Consultation, dossier.Dossier, error) {
	d, err := permitted(tx, p, do, id.Dossier)
	if err != nil {
		return consult.Consultation{}, d, err
	}
	c, err := tx.Consultation(id)
	return c, d, err
}

// record appends an event about a dossier, public when the dossier is.
func (a *Actions) record(tx *store.Tx, p people.Person, d dossier.Dossier, e event.Event) error {
	e.Version = 1
	e.Actor = p.ID
	e.Dossier = d.ID
	if e.Institution == "" {
		e.Institution = d.Institution
	}
	if e.Occurred.IsZero() {
		e.Occurred = a.clock()
	}
	e.Public = e.Public && !d.Published.IsZero()
	_, err := tx.Append(e)
	return err
}

// form names a form by what it does, to what and its ID, so that the ID of one
// form never answers for another. It is as short however long the ID sent was.
func form(does, to, id string) string {
	if id == "" {
		return ""
	}
	return HashSecret(does + "\x00" + to + "\x00" + id)
}

// once runs a change unless the same form was accepted before; then it answers
// as it did that time. A form without an ID is always run.
func (a *Actions) once(ctx context.Context, p people.Person, formID string, change func(*store.Tx) (string, error)) (string, error) {
	var answer string
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		key := "form/" + string(p.ID) + "/" + formID
		if formID != "" {
			before, ok, err := tx.Once(key)
			if err != nil {
				return err
			}
			if ok {
				answer = before
				return nil
			}
		}
		result, err := change(tx)
		if err != nil {
			return err
		}
		answer = result
		if formID == "" {
			return nil
		}
		return tx.PutOnce(key, result, a.clock().AddDate(0, 0, 7))
	})
	return answer, err
}
