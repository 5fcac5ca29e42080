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
	return Retrace(prev, nil, r, revision, next)
}

// Retrace carries marks anew after a link of a revision, or of one before it,
// was corrected. It is Trace, but a provision that needs an identity of its own
// keeps the one it was given in this revision before, as had tells, so that
// nothing changes that the correction does not speak of.
func Retrace(prev, had []dossier.Mark, r *Result, revision int, next uint32) ([]dossier.Mark, uint32) {
	before := make(map[int]dossier.Mark, len(prev))
	taken := make(map[uint32]bool, len(prev))
	for k, i := range r.Old.Addressable() {
		if k < len(prev) {
			before[i] = prev[k]
			taken[prev[k].Provision] = true
		}
	}
	var marks []dossier.Mark
	for k, j := range r.New.Addressable() {
		e := r.NewEntry(j)
		m, known := before[e.Old]
		switch {
		case known && e.Link == Same:
		case known && e.Link != Replaced:
			m.Changed = revision
		case k < len(had) && !taken[had[k].Provision]:
			m = dossier.Mark{Provision: had[k].Provision, Changed: revision}
			taken[m.Provision] = true
		default:
			m = dossier.Mark{Provision: next, Changed: revision}
			next++
		}
		marks = append(marks, m)
	}
	return marks, next
}

// Along says what the marks of two revisions say of the provisions named: where
// each stands in both. Comparisons of revisions far apart follow with it the
// corrections made between the revisions that lie between them.
func Along(old, new *lawtext.Text, was, is []dossier.Mark, provisions []uint32) []Fixed {
	olds, news := addresses(old, was), addresses(new, is)
	var out []Fixed
	for _, p := range provisions {
		f := Fixed{olds[p], news[p]}
		if f != (Fixed{}) {
			out = append(out, f)
		}
	}
	return out
}

func addresses(t *lawtext.Text, marks []dossier.Mark) map[uint32]string {
	at := make(map[uint32]string, len(marks))
	for k, i := range t.Addressable() {
		if k < len(marks) {
			at[marks[k].Provision] = t.Nodes[i].Address
		}
	}
	return at
}
