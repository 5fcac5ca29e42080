package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// InstitutionRow is an institution with its figures.
type InstitutionRow struct {
	Institution people.Institution
	Dossiers    int
	Open        int // consultations
	Overdue     int // comments without a response in due time
}

// Institutions returns the institutions that exist now and those that did, by
// code.
func (q *Queries) Institutions(ctx context.Context) (now, former []InstitutionRow, err error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, nil, err
	}
	at := q.clock()
	figures := map[people.Code]*InstitutionRow{}
	for _, i := range c.institutions() {
		figures[i.Code] = &InstitutionRow{Institution: i}
	}
	for _, e := range c.all() {
		row := figures[e.facts.Institution]
		if row == nil || !e.public() {
			continue
		}
		row.Dossiers++
		for _, one := range e.consultations {
			if one.IsOpen(at) {
				row.Open++
			}
		}
	}
	for _, r := range c.answers(at, q.settings.ResponseDays) {
		if row := figures[r.Institution.Code]; row != nil {
			row.Overdue = r.Overdue
		}
	}
	today := clock.DateOf(at)
	for _, i := range c.institutions() {
		if i.ValidOn(today) {
			now = append(now, *figures[i.Code])
		} else {
			former = append(former, *figures[i.Code])
		}
	}
	return now, former, nil
}

// InstitutionPage is one institution: what it asks now and what it prepares.
type InstitutionPage struct {
	Institution  people.Institution
	Predecessors []Name
	Successors   []Name
	Open         []ConsultationRow
	Dossiers     []DossierRow // newest change first
	Page         Page
	Answers      AnswerRate
}

// Institution returns an institution with a page of the dossiers that the
// person may see.
func (q *Queries) Institution(ctx context.Context, p people.Person, code people.Code, after string) (InstitutionPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return InstitutionPage{}, err
	}
	register, now := c.institutions(), q.clock()
	i, ok := register.Find(code)
	if !ok {
		return InstitutionPage{}, fault.ErrNotFound
	}
	view := InstitutionPage{Institution: i, Answers: AnswerRate{Institution: name(register, code)}}
	for _, before := range i.Predecessors {
		view.Predecessors = append(view.Predecessors, name(register, before))
	}
	for _, later := range register.Successors(code) {
		view.Successors = append(view.Successors, name(register, later.Code))
	}
	var theirs []*entry
	for _, e := range c.all() {
		if e.facts.Institution == code && sees(p, e) {
			theirs = append(theirs, e)
		}
	}
	shown, at := page(theirs, after, rowsOnPage, func(e *entry) string { return string(e.facts.ID) })
	view.Page = at
	for _, e := range shown {
		view.Dossiers = append(view.Dossiers, q.row(register, e, now))
	}
	view.Open = consultationsOf(p, c, func(e *entry, one consult.Consultation) bool {
		return e.facts.Institution == code && one.IsOpen(now)
	})
	sortByDeadline(view.Open)
	for _, r := range c.answers(now, q.settings.ResponseDays) {
		if r.Institution.Code == code {
			view.Answers = r
		}
	}
	return view, nil
}

// InstitutionName returns the name of an institution, or its code when the
// register does not have it.
func (q *Queries) InstitutionName(code people.Code) lang.Text {
	return name(q.catalogue.institutions(), code).Name
}
