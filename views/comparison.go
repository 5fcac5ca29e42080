package views

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Compare is what changed from one text to another: two revisions of a document,
// revisions of two documents, or a draft against the act it changes.
type Compare struct {
	Layout
	Dossier   lang.Text
	Document  dossier.Document // of the new text
	Old, New  dossier.Revision
	Revisions []dossier.Revision // all, oldest first, to choose others from
	Result    *compare.Result
	Inline    bool                 // else side by side
	NoSlight  bool                 // changes of white space and punctuation alone are hidden
	Omitted   int                  // sections of the old text that are not shown, since the new one does not speak of them
	Asked     map[string][]AskedBy // by address of the change, as compare.Result names it
	Links     string               // address of the page of links; empty for those who may not correct any
	Doubtful  int                  // how many links wait for a decision
	Adoption  *Adoption            // of a law against a draft of its change; else nil
	Part      int                  // of a comparison with very many changes, from 1
}

// AskedBy is somebody whose comment a change answers.
type AskedBy struct {
	Comment consult.CommentNo
	Author  consult.Author
	Signers []consult.Author // beside the author
	Outcome consult.Outcome
}

// shown is what the person chose to see.
func (p Compare) shown() diffShown {
	return diffShown{noSlight: p.NoSlight, noMissing: p.Omitted > 0, asked: p.Asked}
}

func (p Compare) title() string {
	if p.Adoption != nil {
		return p.T("adoption.title", p.In(p.Adoption.Law))
	}
	return p.pairTitle(p.Old, p.New)
}

func (p Compare) view() string {
	if p.Inline {
		return "inline"
	}
	return ""
}

// as is the address of this comparison in another view.
func (p Compare) as(view string, noSlight bool) string {
	return p.To().PairAs(p.Old, p.New, view, noSlight)
}

// pairTitle names a comparison.
func (l Layout) pairTitle(old, new dossier.Revision) string {
	if old.Dossier == new.Dossier && old.Document == new.Document {
		return l.T("comparison.title", old.No, new.No)
	}
	return l.T("comparison.title_of", l.sideName(old, new), l.sideName(new, old))
}

// sideName names one side of a comparison, by as much as tells it from the other.
func (l Layout) sideName(r, other dossier.Revision) string {
	switch {
	case r.Dossier != other.Dossier:
		return l.T("comparison.side_act", r.Dossier.Document(r.Document), r.No)
	case r.Document != other.Document:
		return l.T("comparison.side_document", fmt.Sprintf("%02d", r.Document), r.No)
	}
	return l.T("revision.nth", r.No)
}

// anySlight reports whether there is a change of punctuation alone to hide.
func anySlight(r *compare.Result) bool { return slices.ContainsFunc(r.Entries, slight) }

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
	Rows     []NumberRow // those of the page
	Pages    Pages
}

// NumberRow is one provision under its old and its new number; one is empty
// when it was inserted or deleted.
type NumberRow struct {
	OldCite, NewCite       string
	OldAddress, NewAddress string
	Heading                string
	Link                   compare.Link
	Moved                  bool
	From, Into             string // the section it was split off or merged into; empty for none
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
	if row.From != "" {
		said += ", " + p.noteWords(compare.Note{Kind: compare.NoteSplit, Cite: row.From})
	}
	if row.Into != "" {
		said += ", " + p.noteWords(compare.Note{Kind: compare.NoteMerged, Cite: row.Into})
	}
	return said
}

// name of a changed block, as the summary and its own link call it.
func (b diffBlock) name(l Layout) string {
	if b.cite == "" {
		return l.T("comparison.change_nth", b.earlier+1)
	}
	return b.cite
}

// cutSpace parts white space at the end of words from them.
func cutSpace(s string) (words, space string) {
	words = strings.TrimRightFunc(s, unicode.IsSpace)
	return words, s[len(words):]
}

// own is the address a row leads to: its own, when it changed by itself.
func (row diffRow) own() string {
	if !row.changed || row.whole {
		return ""
	}
	return row.id
}

func anyChanged(parts []diffPart) bool {
	return slices.ContainsFunc(parts, func(p diffPart) bool { return !p.folded })
}
