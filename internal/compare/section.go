package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// How like two sections must be to be taken for the same.
const (
	acceptSameNumber  = 0.25
	acceptOtherNumber = 0.50
	acceptWordsAlone  = 0.62
	bonusNumberSure   = 0.30 // the same number, when half of the words are the same
	bonusNumber       = 0.15
	bonusHeading      = 0.15
	mostlyAlike       = 0.6
	nearlyAll         = 0.75 // with heading and number nothing else can be liker
	maxCandidates     = 6    // kept for each section of the old text
	maxSections       = 30_000
	maxPostings       = 48 // sections a word may stand in and still find candidates
)

// sections aligns sections in the order of what is surest.
func (al *aligner) sections() {
	s := sectioning{numbers: chains{head: newTable(16)}, al: al, us: al.a.list, vs: al.b.list}
	s.hu, s.hv = s.hashes(al.a), s.hashes(al.b)
	s.nu, s.nv = al.a.names(), al.b.names()
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
	nu, nv []uint64 // hash of what a section's number is unique by

	keys    table // room to work in
	numbers chains
	eu, ev  []bool // whether a section has no words at all
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

func (s *sectioning) sameNumberAndText() {
	at := newChains(len(s.us))
	for u := len(s.us) - 1; u >= 0; u-- {
		if !s.eu[u] && s.freeU(u) {
			at.push(s.hu[u]^s.nu[u], u)
		}
	}
	for v := range s.vs {
		if s.ev[v] || !s.freeV(v) {
			continue
		}
		if u, ok := at.pop(s.hv[v] ^ s.nv[v]); ok {
			s.link(u, v, 1)
		}
	}
}

func (s *sectioning) sameText() {
	one, other := s.free(func(u int) bool { return !s.eu[u] }, s.hu, func(v int) bool { return !s.ev[v] }, s.hv)
	for v := range s.vs {
		if w, ok := other.only(s.hv[v]); ok && w == v {
			if u, ok := one.only(s.hv[v]); ok {
				s.link(u, v, 1)
			}
		}
	}
}

// free notes where the keys of the free sections of each side stand.
func (s *sectioning) free(inU func(int) bool, ku []uint64, inV func(int) bool, kv []uint64) (one, other *table) {
	one, other = s.al.one.reset(len(s.us)), s.al.other.reset(len(s.vs))
	for u := range s.us {
		if s.freeU(u) && inU(u) {
			one.note(ku[u], u)
		}
	}
	for v := range s.vs {
		if s.freeV(v) && inV(v) {
			other.note(kv[v], v)
		}
	}
	return one, other
}

// mostlySame links sections of the same number when most of their words are the
// same: almost all that a usual amendment changes, at little cost.
func (s *sectioning) mostlySame() {
	full := func(bare func(int) bool) func(int) bool { return func(k int) bool { return !bare(k) } }
	one, other := s.free(full(s.bareU), s.nu, full(s.bareV), s.nv)
	for v := range s.vs {
		if w, ok := other.only(s.nv[v]); !ok || w != v {
			continue
		}
		if u, ok := one.only(s.nv[v]); ok {
			whole, part := s.blocksShared(u, v)
			if whole >= mostlyAlike || part >= nearlyAll && s.sameHeading(u, v) {
				s.link(u, v, certainty(max(whole, part), true))
			}
		}
	}
}

func (s *sectioning) sameHeading(u, v int) bool {
	return s.al.a.key[s.us[u]] == s.al.b.key[s.vs[v]] && s.al.a.t.Text(s.us[u]) != ""
}

// blocksShared is how much of two sections lies in blocks with the same words,
// and how much when the equal beginnings and ends of other blocks with the same
// number are counted too. What is left of one is looked for in the next, for
// paragraphs are cut in two.
func (s *sectioning) blocksShared(u, v int) (whole, part float64) {
	a, b := s.al.a, s.al.b
	i, j := s.us[u], s.vs[v]
	keys, numbers := s.keys.reset(a.t.Nodes[i].End-i), s.numbers.reset(16)
	both, all := 0, 0
	for k := a.t.Nodes[i].End - 1; k >= i; k-- {
		*keys.at(a.key[k])++
		numbers.push(blockName(&a.t.Nodes[k]), k)
		all += len(a.t.Text(k))
	}
	some, rest := 0, "" // of a block whose beginning or end was found
	for k := j; k < b.t.Nodes[j].End; k++ {
		n := len(b.t.Text(k))
		all += n
		at, ok := numbers.pop(blockName(&b.t.Nodes[k]))
		if left := keys.at(b.key[k]); *left > 0 {
			*left--
			both += 2 * n
			continue
		}
		if ok {
			rest = a.t.Text(at)
		}
		pre, post := equalEnds(rest, b.t.Text(k))
		some += 2 * (pre + post)
		rest = strings.TrimSpace(rest[pre : len(rest)-post])
	}
	return float64(both) / float64(max(all, 1)), float64(both+some) / float64(max(all, 1))
}

func blockName(n *lawtext.Node) uint64 {
	return uint64(n.Kind)<<60 ^ uint64(n.Number.N)<<20 ^ uint64(n.Number.Sup)
}

// equalEnds counts the bytes two texts have in common at their beginning and
// at their end.
func equalEnds(a, b string) (pre, post int) {
	for pre < len(a) && pre < len(b) && a[pre] == b[pre] {
		pre++
	}
	for post < len(a)-pre && post < len(b)-pre && a[len(a)-1-post] == b[len(b)-1-post] {
		post++
	}
	return pre, post
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
	names, headings := newChains(len(vs)), newChains(len(vs))
	for k := len(vs) - 1; k >= 0; k-- {
		v := vs[k]
		names.push(s.nv[v], k)
		if s.al.b.t.Text(s.vs[v]) != "" {
			headings.push(s.al.b.key[s.vs[v]], k)
		}
	}
	var found []candidate
	var near []int
	for k, u := range us {
		near = near[:0]
		if f != nil {
			near = append(near, f.find(bu[k], maxCandidates)...)
		}
		near = names.list(near, s.nu[u], maxCandidates)
		near = headings.list(near, s.al.a.key[s.us[u]], maxCandidates)
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
		out[k] = side.whole(list[u])
	}
	return out
}

// score judges one pair; zero when it is not to be linked.
func (s *sectioning) score(u, v int, a, b *bag, r rarity) candidate {
	c := candidate{u: u, v: v, dice: dice(a, b, r)}
	c.same = s.nu[u] == s.nv[v]
	c.score = c.dice
	if c.same && c.dice >= 0.5 {
		c.score += bonusNumberSure
	} else if c.same {
		c.score += bonusNumber
	}
	if s.sameHeading(u, v) {
		c.score += bonusHeading
	}
	if c.score < s.accept(c, u, v) {
		c.score = 0
	}
	return c
}

// accept is the score a pair must have. Where neither number nor heading speaks
// for it, the words must.
func (s *sectioning) accept(c candidate, u, v int) float64 {
	switch {
	case c.same:
		return acceptSameNumber + bonusNumber
	case s.sameHeading(u, v):
		return acceptOtherNumber
	}
	return acceptWordsAlone
}

// besideNeighbours links equal texts that stand more than once, when the
// section before or after them is linked.
func (s *sectioning) besideNeighbours() {
	u := s.ordinals()
	try := func(v, neighbour, step int) {
		if neighbour < 0 || neighbour >= len(s.vs) || s.ev[v] || !s.freeV(v) || s.freeV(neighbour) {
			return
		}
		i := s.al.toOld[s.vs[neighbour]]
		if i < 0 || u[i] < 0 {
			return
		}
		if k := u[i] + step; k >= 0 && k < len(s.us) && s.freeU(k) && s.hu[k] == s.hv[v] {
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
	at := newChains(16)
	for u := len(s.us) - 1; u >= 0; u-- {
		if s.freeU(u) {
			at.push(s.nu[u], u)
		}
	}
	for v := range s.vs {
		if !s.freeV(v) {
			continue
		}
		if u, ok := at.pop(s.nv[v]); ok {
			s.link(u, v, 1)
			s.al.replaced[s.vs[v]] = !s.bareV(v) || s.bareU(u) && !s.ev[v]
		}
	}
}

func abs(n int) int { return max(n, -n) }
