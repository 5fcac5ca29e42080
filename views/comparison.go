package views

import (
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Compare is what changed from one revision of a document to another.
type Compare struct {
	Layout
	Dossier   lang.Text
	Document  dossier.Document
	Old, New  dossier.Revision
	Revisions []dossier.Revision // all, oldest first, to choose others from
	Result    *compare.Result
	Inline    bool // else side by side
}

// DiffLine is one block of a text with what changed in it.
type DiffLine struct {
	Kind   lawtext.Kind
	Label  string // number as written in the newer text
	Link   compare.Link
	Pieces []compare.Piece
}

// NumberTable is which number became which from one revision to another.
type NumberTable struct {
	Layout
	Dossier  lang.Text
	Document dossier.Document
	Old, New dossier.Revision
	Rows     []NumberRow
}

// NumberRow is one provision under its old and its new number; one is empty
// when it was inserted or deleted.
type NumberRow struct {
	OldCite, NewCite       string
	OldAddress, NewAddress string
	Heading                string
	Link                   compare.Link
	Moved                  bool
}

var linkKeys = map[compare.Link]string{
	compare.Same: "same", compare.Reworded: "reworded", compare.Replaced: "replaced",
	compare.Inserted: "inserted", compare.Deleted: "deleted",
}

// rowWords says what became of a provision of the number table.
func (p NumberTable) rowWords(row NumberRow) string {
	said := p.T("comparison.link_" + linkKeys[row.Link])
	if row.Moved {
		said += ", " + p.T("comparison.link_moved")
	}
	return said
}

// name of a changed block, for those who move by landmarks.
func (b diffBlock) name(l Layout) string {
	if b.cite == "" {
		return l.T("comparison.change")
	}
	return l.T("comparison.change_of", b.cite)
}

func anyChanged(parts []diffPart) bool {
	return slices.ContainsFunc(parts, func(p diffPart) bool { return !p.folded })
}
