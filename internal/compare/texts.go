package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// Texts compares two texts. It always ends, in time bounded by their lengths,
// and its answer depends on nothing else.
func Texts(old, new *lawtext.Text) *Result {
	r := &Result{Old: old, New: new, byOld: make([]int, len(old.Nodes)), byNew: make([]int, len(new.Nodes))}
	a := align(old, new)
	r.fill(a)
	r.count()
	return r
}
