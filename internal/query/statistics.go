package query

import (
	"context"
	"slices"
	"sync"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// observations keeps what each dossier adds to the statistics, as of its newest
// event and the day.
type observations struct {
	mu sync.Mutex
	of map[dossier.ID]observed
}

type observed struct {
	newest event.Seq
	day    clock.Date
	list   []consult.Observed
}

// FiguresRow is figures with the name of the institution; all together have no
// code.
type FiguresRow struct {
	consult.Figures
	Name Name
}

// Statistics returns the figures of every institution and year, over what
// anybody may see: the newest year first. Only dossiers that changed are read
// again.
func (q *Queries) Statistics(ctx context.Context) ([]FiguresRow, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, err
	}
	var all []consult.Observed
	q.observed.mu.Lock()
	defer q.observed.mu.Unlock()
	if q.observed.of == nil {
		q.observed.of = map[dossier.ID]observed{}
	}
	today := clock.DateOf(q.clock())
	for _, e := range c.all() {
		if !e.public() || len(e.consultations) == 0 && e.facts.Rounds == 0 {
			continue
		}
		o, known := q.observed.of[e.facts.ID]
		if !known || o.newest != e.newest || o.day != today {
			if o, err = q.observe(ctx, e, today); err != nil {
				return nil, err
			}
			q.observed.of[e.facts.ID] = o
		}
		all = append(all, o.list...)
	}
	register := c.institutions()
	var rows []FiguresRow
	for _, f := range consult.Statistics(all) {
		row := FiguresRow{Figures: f}
		if f.Institution != "" {
			row.Name = name(register, f.Institution)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// observe measures the ended consultations and rounds of a dossier.
func (q *Queries) observe(ctx context.Context, e *entry, today clock.Date) (observed, error) {
	o := observed{newest: e.newest, day: today}
	now := q.clock()
	err := q.store.View(ctx, func(tx *store.Tx) error {
		for _, c := range e.consultations {
			if c.IsOpen(now) {
				continue
			}
			one := consult.ObserveConsultation(c, e.facts.Institution, q.settings.ResponseDays, now)
			if err := observeComments(tx, c.ID, &one); err != nil {
				return err
			}
			o.list = append(o.list, one)
		}
		if e.facts.Rounds == 0 {
			return nil
		}
		rounds, err := tx.Rounds(e.facts.ID)
		for _, r := range rounds {
			if clock.Passed(now, r.Deadline) {
				o.list = append(o.list, consult.ObserveRound(r, e.facts.Institution))
			}
		}
		return err
	})
	return o, err
}

func observeComments(tx *store.Tx, id consult.ID, into *consult.Observed) error {
	heads, err := tx.CommentHeads(id)
	if err != nil {
		return err
	}
	responses := map[consult.ResponseNo]*consult.Response{}
	for _, h := range heads {
		if h.State != consult.Public {
			continue
		}
		r := responses[h.Response]
		if h.Response != 0 && r == nil {
			read, err := tx.Response(h.Response)
			if err != nil {
				return err
			}
			r = &consult.Response{Outcome: read.Outcome, Published: read.Published}
			responses[h.Response] = r
		}
		into.Answer(h.Submitted, r)
	}
	return nil
}

// YearsOf lists the years that there are figures of, newest first.
func YearsOf(rows []FiguresRow) []int {
	var years []int
	for _, r := range rows {
		if !slices.Contains(years, r.Year) {
			years = append(years, r.Year)
		}
	}
	return years
}

// Of returns the figures of an institution, or of all together, over the years,
// oldest first.
func Of(rows []FiguresRow, code people.Code) []FiguresRow {
	var list []FiguresRow
	for _, r := range slices.Backward(rows) {
		if r.Institution == code {
			list = append(list, r)
		}
	}
	return list
}
