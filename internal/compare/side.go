package compare

import (
	"slices"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// side is one of the two texts with what is worked out about its nodes, the
// costly parts only for nodes that need them.
type side struct {
	t      *lawtext.Text
	key    []uint64 // equal keys mean equal words
	shared []bool   // the other text has the same characters
	bags   []*bag   // nil until it is asked for
	list   []int    // sections in order

	cut       [][2]int32 // where the words of a node are in kept
	kept      []token
	keptBytes int

	tokens []token // room to work in
	hashes []uint64
	blocks []weighted
	room   []weighted // for the words of bags
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
		if b.shared[j] = seen.get(k) != 0; b.shared[j] {
			*seen.at(k) = 2
		}
	}
	for i, k := range a.key {
		a.shared[i] = seen.get(k) == 2
	}
	a.foldRest()
	b.foldRest()
	return a, b
}

// foldRest gives the nodes whose characters the other text has not keys made of
// their words.
func (s *side) foldRest() {
	bytes := 0
	for i, shared := range s.shared {
		if !shared {
			bytes += len(s.t.Text(i))
		}
	}
	s.kept = make([]token, 0, min(bytes, maxKept)/6+16)
	for i, shared := range s.shared {
		if !shared {
			s.fold(i)
		}
	}
}

func newSide(t *lawtext.Text) *side {
	n := len(t.Nodes)
	s := &side{t: t, key: make([]uint64, n), shared: make([]bool, n), cut: make([][2]int32, n), bags: make([]*bag, n)}
	for i := range t.Nodes {
		s.key[i] = rawHash(t.Text(i))
		if t.Nodes[i].Kind == lawtext.Section {
			s.list = append(s.list, i)
		}
	}
	return s
}

// ordinal is the place of a section in the list.
func (s *side) ordinal(i int) int {
	n, _ := slices.BinarySearch(s.list, i)
	return n
}

// maxKept is how many bytes of a text, at most, are kept as words while it is
// compared. What is longer is cut up again when its words are asked for.
const maxKept = 16 << 20

// fold gives a node whose characters the other text has not a key made of its
// words.
func (s *side) fold(i int) {
	text := s.t.Text(i)
	if s.keptBytes += len(text); s.keptBytes > maxKept {
		s.tokens = tokens(text, s.tokens[:0])
		s.key[i], _ = foldedHash(s.tokens)
		return
	}
	from := len(s.kept)
	s.kept = tokens(text, s.kept)
	s.key[i], _ = foldedHash(s.kept[from:])
	s.cut[i] = [2]int32{int32(from), int32(len(s.kept))}
}

// cutUp gives the words of a node's own text, which may have been cut before.
// They are good until the next call.
func (s *side) cutUp(i int) []token {
	if c := s.cut[i]; c[1] > 0 {
		return s.kept[c[0]:c[1]]
	}
	s.tokens = tokens(s.t.Text(i), s.tokens[:0])
	return s.tokens
}

// bag returns the words of one node's own text.
func (s *side) bag(i int) *bag {
	if s.bags[i] == nil {
		s.hashes = s.words(s.hashes[:0], i)
		s.bags[i], s.room = makeBag(s.hashes, nil, s.room)
	}
	return s.bags[i]
}

// words appends the hashes of the words of a node's own text.
func (s *side) words(out []uint64, i int) []uint64 {
	ts := s.cutUp(i)
	for k := range ts {
		if t := &ts[k]; t.word {
			out = append(out, withLength(t.hash, int(t.bare-t.start)))
		}
	}
	return out
}

// oneThing is how many bytes a block must have for it to be one thing, whose
// words need no looking at, when the other text has it too.
const oneThing = 40

// whole returns the words of a node with everything inside it. A block that both
// texts have counts as one long word said many times.
func (s *side) whole(i int) *bag {
	blocks := s.blocks[:0]
	s.hashes = s.hashes[:0]
	for k := i; k < s.t.Nodes[i].End; k++ {
		if n := len(s.t.Text(k)); s.shared[k] && n >= oneThing {
			blocks = append(blocks, weighted{hash: s.key[k] | 3, n: int32(n/7 + 1)})
		} else {
			s.hashes = s.words(s.hashes, k)
		}
	}
	s.blocks = blocks
	var b *bag
	b, s.room = makeBag(s.hashes, blocks, s.room)
	return b
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
