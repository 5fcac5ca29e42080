package sample

import (
	"context"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var today = time.Date(2026, time.November, 23, 18, 0, 0, 0, time.UTC)

func loaded(t *testing.T) *store.Store {
	t.Helper()
	st := storetest.Open(t)
	if err := Load(context.Background(), st, clock.At(today)); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestLoad(t *testing.T) { loaded(t) }
