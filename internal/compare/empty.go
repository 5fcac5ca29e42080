package compare

import (
	"slices"
	"strings"
	"unicode"
)

// bareU and bareV report whether a section has no words left: repealed.
func (s *sectioning) bareU(u int) bool { return bare(s.al.a, s.us[u]) }
func (s *sectioning) bareV(v int) bool { return bare(s.al.b, s.vs[v]) }

// bare reports whether a section is a heading alone, or says only in brackets
// that it is repealed.
func bare(s *side, i int) bool {
	for k := i + 1; k < s.t.Nodes[i].End; k++ {
		text := s.t.Text(k)
		note := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
		if !note && strings.ContainsFunc(text, unicode.IsLetter) {
			return false
		}
	}
	own := s.t.Text(i)
	return own == "" || s.t.Nodes[i].End == i+1 || strings.HasPrefix(own, "[")
}

// empties tells which sections have no words, not even a heading: they are the
// same only for where they stand.
func empties(side *side) []bool {
	out := make([]bool, len(side.list))
	for k, i := range side.list {
		out[k] = side.t.Text(i) == "" && bare(side, i)
	}
	return out
}

// emptyBetween aligns sections without words by where they stand: between the
// same neighbours, in order.
func (s *sectioning) emptyBetween() {
	if !s.anyEmpty() {
		return
	}
	fixed := s.inOrder()
	fixed = append(fixed, nodePair{len(s.us), len(s.vs)})
	u, v := 0, 0
	for _, x := range fixed {
		s.emptyGap(u, x.i, v, x.j)
		u, v = x.i+1, x.j+1
	}
}

// anyEmpty reports whether the old text has an empty section that is free.
func (s *sectioning) anyEmpty() bool {
	for u, empty := range s.eu {
		if empty && s.freeU(u) {
			return true
		}
	}
	return false
}

// inOrder lists, by ordinals, the heaviest run of linked sections that are in
// the order of both texts.
func (s *sectioning) inOrder() []nodePair {
	at := s.ordinals()
	var pairs []nodePair
	var us []int
	var weights []float64
	for v, j := range s.vs {
		i := s.al.toOld[j]
		if i < 0 || at[i] < 0 {
			continue
		}
		u := at[i]
		w := 1.0
		if s.nu[u] == s.nv[v] {
			w = 3
		}
		pairs, us, weights = append(pairs, nodePair{u, v}), append(us, u), append(weights, w)
	}
	kept := pairs[:0]
	for k, in := range heaviestRun(us, weights) {
		if in {
			kept = append(kept, pairs[k])
		}
	}
	return kept
}

// ordinals gives, by node of the old text, the ordinal of a section, or -1.
func (s *sectioning) ordinals() []int {
	at := fill(len(s.al.toNew), -1)
	for u, i := range s.us {
		at[i] = u
	}
	return at
}

// emptyGap aligns the empty sections of two spans of ordinals.
func (s *sectioning) emptyGap(u0, u1, v0, v1 int) {
	var us, vs []int
	for u := u0; u < u1; u++ {
		if s.eu[u] && s.freeU(u) {
			us = append(us, u)
		}
	}
	for v := v0; v < v1; v++ {
		if s.ev[v] && s.freeV(v) {
			vs = append(vs, v)
		}
	}
	s.emptyRows(us, vs)
}

// emptyRows aligns two rows of empty sections. Where as many stand in both they
// are the same in order. Where one came or went, their chapters, numbers and
// signs part the rows; what of shorter rows still differs in count is left
// alone, for nothing tells which one it was.
func (s *sectioning) emptyRows(us, vs []int) {
	switch {
	case len(us)*len(vs) == 0 || len(us)*len(vs) > maxCells:
		return
	case len(us) != len(vs) && s.byChapter(us, vs):
		return
	}
	value := make([]float64, len(us)*len(vs))
	for p, u := range us {
		for q, v := range vs {
			value[p*len(vs)+q] = s.emptyValue(u, v)
		}
	}
	path := bestPath(len(us), len(vs), value)
	if len(us) == len(vs) {
		for _, x := range path {
			s.link(us[x.i], vs[x.j], 1)
		}
		return
	}
	signs := s.signs(us, vs)
	p, q, parted := 0, 0, false
	for _, x := range path {
		u, v := us[x.i], vs[x.j]
		if s.nu[u] == s.nv[v] || s.hu[u] == s.hv[v] && signs[s.hu[u]] {
			s.emptyRows(us[p:x.i], vs[q:x.j])
			s.link(u, v, 1)
			p, q, parted = x.i+1, x.j+1, true
		}
	}
	if parted {
		s.emptyRows(us[p:], vs[q:])
	}
}

// byChapter aligns empty sections in the chapters they stand in, and reports
// whether there is more than one chapter.
func (s *sectioning) byChapter(us, vs []int) bool {
	chapter := func(u int) int { return s.al.toNew[s.al.a.t.Nodes[s.us[u]].Parent] }
	of := func(v int) int { return s.al.b.t.Nodes[s.vs[v]].Parent }
	one := func(v int) bool { return of(v) != chapter(us[0]) }
	if !slices.ContainsFunc(vs, one) && !slices.ContainsFunc(us, func(u int) bool { return chapter(u) != chapter(us[0]) }) {
		return false
	}
	for p := 0; p < len(us); {
		n := p + 1
		for n < len(us) && chapter(us[n]) == chapter(us[p]) {
			n++
		}
		var same []int
		for _, v := range vs {
			if of(v) == chapter(us[p]) {
				same = append(same, v)
			}
		}
		s.emptyRows(us[p:n], same)
		p = n
	}
	return true
}

// signs tells by which signs without words, such as a dash, two rows of sections
// can be parted: as many have them in both.
func (s *sectioning) signs(us, vs []int) map[uint64]bool {
	count := map[uint64]int{}
	for _, u := range us {
		if s.al.a.t.Nodes[s.us[u]].End > s.us[u]+1 {
			count[s.hu[u]]++
		}
	}
	out := map[uint64]bool{}
	for h := range count {
		for _, v := range vs {
			if s.hv[v] == h {
				count[h]--
			}
		}
		out[h] = count[h] == 0
	}
	return out
}

// emptyValue prefers the same number, then the same chapter, then the same
// signs or notes inside.
func (s *sectioning) emptyValue(u, v int) float64 {
	value := 1.0
	if s.nu[u] == s.nv[v] {
		value += 0.5
	}
	if s.al.toNew[s.al.a.t.Nodes[s.us[u]].Parent] == s.al.b.t.Nodes[s.vs[v]].Parent {
		value += 0.4
	}
	if s.hu[u] == s.hv[v] {
		value += 0.2
	}
	return value
}
