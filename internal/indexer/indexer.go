// Package indexer is the follower that turns events into search documents.
//
// It keeps two indexes: the public one holds only what anyone may read, the
// internal one what is not published yet: drafts, and dossiers before they are
// public. Both can be made anew from the store at any time.
package indexer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// Indexer follows the event log.
type Indexer struct {
	store    *store.Store
	public   *search.Index
	internal *search.Index
	clock    clock.Clock
	log      *slog.Logger
}

// New returns an indexer that keeps the two indexes in step with the store.
func New(st *store.Store, public, internal *search.Index, clk clock.Clock, log *slog.Logger) *Indexer {
	return &Indexer{store: st, public: public, internal: internal, clock: clk, log: log}
}

// Name is the follower's name in the log.
func (ix *Indexer) Name() string { return "indexer" }

// Position is the last event that both indexes have. An index that is stale, or
// ahead of the log because it belongs to another store, as after an old backup was
// restored, is made anew first; the old one answers meanwhile.
func (ix *Indexer) Position(ctx context.Context) (event.Seq, error) {
	for _, x := range [...]*search.Index{ix.public, ix.internal} {
		if err := x.Mend(); err != nil {
			return 0, err
		}
	}
	last := ix.store.LastSeq()
	at := event.Seq(min(ix.public.Position(), ix.internal.Position()))
	ahead := event.Seq(max(ix.public.Position(), ix.internal.Position())) > last
	if ahead || ix.public.Stale() || ix.internal.Stale() {
		ix.log.Warn("search indexes are made anew", "ahead_of_log", ahead, "log", last)
		if err := ix.Rebuild(ctx, ix.progress); err != nil {
			return 0, err
		}
		at = last
	}
	if at >= last {
		ix.public.Ready()
		ix.internal.Ready()
	}
	return at, nil
}

// progress tells both indexes how much of what belongs into them is there.
func (ix *Indexer) progress(done, total int) {
	ix.public.Progress(done, total)
	ix.internal.Progress(done, total)
}

// Handle brings both indexes to the last of the events. What it writes follows
// from the store as it is now, so events seen before change nothing.
func (ix *Indexer) Handle(ctx context.Context, events []event.Event) error {
	if len(events) == 0 {
		return nil
	}
	w := newWork(ix, ix.public, ix.internal)
	list, first, last := gather(events), int(events[0].Seq), int(ix.store.LastSeq())
	for n, t := range list {
		ix.progress(first-1+len(events)*n/len(list), last)
		if err := w.bring(ctx, t); err != nil {
			return fmt.Errorf("index dossier %s: %w", t.dossier, err)
		}
	}
	return w.finish(uint64(events[len(events)-1].Seq))
}

// Rebuild makes both indexes anew from the store beside the live ones, which
// answer meanwhile. Progress, which may be nil, is told how many dossiers of how
// many are done.
func (ix *Indexer) Rebuild(ctx context.Context, progress func(done, total int)) error {
	at := uint64(ix.store.LastSeq())
	ids, err := ix.dossiers(ctx)
	if err != nil {
		return err
	}
	return ix.internal.Rebuild(ctx, func(internal search.Filler) error {
		return ix.public.Rebuild(ctx, func(public search.Filler) error {
			w := newWork(ix, public, internal)
			for n, id := range ids {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := w.bring(ctx, &touched{dossier: id}); err != nil {
					return fmt.Errorf("index dossier %s: %w", id, err)
				}
				if progress != nil {
					progress(n+1, len(ids))
				}
			}
			return w.finish(at)
		})
	})
}

func (ix *Indexer) dossiers(ctx context.Context) (ids []dossier.ID, err error) {
	err = ix.store.View(ctx, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			ids = append(ids, d.ID)
			return nil
		})
	})
	return ids, err
}

// sink is an index being written: the live one or one being built beside it.
type sink interface {
	Apply(search.Batch) error
	Position() uint64
	Note(key string) ([]byte, error)
	Get(id string) (search.Document, bool, error)
	Group(group string) ([]string, error)
}

// work is one round of bringing the indexes up to date.
type work struct {
	*Indexer
	public, internal *writer
}

func newWork(ix *Indexer, public, internal sink) *work {
	return &work{Indexer: ix, public: newWriter(public), internal: newWriter(internal)}
}

// finish writes what waits and moves both positions.
func (w *work) finish(at uint64) error {
	if err := w.public.close(at); err != nil {
		return err
	}
	return w.internal.close(at)
}

// bring brings one dossier up to date.
func (w *work) bring(ctx context.Context, t *touched) error {
	m, err := w.load(ctx, t.dossier)
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	target := w.public
	if m.dossier.Published.IsZero() {
		target = w.internal
	}
	known, err := target.note(factsNote(t.dossier))
	if err != nil {
		return err
	}
	if len(known) == 0 { // new here: everything there is
		t.everything(m)
	}
	if target == w.public && len(known) == 0 {
		if err := w.removeInternal(m); err != nil {
			return err
		}
	}
	if err := w.describe(m, target, known); err != nil {
		return err
	}
	return w.contents(ctx, m, target, t)
}

// removeInternal takes a dossier that has become public out of the internal
// index. Its drafts are put there again.
func (w *work) removeInternal(m *matter) error {
	ids, err := w.internal.sink.Group(string(m.dossier.ID))
	if err != nil {
		return err
	}
	for _, id := range ids {
		w.internal.delete(id)
	}
	w.internal.keep(factsNote(m.dossier.ID), nil)
	for _, d := range m.documents {
		w.internal.keep(tailNote(d), nil)
	}
	return nil
}

// contents indexes what was touched inside a dossier.
func (w *work) contents(ctx context.Context, m *matter, target *writer, t *touched) error {
	for no := range t.documents {
		doc, ok := m.document(no)
		if !ok {
			continue
		}
		if err := w.revisions(ctx, m, doc, target); err != nil {
			return err
		}
		if err := w.draft(ctx, m, doc); err != nil {
			return err
		}
	}
	for no := range t.comments {
		if err := w.comment(ctx, m, no, target); err != nil {
			return err
		}
	}
	for no := range t.responses {
		if err := w.response(ctx, m, no, target); err != nil {
			return err
		}
	}
	if !t.all {
		return nil
	}
	return w.remarks(ctx, m, target)
}
