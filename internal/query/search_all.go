package query

import (
	"context"
	"iter"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
)

// FoundPlace is one thing found and the dossier it is in.
type FoundPlace struct {
	Dossier DossierRow
	SearchHit
}

// A file of places: read at a time, and the most it has. Each reading passes
// everything that fits, so the end of a very long file would cost the most.
const (
	placesRead = 100
	mostPlaces = 10_000
)

// Places goes through what a search finds, as Search would show it page by page:
// what is published in its order, then what the person's institution has not
// published. It holds few at a time and ends after 10,000.
func (q *Queries) Places(ctx context.Context, p people.Person, ask Search) (iter.Seq2[FoundPlace, error], error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, err
	}
	ask.After = ""
	query, _ := ask.query(c, clock.DateOf(q.clock()))
	query.Grouped, query.NoFacets, query.Size = false, true, placesRead
	w := &places{q: q, c: c, ctx: ctx, person: p}
	return func(yield func(FoundPlace, error) bool) {
		if q.public != nil && !w.walk(q.public, query, yield) {
			return
		}
		if own, ok := ask.own(p, query); ok && q.internal != nil {
			own.Size = placesRead
			w.walk(q.internal, own, yield)
		}
	}, nil
}

// places is a walk through what was found.
type places struct {
	q      *Queries
	c      *catalogue
	ctx    context.Context
	person people.Person
	n      int
}

// walk yields what one index finds and reports whether to go on.
func (w *places) walk(x *search.Index, query search.Query, yield func(FoundPlace, error) bool) bool {
	for {
		found, err := w.q.find(w.ctx, x, query)
		if err != nil {
			yield(FoundPlace{}, err)
			return false
		}
		for _, hit := range found.Hits {
			e := w.c.find(dossier.ID(hit.Group))
			if e == nil || !sees(w.person, e) {
				continue
			}
			if w.n++; w.n > mostPlaces {
				return false
			}
			if !yield(FoundPlace{w.q.row(w.c.institutions(), e, w.q.clock()), hitFound(hit)}, nil) {
				return false
			}
		}
		if query.After = found.Next; found.Next == "" {
			return true
		}
	}
}
