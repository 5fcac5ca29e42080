package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Sessions lists where a person is signed in, last used first. Those that have
// expired are left out.
func (q *Queries) Sessions(ctx context.Context, p people.Person) ([]people.Session, error) {
	var list []people.Session
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		list, err = tx.SessionsOf(p.ID)
		return err
	})
	now := q.clock()
	list = slices.DeleteFunc(list, func(s people.Session) bool { return !s.Live(p, now) })
	slices.SortFunc(list, func(a, b people.Session) int { return b.Seen.Compare(a.Seen) })
	return list, err
}
