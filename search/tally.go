package search

import (
	"slices"
	"sync"

	"github.com/eelnou/eelnou/search/estonian"
)

// tally is the words of one text, counted.
type tally struct {
	words  []counted
	order  []int32 // the words whose places are kept, as they stand; nothing where none does
	places int     // of them
}

// counted is one word of a document.
type counted struct {
	*estonian.Word
	body, title, plain int32 // how often it stands in what the fields are made of
}

const nothing = -1

// counter counts the words of one text after another. What a word is known by is
// looked up once for each different word, however often it stands there.
type counter struct {
	tally
	numbers map[*estonian.Word]int32 // its place in words
}

// counters are those not at work.
var counters = sync.Pool{New: func() any { return &counter{numbers: map[*estonian.Word]int32{}} }}

// read counts the words of a text. Those of a label have no places.
func (c *counter) read(text, lang string, label, title bool) {
	known := analyserOf(lang)
	estonian.Tokens(cut(text), func(token estonian.Token) bool {
		w := known.Word(token.Word)
		n, ok := c.numbers[w]
		if !ok {
			n = int32(len(c.words))
			c.numbers[w] = n
			c.words = append(c.words, counted{Word: w})
		}
		one := &c.words[n]
		one.body++
		if title {
			one.title++
		}
		if !label && w.Plain != "" {
			one.plain++
			c.places++
			c.order = append(c.order, n)
		}
		return true
	})
}

// part parts what was read from what follows, so that no phrase spans both.
func (c *counter) part() {
	for range gap {
		c.order = append(c.order, nothing)
	}
}

// manyWords is how many different words a counter or a sheet is kept for: one that
// has grown beyond would be slow for small texts.
const manyWords = 2000

// done returns what was counted, in no more memory than it needs, and begins anew.
func (c *counter) done() tally {
	t := tally{slices.Clone(c.words), slices.Clone(c.order), c.places}
	if len(c.words) > manyWords {
		*c = counter{numbers: map[*estonian.Word]int32{}}
		return t
	}
	clear(c.words)
	clear(c.numbers)
	c.tally = tally{words: c.words[:0], order: c.order[:0]}
	return t
}
