package query

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Name is an institution as a line of text names it.
type Name struct {
	Code people.Code
	Name lang.Text
}

// DossierRow is one dossier in a list.
type DossierRow struct {
	ID          dossier.ID
	Title       lang.Text
	Kind        dossier.Kind
	Institution Name
	State       State
	Changed     time.Time
	Hidden      bool // not yet published
}

// State is where a dossier stands.
type State struct {
	Outcome  dossier.Outcome
	Stage    dossier.Stage
	Since    clock.Date
	Next     dossier.Stage
	Deadline clock.Date // of the open consultation that ends first
	Comments int        // of that consultation
	Quiet    bool
	Round    RoundState // the round that waits for replies; zero when none does
}

// RoundState is where a round stands that waits for replies.
type RoundState struct {
	ID       consult.ID
	Asked    int
	Replied  int
	Deadline clock.Date
}

// ConsultationRow is one consultation in a list.
type ConsultationRow struct {
	consult.Consultation // without its texts but the title
	DossierTitle         lang.Text
	Kind                 dossier.Kind
	By                   Name
	Short                bool
}

// Page says where in a list a page is. The marks are values of the parameter
// "after"; Before and Next are nil where there is no such page.
type Page struct {
	Total  int
	First  int // ordinal of the first row, from 1
	Before *string
	Next   *string
}

// name finds an institution's name; one that the register lacks goes by its code.
func name(r people.Register, code people.Code) Name {
	if i, ok := r.Find(code); ok {
		return Name{code, i.Name}
	}
	return Name{code, lang.Text{Et: string(code)}}
}

func (q *Queries) row(r people.Register, e *entry, now time.Time) DossierRow {
	return DossierRow{
		ID:          e.facts.ID,
		Title:       e.facts.Title,
		Kind:        e.facts.Kind,
		Institution: name(r, e.facts.Institution),
		State:       q.state(e, now),
		Changed:     changed(e),
		Hidden:      !e.public(),
	}
}

// state tells where a dossier stands at a moment.
func (q *Queries) state(e *entry, now time.Time) State {
	at := dossier.Where(e.facts, clock.DateOf(now), q.settings.StaleDays)
	s := State{Stage: at.Stage, Since: at.Since, Next: at.Next, Quiet: at.Stale}
	if at.Ended != nil {
		s.Outcome, s.Since = at.Ended.Outcome, at.Ended.Happened
	}
	if c := e.open(now); c != nil {
		s.Deadline, s.Comments = c.Deadline, c.Comments
	}
	if n := len(e.rounds); n > 0 && at.Ended == nil {
		if r := e.rounds[n-1]; r.IsOpen(now) && r.Waiting() > 0 {
			s.Round = RoundState{ID: r.ID, Asked: len(r.Addressees), Replied: len(r.Addressees) - r.Waiting(), Deadline: r.Deadline}
		}
	}
	return s
}

// open returns the open consultation that ends first, or nil.
func (e *entry) open(now time.Time) *consult.Consultation {
	var first *consult.Consultation
	for i := range e.consultations {
		c := &e.consultations[i]
		if c.IsOpen(now) && (first == nil || c.Deadline.Before(first.Deadline)) {
			first = c
		}
	}
	return first
}

func consultationRow(r people.Register, d dossier.Dossier, c consult.Consultation) ConsultationRow {
	return ConsultationRow{Consultation: c, DossierTitle: d.Title, Kind: d.Kind,
		By: name(r, d.Institution), Short: !c.ShortReason.Empty()}
}

// consultations returns the rows of the consultations that fit, of dossiers
// that the person may see.
func consultationsOf(p people.Person, c *catalogue, fits func(*entry, consult.Consultation) bool) []ConsultationRow {
	var rows []ConsultationRow
	register := c.institutions()
	for _, e := range c.all() {
		if len(e.consultations) == 0 || !sees(p, e) {
			continue
		}
		for _, one := range e.consultations {
			if fits(e, one) {
				rows = append(rows, consultationRow(register, e.facts, one))
			}
		}
	}
	return rows
}

func sortByDeadline(rows []ConsultationRow) {
	slices.SortStableFunc(rows, func(a, b ConsultationRow) int { return a.Deadline.Compare(b.Deadline) })
}

// page cuts one page out of a list. after names the last row of the page
// before; a row that has left the list begins it anew.
func page[T any](rows []T, after string, size int, mark func(T) string) ([]T, Page) {
	start := 0
	if after != "" {
		start = 1 + slices.IndexFunc(rows, func(r T) bool { return mark(r) == after })
	}
	end := min(start+size, len(rows))
	p := Page{Total: len(rows), First: start + 1}
	if start > 0 {
		before := ""
		if start > size {
			before = mark(rows[start-size-1])
		}
		p.Before = &before
	}
	if end < len(rows) {
		next := mark(rows[end-1])
		p.Next = &next
	}
	return rows[start:end], p
}
