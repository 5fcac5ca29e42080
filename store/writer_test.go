package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

func appendEvent(tx *store.Tx) error {
	_, err := tx.Append(event.Event{Name: event.DossierChanged, Dossier: "JDM/26-0001"})
	return err
}

// Changes that fail or panic stand among others in one transaction and leave no
// trace, no number of an event either.
func TestAFailedChangeLeavesNoTrace(t *testing.T) {
	s := storetest.Open(t)
	refused := errors.New("refused")
	var wg sync.WaitGroup
	for i := range 300 {
		wg.Go(func() {
			err := s.Update(t.Context(), func(tx *store.Tx) error {
				p := people.Person{ID: people.ID(fmt.Sprint(i)), Email: fmt.Sprintf("%d@example.ee", i)}
				if err := errors.Join(tx.PutPerson(p), appendEvent(tx)); err != nil {
					return err
				}
				switch i % 3 {
				case 1:
					return refused
				case 2:
					panic("a mistake")
				}
				return nil
			})
			switch {
			case i%3 == 0 && err != nil,
				i%3 == 1 && !errors.Is(err, refused),
				i%3 == 2 && (err == nil || !strings.Contains(err.Error(), "a mistake")):
				t.Errorf("change %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	n := 0
	storetest.Look(t, s, func(tx *store.Tx) error {
		events, err := tx.Events(0, 0)
		if len(events) != 100 || events[99].Seq != 100 {
			t.Errorf("%d events are kept", len(events))
		}
		return errors.Join(err, tx.EachPerson(func(p people.Person) error { n++; return nil }))
	})
	if n != 100 {
		t.Errorf("%d people are kept", n)
	}
}

func TestAChangeSeesItsOwnWrites(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		if err := tx.PutPerson(storetest.Citizen()); err != nil {
			return err
		}
		p, err := tx.PersonByEmail("JAAN.tamm@example.ee")
		if err == nil && p.ID != "citizen" {
			t.Errorf("found %+v", p)
		}
		return err
	})
}

func TestUpdateOfEndedContextDoesNothing(t *testing.T) {
	s := storetest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.Update(ctx, func(*store.Tx) error { t.Error("it ran"); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestViewCannotWrite(t *testing.T) {
	s := storetest.Open(t)
	err := s.View(t.Context(), func(tx *store.Tx) error {
		for name, err := range map[string]error{
			"put": tx.PutPerson(storetest.Citizen()), "append": appendEvent(tx), "delete": tx.DeleteMail("m"),
		} {
			if err == nil {
				t.Errorf("%s in a View succeeded", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestClosedStoreIsUnavailable(t *testing.T) {
	engine, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			for {
				if err := s.Update(context.Background(), appendEvent); err != nil {
					if !errors.Is(err, fault.ErrUnavailable) {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	if err := s.Wait(t.Context(), 10); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}

func TestWait(t *testing.T) {
	s := storetest.Open(t)
	got := make(chan error, 1)
	go func() { got <- s.Wait(t.Context(), 0) }()
	storetest.Do(t, s, appendEvent)
	if err := <-got; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Wait(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for a second event: %v", err)
	}
}

func TestSecretStaysTheSame(t *testing.T) {
	folder := t.TempDir()
	var first []byte
	t.Run("made", func(t *testing.T) {
		s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Secret("subject"); return err })
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("in a View before it is made: %v", err)
		}
		storetest.Do(t, s, func(tx *store.Tx) (err error) { first, err = tx.Secret("subject"); return err })
	})
	s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
	storetest.Do(t, s, func(tx *store.Tx) error {
		again, err := tx.Secret("subject")
		if len(first) != 32 || !bytes.Equal(again, first) {
			t.Error("the secret is another one now")
		}
		other, err2 := tx.Secret("other")
		if bytes.Equal(other, first) {
			t.Error("two secrets are equal")
		}
		return errors.Join(err, err2)
	})
}

// faulty is an engine whose disk breaks on demand.
type faulty struct {
	kv.Engine
	broken atomic.Bool
}

func (f *faulty) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if !f.broken.Load() {
		return f.Engine.Update(ctx, fn)
	}
	err := f.Engine.Update(ctx, func(w kv.Writer) error { return errors.Join(fn(w), syscall.EIO) })
	return &kv.CommitError{Err: err}
}

// After a failed commit every change is refused, those of the same transaction
// and all later ones, even when the disk would work again.
func TestNothingIsWrittenAfterAFailedCommit(t *testing.T) {
	folder := t.TempDir()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	disk := &faulty{Engine: engine}
	s, err := store.Open(disk, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Do(t, s, appendEvent)
	disk.broken.Store(true)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			f := fault.Of(s.Update(t.Context(), appendEvent))
			if f == nil || f.Kind != fault.Unavailable || f.Message.Key != "store.broken" {
				t.Errorf("got %v", f)
			}
		})
	}
	wg.Wait()
	disk.broken.Store(false)
	if err := s.Update(t.Context(), appendEvent); !errors.Is(err, fault.ErrUnavailable) || !errors.Is(err, syscall.EIO) {
		t.Errorf("later: %v", err)
	}
	if err := <-s.Failed(); !errors.Is(err, syscall.EIO) {
		t.Errorf("Failed yields %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if got := storetest.OpenIn(t, folder, clock.At(storetest.Now)).LastSeq(); got != 1 {
		t.Errorf("%d events are kept", got)
	}
}
