package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Parts that several pages show.

// InstitutionName is an institution as a line of text names it.
type InstitutionName struct {
	Code people.Code
	Name lang.Text
}

// DossierRow is one dossier in a list.
type DossierRow struct {
	ID          dossier.ID
	Title       lang.Text
	Kind        dossier.Kind
	Institution InstitutionName
	State       DossierState
	Changed     time.Time
	Hidden      bool // not yet published; shown to its institution alone
}

// DossierState is where a dossier stands, in the order in which the sentence
// looks: an outcome, an open consultation, else the stage.
type DossierState struct {
	Outcome  dossier.Outcome
	Stage    dossier.Stage // last entered; empty when nothing is recorded
	Since    clock.Date    // of the outcome or the stage; may be unknown
	Deadline clock.Date    // of the open consultation that ends first; zero when none is open
	Comments int           // of that consultation
	Quiet    bool          // nothing happened for a long time
	Round    RoundState    // the round that waits for replies; zero when none does
}

// ConsultationRow is one consultation in a list.
type ConsultationRow struct {
	ID          consult.ID
	Title       lang.Text // of the consultation; when empty, the dossier's is shown
	Dossier     lang.Text // title of the dossier
	Kind        dossier.Kind
	Institution InstitutionName
	Opened      time.Time
	Deadline    clock.Date
	Short       bool // shorter than recommended
	Moved       bool // the deadline was moved
	Closed      time.Time
	Comments    int
	Answered    int
}

// DocumentWithRevisions is a document and what is published of it.
type DocumentWithRevisions struct {
	Document  dossier.Document
	Revisions []dossier.Revision // newest first
	Draft     *dossier.Draft     // only for its institution; its text is not needed
}

// DocumentName names a document at a revision where a page only links to it.
type DocumentName struct {
	Document int
	Revision int // 0: the newest
	Kind     dossier.DocumentKind
	Title    lang.Text
}

// CommentCard is a comment with the answer to it, as shown in a list or beside
// a provision.
type CommentCard struct {
	Comment  consult.Comment
	Document DocumentName      // of the anchor; zero when on the whole consultation
	Cite     string            // the provision as lawyers name it, such as § 5 lg 2; empty for a whole document
	Response *consult.Response // nil when there is none yet
	Campaign *consult.Campaign // what it represents; nil when it is alone or a member like others
	Proposed []compare.Piece   // from the words of the provision to those proposed; nil when none are
}

// PlacedComment is a comment beside a provision of a revision that may be a
// later one than it was written on.
type PlacedComment struct {
	CommentCard
	Node    int // of the text shown; 0 is the whole document; where it was last seen when deleted
	Carried compare.Carried
}

// Change is one thing that changed, in a list of news.
type Change struct {
	At      time.Time
	Kind    ChangeKind
	Dossier dossier.ID
	Title   lang.Text
	// What it is about; which are set depends on the kind.
	Document     DocumentName     // revision
	Changes      *dossier.Changes // revision, when there was one before
	Consultation consult.ID       // consultation, deadline, closed
	Deadline     clock.Date       // consultation, deadline
	Stage        dossier.Stage    // step
	Outcome      dossier.Outcome  // step
	Answers      int              // response
}

// ChangeKind says what sort of thing changed.
type ChangeKind string

// The kinds of change.
const (
	ChangeDossier      ChangeKind = "dossier" // published
	ChangeRevision     ChangeKind = "revision"
	ChangeConsultation ChangeKind = "consultation" // opened
	ChangeDeadline     ChangeKind = "deadline"     // moved
	ChangeRound        ChangeKind = "round"        // sent to institutions
	ChangeClosed       ChangeKind = "closed"       // closed with a summary
	ChangeStep         ChangeKind = "step"
	ChangeResponse     ChangeKind = "response"
)

// Pages says where in a list a page is.
type Pages struct {
	Total int    // of all pages; -1 when not counted
	First int    // ordinal of the first row shown, from 1
	Prev  string // address of the page before; empty when this is the first
	Next  string
}

// Choice is one value of a filter with how many rows it would leave.
type Choice struct {
	Value   string
	Label   lang.Text // of an institution; empty for values that the page names itself
	Count   int
	Chosen  bool
	Former  bool   // of an institution: counts what its predecessors had too
	Address string // of the list with this choice, or without it when it is chosen
}
