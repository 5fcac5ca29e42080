package search

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// core is one index on disk, open.
type core struct {
	scorch   index.Index
	queue    *index.AnalysisQueue
	path     string
	columns  columns
	position atomic.Uint64
	broken   atomic.Pointer[string] // why the index can no longer be trusted
	checking checking
}

var positionKey = []byte("position")

const notePrefix = "note/"

// largestSegment is how many documents the library merges into one segment. A merge
// holds in memory what it reads, and every document is merged once more for each tier
// of segments, so a few dozen of this size are cheaper to make than one of a million
// documents, and a query asks them nearly as quickly.
const largestSegment = 40_000

// hooks carries failures of the index's own goroutines to the core they belong to.
var hooks = &registry{}

func init() {
	scorch.RegistryAsyncErrorCallbacks["eelnou"] = failed
	scorch.RegistryEventCallbacks["eelnou"] = guardWorker
}

// openCore opens or makes the index in a folder. It never panics: an index that
// cannot be read gives an error.
func openCore(path string, analysers int) (c *core, err error) {
	opened := &core{path: path, queue: index.NewAnalysisQueue(analysers)}
	hooks.add(opened)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("open search index %s: %v", path, r)
		}
		if err != nil {
			hooks.remove(opened)
			opened.checking.end()
			opened.queue.Close()
		}
	}()
	return opened, opened.open()
}

// open reads what is in the folder.
func (c *core) open() (err error) {
	segments, err := filepath.Glob(filepath.Join(c.path, "*.zap"))
	if err != nil {
		return fmt.Errorf("open search index %s: %w", c.path, err)
	}
	c.checking.hold(segments)
	config := map[string]any{
		"path":                   c.path,
		"bolt_timeout":           "5s",
		"asyncErrorCallbackName": "eelnou",
		"eventCallbackName":      "eelnou",
		"numSnapshotsToKeep":     1,
		// One worker: several have lost segments in the past.
		"scorchPersisterOptions": map[string]any{"NumPersisterWorkers": 1, "MaxSizeInMemoryMergePerWorker": 0},
		"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": 10, "SegmentsPerMergeTask": 10, "FloorSegmentSize": 2000,
			"MaxSegmentSize": largestSegment, "TierGrowth": 10.0, "ReclaimDeletesWeight": 2.0},
	}
	if err := rooted(filepath.Join(c.path, root)); err != nil {
		return fmt.Errorf("open search index %s: %w", c.path, err)
	}
	c.scorch, err = scorch.NewScorch(scorch.Name, config, c.queue)
	if err != nil {
		return fmt.Errorf("open search index %s: %w", c.path, err)
	}
	if err = c.scorch.Open(); err != nil {
		return fmt.Errorf("open search index %s: %w", c.path, err)
	}
	err = c.check()
	if err == nil && len(segments) > 0 && c.position.Load() == 0 {
		// The library passes over segments it cannot read and opens empty.
		err = errors.New("its segments cannot be read")
	}
	if err != nil {
		_ = c.scorch.Close() // the first error tells more
		return fmt.Errorf("open search index %s: %w", c.path, err)
	}
	c.checking.begin(c)
	return nil
}

// check reads the position and touches every segment once, so that a truncated
// file is noticed now and not under a reader. Every byte of them is read later; see
// checking.
func (c *core) check() error {
	return c.read(func(r *reader) error {
		c.checking.keep(r)
		b, err := r.GetInternal(positionKey)
		if err != nil {
			return err
		}
		if len(b) == 8 {
			c.position.Store(binary.BigEndian.Uint64(b))
		}
		for _, f := range [...]string{fieldFilter, fieldBody} {
			dict, err := r.FieldDict(f)
			if err != nil {
				return err
			}
			if _, err = dict.Next(); err != nil {
				return err
			}
			if err = dict.Close(); err != nil {
				return err
			}
		}
		return nil
	})
}

// read runs fn over a snapshot. A panic inside the index becomes an error and
// marks the index as broken; so does a part of a mapped file that is gone.
func (c *core) read(fn func(*reader) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer c.guard(&err)
	snapshot, err := c.scorch.Reader()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	s, ok := snapshot.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("search index: a snapshot is %T", snapshot)
	}
	r := &reader{s, &c.columns}
	if err := r.mapped(); err != nil {
		c.breakDown(err.Error())
		return err
	}
	err = fn(r)
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		c.checking.doubt(c, r)
	}
	return err
}

func (c *core) guard(err *error) {
	if r := recover(); r != nil {
		c.breakDown(fmt.Sprint(r))
		*err = fmt.Errorf("search index: %v", r)
	}
}

func (c *core) breakDown(why string) { c.broken.CompareAndSwap(nil, &why) }

// apply writes a batch; it is on disk when apply returns.
func (c *core) apply(b Batch) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer c.guard(&err)
	if err := room(c.path); err != nil {
		return fmt.Errorf("search index: write %d documents: %w", len(b.Put), err)
	}
	batch := index.NewBatch()
	for _, id := range b.Delete {
		batch.Delete(id)
	}
	var shared sheet
	for i := range b.Put {
		batch.Update(newRecord(&b.Put[i], &shared))
	}
	for key, value := range b.Notes {
		if len(value) == 0 {
			batch.DeleteInternal([]byte(notePrefix + key))
		} else {
			batch.SetInternal([]byte(notePrefix+key), value)
		}
	}
	batch.SetInternal(positionKey, binary.BigEndian.AppendUint64(nil, b.Position))
	if err := c.scorch.Batch(batch); err != nil {
		return fmt.Errorf("search index: write %d documents: %w", len(b.Put), err)
	}
	c.position.Store(b.Position)
	return nil
}

func (c *core) close() (err error) {
	defer c.guard(&err)
	hooks.remove(c)
	c.checking.end()
	err = c.scorch.Close()
	c.queue.Close()
	return err
}
