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

// WithdrawComment takes back one's own comment. Its number stays, with a trace
// that it was withdrawn.
func (a *Actions) WithdrawComment(ctx context.Context, p people.Person, no consult.CommentNo) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, w, err := permittedComment(tx, p, people.Withdraw, no)
		if err != nil {
			return err
		}
		return a.hide(tx, p, w, m, consult.Withdrawn, "", event.CommentWithdrawn)
	})
}

// permittedComment loads a comment and its window for somebody who wants to do
// something to it.
func permittedComment(tx *store.Tx, p people.Person, do people.Verb, no consult.CommentNo) (consult.Comment, window, error) {
	m, err := tx.Comment(no)
	if err != nil {
		return m, window{}, err
	}
	w, err := permittedWindow(tx, p, people.ReadPapers, m.Consultation)
	if err != nil {
		return m, w, err
	}
	on := object(w.dossier)
	on.Owner = m.Author.Person
	return m, w, people.May(p, do, on)
}

// hide takes the words of a public comment from the public and counts it no more.
func (a *Actions) hide(tx *store.Tx, p people.Person, w window, m consult.Comment, state consult.CommentState, reason string, name event.Name) error {
	if m.State != consult.Public {
		return fault.New(fault.Conflict, "consult.already_hidden")
	}
	answered := 0
	if m.Response != 0 {
		answered = 1
	}
	m.State, m.StateReason = state, reason
	return errors.Join(
		w.counted(tx, -1, -answered),
		tx.PutComment(m),
		a.record(tx, p, w.dossier, w.in(event.Event{Name: name, Comment: m.No, Public: true})),
	)
}

// show gives the words of a hidden comment back to the public.
func (a *Actions) show(tx *store.Tx, p people.Person, w window, m consult.Comment) error {
	if m.State == consult.Public {
		return fault.New(fault.Conflict, "moderation.undone")
	}
	answered := 0
	if m.Response != 0 {
		answered = 1
	}
	m.State, m.StateReason = consult.Public, ""
	return errors.Join(
		w.counted(tx, 1, answered),
		tx.PutComment(m),
		a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentReleased, Comment: m.No, Public: true})),
	)
}
