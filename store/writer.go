package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"syscall"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store/kv"
)

// Limits of one engine transaction that many changes share.
const (
	maxBatch      = 256      // changes
	maxBatchBytes = 16 << 20 // of what they write
)

// change is one call of Update on its way through the writer.
type change struct {
	ctx  context.Context
	fn   func(*Tx) error
	err  error // of fn, known before the commit
	done chan error
}

// Update runs fn once and, when it returns nil, has made everything it wrote
// durable by the time it returns. When fn fails or panics nothing is kept.
//
// Changes run one at a time in one goroutine and share an fsync with those that
// wait. So do slow work before, and never call Update or View inside fn. A
// change that has begun is finished even if its context ends meanwhile.
//
// After a failed commit the answer is a fault of kind Unavailable, for this
// change and every later one.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	c := &change{ctx: ctx, fn: fn, done: make(chan error, 1)}
	select {
	case <-s.closing: // or the queue might still take it
		return unavailable("store.closed")
	default:
	}
	select {
	case s.queue <- c:
	case <-s.closing:
		return unavailable("store.closed")
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-c.done:
		return err
	case <-s.done:
	}
	// The writer has ended; it may have answered just before.
	select {
	case err := <-c.done:
		return err
	default:
		return unavailable("store.closed")
	}
}

// write is the one goroutine that changes the engine.
func (s *Store) write() {
	defer close(s.done)
	for {
		select {
		case c := <-s.queue:
			s.commit(c)
		case <-s.closing:
			s.finish()
			return
		}
	}
}

// finish commits what was waiting when the store was closed.
func (s *Store) finish() {
	for {
		select {
		case c := <-s.queue:
			s.commit(c)
		default:
			return
		}
	}
}

// commit runs a change and those that wait behind it in one engine transaction,
// and answers each.
func (s *Store) commit(first *change) {
	if s.broken != nil {
		first.done <- s.broken
		return
	}
	batch := []*change{first}
	var last event.Seq
	err := s.engine.Update(context.Background(), func(w kv.Writer) error {
		for size, c := 0, first; c != nil; {
			n, err := s.run(w, c)
			if err != nil {
				return err
			}
			size += n
			if c = s.waiting(len(batch), size); c != nil {
				batch = append(batch, c)
			}
		}
		n, err := w.Sequence(bucketEvent)
		last = event.Seq(n)
		return err
	})
	if err != nil {
		err = s.fail(err)
	} else {
		s.announce(last)
	}
	for _, c := range batch {
		if c.err == nil {
			c.err = err
		}
		c.done <- c.err
	}
}

// waiting returns the next change that fits into the batch, or nil.
func (s *Store) waiting(n, size int) *change {
	if n >= maxBatch || size >= maxBatchBytes {
		return nil
	}
	select {
	case c := <-s.queue:
		return c
	default:
		return nil
	}
}

// run runs one change and, if it succeeds, gives its writes to the engine. The
// change's own failure is kept in it; the error returned is the engine's.
func (s *Store) run(w kv.Writer, c *change) (size int, err error) {
	if c.err = c.ctx.Err(); c.err != nil {
		return 0, nil
	}
	o := kv.NewOverlay(w)
	if c.err = guard(c.fn, &Tx{r: o, w: o, store: s, now: s.now()}); c.err != nil {
		return 0, nil
	}
	return o.Size(), o.Apply(w)
}

// guard turns a panic into an error, so that one faulty change does not take
// down those that share its transaction.
func guard(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a change: %v\n%s", p, debug.Stack())
		}
	}()
	return fn(tx)
}

// fail stops all writing: after a failed commit nobody knows what the disk holds
// until the file is opened again.
func (s *Store) fail(err error) error {
	key := "store.broken"
	if errors.Is(err, syscall.ENOSPC) {
		key = "store.full"
	}
	s.mu.Lock()
	s.broken = fmt.Errorf("%w: %w", unavailable(key), err)
	s.mu.Unlock()
	s.failed <- err
	return s.broken
}

func (s *Store) announce(last event.Seq) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last > s.last {
		s.last = last
		close(s.newer)
		s.newer = make(chan struct{})
	}
}
