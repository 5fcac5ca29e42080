package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// OurWork is what an institution's officials have to do and what is under way.
type OurWork struct {
	Layout
	Institution InstitutionName
	Todo        []WorkItem        // most urgent first
	Drafts      []DraftRow        // last saved first
	Open        []ConsultationRow // ending first
	Asked       []RoundRow        // that wait for our reply, nearest deadline first
	Sent        []RoundRow        // ours that wait for replies, nearest deadline first
	Dossiers    []DossierRow      // newest change first, those not published too
	Clashes     []WorkClash       // drafts of others that change the same provisions
	MayOpen     bool              // new dossiers
}

// WorkItem is one thing that is missing or due.
type WorkItem struct {
	Kind         WorkKind
	Dossier      dossier.ID
	Title        lang.Text
	Consultation consult.ID // for close, respond, letter and ends
	Count        int        // comments to answer
	Due          clock.Date // zero when there is no day
}

// WorkKind says what is to be done.
type WorkKind string

// The kinds of work.
const (
	WorkClose    WorkKind = "close"    // a consultation has ended and waits for its summary
	WorkRespond  WorkKind = "respond"  // comments wait for a response
	WorkLetter   WorkKind = "letter"   // letters are not entered yet
	WorkDisowned WorkKind = "disowned" // somebody said that a comment is not theirs
	WorkRemarks  WorkKind = "remarks"  // remarks of institutions wait for a response
	WorkEnds     WorkKind = "ends"     // a consultation ends soon
	WorkPublish  WorkKind = "publish"  // a dossier is not public yet
	WorkText     WorkKind = "text"     // a document has no revision
	WorkQuiet    WorkKind = "quiet"    // nothing happened for a year
)

// DraftRow is a text not yet published.
type DraftRow struct {
	Dossier  dossier.ID
	Title    lang.Text
	Document DocumentName
	Base     int  // the revision it was written on
	Stale    bool // a newer one has been published since
	Saved    time.Time
	By       string
}

// DossierForm makes a dossier or changes its facts. Fields: title, title_en,
// title_ru, kind, summary, summary_en, summary_ru, office, contact_name, email,
// phone, topics (separated by commas), references (one a line: system value
// address).
type DossierForm struct {
	Layout
	Form
	ID         dossier.ID // empty for a new one
	Facts      dossier.Facts
	Topics     string // as typed
	References string // as typed
}

// StepForm records a dated event in a dossier's proceedings. Fields: stage
// (a stage or an outcome), happened, note, note_en, note_ru, source,
// superseded_by.
type StepForm struct {
	Layout
	Form
	Dossier      dossier.ID
	Title        lang.Text
	Chosen       string // a dossier.Stage or dossier.Outcome
	Happened     string // as typed, 2006-01-02
	Note         lang.Text
	Source       string
	SupersededBy string
	Missing      consult.Missing   // for the submission to the Government
	Silent       []InstitutionName // of it
}

// DocumentForm adds a document to a dossier. Fields: kind, title, title_en,
// title_ru, language, act.
type DocumentForm struct {
	Layout
	Form
	Dossier  dossier.ID
	Title    lang.Text // of the dossier
	Document dossier.Document
}

func (p OurWork) overdue(item WorkItem) bool { return clock.Passed(p.Now, item.Due) }

// itemAddress is where a thing to do is done.
func (p OurWork) itemAddress(item WorkItem) string {
	switch item.Kind {
	case WorkClose:
		return p.To().Close(item.Consultation)
	case WorkRespond, WorkRemarks:
		return p.To().Responses(item.Consultation, AnswerQuery{})
	case WorkLetter:
		return p.To().Enter(item.Consultation)
	case WorkEnds, WorkDisowned:
		return p.To().Consultation(item.Consultation)
	}
	return p.To().Dossier(item.Dossier)
}

func (p DossierForm) title() string {
	if p.ID == "" {
		return p.T("work.new_dossier")
	}
	return p.T("form.edit_dossier", string(p.ID))
}

func (p DossierForm) action() string {
	if p.ID == "" {
		return p.To().NewDossier()
	}
	return p.To().EditDossier(p.ID)
}

func (p DossierForm) kinds() []option {
	options := []option{{words: p.T("form.choose")}}
	for _, k := range dossier.Kinds {
		options = append(options, option{value: string(k), words: p.T("word.kind_" + string(k))})
	}
	return options
}

func (p StepForm) stages() []option {
	options := []option{{words: p.T("form.choose")}, {words: p.T("form.stages"), group: true}}
	for _, s := range dossier.Stages {
		options = append(options, option{value: string(s), words: p.T("word.stage_" + string(s))})
	}
	options = append(options, option{words: p.T("form.outcomes"), group: true})
	for _, o := range dossier.Outcomes {
		options = append(options, option{value: string(o), words: p.T("word.outcome_" + string(o))})
	}
	return options
}

func (p DocumentForm) kinds() []option {
	options := []option{{words: p.T("form.choose")}}
	for _, k := range dossier.DocumentKinds {
		options = append(options, option{value: string(k), words: p.T("word.document_" + string(k))})
	}
	return options
}

func languageOptions() []option {
	var options []option
	for _, tag := range lang.All {
		options = append(options, option{value: string(tag), words: T(tag, "site.language")})
	}
	return options
}
