package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// alignment says which node of the one text is which of the other.
type alignment struct {
	toNew, toOld []int  // -1 when there is none
	moved        []bool // by node of the new text
	certainty    []float64
}

func align(old, new *lawtext.Text) *alignment {
	a := &alignment{
		toNew: fill(len(old.Nodes), -1), toOld: fill(len(new.Nodes), -1),
		moved: make([]bool, len(new.Nodes)), certainty: make([]float64, len(new.Nodes)),
	}
	a.link(0, 0, 1)
	last := 0
	for j := 1; j < len(new.Nodes); j++ {
		if i, ok := old.Find(new.Nodes[j].Address); ok && i > last {
			a.link(i, j, 1)
			last = i
		}
	}
	return a
}

func (a *alignment) link(i, j int, certainty float64) {
	a.toNew[i], a.toOld[j], a.certainty[j] = j, i, certainty
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}
