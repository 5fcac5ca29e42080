package compare

import (
	"math"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// side is one of the two texts with what is worked out about its nodes, the
// costly parts only for nodes that need them.
type side struct {
	t     *lawtext.Text
	key   []uint64 // equal keys mean equal words
	known []bool   // whether bags holds the node's bag
	bags  []bag
	list  []int // sections in order
}

// bag is the words of a text without their order, sorted by hash.
type bag struct {
	words  []weighted
	weight float64 // of all words together
	count  int     // how many words
}

// weighted is a word with how often it stands in a bag. Short words say little
// about what a text is.
type weighted struct {
	hash   uint64
	n      int32
	weight float32
}

// prepare makes both sides. Where the same characters stand in both texts their
// hash is the key; only the rest is cut into words to get a key that does not
// depend on white space and quotation marks.
func prepare(old, new *lawtext.Text) (*side, *side) {
	a, b := newSide(old), newSide(new)
	inA, inB := make(map[uint64]bool, len(a.key)), make(map[uint64]bool, len(b.key))
	for _, k := range a.key {
		inA[k] = true
	}
	for _, k := range b.key {
		inB[k] = true
	}
	a.fold(inB)
	b.fold(inA)
	return a, b
}

func newSide(t *lawtext.Text) *side {
	n := len(t.Nodes)
	s := &side{t: t, key: make([]uint64, n), known: make([]bool, n), bags: make([]bag, n)}
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

// fold gives the nodes whose characters the other text has not a key made of
// their words.
func (s *side) fold(other map[uint64]bool) {
	var buf []token
	for i, k := range s.key {
		if other[k] {
			continue
		}
		buf = tokens(s.t.Text(i), buf[:0])
		s.key[i], _ = foldedHash(buf)
	}
}

// bag returns the words of one node's own text.
func (s *side) bag(i int) *bag {
	if !s.known[i] {
		s.known[i] = true
		s.bags[i] = makeBag(s.t.Text(i), nil)
	}
	return &s.bags[i]
}

// whole returns the words of a node with everything inside it.
func (s *side) whole(i int) bag {
	var words []weighted
	for k := i; k < s.t.Nodes[i].End; k++ {
		words = append(words, s.bag(k).words...)
	}
	return sum(words)
}

func makeBag(text string, buf []token) bag {
	buf = tokens(text, buf)
	words := make([]weighted, 0, len(buf))
	for _, t := range buf {
		if t.word {
			words = append(words, weighted{t.hash, 1, lengthWeight(int(t.bare - t.start))})
		}
	}
	return sum(words)
}

func lengthWeight(n int) float32 {
	switch {
	case n <= 2:
		return 0.4
	case n <= 4:
		return 0.7
	}
	return 1
}

// sum sorts words and joins equal ones.
func sum(words []weighted) bag {
	slices.SortFunc(words, func(a, b weighted) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	var out bag
	out.words = words[:0]
	for _, w := range words {
		out.count += int(w.n)
		out.weight += float64(w.n) * float64(w.weight)
		if n := len(out.words); n > 0 && out.words[n-1].hash == w.hash {
			out.words[n-1].n += w.n
			continue
		}
		out.words = append(out.words, w)
	}
	return out
}

// rarity gives words that stand in many of the texts compared less weight. A nil
// rarity weighs all words alike.
type rarity map[uint64]float32

func (r rarity) of(h uint64) float64 {
	if r == nil {
		return 1
	}
	if w, ok := r[h]; ok {
		return float64(w)
	}
	return 1
}

// rare counts in how many of the bags each word stands.
func rare(bags ...[]*bag) rarity {
	df := map[uint64]int{}
	total := 0
	for _, list := range bags {
		for _, b := range list {
			total++
			for _, w := range b.words {
				df[w.hash]++
			}
		}
	}
	r := make(rarity, len(df))
	for h, n := range df {
		r[h] = float32(math.Log(1+float64(total)/float64(n)) / math.Log(1+float64(total)/2))
		if n <= 2 {
			r[h] = 1
		}
	}
	return r
}

// dice is how much of two bags is the same, by weight: 0 to 1.
func dice(a, b *bag, r rarity) float64 {
	var both, all float64
	i, j := 0, 0
	for i < len(a.words) && j < len(b.words) {
		x, y := &a.words[i], &b.words[j]
		switch {
		case x.hash < y.hash:
			all += float64(x.weight) * float64(x.n) * r.of(x.hash)
			i++
		case x.hash > y.hash:
			all += float64(y.weight) * float64(y.n) * r.of(y.hash)
			j++
		default:
			w := float64(x.weight) * r.of(x.hash)
			both += 2 * w * float64(min(x.n, y.n))
			all += w * float64(x.n+y.n)
			i, j = i+1, j+1
		}
	}
	for ; i < len(a.words); i++ {
		all += float64(a.words[i].weight) * float64(a.words[i].n) * r.of(a.words[i].hash)
	}
	for ; j < len(b.words); j++ {
		all += float64(b.words[j].weight) * float64(b.words[j].n) * r.of(b.words[j].hash)
	}
	if all == 0 {
		return 0
	}
	return both / all
}

// scope is the annex a node stands in, by number, or -1: § 1 of an annex is not
// § 1 of the act.
func (s *side) scope(i int) int {
	for ; i > 0; i = s.t.Nodes[i].Parent {
		if s.t.Nodes[i].Kind == lawtext.Annex {
			return s.t.Nodes[i].Number.N
		}
	}
	return -1
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
