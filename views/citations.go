package views

import (
	"net/url"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Citations are who cites a document's provisions, or which drafts change them.
type Citations struct {
	Layout
	Dossier   lang.Text
	Document  dossier.Document
	Revision  dossier.Revision // that stood on the day
	Query     CitationsQuery
	Day       clock.Date
	Provision string // as the revision cites it; empty for the whole document
	Heading   string
	Rows      []CitationRow
	Pages     Pages
	Past      int // how many no longer stand
}

// CitationRow is one provision of a text that names a provision of another.
type CitationRow struct {
	Address  string // of what is named, empty for the whole act
	Dossier  dossier.ID
	Title    lang.Text
	Own      bool // of the same document
	Document dossier.Document
	Revision int
	At       string
	From     clock.Date
	Until    clock.Date
	Draft    bool
	State    DossierState // of a draft's dossier
	Hidden   bool
}

// CitationsQuery is what a list of citations is narrowed to.
type CitationsQuery struct {
	Amends  bool
	Address string     // of a provision as numbered on the day
	Day     clock.Date // zero: today
	Past    bool       // with those that no longer stand
	After   string
}

func (q CitationsQuery) path(id dossier.ID, document int) string {
	if q.Amends {
		return documentPath(id, document) + "/amended-by"
	}
	return documentPath(id, document) + "/cited-by"
}

func (q CitationsQuery) values() url.Values {
	v := url.Values{}
	set(v, "at", q.Address)
	set(v, "as-of", q.Day.String())
	if q.Past {
		v.Set("past", "1")
	}
	set(v, "after", q.After)
	return v
}

// Citations is who cites a document's provisions, or which drafts change them.
func (to To) Citations(id dossier.ID, document int, q CitationsQuery) string {
	return to.query(q.path(id, document), q.values())
}

// CitationsCSV is the same as a file, whole.
func (to To) CitationsCSV(id dossier.ID, document int, q CitationsQuery) string {
	q.After = ""
	return to.query(q.path(id, document)+".csv", q.values())
}

// title is what the page is about: citations or changes, of a provision or of all.
func (p Citations) title() string {
	key := "cited.title"
	if p.Query.Amends {
		key = "cited.title_amends"
	}
	if p.Provision == "" {
		return p.T(key + "_all")
	}
	return p.T(key, p.Provision)
}

func (p Citations) found() string {
	if p.Query.Amends {
		return p.T("cited.n_amends", p.Pages.Total)
	}
	return p.T("cited.n", p.Pages.Total)
}

// with is the address of the page with or without what no longer stands.
func (p Citations) with(past bool) string {
	q := p.Query
	q.Past, q.After = past, ""
	return p.To().Citations(p.Document.Dossier, p.Document.No, q)
}

// source is the address of the provision that says so. A title has none.
func (l Layout) source(r CitationRow) string {
	if r.Document.No == 0 {
		return l.To().Dossier(r.Dossier)
	}
	return l.To().Place(r.Dossier, r.Document.No, r.Revision, r.At)
}

// says names the provision that says so.
func (l Layout) says(r CitationRow) string {
	switch {
	case r.Document.No == 0:
		return l.T("cited.title_says")
	case r.At == "":
		return l.T("cited.preamble")
	}
	return lawtext.CiteAddress(r.At)
}

// named is what a row is about, as lawyers cite it.
func (l Layout) named(r CitationRow) string {
	if r.Address == "" {
		return l.T("cited.whole")
	}
	return lawtext.CiteAddress(r.Address)
}

// span says since when, and until when, a text says so.
func (l Layout) span(r CitationRow) string {
	switch {
	case r.From.IsZero():
		return ""
	case r.Until.IsZero():
		return l.T("dossiers.since", ShortDay(l.Lang, r.From))
	}
	return ShortDay(l.Lang, r.From) + " – " + ShortDay(l.Lang, r.Until.AddDays(-1))
}
