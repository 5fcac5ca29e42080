package search

import (
	"context"
	"errors"
	"os"

	"golang.org/x/sync/errgroup"
)

// Filler is an index while it is being rebuilt.
type Filler struct{ core *core }

// Apply writes a batch into the index being built. Nobody reads it yet, so a
// long batch is written in two halves at once, and its position after both.
func (f Filler) Apply(b Batch) error {
	if len(b.Put) < wide {
		return f.core.apply(b)
	}
	before := f.core.position.Load()
	if len(b.Delete) > 0 {
		if err := f.core.apply(Batch{Delete: b.Delete, Position: before}); err != nil {
			return err
		}
	}
	var halves errgroup.Group
	middle := len(b.Put) / 2
	for _, put := range [...][]Document{b.Put[:middle], b.Put[middle:]} {
		halves.Go(func() error { return f.core.apply(Batch{Put: put, Position: before}) })
	}
	if err := halves.Wait(); err != nil {
		return err
	}
	return f.core.apply(Batch{Notes: b.Notes, Position: b.Position})
}

// wide is how many documents are worth two goroutines.
const wide = 200

// Position returns the position of the last batch.
func (f Filler) Position() uint64 { return f.core.position.Load() }

// Note returns a value kept by an earlier batch, or nothing.
func (f Filler) Note(key string) (value []byte, err error) {
	err = f.core.read(func(r *reader) error {
		value, err = note(r, key)
		return err
	})
	return value, err
}

// Get returns a document put already, and whether there is one.
func (f Filler) Get(id string) (d Document, found bool, err error) {
	err = f.core.read(func(r *reader) error {
		d, err = fetch(r, id)
		return err
	})
	return d, d.ID != "", err
}

// Group returns the IDs of all documents of a group put already.
func (f Filler) Group(group string) (ids []string, err error) {
	err = f.core.read(func(r *reader) error {
		ids, err = members(r, group)
		return err
	})
	return ids, err
}

// Rebuild makes the index anew beside the live one, which answers meanwhile, and
// swaps them when fill is done. When fill fails, nothing has changed. Apply
// waits until the swap.
func (x *Index) Rebuild(ctx context.Context, fill func(Filler) error) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	c, err := x.beside()
	if err != nil {
		return err
	}
	err = fill(Filler{c})
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = x.point(c)
	}
	if err != nil {
		return errors.Join(err, c.close(), os.RemoveAll(c.path))
	}
	old := x.swap(c)
	x.stale.Store(false)
	x.behind.Store(false)
	x.ready.Store(true)
	x.damaged.Store(nil)
	if old == nil {
		return nil
	}
	return errors.Join(old.close(), os.RemoveAll(old.path))
}
