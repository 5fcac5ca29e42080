package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// Comments that nobody confirmed are removed, the oldest first, and no others.
func TestSweepPending(t *testing.T) {
	s := storetest.Open(t)
	for day := range 5 {
		storetest.Do(t, s, func(tx *store.Tx) error {
			return tx.PutPending(consult.Pending{Token: fmt.Sprint("t", 9-day), Email: "a@example.ee", Created: storetest.Now.AddDate(0, 0, day)})
		})
	}
	left := func() (list string) {
		storetest.Look(t, s, func(tx *store.Tx) error {
			for i := 9; i > 4; i-- {
				if _, err := tx.Pending(fmt.Sprint("t", i)); err == nil {
					list += fmt.Sprint(i)
				} else if !errors.Is(err, fault.ErrNotFound) {
					return err
				}
			}
			return nil
		})
		return list
	}
	for _, step := range []struct {
		before time.Time
		limit  int
		want   string
	}{
		{storetest.Now, 2, "98765"},
		{storetest.Now.AddDate(0, 0, 3), 2, "765"},
		{storetest.Now.AddDate(0, 0, 3), 2, "65"},
		{storetest.Now.AddDate(0, 0, 3), 2, "65"},
	} {
		storetest.Do(t, s, func(tx *store.Tx) error { return tx.SweepPending(step.before, step.limit) })
		if got := left(); got != step.want {
			t.Errorf("before %s: left %s, want %s", step.before, got, step.want)
		}
	}
}
