package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// What was split off one provision, or taken up by another, must stand there
// nearly whole.
const (
	partWords = 4
	partShare = 0.8
)

// splits finds provisions that were split in two, of which the first stays the
// provision it was, and provisions taken up by a neighbour. Sections are not
// judged by their headings: see partedSections.
func (al *aligner) splits() {
	for j := 1; j < len(al.toOld); j++ {
		if al.toOld[j] < 0 && !al.heldNew[j] && al.b.t.Nodes[j].Kind != lawtext.Section && al.b.bag(j).count >= partWords {
			al.splitOff(j)
		}
	}
	for i := 1; i < len(al.toNew); i++ {
		if al.toNew[i] < 0 && !al.heldOld[i] && al.a.t.Nodes[i].Kind != lawtext.Section && al.a.bag(i).count >= partWords {
			al.takenUp(i)
		}
	}
}

// splitOff looks whether a new node holds words that a neighbour of it lost.
func (al *aligner) splitOff(j int) {
	for _, n := range [2]int{al.neighbour(al.b, al.toOld, j, -1), al.neighbour(al.b, al.toOld, j, 1)} {
		if n <= 0 || al.b.t.Nodes[n].Kind != al.b.t.Nodes[j].Kind {
			continue
		}
		i := al.toOld[n]
		if part(al.b.bag(j), al.a.bag(i), al.b.bag(n)) < partShare {
			continue
		}
		if n > j && !al.heldNew[n] { // the first of the two is the provision it was
			al.toOld[n] = -1
			al.from[n] = i
			al.link(i, j, min(al.certainty[n], partCertainty))
			return
		}
		al.from[j] = i
		return
	}
}

// takenUp looks whether the words of an old node came into a neighbour of it.
func (al *aligner) takenUp(i int) {
	for _, n := range [2]int{al.neighbour(al.a, al.toNew, i, -1), al.neighbour(al.a, al.toNew, i, 1)} {
		if n <= 0 {
			continue
		}
		j := al.toNew[n]
		if part(al.a.bag(i), al.b.bag(j), al.a.bag(n)) < partShare {
			continue
		}
		if n > i && al.a.t.Nodes[n].Kind == al.a.t.Nodes[i].Kind && !al.heldOld[n] && !al.heldNew[j] && (al.sameName(i, j) || !al.sameName(n, j)) {
			al.toNew[n] = -1 // the first of the two is the provision it was
			al.into[n] = j
			al.link(i, j, min(al.certainty[j], partCertainty))
			return
		}
		al.into[i] = j
		return
	}
}

// neighbour is the nearest linked node with text before or after one, among
// those in the same parent first.
func (al *aligner) neighbour(s *side, to []int, i, step int) int {
	parent := s.t.Nodes[i].Parent
	for n, tries := i+step, 0; n > parent && n < s.t.Nodes[parent].End && tries < 12; n, tries = n+step, tries+1 {
		if s.t.Nodes[n].Parent == parent && to[n] > 0 {
			return n
		}
	}
	return -1
}

// part is how much of x stands in y beyond what y has from z.
func part(x, y, z *bag) float64 {
	var found, all float64
	j, k := 0, 0
	for _, w := range x.words {
		for j < len(y.words) && y.words[j].hash < w.hash {
			j++
		}
		for k < len(z.words) && z.words[k].hash < w.hash {
			k++
		}
		all += float64(w.n) * w.weight()
		if j == len(y.words) || y.words[j].hash != w.hash {
			continue
		}
		n := y.words[j].n
		if k < len(z.words) && z.words[k].hash == w.hash {
			n -= z.words[k].n
		}
		found += float64(max(0, min(n, w.n))) * w.weight()
	}
	if all == 0 {
		return 0
	}
	return found / all
}
