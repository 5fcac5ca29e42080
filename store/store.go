// Package store keeps everything that was accepted: records, their indexes,
// texts and the event log, on an ordered key-value engine.
//
// Methods of Tx return a fault of kind NotFound where a thing is absent. Lists
// are empty then. Whatever they return belongs to the caller.
package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store/kv"
)

// Store is an open store. Its methods may be called from many goroutines.
type Store struct {
	engine kv.Engine
	clock  clock.Clock
	codec  *codec

	queue   chan *change
	closing chan struct{} // closed by Close
	done    chan struct{} // closed when the writer has ended
	once    sync.Once
	failed  chan error

	mu     sync.Mutex
	last   event.Seq     // newest event committed
	newer  chan struct{} // closed when last grows
	broken error         // set once a commit has failed
}

// ErrNewer is returned for data written by a newer version of the program.
var ErrNewer = errors.New("the data was written by a newer version of the program")

// Open opens a store on an engine and brings old data to the version of this
// program. It returns ErrNewer for newer data. The store owns the engine from
// then on; when Open fails the engine stays the caller's.
func Open(engine kv.Engine, clk clock.Clock) (*Store, error) {
	s, err := newStore(engine, clk)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(context.Background()); err != nil {
		return nil, fmt.Errorf("migrate store: %w", err)
	}
	err = s.View(context.Background(), func(tx *Tx) error {
		s.last, err = tx.LastSeq()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read event log: %w", err)
	}
	go s.write()
	return s, nil
}

// newStore returns a store that only reads; its writer is not started.
func newStore(engine kv.Engine, clk clock.Clock) (*Store, error) {
	c, err := newCodec()
	if err != nil {
		return nil, err
	}
	return &Store{
		engine: engine, clock: clk, codec: c,
		queue: make(chan *change, maxBatch), closing: make(chan struct{}), done: make(chan struct{}),
		failed: make(chan error, 1), newer: make(chan struct{}),
	}, nil
}

// Close finishes the changes that wait, refuses further ones and closes the
// engine.
func (s *Store) Close() error {
	s.once.Do(func() { close(s.closing) })
	<-s.done
	return s.engine.Close()
}

// View runs fn on one consistent state. Inside, do nothing slow: no network, no
// writing to a client.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.engine.View(ctx, func(r kv.Reader) error {
		return fn(&Tx{r: r, store: s, now: s.now()})
	})
}

// now is the time, or the zero time when the store only reads.
func (s *Store) now() time.Time {
	if s.clock == nil {
		return time.Time{}
	}
	return s.clock()
}

// Failed yields an error when a commit has failed. Nothing is written after
// that: the program must end and be started again.
func (s *Store) Failed() <-chan error { return s.failed }

// LastSeq returns the number of the newest event that is committed.
func (s *Store) LastSeq() event.Seq {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Wait returns when the log holds events after the one given, or with the
// context's error.
func (s *Store) Wait(ctx context.Context, after event.Seq) error {
	for {
		last, newer := s.progress()
		if last > after {
			return nil
		}
		select {
		case <-newer:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Store) progress() (event.Seq, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last, s.newer
}

// Snapshot writes one consistent state of the whole store, as the engine keeps
// it, while the store goes on working.
func (s *Store) Snapshot(w io.Writer) error { return s.engine.Snapshot(w) }

func unavailable(key string) error { return fault.New(fault.Unavailable, key) }
