package views

import (
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Clash is another draft under way that changes a provision of a law which a draft
// changes too.
type Clash struct {
	Law     lang.Text
	LawName string // in its address; empty when it has no page
	Other   DossierRow
	Pairs   []ClashPair
}

// ClashPair is a clause of each of the two drafts that change the same.
type ClashPair struct {
	Ours, Theirs Clause
	Both         string // address in the law of what both change
}

// Clause is a provision of a draft and what it changes.
type Clause struct {
	Dossier  dossier.ID
	Document int
	Revision int
	At       string
	Changes  string // address in the law as it is numbered now; empty: the act as a whole
	Written  string // the same as the clause has it
}

// WorkClash is a clash of a dossier of the institution.
type WorkClash struct {
	Dossier dossier.ID
	Title   lang.Text
	Clash
}

func (l Layout) clauseAddress(c Clause) string {
	return l.To().Place(c.Dossier, c.Document, c.Revision, c.At)
}

// clauseName names a clause of a draft; one without a number by its dossier.
func (l Layout) clauseName(c Clause) string {
	if c.At == "" {
		return string(c.Dossier)
	}
	return lawtext.CiteAddress(c.At)
}

// changed names what a clause changes in the law.
func (l Layout) changed(address string) string {
	if address == "" {
		return l.T("clash.act")
	}
	return lawtext.CiteAddress(address)
}

// extent says how what two clauses change differs, when it does: one changes the
// whole provision, the other a part; and by which number a draft has it when the law
// has been renumbered since.
func (l Layout) extent(p ClashPair) string {
	var parts []string
	switch {
	case p.Ours.Changes == p.Theirs.Changes:
	case p.Ours.Changes == "":
		parts = append(parts, l.T("clash.ours_repeals"))
	case p.Theirs.Changes == "":
		parts = append(parts, l.T("clash.theirs_repeals"))
	case p.Both == p.Theirs.Changes:
		parts = append(parts, l.T("clash.ours_whole", lawtext.CiteAddress(p.Ours.Changes)))
	default:
		parts = append(parts, l.T("clash.theirs_whole", lawtext.CiteAddress(p.Theirs.Changes)))
	}
	if renumbered(p.Ours) {
		parts = append(parts, l.T("clash.ours_number", lawtext.CiteAddress(p.Ours.Written)))
	}
	if renumbered(p.Theirs) {
		parts = append(parts, l.T("clash.theirs_number", lawtext.CiteAddress(p.Theirs.Written)))
	}
	return strings.Join(parts, " ")
}

// renumbered reports whether a clause has another number than the law now. A chapter
// that is named without the part it stands in has not.
func renumbered(c Clause) bool { return !strings.HasSuffix(c.Changes, c.Written) }

// clashesAt finds the clauses of other drafts that change what a clause of the
// revision changes.
func (p Revision) clashesAt(address string) []ClashPair {
	var list []ClashPair
	for _, clash := range p.Clashes {
		for _, pair := range clash.Pairs {
			if pair.Ours.At == address {
				list = append(list, pair)
			}
		}
	}
	return list
}
