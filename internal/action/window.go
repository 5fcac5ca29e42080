package action

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// window is a consultation or a coordination round to which remarks are answered.
type window struct {
	id           consult.ID
	dossier      dossier.Dossier
	consultation consult.Consultation // zero for a round
	round        consult.Round        // zero for a consultation
	of           people.Code          // whose letters they are
}

// permittedWindow loads a consultation or a round, with its dossier, for
// somebody who wants to do something to it.
func permittedWindow(tx *store.Tx, p people.Person, do people.Verb, id consult.ID) (window, error) {
	w := window{id: id}
	var err error
	if w.dossier, err = permitted(tx, p, do, id.Dossier); err != nil {
		return w, err
	}
	if id.Round {
		w.round, err = tx.Round(id)
	} else {
		w.consultation, err = tx.Consultation(id)
	}
	return w, err
}

// asked is the revision of a document that the window is about, or 0.
func (w window) asked(document int) int {
	if w.id.Round {
		return sentAt(w.round, document)
	}
	return asked(w.consultation, document)
}

// answered counts more comments as answered.
func (w window) answered(tx *store.Tx, more int) error {
	if w.id.Round {
		w.round.Answered += more
		return tx.PutRound(w.round)
	}
	w.consultation.Answered += more
	return tx.PutConsultation(w.consultation)
}

// counted counts more comments as public, and more of them as answered.
func (w window) counted(tx *store.Tx, comments, answered int) error {
	if w.id.Round {
		w.round.Comments += comments
		w.round.Answered += answered
		return tx.PutRound(w.round)
	}
	w.consultation.Comments += comments
	w.consultation.Answered += answered
	return tx.PutConsultation(w.consultation)
}

// in names the window in an event.
func (w window) in(e event.Event) event.Event {
	if w.id.Round {
		e.Round = w.id.No
	} else {
		e.Consultation = w.id.No
	}
	return e
}
