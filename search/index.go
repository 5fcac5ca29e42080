package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Options are the settings of an index. The zero value is good.
type Options struct {
	Log       *slog.Logger // where failures that the index gets over are told
	Analysers int          // goroutines that prepare documents: two when zero
}

// ErrBegunAnew is returned by Apply when the index was damaged and an empty one
// took its place: the caller goes on from Position.
var ErrBegunAnew = errors.New("search index was damaged and begun anew")

// Index is a full-text index in a folder. Any number of goroutines may search
// while one applies batches.
type Index struct {
	dir     string
	options Options
	log     *slog.Logger

	writing sync.Mutex      // held by whoever changes the index
	leaving <-chan struct{} // closed when the last broken index is put aside

	turns chan struct{} // held while a query is answered; see turn

	mu      sync.RWMutex // guards live against being swapped under a reader
	live    *core        // nil when there is none that could be made, and when closed
	closed  bool         // guarded by writing
	ready   atomic.Bool
	stale   atomic.Bool // see Stale
	behind  atomic.Bool // what was last to be written could not be
	damaged atomic.Pointer[string]
	filling filling
}

// filling is how much of what belongs into an index is in it.
type filling struct{ done, total atomic.Int64 }

// leave is how long Close waits for a broken index to close.
const leave = 5 * time.Second

// Open opens the index in a folder, or makes it. An index that is damaged, or
// made by a version that kept other things, is put aside and an empty one takes
// its place; one that another version of the analysis made answers until it is
// made anew (see Stale). Position says from where it must be filled. Files are
// compared with their checksums while the index answers; where one is damaged,
// Position becomes 0 then, and Mend begins anew.
//
// Where the folder cannot be written, Open returns an index beside the error: it
// finds nothing, and Mend tries again to make it, so that a service can start.
func Open(dir string, options Options) (*Index, error) {
	x := &Index{dir: dir, options: options, log: options.Log, turns: make(chan struct{}, max(leastTurns, 2*runtime.GOMAXPROCS(0)))}
	if x.log == nil {
		x.log = slog.New(slog.DiscardHandler)
	}
	if x.options.Analysers <= 0 {
		x.options.Analysers = 2
	}
	name := x.pointed()
	x.sweep(name)
	if name != "" {
		live, err := openCore(filepath.Join(dir, name), x.options.Analysers)
		if err == nil {
			x.live = live
			x.stale.Store(!ours(name))
			x.ready.Store(live.position.Load() > 0 && !x.stale.Load())
			return x, nil
		}
		x.note(err.Error())
		x.putAside(name)
	}
	live, err := x.fresh()
	if err != nil {
		x.note(err.Error())
		return x, fmt.Errorf("open search index: %w", err)
	}
	x.live = live
	return x, nil
}

func (x *Index) note(why string) {
	x.log.Error("search: index begun anew", "folder", x.dir, "reason", why)
	x.damaged.Store(&why)
	x.ready.Store(false)
}

// read runs fn over a snapshot of the live index.
func (x *Index) read(fn func(*reader) error) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.live == nil {
		return errAbsent
	}
	return x.live.read(fn)
}

var errAbsent = errors.New("there is no search index, or it is closed")

// Position returns the position of the last batch that is safely kept: 0 when
// the index must be filled from the beginning.
func (x *Index) Position() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.live == nil || x.live.broken.Load() != nil {
		return 0
	}
	return x.live.position.Load()
}

// State says how far the index can be relied on.
func (x *Index) State() State {
	s := State{Position: x.Position()}
	s.Rebuilding = !x.ready.Load() || x.behind.Load() || s.Position == 0 // a broken index is at 0
	if s.Rebuilding {
		s.Done, s.Total = int(x.filling.done.Load()), int(x.filling.total.Load())
	}
	if why := x.damaged.Load(); why != nil {
		s.Damaged = *why
	}
	if live := x.current(); live != nil {
		s.Checking = live.checking.under()
	}
	err := x.read(func(r *reader) error {
		n, err := r.DocCount()
		s.Documents = int(n)
		return err
	})
	if err != nil {
		s.Rebuilding = true
	}
	return s
}

// Ready tells the index that it has everything there is, so that its answers no
// longer say that hits may be missing. A stale one stays as it is.
func (x *Index) Ready() {
	if !x.stale.Load() {
		x.ready.Store(true)
	}
}

// Progress tells the index how much of what belongs into it is in it, by whatever
// its caller counts; its State passes it on.
func (x *Index) Progress(done, total int) {
	x.filling.done.Store(int64(done))
	x.filling.total.Store(int64(total))
}

// Stale reports whether the index answers, but has to be made anew by Rebuild:
// another version of the analysis made it, or its files are gone from the disk.
func (x *Index) Stale() bool { return x.stale.Load() }

// Apply writes a batch. When it returns nil, the batch and its position are on
// disk and can be found. ErrBegunAnew means that the index was damaged and is
// now empty.
func (x *Index) Apply(b Batch) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	live := x.current()
	if live == nil {
		return errAbsent
	}
	if live.broken.Load() == nil {
		err := live.apply(b)
		x.behind.Store(err != nil)
		if live.broken.Load() == nil {
			return err
		}
	}
	return errors.Join(ErrBegunAnew, x.beginAnew(live))
}

// Mend replaces the index by an empty one if it was found to be broken while it
// was open, and makes it if it could not be made before. One whose files are gone
// answers from what it has open, and becomes stale. Whoever feeds the index calls
// it before asking for the position.
func (x *Index) Mend() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	live := x.current()
	switch {
	case x.closed:
		return nil
	case live == nil:
		c, err := x.fresh()
		if err == nil {
			x.swap(c)
		}
		return err
	case live.broken.Load() != nil:
		return x.beginAnew(live)
	case !x.kept(live) && !x.stale.Swap(true):
		x.note("its files are gone")
	}
	return nil
}

func (x *Index) current() *core {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.live
}

// beginAnew replaces a broken index by an empty one.
func (x *Index) beginAnew(broken *core) error {
	c, err := x.fresh()
	if err != nil {
		return err
	}
	x.note(*broken.broken.Load())
	x.swap(c)
	x.stale.Store(false)
	// A wedged index may never close, so nobody waits for it here.
	gone := make(chan struct{})
	x.leaving = gone
	go func() {
		defer close(gone)
		if err := broken.close(); err == nil {
			x.putAside(filepath.Base(broken.path))
		}
	}()
	return nil
}

func (x *Index) swap(c *core) (old *core) {
	x.mu.Lock()
	defer x.mu.Unlock()
	old, x.live = x.live, c
	return old
}

// Note returns a value kept by Batch.Notes, or nothing.
func (x *Index) Note(key string) (value []byte, err error) {
	err = x.read(func(r *reader) error {
		value, err = note(r, key)
		return err
	})
	return value, err
}

// Get returns a document as it was put, and whether there is one.
func (x *Index) Get(id string) (d Document, found bool, err error) {
	err = x.read(func(r *reader) error {
		d, err = fetch(r, id)
		return err
	})
	return d, d.ID != "", err
}

// Group returns the IDs of all documents of a group.
func (x *Index) Group(group string) (ids []string, err error) {
	err = x.read(func(r *reader) error {
		ids, err = members(r, group)
		return err
	})
	return ids, err
}

func note(r *reader, key string) ([]byte, error) {
	b, err := r.GetInternal([]byte(notePrefix + key))
	return append([]byte(nil), b...), err
}

func members(r *reader, group string) (ids []string, err error) {
	reader, err := r.TermFieldReader(context.Background(), []byte("group "+group), fieldFilter, false, false, false)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	for {
		doc, err := reader.Next(nil)
		if err != nil || doc == nil {
			return ids, err
		}
		id, err := r.ExternalID(doc.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
}

// Close closes the index. Searches under way end first.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.leaving != nil {
		select {
		case <-x.leaving:
		case <-time.After(leave):
		}
	}
	x.closed = true
	old := x.swap(nil)
	if old == nil {
		return nil
	}
	return old.close()
}
