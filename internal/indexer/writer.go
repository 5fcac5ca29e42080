package indexer

import (
	"maps"
	"slices"

	"github.com/eelnou/eelnou/search"
)

// A batch is written when it has this many documents or bytes of text.
const (
	batchDocuments = 800
	batchBytes     = 2 << 20
)

// writer gathers changes to one index into batches of a good size. Until close
// every batch keeps the old position: after a crash the same events come again.
type writer struct {
	sink    sink
	put     map[string]search.Document
	deleted map[string]bool
	notes   map[string][]byte
	bytes   int
}

func newWriter(s sink) *writer {
	w := &writer{sink: s}
	w.reset()
	return w
}

func (w *writer) reset() {
	w.put, w.deleted, w.notes, w.bytes = map[string]search.Document{}, map[string]bool{}, map[string][]byte{}, 0
}

func (w *writer) add(d search.Document) {
	delete(w.deleted, d.ID)
	if _, again := w.put[d.ID]; !again {
		w.bytes += len(d.Text)
	}
	w.put[d.ID] = d
}

func (w *writer) delete(id string) {
	delete(w.put, id)
	w.deleted[id] = true
}

// keep notes a value beside the documents; nil forgets it.
func (w *writer) keep(key string, value []byte) { w.notes[key] = value }

// note returns a value kept before, whether it is written yet or not.
func (w *writer) note(key string) ([]byte, error) {
	if v, ok := w.notes[key]; ok {
		return v, nil
	}
	return w.sink.Note(key)
}

// rest writes the batch when it is large enough. Call it where what was added
// and noted belongs together.
func (w *writer) rest() error {
	if len(w.put) < batchDocuments && w.bytes < batchBytes {
		return nil
	}
	return w.flush(w.sink.Position())
}

func (w *writer) flush(position uint64) error {
	b := search.Batch{Notes: w.notes, Position: position}
	// In one order, so that equal hits stand alike in indexes made of the same.
	for _, id := range slices.Sorted(maps.Keys(w.put)) {
		b.Put = append(b.Put, w.put[id])
	}
	for id := range w.deleted {
		b.Delete = append(b.Delete, id)
	}
	slices.Sort(b.Delete)
	w.reset()
	return w.sink.Apply(b)
}

// close writes the rest and moves the position.
func (w *writer) close(position uint64) error {
	return w.flush(max(position, w.sink.Position()))
}
