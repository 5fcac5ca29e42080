package search

import (
	"slices"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// list is which documents of one segment have a term, and how much it counts
// in each.
type list struct {
	docs    []uint32  // rising
	weights []float32 // nil when the field does not count in the order of hits
}

// after returns the place of the first document at or after target, looking
// from a place on: near it first, since walks mostly take small steps.
func (l *list) after(from int, target uint32) int {
	if from < len(l.docs) && l.docs[from] >= target {
		return from
	}
	step := 1
	for from+step < len(l.docs) && l.docs[from+step] < target {
		step *= 2
	}
	low := from + step/2
	high := min(from+step+1, len(l.docs))
	if low >= high {
		return high
	}
	n, _ := slices.BinarySearch(l.docs[low:high], target)
	return low + n
}

// listKey names a list. Segments never change, so neither does what it names.
type listKey struct {
	segment     uint64
	field, term string
}

// lists keeps the lists that were read last, because words repeat: reading one
// takes many times longer than walking it.
type lists struct {
	mu    sync.Mutex
	known map[listKey]*list
	kept  int // documents in them
}

const (
	mostKept  = 4 << 20 // documents in all lists of an index, 8 bytes each
	leastKept = 128     // shorter lists are read again
)

func (ls *lists) get(key listKey) *list {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	return ls.known[key]
}

// once reads a list with all documents, deleted ones too: these differ from one
// snapshot to the next.
func (ls *lists) once(s *spot) (*list, error) {
	if s.whole != nil {
		return s.whole, nil
	}
	if l := ls.get(s.key); l != nil {
		return l, nil
	}
	all, err := s.dict.PostingsList([]byte(s.key.term), nil, nil)
	if err != nil {
		return nil, err
	}
	return newList(all, s.key.field)
}

// read is once, for what will be asked again.
func (ls *lists) read(s *spot) (*list, error) {
	l, err := ls.once(s)
	if err == nil && len(l.docs) >= leastKept {
		ls.keep(s.key, l)
	}
	return l, err
}

func newList(all segment.PostingsList, field string) (*list, error) {
	counts := scored(field)
	l := &list{docs: make([]uint32, 0, all.Count())}
	if counts {
		l.weights = make([]float32, 0, all.Count())
	}
	usual := fieldWeight[field].length
	steps := all.Iterator(counts, counts, false, nil)
	for {
		found, err := steps.Next()
		if err != nil || found == nil {
			return l, err
		}
		l.docs = append(l.docs, uint32(found.Number()))
		if counts {
			l.weights = append(l.weights, weigh(found, usual))
		}
	}
}

// keep makes room by dropping whichever lists come first.
func (ls *lists) keep(key listKey, l *list) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.known == nil {
		ls.known = map[listKey]*list{}
	}
	if ls.known[key] != nil || len(l.docs) > mostKept {
		return
	}
	for old := range ls.known {
		if ls.kept+len(l.docs) <= mostKept {
			break
		}
		ls.drop(old)
	}
	ls.known[key] = l
	ls.kept += len(l.docs)
}

func (ls *lists) drop(key listKey) {
	ls.kept -= len(ls.known[key].docs)
	delete(ls.known, key)
}

// forget drops the lists of segments that are gone.
func (ls *lists) forget(gone func(segment uint64) bool) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	for key := range ls.known {
		if gone(key.segment) {
			ls.drop(key)
		}
	}
}
