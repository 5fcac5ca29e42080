package views

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

// DossierList is the list of dossiers under a filter.
type DossierList struct {
	Layout
	Filter       DossierFilter
	Rows         []DossierRow
	Pages        Pages
	Stages       []Choice
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
}

// Dossier is one matter from first notice to act.
type Dossier struct {
	Layout
	Dossier       dossier.Dossier
	Institution   people.Institution
	State         DossierState
	Next          dossier.Stage // what usually comes next; empty when nothing does
	Documents     []DocumentWithRevisions
	Consultations []ConsultationRow // newest first
	Clashes       []Clash           // drafts under way that change the same provisions
	LawName       string            // of the law whose wordings it keeps, in its address; or empty
	Rounds        []RoundRow        // newest first
	May           DossierRights
	Disagreement  *Disagreement // of the last coordination round; nil when none was sent
}

// Disagreement is what institutions have not agreed on in a round.
type Disagreement struct {
	Round   consult.ID
	Replies []Replied     // that do not approve
	Remarks []CommentCard // of institutions, that were not accepted
}

// DossierRights are what the person looking may do to a dossier.
type DossierRights struct {
	Edit, Publish, RecordStep, AddDocument, OpenConsultation, SendRound bool
}

// Any reports whether there is something the person may do.
func (r DossierRights) Any() bool { return r != DossierRights{} }

// dossierSorts are the ways to sort the list.
var dossierSorts = []string{"", "number", "title", "deadline"}

// sorted is the address of the list sorted in another way, from its beginning.
func (p DossierList) sorted(sort string) string {
	f := p.Filter
	f.Sort, f.After = sort, ""
	return p.To().DossierList(f)
}

// others are the filters beside the words, as fields of a form.
func (f DossierFilter) others() [][2]string {
	f.Words, f.After = "", ""
	var pairs [][2]string
	for _, name := range []string{"institution", "kind", "stage", "outcome", "year", "sort"} {
		if v := f.values().Get(name); v != "" {
			pairs = append(pairs, [2]string{name, v})
		}
	}
	return pairs
}

// open are the consultations in which one may comment now.
func (p Dossier) open() []ConsultationRow {
	var rows []ConsultationRow
	for _, c := range p.Consultations {
		if c.Closed.IsZero() && !clock.Passed(p.Now, c.Deadline) {
			rows = append(rows, c)
		}
	}
	return rows
}

// Names of the values that a list can be narrowed to.

func (l Layout) stageName(c Choice) string {
	if slices.Contains(dossier.Outcomes, dossier.Outcome(c.Value)) {
		return l.T("word.outcome_" + c.Value)
	}
	return l.T("word.stage_" + c.Value)
}

func (l Layout) kindName(c Choice) string { return l.T("word.kind_" + c.Value) }

func (l Layout) ownName(c Choice) string {
	if c.Label.Empty() {
		return c.Value
	}
	return l.In(c.Label)
}

// revisionDate is the day a text bears, or on which it was published.
func revisionDate(r dossier.Revision) clock.Date {
	if r.Dated.IsZero() {
		return clock.DateOf(r.Published)
	}
	return r.Dated
}

// ownTitle reports whether a document's title says more than its kind and the
// dossier's title.
func (p Dossier) ownTitle(d dossier.Document) bool {
	title := p.In(d.Title)
	return title != "" && title != p.In(p.Dossier.Title) && !strings.EqualFold(title, p.T("word.document_"+string(d.Kind)))
}

// revised reports whether any document has more than one revision.
func (p Dossier) revised() bool {
	for _, d := range p.Documents {
		if len(d.Revisions) > 1 {
			return true
		}
	}
	return false
}
