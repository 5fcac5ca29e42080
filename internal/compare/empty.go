package compare

import (
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
// same neighbours, in order, by number where the counts differ.
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
	if len(us)*len(vs) == 0 || len(us)*len(vs) > maxCells {
		return
	}
	value := make([]float64, len(us)*len(vs))
	for p, u := range us {
		for q, v := range vs {
			value[p*len(vs)+q] = s.emptyValue(u, v)
		}
	}
	for _, x := range bestPath(len(us), len(vs), value) {
		u, v := us[x.i], vs[x.j]
		sure := 0.6 // where one came or went, which of them it was is a guess
		if len(us) == len(vs) || s.nu[u] == s.nv[v] {
			sure = 1
		}
		s.link(u, v, sure)
	}
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
