package indexer

import (
	"fmt"
	"testing"

	"github.com/eelnou/eelnou/search"
)

// batches is an index that only remembers what it was given.
type batches struct{ got []search.Batch }

func (b *batches) Apply(x search.Batch) error                { b.got = append(b.got, x); return nil }
func (b *batches) Position() uint64                          { return 7 }
func (b *batches) Note(string) ([]byte, error)               { return nil, nil }
func (b *batches) Get(string) (search.Document, bool, error) { return search.Document{}, false, nil }
func (b *batches) Group(string) ([]string, error)            { return nil, nil }

// TestAVeryLongTextIsWrittenInPieces: what says that a text is indexed comes with
// the last of them, so that after a stop it is indexed again.
func TestAVeryLongTextIsWrittenInPieces(t *testing.T) {
	b := &batches{}
	w := newWriter(b)
	const sections = 2*mostAtOnce + 5
	for i := range sections {
		w.add(search.Document{ID: fmt.Sprintf("d%06d", i), Text: "tekst"})
	}
	w.delete("gone")
	w.keep("tail", []byte("8"))
	if err := w.close(9); err != nil {
		t.Fatal(err)
	}
	put := 0
	for i, x := range b.got {
		last := i == len(b.got)-1
		put += len(x.Put)
		if len(x.Put) > mostAtOnce || last != (len(x.Notes) == 1) || last != (len(x.Delete) == 1) || last != (x.Position == 9) {
			t.Errorf("batch %d: %d documents, %d notes, position %d", i, len(x.Put), len(x.Notes), x.Position)
		}
	}
	if len(b.got) != 3 || put != sections {
		t.Errorf("%d documents in %d batches", put, len(b.got))
	}
}
