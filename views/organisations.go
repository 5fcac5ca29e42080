package views

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Organisations lists those that the person represents, and for administrators
// the register and what waits to be confirmed.
type Organisations struct {
	Layout
	Form
	Own      []people.Organisation
	Waiting  []people.Organisation
	Register []people.Organisation
	MayKeep  bool
}

// OrganisationForm puts an organisation into the register. Fields: code, name.
type OrganisationForm struct {
	Layout
	Form
	Code, Name string
	MayKeep    bool // confirmed by being entered
}

// RepresentativeRow is one of those who speak for an organisation.
type RepresentativeRow struct {
	Person  people.ID // field person
	Name    string
	Email   string
	Since   time.Time
	Invited string // name of who invited them; empty for who began it
	This    bool   // the person looking
}

// Representatives is who speaks for an organisation and who is invited to.
// Fields: email; person to remove; token to revoke.
type Representatives struct {
	Layout
	Form
	Organisation people.Organisation
	Rows         []RepresentativeRow
	Invitations  []people.Invitation
	Email        string
}

// Invitation is where the link of an invitation leads.
type Invitation struct {
	Layout
	Form
	Secret       string
	Invalid      bool // used, taken back, expired or never there
	Organisation people.Organisation
	By           string
	Expires      time.Time
	Already      bool
}

// Workspace is an organisation's own page.
type Workspace struct {
	Layout
	Organisation people.Organisation
	Names        []string   // of the representatives
	Joints       []JointRow // that are not sent
	Comments     []SpokenRow
	Next         consult.CommentNo
	Fates        []FateRow // none when nothing was sent
	Sent         int
	Waiting      int
	Dates        []DateRow
	Own          bool
}

// SpokenRow is a comment that an organisation sent or signed.
type SpokenRow struct {
	CommentCard
	Dossier lang.Text
}

// JointRow is a joint opinion in the workspace of those who may read it.
type JointRow struct {
	JointHead
	Asked bool // the organisation is asked to sign and has not, or not these words
}

// FateRow counts the comments with one outcome.
type FateRow struct {
	Outcome consult.Outcome
	Count   int
}

// DateRow is a day that matters to an organisation.
type DateRow struct {
	Consultation ConsultationRow
	Day          clock.Date
	Responses    bool // due on that day; else the consultation ends
	Sent         int  // comments of its own in it
}

// FateRows are the counts in the order in which forms offer the outcomes.
func FateRows(outcomes map[consult.Outcome]int) []FateRow {
	var rows []FateRow
	for _, outcome := range consult.Outcomes {
		if n := outcomes[outcome]; n > 0 {
			rows = append(rows, FateRow{outcome, n})
		}
	}
	return rows
}

// dossiers are the dossiers of the comments shown, each once, in their order.
func (p Workspace) dossiers() []dossier.ID {
	var ids []dossier.ID
	for _, o := range p.Comments {
		if id := o.Comment.Consultation.Dossier; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// of are the comments shown in one dossier.
func (p Workspace) of(id dossier.ID) []SpokenRow {
	var rows []SpokenRow
	for _, o := range p.Comments {
		if o.Comment.Consultation.Dossier == id {
			rows = append(rows, o)
		}
	}
	return rows
}

// fateOf says in few words what became of a comment.
func (l Layout) fateOf(c CommentCard) string {
	switch {
	case c.Comment.State == consult.Withheld:
		return l.T("organisations.withheld")
	case c.Comment.State != consult.Public:
		return l.T("organisations.withdrawn")
	case c.Response == nil:
		return l.T("organisations.waits")
	}
	return l.T("word.answer_" + string(c.Response.Outcome))
}

func (l Layout) organisationsCrumb() crumb {
	return crumb{l.T("organisations.title"), l.To().Organisations()}
}

func (l Layout) organisationCrumb(o people.Organisation) crumb {
	return crumb{o.Name, l.To().Organisation(o.Code)}
}

// removal names the button that ends somebody's representing.
func (p Representatives) removal(r RepresentativeRow) string {
	if r.This {
		return p.T("organisations.leave")
	}
	return p.T("organisations.remove")
}
