package query

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// SavedSearches lists the searches that a person keeps, by name.
func (q *Queries) SavedSearches(ctx context.Context, p people.Person) (list []people.SavedSearch, err error) {
	err = q.store.View(ctx, func(tx *store.Tx) error {
		list, err = tx.SavedSearches(p.ID)
		return err
	})
	slices.SortFunc(list, func(a, b people.SavedSearch) int {
		return cmp.Or(estonian.compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// NewestFound is how much a search finds for the person, and when the newest of it came
// or changed; zero when it finds nothing.
func (q *Queries) NewestFound(ctx context.Context, p people.Person, ask Search) (total int, newest time.Time, err error) {
	c, err := q.fresh(ctx)
	if err != nil || q.public == nil {
		return 0, newest, err
	}
	ask.After = ""
	query, _ := ask.query(c, clock.DateOf(q.clock()))
	query.Sort, query.NoFacets, query.Grouped, query.Size = search.ByDate, true, false, 1
	take := func(x *search.Index, query search.Query) error {
		found, err := q.find(ctx, x, query)
		if err != nil {
			return err
		}
		total += found.Total
		if len(found.Hits) > 0 && found.Hits[0].Changed.After(newest) {
			newest = found.Hits[0].Changed
		}
		return nil
	}
	if err := take(q.public, query); err != nil {
		return 0, newest, err
	}
	if own, ok := ask.own(p, query); ok && q.internal != nil {
		own.Size = 1
		err = take(q.internal, own)
	}
	return total, newest, err
}
