package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// rows splits a gap at table rows known by their first cell.
func (al *aligner) rows(old, new []int) {
	pairs := al.anchors(old, new, func(s *side, i int) (uint64, bool) {
		if s.t.Nodes[i].Kind != lawtext.Row {
			return 0, false
		}
		cell := firstCell(s.t.Text(i))
		return hashPlain(cell), cell != ""
	})
	al.between(old, new, pairs, al.counted)
}

// counted splits a gap at table rows that begin with a running number and are
// the same but for that.
func (al *aligner) counted(old, new []int) {
	pairs := al.anchors(old, new, func(s *side, i int) (uint64, bool) {
		if s.t.Nodes[i].Kind != lawtext.Row {
			return 0, false
		}
		first, rest, _ := strings.Cut(strings.TrimPrefix(s.t.Text(i), "|"), "|")
		if lettered(first) {
			return 0, false
		}
		s.tokens = tokens(rest, s.tokens[:0])
		h, words := foldedHash(s.tokens)
		return h, words > 1
	})
	al.between(old, new, pairs, al.gap)
}

// firstCell is what a table row is known by: the first of its first two cells
// that has a letter, else the first.
func firstCell(row string) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(row, "|"), "|")
	second, _, _ := strings.Cut(rest, "|")
	if !lettered(first) && lettered(second) {
		return strings.TrimSpace(second)
	}
	return strings.TrimSpace(first)
}

func lettered(cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool { return r > '9' })
}

// maxContext is how many blocks before and after one are looked at to tell it
// from others with the same words.
const maxContext = 8

// wide aligns a gap too large for the programme. It is split at blocks that with
// those around them stand once on each side, the nearest first, and what cannot
// be split is aligned by number.
func (al *aligner) wide(old, new []int, context int) {
	if len(old) == 0 || len(new) == 0 {
		return
	}
	if len(old)*len(new) <= maxCells {
		al.gap(old, new)
		return
	}
	if context = max(1, 2*context); context > maxContext {
		al.gaveUp = true
		al.byNumber(old, new)
		return
	}
	rest := func(old, new []int) { al.wide(old, new, context) }
	al.between(old, new, al.single(new, al.a.around(old, context), al.b.around(new, context)), rest)
}

// around gives each node of a list a key made of its words and those of n nodes
// on either side of it in the list; those near an end have none.
func (s *side) around(list []int, n int) []uint64 {
	out := make([]uint64, len(list))
	for k := n; k < len(list)-n; k++ {
		h := uint64(fnvOffset)
		for _, i := range list[k-n : k+n+1] {
			h = (h ^ s.key[i] ^ uint64(s.t.Nodes[i].Kind)) * fnvPrime
			h ^= h >> 29
		}
		out[k] = max(h, 1)
	}
	return out
}

// byNumber aligns a gap too large for the programme: nodes with the same name
// that are alike, in order.
func (al *aligner) byNumber(old, new []int) {
	pairs := al.anchors(old, new, func(s *side, i int) (uint64, bool) {
		a := s.t.Nodes[i].Address
		return hashPlain(a), a != ""
	})
	for _, x := range pairs {
		if i, j := old[x.i], new[x.j]; al.value(i, j, nil) > 0 {
			al.link(i, j, certainty(dice(al.a.bag(i), al.b.bag(j), nil), true))
		}
	}
}
