package query

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/fault"
)

// ErrMaking is the answer to a question whose answer is still being worked out:
// ask again in a moment.
var ErrMaking = errors.New("the comparison is being made")

// Comparisons of texts that together have more than largeTexts bytes are made
// one after another beside the requests, at most makingRoom at a time waiting.
// A reader waits patience for one before a page says that it is being made.
const (
	largeTexts = 3 << 20
	makingRoom = 8
	patience   = 400 * time.Millisecond
)

// pairKey says what a comparison was made from, and how: two texts, what
// officials said about them, and the version of the algorithm.
type pairKey struct {
	old, new, said [32]byte // hashes; said is zero when nothing was said
	algorithm      int
}

// making are the large comparisons under way.
type making struct {
	large    int           // comparisons of more bytes than this are made beside the requests
	patience time.Duration // how long a reader waits for one
	turn     chan struct{} // held by the one that is at work

	mu     sync.Mutex
	jobs   map[pairKey]chan struct{} // closed when done
	broken map[pairKey]bool          // those that panicked
}

func newMaking() *making {
	return &making{large: largeTexts, patience: patience, jobs: map[pairKey]chan struct{}{}, broken: map[pairKey]bool{}, turn: make(chan struct{}, 1)}
}

// comparison is compare for readers: a large one is made beside the request, and
// while it takes long the answer is ErrMaking. With too many large ones waiting
// it is a fault Unavailable.
func (t *texts) comparison(ctx context.Context, x pair) (*compare.Result, error) {
	key, _ := t.key(x)
	if r, ok := t.compared.get(key); ok {
		return r, nil
	}
	if x.old.size()+x.new.size() <= t.making.large {
		return t.compare(x), nil
	}
	if err := t.making.wait(ctx, key, func() { t.compare(x) }); err != nil {
		return nil, err
	}
	return t.compare(x), nil // at hand, unless making it failed: then as the reader's own failure
}

// wait has a comparison made and waits for it a little.
func (m *making) wait(ctx context.Context, key pairKey, work func()) error {
	done, err := m.start(key, work)
	if err != nil {
		return err
	}
	wait := time.NewTimer(m.patience)
	defer wait.Stop()
	select {
	case <-done:
		return nil
	case <-wait.C:
		return ErrMaking
	case <-ctx.Done():
		return ctx.Err()
	}
}

// start has a comparison made in its turn, once for all who ask meanwhile. One
// that has failed before is not begun again: its channel is closed.
func (m *making) start(key pairKey, work func()) (<-chan struct{}, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if done, ok := m.jobs[key]; ok {
		return done, nil
	}
	if len(m.jobs) >= makingRoom {
		return nil, fault.New(fault.Unavailable, "fault.comparisons_busy")
	}
	done := make(chan struct{})
	if m.broken[key] {
		close(done)
		return done, nil
	}
	m.jobs[key] = done
	go m.run(key, done, work)
	return done, nil
}

func (m *making) run(key pairKey, done chan struct{}, work func()) {
	m.turn <- struct{}{}
	defer func() {
		failed := recover() != nil // who asks next meets it in their own request, where it is logged
		<-m.turn
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.jobs, key)
		if failed {
			m.broken[key] = true
		}
		close(done)
	}()
	work()
}

// size is the length of a source's text in bytes.
func (s source) size() int {
	if s.parsed != nil {
		return len(s.parsed.Source)
	}
	return len(s.raw)
}
