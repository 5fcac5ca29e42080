// Package intake brings material from outside into the store: a corpus of acts
// with its manifest, dossiers of the eelnõude infosüsteem, acts in the XML of
// Riigi Teataja, folders of Markdown.
//
// Each act becomes a dossier whose document 01 has the act's wordings as its
// revisions. Importing the same again changes nothing, and an import that was
// cut off goes on where it stopped: a dossier is found again by its reference
// and a revision by the hash of its text. Every revision is one change of the
// store, so nothing is ever half-written.
package intake

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Options are how to import.
type Options struct {
	// Progress, when set, is called after every revision and dossier, by one
	// goroutine at a time.
	Progress func(Progress)
	// Institution answers for texts that do not say who gave them. Without it
	// they are refused.
	Institution people.Code
}

// workers is how many acts are read and compared at once. More would only hold
// more texts in memory: the store has one writer, and the service's machine two
// cores.
const workers = 2

// Run imports what is found under the paths and tells what became of it. What
// cannot be read is refused in the report and stops nothing else.
//
// The error is the context's when it ended first, or that of the store; the
// report then covers what was done until then.
func Run(ctx context.Context, st *store.Store, clk clock.Clock, paths []string, o Options) (Report, error) {
	r := &runner{store: st, clock: clk, options: o, started: clk()}
	found := r.find(paths)
	r.total = found.size()
	err := r.all(ctx, found)
	r.report.Took = clk().Sub(r.started)
	r.report.sort()
	return r.report, err
}

// runner is one import.
type runner struct {
	store   *store.Store
	clock   clock.Clock
	options Options
	started time.Time

	mu     sync.Mutex
	report Report
	total  amount
	done   amount
}

// amount is how much there is to do or done.
type amount struct {
	items int
	bytes int64
}

// all imports lists of dossiers first, because their numbers are real and those
// of acts are given here.
func (r *runner) all(ctx context.Context, found findings) error {
	for _, list := range found.lists {
		if err := r.importList(ctx, list); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	before := finished()
	last := map[dossier.Reference]<-chan struct{}{} // ends when the act found last under a number is done
	for _, a := range found.acts {
		t := turn{before: before, mine: make(chan struct{})}
		before = t.mine
		earlier, done := last[a.number()], make(chan struct{})
		last[a.number()] = done
		group.Go(func() error {
			defer close(done)
			if err := ended(ctx, earlier); err != nil {
				return err
			}
			return r.importAct(ctx, a, t)
		})
	}
	return group.Wait()
}

// ended waits until an act found twice, under two of the paths given, was
// brought in from the first: the second goes on from there. A nil channel is of
// an act found once.
func ended(ctx context.Context, earlier <-chan struct{}) error {
	if earlier == nil {
		return nil
	}
	select {
	case <-earlier:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn makes acts open their dossiers in order, however long each takes to
// read, so that the same import always gives the same numbers.
type turn struct {
	before <-chan struct{}
	mine   chan struct{}
}

func finished() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

func (t turn) wait(ctx context.Context) error { return ended(ctx, t.before) }

// pass lets the next act open, once it is this one's turn no more.
func (t turn) pass(ctx context.Context) {
	if t.wait(ctx) == nil {
		close(t.mine)
	}
}

// step counts something as done and tells of it.
func (r *runner) step(file string, bytes int64, count func(*Report)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	count(&r.report)
	r.done.items++
	r.done.bytes += bytes
	if r.options.Progress == nil {
		return
	}
	r.options.Progress(Progress{
		File: file, Done: r.done.items, Total: r.total.items,
		DoneBytes: r.done.bytes, TotalBytes: r.total.bytes, Elapsed: r.clock().Sub(r.started),
	})
}

// refuse notes why a file, or a part of one, is not imported.
func (r *runner) refuse(file string, bytes int64, err error) {
	var refused *exchange.Refused
	if !errors.As(err, &refused) {
		refused = unreadable(err)
	}
	r.step(file, bytes, func(report *Report) {
		report.Refused = append(report.Refused, Refusal{File: file, Line: refused.Line, Reason: refused.Reason})
	})
}
