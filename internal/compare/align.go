package compare

import (
	"slices"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// aligner works out which node of the one text is which of the other: sections
// first, then the blocks inside them, then whatever is left over anywhere.
type aligner struct {
	a, b         *side
	toNew, toOld []int        // -1 when there is none
	moved        []bool       // by node of the new text
	aside        []bool       // by node of the new text: moved, or inside what moved
	replaced     []bool       // by node of the new text: linked by its number alone
	certainty    []float64    // by node of the new text
	heldOld      map[int]bool // by node of each text: an official spoke of it, and
	heldNew      map[int]bool // no other pass links it
	unused       []Fixed      // corrections that could not be kept
	into         []int        // by node of the old text: what took it up, or 0
	from         []int        // by node of the new text: what it was split off, or 0
	shares       []float64    // room to work in
	one, other   table        // room to find what stands once on each side
	ids          table        // room to tell how rare words are
	gaveUp       bool         // there was too much to look at every likely pair
}

func align(old, new *lawtext.Text, fixed []Fixed) *aligner {
	a, b := prepare(old, new)
	al := &aligner{
		a: a, b: b,
		toNew: fill(len(old.Nodes), -1), toOld: fill(len(new.Nodes), -1),
		moved: make([]bool, len(new.Nodes)), aside: make([]bool, len(new.Nodes)), replaced: make([]bool, len(new.Nodes)),
		certainty: make([]float64, len(new.Nodes)),
		into:      make([]int, len(old.Nodes)), from: make([]int, len(new.Nodes)),
	}
	al.link(0, 0, 1)
	al.unused = al.fix(fixed)
	al.blocks(al.open(al.loose(a), al.toNew, al.heldOld), al.open(al.loose(b), al.toOld, al.heldNew))
	al.sections()
	for _, j := range b.list {
		if i := al.toOld[j]; i >= 0 && !al.replaced[j] {
			al.inside(i, j)
		}
	}
	al.leftovers()
	al.splits()
	al.partedSections()
	al.sameNumbers()
	al.markMoved()
	return al
}

// link links two nodes unless an official said otherwise of one of them.
func (al *aligner) link(i, j int, certainty float64) {
	if al.heldOld[i] || al.heldNew[j] {
		return
	}
	al.toNew[i], al.toOld[j], al.certainty[j] = j, i, certainty
}

// inside aligns the blocks inside two linked sections.
func (al *aligner) inside(i, j int) {
	from, to := al.a.t.Nodes[i].End-i, al.b.t.Nodes[j].End-j
	if from == to && len(al.heldOld)+len(al.heldNew) == 0 && al.sameInside(i, j, from) {
		for k := 1; k < from; k++ {
			al.link(i+k, j+k, 1)
		}
		return
	}
	al.blocks(al.open(within(i, from), al.toNew, al.heldOld), al.open(within(j, to), al.toOld, al.heldNew))
}

// open leaves out the nodes that are linked already or held.
func (al *aligner) open(list, to []int, held map[int]bool) []int {
	if len(held) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(i int) bool { return to[i] >= 0 || held[i] })
}

// sameInside reports whether two sections have equal blocks one by one.
func (al *aligner) sameInside(i, j, n int) bool {
	for k := 1; k < n; k++ {
		if al.a.key[i+k] != al.b.key[j+k] || al.a.t.Nodes[i+k].Kind != al.b.t.Nodes[j+k].Kind {
			return false
		}
	}
	return true
}

func within(i, n int) []int {
	s := make([]int, n-1)
	for k := range s {
		s[k] = i + 1 + k
	}
	return s
}

// loose lists the nodes that stand in no section.
func (al *aligner) loose(s *side) []int {
	var out []int
	for i := 1; i < len(s.t.Nodes); {
		if s.t.Nodes[i].Kind == lawtext.Section {
			i = s.t.Nodes[i].End
			continue
		}
		out = append(out, i)
		i++
	}
	return out
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}
