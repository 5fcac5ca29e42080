package indexer

import (
	"maps"
	"slices"

	"github.com/eelnou/eelnou/search"
)

// A batch is written when it has this many documents or bytes of text: a word that
// many documents have is written once for each batch.
const (
	batchDocuments = 3000
	batchBytes     = 6 << 20
	mostAtOnce     = 4000 // documents of one text are many; the index takes 50 kB of memory for each
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

// flush writes the batch. What is noted says what the documents are of, so of a
// very large one it comes with the last of them: after a stop all are written again.
func (w *writer) flush(position uint64) error {
	// In one order, so that equal hits stand alike in indexes made of the same.
	ids := slices.Sorted(maps.Keys(w.put))
	for len(ids) > mostAtOnce {
		if err := w.sink.Apply(search.Batch{Put: w.documents(ids[:mostAtOnce]), Position: w.sink.Position()}); err != nil {
			return err
		}
		ids = ids[mostAtOnce:]
	}
	b := search.Batch{Put: w.documents(ids), Notes: w.notes, Position: position}
	for id := range w.deleted {
		b.Delete = append(b.Delete, id)
	}
	slices.Sort(b.Delete)
	w.reset()
	return w.sink.Apply(b)
}

func (w *writer) documents(ids []string) []search.Document {
	list := make([]search.Document, len(ids))
	for i, id := range ids {
		list[i] = w.put[id]
	}
	return list
}

// close writes the rest and moves the position.
func (w *writer) close(position uint64) error {
	return w.flush(max(position, w.sink.Position()))
}
