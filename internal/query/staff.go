package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// staff keeps who serves which institution, as of an event that concerned
// somebody's roles.
type staff struct {
	mu   sync.Mutex
	read bool
	asOf uint64
	by   map[people.Code][]people.Person // by name, without addresses
}

// Colleagues lists those who serve an institution, by name, for one of them to
// choose from. Others find nobody.
func (q *Queries) Colleagues(ctx context.Context, p people.Person) ([]people.Person, error) {
	if !p.Serves(p.Institution) {
		return nil, nil
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, err
	}
	s := &q.staff
	s.mu.Lock()
	defer s.mu.Unlock()
	if asOf := c.staffed.Load(); !s.read || s.asOf != asOf {
		err := q.store.View(ctx, s.fill)
		if err != nil {
			return nil, fmt.Errorf("read who serves whom: %w", err)
		}
		s.read, s.asOf = true, asOf
	}
	return s.by[p.Institution], nil
}

func (s *staff) fill(tx *store.Tx) error {
	s.by = map[people.Code][]people.Person{}
	err := tx.EachPerson(func(p people.Person) error {
		if p.Serves(p.Institution) && !p.Disabled {
			s.by[p.Institution] = append(s.by[p.Institution], people.Person{ID: p.ID, Name: p.Name, Institution: p.Institution, Roles: p.Roles})
		}
		return nil
	})
	for _, list := range s.by {
		slices.SortFunc(list, func(a, b people.Person) int {
			return cmp.Or(estonian.compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	return err
}
