package compare

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// First gives the marks of a document's first revision and the next identity
// that is free.
func First(t *lawtext.Text) ([]dossier.Mark, uint32) {
	marks := make([]dossier.Mark, len(t.Addressable()))
	for i := range marks {
		marks[i] = dossier.Mark{Provision: uint32(i + 1), Changed: 1}
	}
	return marks, uint32(len(marks) + 1)
}

// Trace carries the marks of a revision to the one after it. A provision that
// is linked keeps its identity, and the revision in which its own words last
// changed unless they changed now; every other, and one that another text took
// the number of, gets the next identity.
func Trace(prev []dossier.Mark, r *Result, revision int, next uint32) ([]dossier.Mark, uint32) {
	before := make(map[int]dossier.Mark, len(prev))
	for k, i := range r.Old.Addressable() {
		if k < len(prev) {
			before[i] = prev[k]
		}
	}
	var marks []dossier.Mark
	for _, j := range r.New.Addressable() {
		e := r.NewEntry(j)
		m, known := before[e.Old]
		if !known || e.Link == Replaced {
			m = dossier.Mark{Provision: next, Changed: revision}
			next++
		} else if e.Link != Same {
			m.Changed = revision
		}
		marks = append(marks, m)
	}
	return marks, next
}

// Place is a place in the old text: some words of a node, or the whole node
// when there is no quote.
type Place struct {
	Node   int
	Offset int    // white-space separated words of the node's own text before the quote
	Quote  string // the words
	Prefix string // up to 32 characters before them
	Suffix string // up to 32 characters after them
}

// State says what became of a place.
type State string

// The states. An uncertain place is shown with both texts and never guessed.
const (
	StateSame      State = "same"
	StateMoved     State = "moved"
	StateReworded  State = "reworded"
	StateDeleted   State = "deleted"
	StateUncertain State = "uncertain"
)

// Carried is what became of a place in the new text.
type Carried struct {
	Node   int // of the new text; -1 when its provision is gone
	State  State
	Share  float64 // of the quoted words that stayed
	Offset int     // words before the quote now
	Quote  string  // the words that stand there now
}
