package views

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Laws is a page of the list of laws.
type Laws struct {
	Layout
	Query   LawsQuery
	Rows    []LawRow
	Pages   Pages
	Letters []Choice // with which titles begin
}

// LawRow is one law in the list.
type LawRow struct {
	Name      string // in its address
	Dossier   dossier.ID
	Title     lang.Text
	Short     string
	By        InstitutionName
	Began     clock.Date // the newest wording
	Ended     clock.Date // its last day, if it has one
	Revisions int
	Drafts    int // under way that change it
}

// LawsQuery is what the list of laws is narrowed to.
type LawsQuery struct {
	Words  string
	Letter string
	After  string
}

// Law is an act whose wordings are kept, with what touches it.
type Law struct {
	Layout
	LawRow
	Document      dossier.Document
	Revisions     []dossier.Revision // newest first
	InForce       *dossier.Revision  // today, or nil
	Drafts        []LawDraft         // those under way first
	Consultations []ConsultationRow  // open ones about those
	Years         []LawYear          // oldest first
	Changed       []LawProvision     // changed most often, first
	Cited         int                // provisions of other texts that cite it now
	CitedBy       []LawCiting
}

// LawDraft is a dossier that touches a law.
type LawDraft struct {
	DossierRow
	Provisions []string // addresses of what it surely changes
	Document   int      // that says so; 0: the title alone
}

// LawYear is how a law changed in a year.
type LawYear struct {
	Year      int
	Revisions int
	Sections  int
}

// LawProvision is a section and in how many revisions it changed.
type LawProvision struct {
	Provision uint32
	Address   string
	Cite      string
	Heading   string
	Changes   int
	Last      dossier.Revision
}

// LawCiting is an act or a draft that cites a law.
type LawCiting struct {
	Dossier    dossier.ID
	Title      lang.Text
	Name       string // of the law in its address; empty for a draft
	Provisions int
}

// Laws is the list of laws, LawList under a filter, Law the page of one.
func (to To) Laws() string           { return to.at("/laws") }
func (to To) Law(name string) string { return to.at("/laws/" + url.PathEscape(name)) }
func (to To) LawList(q LawsQuery) string {
	v := url.Values{}
	set(v, "q", q.Words)
	set(v, "letter", q.Letter)
	set(v, "after", q.After)
	return to.query("/laws", v)
}

// underWay are the drafts whose dossiers have not ended, over those that have.
func (p Law) underWay() (now, over []LawDraft) {
	for i, d := range p.Drafts {
		if d.State.Outcome != "" {
			return p.Drafts[:i], p.Drafts[i:]
		}
	}
	return p.Drafts, nil
}

// fewProvisions is how many provisions of a draft are named before "and others".
const fewProvisions = 6

func (p Law) provisions(d LawDraft) string {
	words := ""
	for i, address := range d.Provisions {
		if i == fewProvisions {
			return words + " " + p.T("laws.further", len(d.Provisions)-i)
		}
		if i > 0 {
			words += ", "
		}
		words += lawtext.CiteAddress(address)
	}
	return words
}

// lawBar is one year in the picture of a law's changes.
type lawBar struct {
	x, y, width, height, year string
	label                     bool
}

// lawLabels is how many years are named under the picture at most.
const lawLabels = 7

func (p Law) bars() []lawBar {
	most := 1
	for _, y := range p.Years {
		most = max(most, y.Sections)
	}
	step := 1 / float64(max(len(p.Years), 12))
	every := (len(p.Years) + lawLabels - 1) / lawLabels
	list := make([]lawBar, len(p.Years))
	for i, y := range p.Years {
		height := 48 * y.Sections / most
		if y.Revisions > 0 {
			height = max(height, 2)
		}
		list[i] = lawBar{share(float64(i) * step), pixels(50 - height), share(step * .8), pixels(height), strconv.Itoa(y.Year), i%every == 0}
	}
	return list
}

// pictureWords tells the picture to those who listen.
func (p Law) pictureWords() string {
	words := p.T("laws.picture")
	for _, y := range p.Years {
		if y.Revisions > 0 {
			words += fmt.Sprintf(" %d: %d.", y.Year, y.Sections)
		}
	}
	return words
}

// citingAddress is the page of what cites a law.
func (p Law) citingAddress(c LawCiting) string {
	if c.Name != "" {
		return p.To().Law(c.Name)
	}
	return p.To().Dossier(c.Dossier)
}

func (l Layout) lawsCrumb() crumb { return crumb{l.T("laws.list"), l.To().Laws()} }

// standsSince says since when the newest wording of a law stands, or stood.
func (l Layout) standsSince(r LawRow) string {
	if !r.Ended.IsZero() && r.Ended.Before(clock.DateOf(l.Now)) {
		return l.T("laws.ended", ShortDay(l.Lang, r.Ended))
	}
	if r.Began.After(clock.DateOf(l.Now)) {
		return l.T("laws.begins", ShortDay(l.Lang, r.Began))
	}
	return l.T("laws.stands", ShortDay(l.Lang, r.Began))
}
