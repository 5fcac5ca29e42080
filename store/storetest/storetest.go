// Package storetest opens temporary stores for tests and makes valid objects to
// change. It checks the store when the test ends.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
)

// Now is the time by the clock of the stores that Open opens.
var Now = time.Date(2026, time.March, 16, 10, 30, 0, 0, time.UTC)

// Open opens an empty store in a temporary folder, with a clock that stands
// still. It is closed when the test ends.
func Open(t testing.TB) *store.Store {
	t.Helper()
	return OpenIn(t, t.TempDir(), clock.At(Now))
}

// OpenIn is Open in a folder, perhaps with data, and with a clock.
func OpenIn(t testing.TB, folder string, clk clock.Clock) *store.Store {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clk)
	if err != nil {
		engine.Close()
		t.Fatal(err)
	}
	t.Cleanup(func() {
		Check(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Check fails the test when anything is wrong with the store.
func Check(t testing.TB, s *store.Store) {
	t.Helper()
	report, err := s.Check(context.Background(), nil)
	if err != nil {
		t.Error(err)
	}
	for _, problem := range report.Problems {
		t.Errorf("check of the store: %s", problem)
	}
}
