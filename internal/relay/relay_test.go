package relay_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// reader remembers what it was given, and fails as often as it is told to.
type reader struct {
	mu     sync.Mutex
	seen   []event.Seq
	fail   int
	panics int
	until  event.Seq
	done   chan struct{}
}

func newReader(until event.Seq) *reader { return &reader{until: until, done: make(chan struct{})} }

func (r *reader) Name() string { return "reader" }

func (r *reader) Position(context.Context) (event.Seq, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.seen) == 0 {
		return 0, nil
	}
	return r.seen[len(r.seen)-1], nil
}

func (r *reader) Handle(_ context.Context, events []event.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.panics > 0 {
		r.panics--
		panic("told to")
	}
	if r.fail > 0 {
		r.fail--
		return errors.New("told to fail")
	}
	for _, e := range events {
		r.seen = append(r.seen, e.Seq)
		if e.Seq == r.until {
			close(r.done)
		}
	}
	return nil
}

func append1(t *testing.T, st *store.Store, n int) {
	for range n {
		storetest.Do(t, st, func(tx *store.Tx) error {
			_, err := tx.Append(event.Event{Name: event.PersonRecorded})
			return err
		})
	}
}

func TestFollowersGetEveryEventInOrder(t *testing.T) {
	st := storetest.Open(t)
	append1(t, st, 5)
	steady, shaky := newReader(12), newReader(12)
	shaky.fail, shaky.panics = 1, 1
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- relay.Run(ctx, st, slog.New(slog.DiscardHandler), steady, shaky) }()
	append1(t, st, 7)
	<-steady.done
	<-shaky.done
	cancel()
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	for _, r := range []*reader{steady, shaky} {
		if want := []event.Seq{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}; !slices.Equal(r.seen, want) {
			t.Errorf("saw %v", r.seen)
		}
	}
}

func TestCatchUpReturnsTheFailure(t *testing.T) {
	st := storetest.Open(t)
	append1(t, st, 3)
	r := newReader(3)
	r.fail = 1
	if err := relay.CatchUp(context.Background(), st, r); err == nil {
		t.Error("a failure was kept quiet")
	}
	if err := relay.CatchUp(context.Background(), st, r); err != nil || len(r.seen) != 3 {
		t.Errorf("%v after %v", r.seen, err)
	}
}
