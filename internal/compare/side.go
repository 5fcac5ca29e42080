package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// side is one of the two texts with what is worked out about its nodes, the
// costly parts only for nodes that need them.
type side struct {
	t    *lawtext.Text
	key  []uint64 // equal keys mean equal words
	bags []*bag   // nil until it is asked for
	list []int    // sections in order

	tokens []token  // room to work in
	hashes []uint64 // room to work in
}

// prepare makes both sides. Where the same characters stand in both texts their
// hash is the key; only the rest is cut into words to get a key that does not
// depend on white space and quotation marks.
func prepare(old, new *lawtext.Text) (*side, *side) {
	a, b := newSide(old), newSide(new)
	seen := newTable(len(a.key)) // 1 in the old text, 2 in both
	for _, k := range a.key {
		*seen.at(k) = 1
	}
	for j, k := range b.key {
		if seen.get(k) == 0 {
			b.fold(j)
		} else {
			*seen.at(k) = 2
		}
	}
	for i, k := range a.key {
		if seen.get(k) == 1 {
			a.fold(i)
		}
	}
	return a, b
}

func newSide(t *lawtext.Text) *side {
	n := len(t.Nodes)
	s := &side{t: t, key: make([]uint64, n), bags: make([]*bag, n)}
	for i := range t.Nodes {
		s.key[i] = rawHash(t.Text(i))
		if t.Nodes[i].Kind == lawtext.Section {
			s.list = append(s.list, i)
		}
	}
	return s
}

// rawHash reads eight bytes at a time.
func rawHash(s string) uint64 {
	h := uint64(fnvOffset)
	for len(s) >= 8 {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h = (h ^ w) * fnvPrime
		h ^= h >> 32
		s = s[8:]
	}
	return hashOn(h, s)
}

// fold gives a node whose characters the other text has not a key made of its
// words.
func (s *side) fold(i int) {
	s.tokens = tokens(s.t.Text(i), s.tokens[:0])
	s.key[i], _ = foldedHash(s.tokens)
}

// bag returns the words of one node's own text.
func (s *side) bag(i int) *bag {
	if s.bags[i] == nil {
		s.tokens = tokens(s.t.Text(i), s.tokens[:0])
		s.hashes = s.hashes[:0]
		for k := range s.tokens {
			if t := &s.tokens[k]; t.word {
				s.hashes = append(s.hashes, withLength(t.hash, int(t.bare-t.start)))
			}
		}
		s.bags[i] = makeBag(s.hashes)
	}
	return s.bags[i]
}

// whole returns the words of a node with everything inside it.
func (s *side) whole(i int) *bag {
	if s.t.Nodes[i].End == i+1 {
		return s.bag(i)
	}
	var hashes []uint64
	for k := i; k < s.t.Nodes[i].End; k++ {
		for _, w := range s.bag(k).words {
			for range w.n {
				hashes = append(hashes, w.hash)
			}
		}
	}
	return makeBag(hashes)
}

// names gives each section a hash of its number and of the annex it stands in:
// § 1 of an annex is not § 1 of the act.
func (s *side) names() []uint64 {
	out := make([]uint64, len(s.list))
	for k, i := range s.list {
		scope := -1
		for p := s.t.Nodes[i].Parent; p > 0; p = s.t.Nodes[p].Parent {
			if s.t.Nodes[p].Kind == lawtext.Annex {
				scope = s.t.Nodes[p].Number.N
				break
			}
		}
		h := uint64(fnvOffset)
		for _, n := range [3]int{scope, s.t.Nodes[i].Number.N, s.t.Nodes[i].Number.Sup} {
			h = (h ^ uint64(n)) * fnvPrime
			h ^= h >> 29
		}
		out[k] = h
	}
	return out
}

// firstCell is what a table row is known by: its first cell that has a letter.
func firstCell(row string) string {
	row = strings.TrimPrefix(row, "|")
	first, rest, _ := strings.Cut(row, "|")
	if strings.ContainsFunc(first, func(r rune) bool { return r > '9' }) {
		return strings.TrimSpace(first)
	}
	second, _, _ := strings.Cut(rest, "|")
	return strings.TrimSpace(second)
}
