package sample

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
)

// planLater plans what became of a comment after it was sent. Deeds of one day
// come in the order in which they are written here.
func (w *window) planLater(name string, f commentFile, usual hour) error {
	if f.Corrected != nil {
		err := w.m.add(f.Corrected.At, usual, name+" corrected", func(tx *store.Tx, at time.Time) error { return w.correct(tx, f, at) })
		if err != nil {
			return err
		}
	}
	if !f.Disowned.zero() {
		err := w.m.add(f.Disowned, usual, name+" disowned", func(tx *store.Tx, at time.Time) error { return w.disown(tx, f, at) })
		if err != nil {
			return err
		}
	}
	for n, d := range f.Decisions {
		what := fmt.Sprintf("%s decision %d", name, n+1)
		usual := usual + hour(10*n)
		err := w.m.add(d.At, usual, what, func(tx *store.Tx, at time.Time) error { return w.decide(tx, f, d, at) })
		if err != nil {
			return err
		}
		if d.Appeal == nil {
			continue
		}
		err = w.m.add(d.Appeal.At, usual+2, what+" appeal", func(tx *store.Tx, at time.Time) error { return w.appeal(tx, f, n, at) })
		if err != nil {
			return err
		}
		err = w.m.add(d.Appeal.Decided, usual+4, what+" appeal decided", func(tx *store.Tx, at time.Time) error { return w.decideAppeal(tx, f, n, at) })
		if err != nil {
			return err
		}
	}
	return nil
}

// sent is a comment as it is kept now, with its case.
func (w *window) sent(tx *store.Tx, f commentFile) (m consult.Comment, known consult.Case, err error) {
	one := w.m.remarks[f.ID]
	if one == nil {
		return m, known, errors.New("what happened to a comment later needs an id")
	}
	if m, err = tx.Comment(one.comment.No); err != nil {
		return m, known, err
	}
	known, err = tx.Case(m.No)
	return m, known, err
}

// put keeps a comment and its case and counts whether it is public.
func (w *window) put(tx *store.Tx, before, now consult.Comment, known consult.Case, e event.Event) error {
	counted := w.c
	if before.State == consult.Public && now.State != consult.Public {
		counted.Comments--
	}
	if before.State != consult.Public && now.State == consult.Public {
		counted.Comments++
	}
	w.m.remarks[w.idOf(now.No)].comment = now
	e.Comment = now.No
	return errors.Join(tx.PutCase(known), tx.PutComment(now), w.count(tx, counted, e))
}

func (w *window) idOf(no consult.CommentNo) string {
	for id, r := range w.m.remarks {
		if r.comment.No == no {
			return id
		}
	}
	return ""
}

func (w *window) correct(tx *store.Tx, f commentFile, at time.Time) error {
	m, known, err := w.sent(tx, f)
	if err != nil {
		return err
	}
	now, err := m.Correct(w.c, f.Corrected.Text, false, 0, at)
	if err != nil {
		return err
	}
	if err := campaign.Rejoin(tx, &now); err != nil {
		return err
	}
	return w.put(tx, m, now, known, event.Event{Name: event.CommentCorrected, Occurred: at})
}

func (w *window) disown(tx *store.Tx, f commentFile, at time.Time) error {
	m, known, err := w.sent(tx, f)
	if err != nil {
		return err
	}
	now := m
	now.State = consult.Disowned
	return w.put(tx, m, now, known.Disown(at), event.Event{Name: event.CommentDisowned, Occurred: at})
}

func (w *window) decide(tx *store.Tx, f commentFile, d decisionFile, at time.Time) error {
	m, known, err := w.sent(tx, f)
	if err != nil {
		return err
	}
	decision := consult.Decision{Ruling: d.Ruling, Reason: d.Reason, Note: strings.TrimSpace(d.Note), At: at, By: personID(d.By)}
	if known, err = known.Decide(decision); err != nil {
		return err
	}
	now, e := m, event.Event{Occurred: at}
	switch d.Ruling {
	case consult.Withholds:
		now.State, now.StateReason, e.Name = consult.Withheld, string(d.Reason), event.CommentWithheld
	case consult.BlacksOut:
		e.Name = event.CommentBlackedOut
		if now, err = m.BlackOut(d.Words, d.Reason, personID(d.By), at); err != nil {
			return err
		}
	default:
		return fmt.Errorf("no sample has the ruling %q", d.Ruling)
	}
	return w.put(tx, m, now, known, e)
}

func (w *window) appeal(tx *store.Tx, f commentFile, n int, at time.Time) error {
	m, known, err := w.sent(tx, f)
	if err != nil {
		return err
	}
	known, err = known.Appeal(consult.Appeal{Decision: n, Text: f.Decisions[n].Appeal.Text, At: at})
	if err != nil {
		return err
	}
	return w.put(tx, m, m, known, event.Event{Name: event.CommentAppealed, Occurred: at})
}

func (w *window) decideAppeal(tx *store.Tx, f commentFile, n int, at time.Time) error {
	m, known, err := w.sent(tx, f)
	if err != nil {
		return err
	}
	a := f.Decisions[n].Appeal
	if known, err = known.DecideAppeal(n, personID(a.By), a.Upheld, a.Answer, false, at); err != nil {
		return err
	}
	now := m
	if !a.Upheld {
		if known, err = known.Undo(n, personID(a.By), at); err != nil {
			return err
		}
		if f.Decisions[n].Ruling == consult.BlacksOut {
			now = m.Restore(known.Decisions[n].At)
		} else {
			now.State, now.StateReason = consult.Public, ""
		}
	}
	return w.put(tx, m, now, known, event.Event{Name: event.AppealDecided, Occurred: at})
}
