package estonian

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Analyser gives keys and the keys of parts, and remembers the words it saw
// last: words repeat, the parts of one word are parts of others, and
// understanding one takes longer than everything else in analysis. Any number of
// goroutines may use one. Its answers are shared and must not be changed.
type Analyser struct {
	seed  maphash.Seed
	words words
	learn func(word string) *Word

	simple, cuts memory
}

// Word is a folded word with what is known of it.
type Word struct {
	Folded   string
	Plain    string   // without diacritics
	Keys     []string // see Keys
	PartKeys []string // see PartKeys
}

// NewAnalyser returns an analyser that remembers nothing yet.
func NewAnalyser() *Analyser {
	a := &Analyser{seed: maphash.MakeSeed()}
	simple := func(word string) []string { return a.simple.get(a.seed, word, simpleKeys) }
	cut := func(word string) []string { return compound(word, simple) }
	cuts := func(word string) []string { return a.cuts.get(a.seed, word, cut) }
	a.learn = func(word string) *Word {
		return &Word{Folded: word, Plain: Plain(word), Keys: compoundKeys(word, simple, cuts), PartKeys: partKeys(cuts(word), simple)}
	}
	return a
}

// NewAnalyserBy returns an analyser of another language, which keys knows.
func NewAnalyserBy(keys func(word string) []string) *Analyser {
	a := &Analyser{seed: maphash.MakeSeed()}
	a.learn = func(word string) *Word { return &Word{Folded: word, Plain: Plain(word), Keys: keys(word)} }
	return a
}

// Word tells what is known of a folded word. The same word has the same answer
// while it is remembered.
func (a *Analyser) Word(word string) *Word { return a.words.get(a.seed, word, a.learn) }

// Keys is Keys of the package.
func (a *Analyser) Keys(word string) []string { return a.Word(word).Keys }

// PartKeys is PartKeys of the package.
func (a *Analyser) PartKeys(word string) []string { return a.Word(word).PartKeys }

// words has two places for a word, side by side; the next word with the same hash
// takes over one of them: nothing is locked and nothing grows.
type words [1 << 18]atomic.Pointer[Word]

func (m *words) get(seed maphash.Seed, word string, learn func(string) *Word) *Word {
	hash := maphash.String(seed, word)
	at := hash % uint64(len(m))
	one, other := &m[at], &m[at^1]
	if w := one.Load(); w != nil && w.Folded == word {
		return w
	}
	w := other.Load()
	if w != nil && w.Folded == word {
		return w
	}
	learned := learn(strings.Clone(word))
	switch {
	case one.Load() == nil:
		one.Store(learned)
	case w == nil || hash>>63 == 0:
		other.Store(learned)
	default:
		one.Store(learned)
	}
	return learned
}

// memory is words for what is asked of parts.
type memory [1 << 16]atomic.Pointer[remembered]

type remembered struct {
	word   string
	answer []string
}

func (m *memory) get(seed maphash.Seed, word string, find func(string) []string) []string {
	place := &m[maphash.String(seed, word)%uint64(len(m))]
	if r := place.Load(); r != nil && r.word == word {
		return r.answer
	}
	word = strings.Clone(word)
	r := &remembered{word, find(word)}
	place.Store(r)
	return r.answer
}
