package kv

import (
	"bytes"
	"errors"
	"slices"
	"sort"
)

// Overlay is a Writer that keeps its changes to itself until they are applied.
// It lets several changes share one transaction of an engine: one that fails is
// dropped and leaves no trace.
type Overlay struct {
	base      Reader
	buckets   map[string]map[string]change
	sequences map[string]uint64 // how far beyond the base
	size      int
}

type change struct {
	value   []byte
	deleted bool
}

// NewOverlay returns an overlay without changes over the reader, which is often
// itself a Writer that takes the changes later.
func NewOverlay(base Reader) *Overlay {
	return &Overlay{base: base, buckets: map[string]map[string]change{}, sequences: map[string]uint64{}}
}

// Size returns about how many bytes of changes are held.
func (o *Overlay) Size() int { return o.size }

// Apply writes the changes to w. The overlay must not be used after it.
func (o *Overlay) Apply(w Writer) error {
	for bucket, n := range o.sequences {
		for range n {
			if _, err := w.NextSequence(bucket); err != nil {
				return err
			}
		}
	}
	for bucket, changes := range o.buckets {
		for key, c := range changes {
			if err := c.apply(w, bucket, []byte(key)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c change) apply(w Writer, bucket string, key []byte) error {
	if c.deleted {
		return w.Delete(bucket, key)
	}
	return w.Put(bucket, key, c.value)
}

// Get implements Reader.
func (o *Overlay) Get(bucket string, key []byte) ([]byte, bool, error) {
	if c, ok := o.buckets[bucket][string(key)]; ok {
		return c.value, !c.deleted, nil
	}
	return o.base.Get(bucket, key)
}

// Put implements Writer. It copies the key and keeps the value.
func (o *Overlay) Put(bucket string, key, value []byte) error {
	return o.set(bucket, key, change{value: value})
}

// Delete implements Writer.
func (o *Overlay) Delete(bucket string, key []byte) error {
	return o.set(bucket, key, change{deleted: true})
}

func (o *Overlay) set(bucket string, key []byte, c change) error {
	if err := CheckKey(bucket, key); err != nil {
		return err
	}
	changes := o.buckets[bucket]
	if changes == nil {
		changes = map[string]change{}
		o.buckets[bucket] = changes
	}
	o.size += len(key) + len(c.value)
	changes[string(key)] = c
	return nil
}

// NextSequence implements Writer.
func (o *Overlay) NextSequence(bucket string) (uint64, error) {
	n, err := o.Sequence(bucket)
	if err != nil {
		return 0, err
	}
	o.sequences[bucket]++
	return n + 1, nil
}

// Sequence implements Reader.
func (o *Overlay) Sequence(bucket string) (uint64, error) {
	n, err := o.base.Sequence(bucket)
	return n + o.sequences[bucket], err
}

// Buckets implements Reader.
func (o *Overlay) Buckets() ([]string, error) {
	names, err := o.base.Buckets()
	if err != nil {
		return nil, err
	}
	for bucket := range o.buckets {
		names = append(names, bucket)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, o.empty), nil
}

var errFound = errors.New("found")

func (o *Overlay) empty(bucket string) bool {
	return !errors.Is(o.Scan(bucket, Range{Limit: 1}, func(_, _ []byte) error { return errFound }), errFound)
}

// Scan implements Reader: the pairs of the base and the changes, merged.
func (o *Overlay) Scan(bucket string, r Range, fn func(key, value []byte) error) error {
	changes := o.buckets[bucket]
	if len(changes) == 0 {
		return o.base.Scan(bucket, r, fn)
	}
	m := &merge{changes: changes, keys: inRange(changes, r), reverse: r.Reverse, left: r.Limit, fn: fn}
	limit := r.Limit
	r.Limit = 0
	err := o.base.Scan(bucket, r, m.pair)
	if err == nil {
		err = m.rest()
	}
	if errors.Is(err, errFull) && limit > 0 {
		return nil
	}
	return err
}

// inRange returns the changed keys in the range, in the order of the scan.
func inRange(changes map[string]change, r Range) []string {
	var keys []string
	for key := range changes {
		if r.Contains([]byte(key)) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	if r.Reverse {
		slices.Reverse(keys)
	}
	return keys
}

// Contains reports whether a key is in the range, whatever its limit.
func (r Range) Contains(key []byte) bool {
	if !bytes.HasPrefix(key, r.Prefix) {
		return false
	}
	if r.After == nil {
		return true
	}
	if r.Reverse {
		return bytes.Compare(key, r.After) < 0
	}
	return bytes.Compare(key, r.After) > 0
}

var errFull = errors.New("limit reached")

// merge joins the pairs of a base, which come through pair, with changed keys.
type merge struct {
	changes map[string]change
	keys    []string // changed keys not yet reached
	reverse bool
	left    int // pairs still wanted; 0 from the start: all
	fn      func(key, value []byte) error
}

func (m *merge) pair(key, value []byte) error {
	for len(m.keys) > 0 && m.before(m.keys[0], string(key)) {
		if err := m.next(); err != nil {
			return err
		}
	}
	// A change hides the pair of the base under the same key.
	if len(m.keys) > 0 && m.keys[0] == string(key) {
		return m.next()
	}
	return m.emit(key, value)
}

// rest gives the changed keys that stand after the base's last.
func (m *merge) rest() error {
	for len(m.keys) > 0 {
		if err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

func (m *merge) before(a, b string) bool {
	if m.reverse {
		return a > b
	}
	return a < b
}

func (m *merge) next() error {
	key := m.keys[0]
	m.keys = m.keys[1:]
	c := m.changes[key]
	if c.deleted {
		return nil
	}
	return m.emit([]byte(key), c.value)
}

func (m *merge) emit(key, value []byte) error {
	if err := m.fn(key, value); err != nil {
		return err
	}
	if m.left--; m.left == 0 {
		return errFull
	}
	return nil
}
