package estonian

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Analyser gives keys and the keys of parts, and remembers the words it saw
// last: words repeat, and understanding one takes longer than everything else
// in analysis. Any number of goroutines may use one. Its answers are shared
// and must not be changed.
type Analyser struct {
	keys, parts memory
	seed        maphash.Seed
	cut         func(string) []string
}

// NewAnalyser returns an analyser that remembers nothing yet.
func NewAnalyser() *Analyser {
	a := &Analyser{seed: maphash.MakeSeed()}
	// The parts of one word are parts of others.
	a.cut = func(word string) []string { return partKeys(word, a.Keys) }
	return a
}

// Keys is Keys of the package.
func (a *Analyser) Keys(word string) []string { return a.keys.get(a.seed, word, Keys) }

// PartKeys is PartKeys of the package.
func (a *Analyser) PartKeys(word string) []string { return a.parts.get(a.seed, word, a.cut) }

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
