package compare

import (
	"cmp"
	"slices"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// What is left over after sections and blocks were aligned in order may have
// moved, but only when enough words say so.
const (
	movedLikeness = 0.68
	movedWords    = 8
	equalWords    = 4
)

// leftovers links blocks that are free on both sides anywhere in the act.
func (al *aligner) leftovers() {
	old, new := al.free(al.a, al.toNew, al.heldOld), al.free(al.b, al.toOld, al.heldNew)
	if len(old) == 0 || len(new) == 0 {
		return
	}
	al.equalLeftovers(old, new)
	al.similarLeftovers(old, new)
	al.company()
}

func (al *aligner) free(s *side, to []int, held map[int]bool) []int {
	var out []int
	for i := 1; i < len(to); i++ {
		if k := s.t.Nodes[i].Kind; to[i] < 0 && k != lawtext.Section && !held[i] {
			out = append(out, i)
		}
	}
	return out
}

func (al *aligner) equalLeftovers(old, new []int) {
	long := func(s *side, i int) (uint64, bool) {
		return s.key[i], s.bag(i).count >= equalWords
	}
	one, other := newTable(len(old)), newTable(len(new))
	for _, i := range old {
		if k, ok := long(al.a, i); ok {
			one.note(k, i)
		}
	}
	for _, j := range new {
		if k, ok := long(al.b, j); ok {
			other.note(k, j)
		}
	}
	for _, j := range new {
		k := al.b.key[j]
		if at, ok := other.only(k); !ok || at != j {
			continue
		}
		if i, ok := one.only(k); ok && related(al.a.t.Nodes[i].Kind, al.b.t.Nodes[j].Kind) {
			al.link(i, j, 1)
			al.family(i, j)
		}
	}
}

func (al *aligner) similarLeftovers(old, new []int) {
	long := func(s *side, list, to []int) (which []int, bags []*bag) {
		for _, i := range list {
			if b := s.bag(i); to[i] < 0 && b.count >= movedWords {
				which, bags = append(which, i), append(bags, b)
			}
		}
		return which, bags
	}
	old, oldBags := long(al.a, old, al.toNew)
	new, newBags := long(al.b, new, al.toOld)
	if len(old) == 0 || len(new) == 0 {
		return
	}
	r := rare(oldBags, newBags)
	f := newFinder(newBags, r)
	var found []candidate
	for u, b := range oldBags {
		for _, v := range f.find(b, maxCandidates) {
			if !related(al.a.t.Nodes[old[u]].Kind, al.b.t.Nodes[new[v]].Kind) {
				continue
			}
			if d := dice(b, newBags[v], r); d >= movedLikeness {
				found = append(found, candidate{u: u, v: v, dice: d})
			}
		}
	}
	al.together(found, old, new)
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), a.u-b.u, a.v-b.v)
	})
	for _, c := range found {
		if i, j := old[c.u], new[c.v]; al.toNew[i] < 0 && al.toOld[j] < 0 {
			al.link(i, j, c.dice)
			al.family(i, j)
		}
	}
}

// bonusTogether is for the section that all free words of a section may have
// moved to: of the places of a usual sentence it is the likeliest.
const bonusTogether = 0.2

// together scores pairs of blocks that may have moved by how like they are, and
// by how much else may have moved between the two sections.
func (al *aligner) together(found []candidate, old, new []int) {
	type sections struct{ s, t int }
	weight, all := map[sections]float64{}, map[int]float64{}
	for _, i := range old {
		all[al.a.t.Section(i)] += float64(al.a.bag(i).count)
	}
	where := func(c candidate) sections {
		return sections{al.a.t.Section(old[c.u]), al.b.t.Section(new[c.v])}
	}
	for _, c := range found {
		weight[where(c)] += c.dice * float64(al.a.bag(old[c.u]).count)
	}
	for k := range found {
		x := where(found[k])
		found[k].score = found[k].dice + bonusTogether*min(1, weight[x]/all[x.s])
	}
}

// company aligns what is still free in a section that has no counterpart with
// what is free in the one that most of its words went to or came from.
func (al *aligner) company() {
	for _, i := range al.a.list {
		if al.toNew[i] < 0 {
			if j := mostly(al.a, al.b, i, al.toNew); j > 0 {
				al.family(i, j)
			}
		}
	}
	for _, j := range al.b.list {
		if al.toOld[j] < 0 {
			if i := mostly(al.b, al.a, j, al.toOld); i > 0 {
				al.family(i, j)
			}
		}
	}
}

// mostly is the section of the other text that has more than half of the words
// of one; 0 for none.
func mostly(here, there *side, i int, to []int) int {
	in, all := map[int]int{}, 0
	for k := i + 1; k < here.t.Nodes[i].End; k++ {
		n := len(here.t.Text(k))
		all += n
		if to[k] >= 0 {
			in[there.t.Section(to[k])] += n
		}
	}
	for s, n := range in {
		if s > 0 && 2*n > all {
			return s
		}
	}
	return 0
}

// family aligns what is free inside two nodes that moved.
func (al *aligner) family(i, j int) {
	var old, new []int
	for k := i + 1; k < al.a.t.Nodes[i].End; k++ {
		if al.toNew[k] < 0 && !al.heldOld[k] {
			old = append(old, k)
		}
	}
	for k := j + 1; k < al.b.t.Nodes[j].End; k++ {
		if al.toOld[k] < 0 && !al.heldNew[k] {
			new = append(new, k)
		}
	}
	al.blocks(old, new)
}

// sameNumbers marks what is left over under the same number in the same parent
// as replaced.
func (al *aligner) sameNumbers() {
	type name struct {
		parent int
		kind   lawtext.Kind
		number lawtext.Number
	}
	free := map[name][]int{}
	for i := range al.toNew {
		x := &al.a.t.Nodes[i]
		if al.toNew[i] < 0 && !al.heldOld[i] && x.Address != "" && x.Kind != lawtext.Section {
			n := name{x.Parent, x.Kind, x.Number}
			free[n] = append(free[n], i)
		}
	}
	for j := range al.toOld {
		y := &al.b.t.Nodes[j]
		if al.toOld[j] >= 0 || al.heldNew[j] || y.Address == "" || y.Kind == lawtext.Section {
			continue
		}
		parent := al.toOld[y.Parent]
		if parent < 0 || al.replaced[y.Parent] {
			continue
		}
		n := name{parent, y.Kind, y.Number}
		if is := free[n]; len(is) > 0 {
			al.link(is[0], j, 1)
			al.replaced[j] = true
			free[n] = is[1:]
		}
	}
}

// markMoved finds what stands elsewhere: outside the heaviest run of links that
// are in the order of both texts. An unchanged number weighs most, so that of
// two sections that changed places the renumbered one has moved.
func (al *aligner) markMoved() {
	if al.inOrder() {
		return
	}
	n := len(al.toOld)
	news, olds, weights := make([]int, 0, n), make([]int, 0, n), make([]float64, 0, n)
	for j := 1; j < len(al.toOld); j++ {
		i := al.toOld[j]
		if i < 0 {
			continue
		}
		n := &al.b.t.Nodes[j]
		w := 1 + float64(min(n.Own.End-n.Own.Start, 2000))/200
		if al.sameName(i, j) {
			w *= 3
		}
		news, olds, weights = append(news, j), append(olds, i), append(weights, w)
	}
	for k, in := range heaviestRun(olds, weights) {
		if in {
			continue
		}
		i, j := olds[k], news[k]
		al.aside[j] = true
		parent := al.b.t.Nodes[j].Parent
		carried := al.aside[parent] && al.toOld[parent] == al.a.t.Nodes[i].Parent
		al.moved[j] = !carried
	}
}

// inOrder reports whether no link crosses another.
func (al *aligner) inOrder() bool {
	last := -1
	for _, i := range al.toOld {
		if i >= 0 && i < last {
			return false
		}
		last = max(last, i)
	}
	return true
}
