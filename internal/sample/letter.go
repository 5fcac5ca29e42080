package sample

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/letter"
	"github.com/eelnou/eelnou/store"
)

// letter keeps a letter as it is proposed to be split.
func (w *window) letter(tx *store.Tx, f letterFile, at time.Time) error {
	by, err := w.m.plan.author(f.By)
	if err != nil {
		return err
	}
	text, err := w.m.shown(f.Document, f.Revision, at)
	if err != nil {
		return err
	}
	l := consult.Letter{
		Window: w.c.ID, Institution: w.m.d.Institution, Author: by.author(f.By), File: f.File, Version: 1, Saved: at,
		Entry: consult.Entry{Channel: f.Came, Received: clock.DateOf(at)},
		Blocks: letter.Propose(letter.Paragraphs(f.Text), f.Document, func(address string) bool {
			_, there := text.text.Find(address)
			return there
		}),
	}
	l.Author.Person = ""
	if err := l.Check(); err != nil {
		return err
	}
	if l.No, err = tx.NextLetter(); err != nil {
		return err
	}
	if err := tx.PutLetter(l); err != nil {
		return err
	}
	return w.m.record(tx, event.Event{Name: event.LetterSaved, Consultation: w.c.No, Occurred: at})
}
