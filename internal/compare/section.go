package compare

import (
	"cmp"
	"slices"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// How like two sections must be to be taken for the same.
const (
	acceptSameNumber  = 0.25
	acceptOtherNumber = 0.50
	bonusNumberSure   = 0.30 // the same number, when half of the words are the same
	bonusNumber       = 0.15
	bonusHeading      = 0.15
	mostly            = 0.6
	maxCandidates     = 6 // kept for each section of the old text
	maxSections       = 30_000
	maxPostings       = 48 // sections a word may stand in and still find candidates
)

// sections aligns sections in the order of what is surest.
func (al *aligner) sections() {
	s := sectioning{al: al, us: al.a.list, vs: al.b.list}
	s.hu, s.hv = s.hashes(al.a), s.hashes(al.b)
	s.eu, s.ev = empties(al.a), empties(al.b)
	s.sameNumberAndText()
	s.sameText()
	s.mostlySame()
	s.similar()
	s.besideNeighbours()
	s.emptyBetween()
	s.sameNumber()
}

// sectioning is the work on sections. Sections are known by their ordinals in
// us and vs.
type sectioning struct {
	al     *aligner
	us, vs []int
	hu, hv []uint64 // hash of all words of a section
	eu, ev []bool   // whether a section has no words at all
}

func (s *sectioning) hashes(side *side) []uint64 {
	out := make([]uint64, len(side.list))
	for k, i := range side.list {
		h := uint64(fnvOffset)
		for n := i; n < side.t.Nodes[i].End; n++ {
			h = (h ^ side.key[n]) * fnvPrime
			h ^= h >> 31
		}
		out[k] = h
	}
	return out
}

func (s *sectioning) freeU(u int) bool { return s.al.toNew[s.us[u]] < 0 && !s.al.heldOld[s.us[u]] }
func (s *sectioning) freeV(v int) bool { return s.al.toOld[s.vs[v]] < 0 && !s.al.heldNew[s.vs[v]] }

func (s *sectioning) link(u, v int, certainty float64) {
	s.al.link(s.us[u], s.vs[v], certainty)
}

// name is what a section's number is unique by.
type name struct {
	scope  int
	number lawtext.Number
}

func (s *sectioning) nameU(u int) name {
	return name{s.al.a.scope(s.us[u]), s.al.a.t.Nodes[s.us[u]].Number}
}

func (s *sectioning) nameV(v int) name {
	return name{s.al.b.scope(s.vs[v]), s.al.b.t.Nodes[s.vs[v]].Number}
}

func (s *sectioning) sameNumberAndText() {
	type numbered struct {
		name
		hash uint64
	}
	at := make(map[numbered][]int, len(s.us))
	for u := range s.us {
		if !s.eu[u] && s.freeU(u) {
			k := numbered{s.nameU(u), s.hu[u]}
			at[k] = append(at[k], u)
		}
	}
	for v := range s.vs {
		k := numbered{s.nameV(v), s.hv[v]}
		if us := at[k]; len(us) > 0 && !s.ev[v] && s.freeV(v) {
			s.link(us[0], v, 1)
			at[k] = us[1:]
		}
	}
}

func (s *sectioning) sameText() {
	one := map[uint64]int{} // -1 when a text stands there twice
	for u := range s.us {
		if s.freeU(u) && !s.eu[u] {
			once(one, s.hu[u], u)
		}
	}
	other := map[uint64]int{}
	for v := range s.vs {
		if s.freeV(v) && !s.ev[v] {
			once(other, s.hv[v], v)
		}
	}
	for v := range s.vs {
		if w, ok := other[s.hv[v]]; ok && w == v {
			if u, ok := one[s.hv[v]]; ok && u >= 0 {
				s.link(u, v, 1)
			}
		}
	}
}

func once(m map[uint64]int, h uint64, i int) {
	if _, twice := m[h]; twice {
		i = -1
	}
	m[h] = i
}

// mostlySame links sections of the same number when most of their words are the
// same: almost all that a usual amendment changes, at little cost.
func (s *sectioning) mostlySame() {
	at := map[name]int{} // -1 when a number stands there twice
	for u := range s.us {
		if s.freeU(u) && !s.bareU(u) {
			onceName(at, s.nameU(u), u)
		}
	}
	other := map[name]int{}
	for v := range s.vs {
		if s.freeV(v) && !s.bareV(v) {
			onceName(other, s.nameV(v), v)
		}
	}
	for v := range s.vs {
		n := s.nameV(v)
		if w, ok := other[n]; !ok || w != v {
			continue
		}
		if u, ok := at[n]; ok && u >= 0 {
			if d := s.blocksShared(u, v); d >= mostly {
				s.link(u, v, certainty(d, true))
			}
		}
	}
}

func onceName(m map[name]int, n name, i int) {
	if _, twice := m[n]; twice {
		i = -1
	}
	m[n] = i
}

// blocksShared is how much of two sections lies in blocks with the same words.
func (s *sectioning) blocksShared(u, v int) float64 {
	a, b := s.al.a, s.al.b
	i, j := s.us[u], s.vs[v]
	keys := make(map[uint64]int, a.t.Nodes[i].End-i)
	both, all := 0, 0
	for k := i; k < a.t.Nodes[i].End; k++ {
		keys[a.key[k]]++
		all += len(a.t.Text(k))
	}
	for k := j; k < b.t.Nodes[j].End; k++ {
		n := len(b.t.Text(k))
		all += n
		if keys[b.key[k]] > 0 {
			keys[b.key[k]]--
			both += 2 * n
		}
	}
	return float64(both) / float64(max(all, 1))
}

// candidate is a pair of sections that may be the same.
type candidate struct {
	u, v        int
	score, dice float64
	same        bool // the same number
}

func (s *sectioning) similar() {
	var us, vs []int
	for u := range s.us {
		if s.freeU(u) && !s.bareU(u) {
			us = append(us, u)
		}
	}
	for v := range s.vs {
		if s.freeV(v) && !s.bareV(v) {
			vs = append(vs, v)
		}
	}
	if len(us) == 0 || len(vs) == 0 {
		return
	}
	found := s.candidates(us, vs)
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(abs(a.u-a.v), abs(b.u-b.v)), a.u-b.u, a.v-b.v)
	})
	for _, c := range found {
		if s.freeU(c.u) && s.freeV(c.v) {
			s.link(c.u, c.v, certainty(c.dice, c.same))
		}
	}
}

// certainty of a link: how like the texts are, and more when the number is the
// same too.
func certainty(dice float64, sameNumber bool) float64 {
	if sameNumber {
		dice += 0.35
	}
	return min(dice, 1)
}

func (s *sectioning) candidates(us, vs []int) []candidate {
	bu, bv := s.bags(s.al.a, s.us, us), s.bags(s.al.b, s.vs, vs)
	var r rarity
	var f *finder // none for more sections than any law has: then by number and heading alone
	if len(us)+len(vs) <= maxSections {
		r = rare(bu, bv)
		f = newFinder(bv, r)
	} else {
		s.al.gaveUp = true
	}
	names, headings := map[name][]int{}, map[uint64][]int{}
	for k, v := range vs {
		n := s.nameV(v)
		names[n] = append(names[n], k)
		if h := s.al.b.key[s.vs[v]]; s.al.b.t.Text(s.vs[v]) != "" && len(headings[h]) < maxCandidates {
			headings[h] = append(headings[h], k)
		}
	}
	var found []candidate
	for k, u := range us {
		var near []int
		if f != nil {
			near = f.find(bu[k], maxCandidates)
		}
		near = append(near, names[s.nameU(u)]...)
		near = append(near, headings[s.al.a.key[s.us[u]]]...)
		slices.Sort(near)
		for _, m := range slices.Compact(near) {
			if c := s.score(u, vs[m], bu[k], bv[m], r); c.score > 0 {
				found = append(found, c)
			}
		}
	}
	return found
}

func (s *sectioning) bags(side *side, list, which []int) []*bag {
	out := make([]*bag, len(which))
	for k, u := range which {
		b := side.whole(list[u])
		out[k] = &b
	}
	return out
}

// score judges one pair; zero when it is not to be linked.
func (s *sectioning) score(u, v int, a, b *bag, r rarity) candidate {
	c := candidate{u: u, v: v, dice: dice(a, b, r)}
	c.same = s.nameU(u) == s.nameV(v)
	c.score = c.dice
	if c.same && c.dice >= 0.5 {
		c.score += bonusNumberSure
	} else if c.same {
		c.score += bonusNumber
	}
	heading := s.al.a.key[s.us[u]] == s.al.b.key[s.vs[v]] && s.al.a.t.Text(s.us[u]) != ""
	if heading {
		c.score += bonusHeading
	}
	if c.score < acceptOtherNumber && (!c.same || c.score < acceptSameNumber+bonusNumber) {
		c.score = 0
	}
	return c
}

// besideNeighbours links equal texts that stand more than once, when the
// section before or after them is linked.
func (s *sectioning) besideNeighbours() {
	u := make(map[int]int, len(s.us)) // node to ordinal
	for k, i := range s.us {
		u[i] = k
	}
	try := func(v, neighbour, step int) {
		if neighbour < 0 || neighbour >= len(s.vs) || s.ev[v] || !s.freeV(v) || s.freeV(neighbour) {
			return
		}
		beside, linked := u[s.al.toOld[s.vs[neighbour]]]
		k := beside + step
		if linked && k >= 0 && k < len(s.us) && s.freeU(k) && s.hu[k] == s.hv[v] {
			s.link(k, v, 0.95)
		}
	}
	for v := range s.vs {
		try(v, v-1, 1)
	}
	for v := len(s.vs) - 1; v >= 0; v-- {
		try(v, v+1, -1)
	}
}

// sameNumber links what is left over by number: a repeal when the new section
// is bare, else a replacement.
func (s *sectioning) sameNumber() {
	at := map[name][]int{}
	for u := range s.us {
		if s.freeU(u) {
			n := s.nameU(u)
			at[n] = append(at[n], u)
		}
	}
	for v := range s.vs {
		n := s.nameV(v)
		if us := at[n]; s.freeV(v) && len(us) > 0 {
			s.link(us[0], v, 1)
			at[n] = us[1:]
			s.al.replaced[s.vs[v]] = !s.bareV(v) || s.bareU(us[0]) && !s.ev[v]
		}
	}
}

func abs(n int) int { return max(n, -n) }
