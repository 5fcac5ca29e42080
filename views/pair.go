package views

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// ChoosePair asks which two texts of a dossier to compare.
type ChoosePair struct {
	Layout
	ID        dossier.ID
	Dossier   lang.Text
	Documents []DocumentWithRevisions // with published revisions, each newest first
}

// Side finds the revision that PairSide names.
func (p ChoosePair) Side(name string) (dossier.Revision, bool) {
	for _, d := range p.Documents {
		for _, r := range d.Revisions {
			if PairSide(r.Document, r.No) == name {
				return r, true
			}
		}
	}
	return dossier.Revision{}, false
}

// options are the revisions to choose from, in the order of the dossier's page.
func (p ChoosePair) options() []option {
	var list []option
	for _, d := range p.Documents {
		for _, r := range d.Revisions {
			name := p.T("pair.option", r.Document, p.kindOf(d.Document, d.Revisions...), r.No, ShortDay(p.Lang, revisionDate(r)))
			list = append(list, option{value: PairSide(r.Document, r.No), words: name})
		}
	}
	return list
}

// chosen are the sides that the form begins with: of the newest revisions of the
// first and the last document, the one published earlier and the other.
func (p ChoosePair) chosen() (old, new string) {
	a, b := p.Documents[0].Revisions[0], p.Documents[len(p.Documents)-1].Revisions[0]
	if b.Published.Before(a.Published) {
		a, b = b, a
	}
	return PairSide(a.Document, a.No), PairSide(b.Document, b.No)
}

// comparable reports whether a dossier has two texts to choose from.
func (p Dossier) comparable() bool {
	texts := 0
	for _, d := range p.Documents {
		texts += len(d.Revisions)
	}
	return len(p.Documents) > 1 && texts > 1
}

// Making says that a large comparison is being made.
type Making struct{ Layout }
