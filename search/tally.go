package search

import (
	"cmp"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/eelnou/eelnou/search/estonian"
)

// tally counts the words of one document. What a word is known by is looked up
// once for each different word, however often it stands there.
type tally struct {
	numbers map[*estonian.Word]int // its place in words
	words   []counted
	order   []int32 // the words whose places are kept, as they stand; gap where none does
	places  int     // of them
}

// counted is one word of a document.
type counted struct {
	*estonian.Word
	body, title, plain int // how often it stands in what the fields are made of
	first              int // of its places
}

const nothing = -1

// read counts the words of a text. Those of a label have no places.
func (t *tally) read(text, lang string, label, title bool) {
	known := analyserOf(lang)
	estonian.Tokens(cut(text), func(token estonian.Token) bool {
		w := known.Word(token.Word)
		n, ok := t.numbers[w]
		if !ok {
			n = len(t.words)
			t.numbers[w] = n
			t.words = append(t.words, counted{Word: w})
		}
		one := &t.words[n]
		one.body++
		if title {
			one.title++
		}
		if !label && w.Plain != "" {
			one.plain++
			t.places++
			t.order = append(t.order, int32(n))
		}
		return true
	})
}

// part parts what was read from what follows, so that no phrase spans both.
func (t *tally) part() {
	for range gap {
		t.order = append(t.order, nothing)
	}
}

// fill makes the terms of the fields.
func (t *tally) fill(body, title, parts, words *terms) {
	places := t.locate()
	for _, f := range [...]*terms{body, parts, words} {
		f.freqs = make(index.TokenFrequencies, len(t.words))
	}
	for i := range t.words {
		w := &t.words[i]
		body.length += w.body
		title.length += w.title
		for _, key := range w.Keys {
			body.put(key, w.body)
			if w.title > 0 {
				title.put(key, w.title)
			}
		}
		if w.plain == 0 {
			continue
		}
		words.length += w.plain
		words.stand(w.Plain, places[w.first:w.first+w.plain])
		for _, key := range w.PartKeys {
			parts.length += w.plain
			parts.put(key, w.plain)
		}
	}
}

// locate lists the places of each word after those of the one before.
func (t *tally) locate() []*index.TokenLocation {
	all, list := make([]index.TokenLocation, t.places), make([]*index.TokenLocation, t.places)
	first := 0
	for i := range t.words {
		t.words[i].first = first
		first += t.words[i].plain
	}
	next := make([]int32, len(t.words))
	at := 0
	for position, n := range t.order {
		if n == nothing {
			continue
		}
		// Only the order of words matters, so the bytes are not kept.
		all[at].Position = position + 1
		list[t.words[n].first+int(next[n])] = &all[at]
		next[n]++
		at++
	}
	return list
}

// stand adds a term with its places.
func (t *terms) stand(term string, places []*index.TokenLocation) {
	f := t.put(term, len(places))
	if f.Locations == nil {
		f.Locations = places[:len(places):len(places)]
		return
	}
	f.Locations = append(f.Locations, places...)
	slices.SortFunc(f.Locations, func(a, b *index.TokenLocation) int { return cmp.Compare(a.Position, b.Position) })
}
