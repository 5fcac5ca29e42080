package search

import (
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// The library opens the words of each segment in a goroutine of its own, where a
// damaged segment would end the process. These do the same where the caller's
// guard can see it.

// FieldDict walks all words of a field.
func (r *reader) FieldDict(field string) (*dictionary, error) {
	return r.dictionary(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		return d.AutomatonIterator(nil, nil, nil)
	})
}

// uncounted is a dictionary that need not say how often a word occurs.
type uncounted interface {
	AutomatonIteratorOmitCount(a segment.Automaton, from, until []byte) segment.DictionaryIterator
}

// FieldDictFuzzy walks the words of a field that begin with a prefix and are at
// most so many edits, one or two, away from a word.
func (r *reader) FieldDictFuzzy(field, word string, distance int, prefix string) (*dictionary, error) {
	near, err := distances[distance].BuildDfa(word, uint8(distance))
	if err != nil {
		return nil, err
	}
	return r.dictionary(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		if fast, ok := d.(uncounted); ok {
			return fast.AutomatonIteratorOmitCount(near, []byte(prefix), after([]byte(prefix)))
		}
		return d.AutomatonIterator(near, []byte(prefix), after([]byte(prefix)))
	})
}

// distances are builders of what tells the words near another, by edits. Making
// them takes a while, and any number may use them.
var distances = map[int]*levenshtein.LevenshteinAutomatonBuilder{}

func init() {
	for edits := 1; edits <= 2; edits++ {
		b, err := levenshtein.NewLevenshteinAutomatonBuilder(uint8(edits), true)
		if err != nil {
			panic(err)
		}
		distances[edits] = b
	}
}

// after is the first key after all that begin with a prefix; nil for the end.
func after(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] < 0xff {
			next := append([]byte(nil), prefix[:i+1]...)
			next[i]++
			return next
		}
	}
	return nil
}

// dictionary walks the words of all segments by their order, each once.
type dictionary struct{ parts []*words }

// words are those of one segment, with the next one.
type words struct {
	rest segment.DictionaryIterator
	next index.DictEntry
}

func (r *reader) dictionary(field string, walk func(segment.TermDictionary) segment.DictionaryIterator) (*dictionary, error) {
	d := &dictionary{}
	for _, s := range r.Segments() {
		terms, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		w := &words{rest: walk(terms)}
		more, err := w.step()
		if err != nil {
			return nil, err
		}
		if more {
			d.parts = append(d.parts, w)
		}
	}
	return d, nil
}

// step moves to the next word and reports whether there is one.
func (w *words) step() (bool, error) {
	next, err := w.rest.Next()
	if err != nil || next == nil {
		return false, err
	}
	w.next = *next
	return true, nil
}

// Next returns the next word and how often it occurs, deleted documents included;
// nil after the last.
func (d *dictionary) Next() (*index.DictEntry, error) {
	if len(d.parts) == 0 {
		return nil, nil
	}
	entry := d.parts[0].next
	for _, w := range d.parts[1:] {
		if w.next.Term < entry.Term {
			entry = w.next
		}
	}
	entry.Count = 0
	left := d.parts[:0]
	for _, w := range d.parts {
		more := true
		if w.next.Term == entry.Term {
			entry.Count += w.next.Count
			var err error
			if more, err = w.step(); err != nil {
				return nil, err
			}
		}
		if more {
			left = append(left, w)
		}
	}
	d.parts = left
	return &entry, nil
}

// Close ends the walk.
func (d *dictionary) Close() error { return nil }
