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
	simple, cuts, keys, parts memory
	seed                      maphash.Seed

	// What memories ask; kept, so that asking allocates nothing.
	readPart, cut, read, readParts func(string) []string
}

// NewAnalyser returns an analyser that remembers nothing yet.
func NewAnalyser() *Analyser {
	a := &Analyser{seed: maphash.MakeSeed()}
	a.readPart = func(word string) []string { return a.simple.get(a.seed, word, simpleKeys) }
	cut := func(word string) []string { return compound(word, a.readPart) }
	a.cut = func(word string) []string { return a.cuts.get(a.seed, word, cut) }
	a.read = func(word string) []string { return compoundKeys(word, a.readPart, a.cut) }
	a.readParts = func(word string) []string { return partKeys(a.cut(word), a.readPart) }
	return a
}

// Keys is Keys of the package.
func (a *Analyser) Keys(word string) []string { return a.keys.get(a.seed, word, a.read) }

// PartKeys is PartKeys of the package.
func (a *Analyser) PartKeys(word string) []string { return a.parts.get(a.seed, word, a.readParts) }

// memory has one place for a word, where the next word with the same hash
// takes over: nothing is locked and nothing grows.
type memory [1 << 17]atomic.Pointer[remembered]

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
