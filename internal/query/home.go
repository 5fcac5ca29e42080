package query

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// HomePage is what is open now, what changed this week and the figures.
type HomePage struct {
	Open    []ConsultationRow // ending first
	Changes []Change          // of the last seven days, newest first
	Answers []AnswerRate      // of institutions, most comments first

	Dossiers, Revisions, Comments int
}

// AnswerRate is how many comments of an institution's ended consultations are
// answered, and how many should be by now and are not.
type AnswerRate struct {
	Institution                 Name
	Comments, Answered, Overdue int
}

// Change is one thing that changed. Which fields are set depends on the event.
type Change struct {
	At           time.Time
	Event        event.Name
	Dossier      dossier.ID
	Title        lang.Text
	Document     DocumentName     // RevisionPublished
	Changes      *dossier.Changes // RevisionPublished, when there was one before
	Consultation consult.ID
	Deadline     clock.Date
	Stage        dossier.Stage   // StepRecorded
	Outcome      dossier.Outcome // StepRecorded
	Answers      int             // ResponsePublished
}

// Sizes of the lists on the front page.
const (
	homeOpen    = 30
	homeChanges = 20
	homeAnswers = 12
)

// Home returns the front page as anybody sees it.
func (q *Queries) Home(ctx context.Context) (HomePage, error) {
	var nobody people.Person
	c, err := q.fresh(ctx)
	if err != nil {
		return HomePage{}, err
	}
	now := q.clock()
	page := HomePage{Open: consultationsOf(nobody, c, isOpen(now)), Answers: c.answers(now, q.settings.ResponseDays)}
	sortByDeadline(page.Open)
	page.Open = page.Open[:min(homeOpen, len(page.Open))]
	page.Answers = page.Answers[:min(homeAnswers, len(page.Answers))]
	for _, e := range c.all() {
		if !e.public() {
			continue
		}
		page.Dossiers++
		page.Revisions += e.revisions
		for _, one := range e.consultations {
			page.Comments += one.Comments
		}
	}
	page.Changes, err = q.changes(ctx, c, now.AddDate(0, 0, -7), homeChanges)
	return page, err
}

func isOpen(now time.Time) func(*entry, consult.Consultation) bool {
	return func(_ *entry, c consult.Consultation) bool { return c.IsOpen(now) }
}

// answers counts the comments of ended consultations by institution, and those
// that should have had a response within so many days.
func (c *catalogue) answers(now time.Time, days int) []AnswerRate {
	rates := map[people.Code]*AnswerRate{}
	register := c.institutions()
	for _, e := range c.all() {
		if !e.public() {
			continue
		}
		for _, one := range e.consultations {
			if one.IsOpen(now) || one.Comments == 0 {
				continue
			}
			r := rates[e.facts.Institution]
			if r == nil {
				r = &AnswerRate{Institution: name(register, e.facts.Institution)}
				rates[e.facts.Institution] = r
			}
			r.Comments += one.Comments
			r.Answered += one.Answered
			r.Overdue += one.Overdue(days, now)
		}
	}
	var list []AnswerRate
	for _, r := range rates {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b AnswerRate) int {
		return cmp.Or(cmp.Compare(b.Comments, a.Comments), cmp.Compare(a.Institution.Code, b.Institution.Code))
	})
	return list
}

// changes returns the newest public changes since a moment.
func (q *Queries) changes(ctx context.Context, c *catalogue, since time.Time, most int) ([]Change, error) {
	var list []Change
	answered := map[consult.ID]int{} // index in list of a consultation's answers
	err := q.store.View(ctx, func(tx *store.Tx) error {
		for _, e := range slices.Backward(c.news()) {
			if len(list) >= most {
				return nil
			}
			if e.Occurred.Before(since) || e.Occurred.After(q.clock()) {
				continue
			}
			entry := c.find(e.Dossier)
			if entry == nil || !entry.public() {
				continue
			}
			change := Change{At: e.Occurred, Event: e.Name, Dossier: e.Dossier, Title: entry.facts.Title}
			id := windowOf(e)
			if i, ok := answered[id]; ok && e.Name == event.ResponsePublished {
				list[i].Answers++
				continue
			}
			told, err := change.read(tx, e, entry)
			if err != nil {
				return err
			}
			if told {
				list = append(list, change)
			}
			if e.Name == event.ResponsePublished {
				answered[id] = len(list) - 1
			}
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Change) int { return b.At.Compare(a.At) })
	return list, err
}

// windowOf is the consultation or the round that an event is about.
func windowOf(e event.Event) consult.ID {
	if e.Round > 0 {
		return consult.ID{Dossier: e.Dossier, No: e.Round, Round: true}
	}
	return consult.ID{Dossier: e.Dossier, No: e.Consultation}
}

// read fills in what a change was about, and reports whether it is worth
// telling at all.
func (ch *Change) read(tx *store.Tx, e event.Event, of *entry) (bool, error) {
	switch e.Name {
	case event.DossierPublished:
		return true, nil
	case event.RevisionPublished:
		return true, ch.readRevision(tx, e)
	case event.StepRecorded:
		step, ok := stepAt(of.facts, e.Occurred)
		ch.Stage, ch.Outcome = step.Stage, step.Outcome
		return ok, nil
	case event.RoundSent, event.RoundExtended, event.ConsultationOpened, event.DeadlineMoved, event.ConsultationClosed, event.ResponsePublished:
		ch.Consultation = windowOf(e)
		for _, c := range of.consultations {
			if c.ID == ch.Consultation {
				ch.Deadline = c.Deadline
			}
		}
		for _, r := range of.rounds {
			if r.ID == ch.Consultation {
				ch.Deadline = r.Deadline
			}
		}
		ch.Answers = 1
		return true, nil
	}
	return false, nil
}

func (ch *Change) readRevision(tx *store.Tx, e event.Event) error {
	doc, err := tx.Document(e.Dossier, e.Document)
	if err != nil {
		return err
	}
	ch.Document = DocumentName{Document: e.Document, Revision: e.Revision, Kind: doc.Kind, Title: doc.Title}
	if e.Revision < 2 {
		return nil
	}
	r, err := tx.Revision(e.Dossier, e.Document, e.Revision)
	ch.Changes = &r.Changed
	return err
}

// stepAt finds the step that an event told of: the one recorded at its time,
// else the last.
func stepAt(d dossier.Dossier, at time.Time) (dossier.Step, bool) {
	for _, s := range d.Steps {
		if s.Recorded.Equal(at) {
			return s, true
		}
	}
	if len(d.Steps) == 0 {
		return dossier.Step{}, false
	}
	return d.Steps[len(d.Steps)-1], true
}

// Changes lists the public events after a place in the log, oldest first, for
// programs that follow. Events that are not public leave gaps in the numbers.
// last is from where to ask next.
func (q *Queries) Changes(ctx context.Context, after event.Seq, most int) (list []event.Event, last event.Seq, err error) {
	last = after
	err = q.store.View(ctx, func(tx *store.Tx) error {
		for len(list) < most {
			events, err := tx.Events(last, most)
			if err != nil {
				return err
			}
			for _, e := range events {
				last = e.Seq
				if e.Public && len(list) < most {
					e.Actor = ""
					list = append(list, e)
				}
				if len(list) == most {
					return nil
				}
			}
			if len(events) < most {
				return nil
			}
		}
		return nil
	})
	if err != nil && fault.Of(err) == nil {
		return nil, after, err
	}
	return list, last, err
}
