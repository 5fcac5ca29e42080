package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/dossier"
)

// layout is which texts of an epoch a revision consists of and who its
// provisions are.
type layout struct {
	epoch int
	texts []uint32
	marks []dossier.Mark
}

// layoutRecord is how a layout is written: as the difference from that of the
// revision before, or in full when Depth is 0.
type layoutRecord struct {
	Epoch int    `cbor:"1,keyasint,omitempty"`
	Depth int    `cbor:"2,keyasint,omitempty"` // how many revisions back the last full one is
	Next  uint32 `cbor:"3,keyasint,omitempty"` // the next provision's identity
	Texts []byte `cbor:"4,keyasint,omitempty"`
	Marks []byte `cbor:"5,keyasint,omitempty"`
}

// maxDepth is how many differences are read at most to know one layout.
const maxDepth = 32

var errLayout = errors.New("layout cannot be read")

// layout reads the layout of a revision, following differences from the last
// full one.
func (tx *Tx) layout(id dossier.ID, doc, no int) (layout, error) {
	l, _, err := tx.layoutAt(id, doc, no)
	if err != nil {
		return layout{}, fmt.Errorf("layout of revision %d of %s/%02d: %w", no, id, doc, err)
	}
	return l, nil
}

func (tx *Tx) layoutAt(id dossier.ID, doc, no int) (l layout, last layoutRecord, err error) {
	if last, err = tx.layoutRecord(id, doc, no); err != nil {
		return l, last, err
	}
	for n := no - last.Depth; n <= no; n++ {
		r := last
		if n < no {
			if r, err = tx.layoutRecord(id, doc, n); err != nil {
				return l, last, err
			}
		}
		if l, err = r.after(l, n); err != nil {
			return l, last, &Damaged{bucketLayout, revisionKey(id, doc, n), err}
		}
	}
	return l, last, nil
}

func (tx *Tx) layoutRecord(id dossier.ID, doc, no int) (r layoutRecord, err error) {
	return r, tx.load(bucketLayout, revisionKey(id, doc, no), &r)
}

// after applies the record of a revision to the layout of the one before.
func (r layoutRecord) after(prev layout, no int) (layout, error) {
	if r.Depth == 0 {
		prev = layout{}
	}
	texts, err := undiff(prev.texts, r.Texts)
	if err != nil {
		return layout{}, err
	}
	marks, err := unmark(prev.marks, r.Marks, no)
	if err != nil {
		return layout{}, err
	}
	return layout{r.Epoch, texts, marks}, nil
}

// toLayout writes a layout as the difference from the one before.
func toLayout(l, prev layout, depth int, next uint32, no int) layoutRecord {
	if depth == 0 {
		prev = layout{}
	}
	for _, m := range l.marks {
		next = max(next, m.Provision+1)
	}
	return layoutRecord{
		Epoch: l.epoch, Depth: depth, Next: next,
		Texts: diff(prev.texts, l.texts), Marks: mark(prev.marks, l.marks, no),
	}
}

// diff writes a list of numbers as runs: n from a place in the old list, or n
// that follow one another. A run is its length and kind and where it starts,
// counted from where one would expect it.
func diff(old, now []uint32) []byte {
	var out []byte
	runs(old, now, func(from, start, n int, copied bool) {
		kind := uint64(1)
		if copied {
			kind = 0
		}
		out = binary.AppendUvarint(out, uint64(n)<<1|kind)
		out = binary.AppendVarint(out, int64(start-from))
	})
	return out
}

// runs splits a list into the runs of diff. It calls fn with the place or number
// expected, the one at which the run starts, and its length.
func runs(old, now []uint32, fn func(expected, start, n int, copied bool)) {
	place := make(map[uint32]int, len(old))
	for i, v := range old {
		place[v] = i
	}
	at, next := 0, 0 // where the last run ended in old, and among the numbers
	for i := 0; i < len(now); {
		if start, ok := find(old, place, now[i], at); ok {
			n := 1
			for i+n < len(now) && start+n < len(old) && now[i+n] == old[start+n] {
				n++
			}
			fn(at, start, n, true)
			at, i = start+n, i+n
			continue
		}
		start, n := int(now[i]), 1
		for i+n < len(now) && int(now[i+n]) == start+n && !has(place, now[i+n]) {
			n++
		}
		fn(next, start, n, false)
		next, i = start+n, i+n
	}
}

func has(place map[uint32]int, v uint32) bool {
	_, ok := place[v]
	return ok
}

// find returns where a number is in the old list, where it is expected or else
// anywhere.
func find(old []uint32, place map[uint32]int, v uint32, expected int) (int, bool) {
	if expected < len(old) && old[expected] == v {
		return expected, true
	}
	i, ok := place[v]
	return i, ok
}

// undiff is the inverse of diff.
func undiff(old []uint32, b []byte) ([]uint32, error) {
	now := make([]uint32, 0, len(old)+16)
	err := eachRun(b, func(at, next *int, start, n int, copied bool) error {
		if !copied {
			for v := *next + start; n > 0; v, n = v+1, n-1 {
				now = append(now, uint32(v))
				*next = v + 1
			}
			return nil
		}
		from := *at + start
		if from < 0 || from+n > len(old) {
			return errLayout
		}
		now = append(now, old[from:from+n]...)
		*at = from + n
		return nil
	})
	return now, err
}

// maxRun guards against a damaged length filling the memory.
const maxRun = 1 << 26

func eachRun(b []byte, fn func(at, next *int, start, n int, copied bool) error) error {
	at, next := 0, 0
	for len(b) > 0 {
		head, w := binary.Uvarint(b)
		if w <= 0 || head>>1 > maxRun {
			return errLayout
		}
		start, v := binary.Varint(b[w:])
		if v <= 0 {
			return errLayout
		}
		b = b[w+v:]
		if err := fn(&at, &next, int(start), int(head>>1), head&1 == 0); err != nil {
			return err
		}
	}
	return nil
}

// mark writes the marks of a revision: the length of the runs of provisions,
// the runs, and then those that changed in another revision than one would
// guess. A provision that was there before is guessed to have changed when it
// had, a new one in this revision.
func mark(old, now []dossier.Mark, no int) []byte {
	list := diff(provisions(old), provisions(now))
	out := binary.AppendUvarint(nil, uint64(len(list)))
	out = append(out, list...)
	guess, _ := remark(old, list, no) // what was just written can be read
	last := 0
	for i, m := range now {
		if m.Changed == guess[i].Changed {
			continue
		}
		out = binary.AppendUvarint(out, uint64(i-last))
		out = binary.AppendVarint(out, int64(no-m.Changed))
		last = i
	}
	return out
}

func provisions(marks []dossier.Mark) []uint32 {
	list := make([]uint32, len(marks))
	for i, m := range marks {
		list[i] = m.Provision
	}
	return list
}

// remark reads the runs of provisions with the guess when each changed.
func remark(old []dossier.Mark, b []byte, no int) ([]dossier.Mark, error) {
	now := make([]dossier.Mark, 0, len(old)+16)
	err := eachRun(b, func(at, next *int, start, n int, copied bool) error {
		if !copied {
			for v := *next + start; n > 0; v, n = v+1, n-1 {
				now = append(now, dossier.Mark{Provision: uint32(v), Changed: no})
				*next = v + 1
			}
			return nil
		}
		from := *at + start
		if from < 0 || from+n > len(old) {
			return errLayout
		}
		now = append(now, old[from:from+n]...)
		*at = from + n
		return nil
	})
	return now, err
}

// unmark is the inverse of mark.
func unmark(old []dossier.Mark, b []byte, no int) ([]dossier.Mark, error) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, errLayout
	}
	b = b[w:]
	marks, err := remark(old, b[:n], no)
	if err != nil {
		return nil, err
	}
	i := 0
	for b = b[n:]; len(b) > 0; {
		gap, w := binary.Uvarint(b)
		if w <= 0 {
			return nil, errLayout
		}
		ago, v := binary.Varint(b[w:])
		if v <= 0 || gap >= uint64(len(marks)-i) {
			return nil, errLayout
		}
		i += int(gap)
		marks[i].Changed = no - int(ago)
		b = b[w+v:]
	}
	return marks, nil
}
