// Package relay hands committed events to followers, each at its own pace.
//
// A follower keeps its own position together with what it writes, so an event
// may reach it again after a crash, but none is ever missed.
package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
)

// Follower does something about events after they are committed.
type Follower interface {
	// Name tells the follower from others in the log.
	Name() string
	// Position is the last event the follower has dealt with for good.
	Position(ctx context.Context) (event.Seq, error)
	// Handle deals with events in their order and moves the position to the
	// last of them. It may be given events it has seen.
	Handle(ctx context.Context, events []event.Event) error
}

// batch is how many events a follower gets at most in one go.
const batch = 512

// How long a follower that fails is left alone: doubling from the first to the
// longest.
const (
	firstPause   = 100 * time.Millisecond
	longestPause = time.Minute
)

// Run hands events to the followers until the context ends, and then returns
// nil when all of them have stopped. A follower that fails is tried again
// later and does not hold up the others.
func Run(ctx context.Context, st *store.Store, log *slog.Logger, followers ...Follower) error {
	var group errgroup.Group
	for _, f := range followers {
		group.Go(func() error {
			follow(ctx, st, log, f)
			return nil
		})
	}
	return group.Wait()
}

func follow(ctx context.Context, st *store.Store, log *slog.Logger, f Follower) {
	pause := firstPause
	for ctx.Err() == nil {
		at, err := step(ctx, st, f)
		if err == nil {
			pause = firstPause
			continue
		}
		if ctx.Err() != nil {
			return
		}
		log.Error("follower failed and will try again", "follower", f.Name(), "after_event", at, "in", pause, "error", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, longestPause)
	}
}

// step waits for events after the follower's position and hands over the first
// of them.
func step(ctx context.Context, st *store.Store, f Follower) (at event.Seq, err error) {
	// A panic over one dossier must not end the service for all others.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	if at, err = f.Position(ctx); err != nil {
		return at, fmt.Errorf("read position: %w", err)
	}
	if err := wait(ctx, st, at); err != nil {
		return at, err
	}
	var events []event.Event
	err = st.View(ctx, func(tx *store.Tx) error {
		var err error
		events, err = tx.Events(at, batch)
		return err
	})
	if err != nil {
		return at, fmt.Errorf("read events: %w", err)
	}
	if len(events) == 0 {
		return at, nil
	}
	return at, f.Handle(ctx, events)
}

// recheck is how often a follower is asked for its position while nothing
// happens: what it keeps may have been lost and must be made again.
const recheck = 5 * time.Second

func wait(ctx context.Context, st *store.Store, at event.Seq) error {
	short, cancel := context.WithTimeout(ctx, recheck)
	defer cancel()
	err := st.Wait(short, at)
	if err != nil && ctx.Err() == nil && short.Err() != nil {
		return nil
	}
	return err
}

// CatchUp hands all events there are now to one follower and returns when it
// has dealt with them; a failure is returned. Commands use it that end when
// their work is done.
func CatchUp(ctx context.Context, st *store.Store, f Follower) error {
	last := st.LastSeq()
	for {
		at, err := f.Position(ctx)
		if err != nil {
			return err
		}
		if at >= last {
			return nil
		}
		if _, err := step(ctx, st, f); err != nil {
			return err
		}
		if now, err := f.Position(ctx); err == nil && now == at {
			return errors.New(f.Name() + " does not move on")
		}
	}
}
