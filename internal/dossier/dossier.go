// Package dossier holds the rules of one matter from first notice to act: its
// documents, their revisions, its stages and its outcome.
package dossier

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// ID is a dossier's number, such as JDM/26-0214: series, year and ordinal. The
// series is the code of the institution when the dossier was opened, or for a
// matter of the European Union its policy code (9.6.1/15-1712).
type ID string

// Kind is what sort of act a dossier prepares.
type Kind string

// The kinds of dossier.
const (
	Bill                 Kind = "bill"
	GovernmentRegulation Kind = "government-regulation"
	GovernmentOrder      Kind = "government-order"
	MinisterRegulation   Kind = "minister-regulation"
	LocalRegulation      Kind = "local-regulation"
	RiigikoguResolution  Kind = "riigikogu-resolution"
	Decree               Kind = "decree"
	DevelopmentPlan      Kind = "development-plan"
	EUMatter             Kind = "eu-matter"
	Treaty               Kind = "treaty"
	Other                Kind = "other"
)

// Kinds lists the kinds in the order in which pages offer them.
var Kinds = []Kind{Bill, GovernmentRegulation, GovernmentOrder, MinisterRegulation, LocalRegulation, RiigikoguResolution, Decree, DevelopmentPlan, EUMatter, Treaty, Other}

// Dossier is one matter from first notice to act.
type Dossier struct {
	ID            ID
	Title         lang.Text
	Kind          Kind
	Summary       lang.Text
	Institution   people.Code
	Contact       Contact
	Topics        []string
	References    []Reference
	Steps         []Step    // in the order recorded
	Published     time.Time // zero: visible to its institution alone
	Created       time.Time
	Changed       time.Time     // last public change
	Documents     int           // how many documents were added
	Consultations int           // how many consultations were opened
	Rounds        int           // how many coordination rounds were sent
	Invited       []people.Code // institutions asked in them; they see the dossier
}

// Contact says who explains a dossier to the public.
type Contact struct {
	Office string
	Name   string
	Email  string
	Phone  string
}

// Reference is the number of the same matter in another system, such as EIS,
// the Riigikogu (SE) or Riigi Teataja (RT).
type Reference struct {
	System  string
	Value   string
	Address string
}

// Stage is a part of a dossier's way.
type Stage string

// The stages, in their usual order.
const (
	Notice       Stage = "notice"
	Intent       Stage = "intent"
	Consultation Stage = "consultation"
	Coordination Stage = "coordination"
	Submission   Stage = "submission"
	Session      Stage = "session"
	Riigikogu    Stage = "riigikogu"
	Proclamation Stage = "proclamation"
	Publication  Stage = "publication"
)

// Stages lists the stages in their usual order.
var Stages = []Stage{Notice, Intent, Consultation, Coordination, Submission, Session, Riigikogu, Proclamation, Publication}

// Outcome is how a dossier ends.
type Outcome string

// The outcomes.
const (
	Adopted    Outcome = "adopted"
	Rejected   Outcome = "rejected"
	Withdrawn  Outcome = "withdrawn"
	Lapsed     Outcome = "lapsed"
	Superseded Outcome = "superseded"
)

// Outcomes lists the outcomes.
var Outcomes = []Outcome{Adopted, Rejected, Withdrawn, Lapsed, Superseded}

// Step is one dated event in a dossier's proceedings: a stage entered, or the
// outcome. The stage of a dossier is derived from its steps, never stored.
type Step struct {
	Stage        Stage
	Outcome      Outcome    // set when the step ends the dossier
	Happened     clock.Date // zero when the date is not known
	Recorded     time.Time
	By           people.ID
	Note         lang.Text // such as "second reading"
	Source       string    // address of the evidence, or empty
	SupersededBy ID        // for Superseded
}

// DocumentKind is what sort of document it is.
type DocumentKind string

// The kinds of document.
const (
	DraftAct          DocumentKind = "draft-act"
	ExplanatoryNote   DocumentKind = "explanatory-note"
	Annex             DocumentKind = "annex"
	LegislativeIntent DocumentKind = "legislative-intent"
	ImplementingAct   DocumentKind = "implementing-act"
	CorrelationTable  DocumentKind = "correlation-table"
	CoveringLetter    DocumentKind = "covering-letter"
	Study             DocumentKind = "study"
)

// DocumentKinds lists the kinds in the order in which pages offer them.
var DocumentKinds = []DocumentKind{DraftAct, ExplanatoryNote, Annex, LegislativeIntent, ImplementingAct, CorrelationTable, CoveringLetter, Study}

// Document is one thing in a dossier. Its text lives in its revisions.
type Document struct {
	Dossier   ID
	No        int // from 1; the document's number is Dossier/01
	Kind      DocumentKind
	Title     lang.Text
	Language  lang.Tag
	Revisions int // how many are published
	Created   time.Time
	Act       string // short title of the act this is a draft of or amends, such as KarS, or empty
}

// Revision is the facts about one published, immutable state of a document.
// Its text is kept apart.
type Revision struct {
	Dossier     ID
	Document    int
	No          int        // from 1
	Dated       clock.Date // the date the text itself bears; may be zero or out of order
	Published   time.Time
	By          people.ID
	Institution people.Code
	Reason      lang.Text // why it was published
	Size        int       // bytes of text
	Words       int
	Sections    int
	Hash        [32]byte // SHA-256 of the text
	Changed     Changes  // against the revision before
	InForce     Period   // for an act: when this wording applied
	Source      string   // address it was taken from, or empty
}

// Changes counts the sections that differ from the revision before.
type Changes struct {
	Reworded, Inserted, Deleted, Moved, Renumbered int
}

// Period is a span of days; a zero date leaves that end open.
type Period struct{ From, Until clock.Date }

// Draft is a text not yet published, visible to its institution alone.
type Draft struct {
	Dossier  ID
	Document int
	Base     int // the published revision it was written on
	Version  int // counts the times it was saved; guards against lost updates
	Text     string
	Reason   lang.Text
	Dated    clock.Date
	Saved    time.Time
	By       people.ID
}

// Mark says of one provision of a revision who it is and when it last changed.
// The marks of a revision stand in the order of its provisions in lawtext.
type Mark struct {
	Provision uint32 // stable identity within the document, given at first sight
	Changed   int    // the revision in which its own words last changed
}
