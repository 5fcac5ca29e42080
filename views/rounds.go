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

// RoundRow is one coordination round in a list.
type RoundRow struct {
	ID          consult.ID
	Dossier     lang.Text
	Kind        dossier.Kind
	Institution InstitutionName
	Sent        time.Time
	Deadline    clock.Date
	Asked       int // institutions
	Replied     int // of them have an outcome
	Refused     int // of these did not approve
	Open        bool
	Short       bool
	Moved       bool
	Comments    int
	Answered    int
	Task        consult.Task // of the institution whose list it is
	Assigned    string       // who prepares its reply
	Prepared    int          // remarks that wait for it
}

// Round is one coordination round: who is asked, what they replied, and the
// remarks they sent.
type Round struct {
	Layout
	Round       consult.Round
	Dossier     dossier.Dossier
	Institution people.Institution
	Documents   []RoundDocument
	Replies     []Replied
	Comments    []CommentCard
	Pages       Pages
	Next        int // the round that follows, or 0
	MayExtend   bool
	MayRespond  bool
	Own         *OwnReply // for people of an institution that is asked
}

// RoundDocument is a document as it was sent, with what changed since an earlier
// round.
type RoundDocument struct {
	DocumentName
	Before  int  // the revision sent before; 0 when none was, or the same
	Same    bool // as was sent before
	Changed *dossier.Changes
}

// OwnReply is where the reply of one's own institution stands.
type OwnReply struct {
	consult.Addressee
	Assigned   string
	MayAssign  bool
	MaySend    bool
	MayCorrect bool // a correction of what was sent can be begun
	Open       bool // there is still time, and something to prepare
}

// roundAddress is where a row of a list leads: to the reply for those who owe one.
func roundAddress(l Layout, row RoundRow, mine bool) string {
	if mine {
		return l.To().ReplyRound(row.ID)
	}
	return l.To().Window(row.ID)
}

// RoundState is a round that waits for replies, in the state of its dossier.
type RoundState struct {
	ID       consult.ID
	Asked    int
	Replied  int
	Deadline clock.Date
}

func (l Layout) roundCrumb(id consult.ID) crumb {
	return crumb{l.T("answers.round", id.No), l.To().Window(id)}
}

// roundState says in a sentence where a round stands.
func (l Layout) roundState(r RoundRow) string {
	words := ""
	switch {
	case r.Replied == r.Asked:
		words = l.T("round.state_all", r.Asked, Day(l.Lang, r.Deadline))
	case clock.Passed(l.Now, r.Deadline):
		words = l.T("round.state_silent", r.Asked-r.Replied, Day(l.Lang, r.Deadline))
	default:
		words = l.T("round.state_open", r.Asked, r.Replied, Day(l.Lang, r.Deadline))
	}
	if r.Refused > 0 {
		words += " " + l.T("round.state_refused", r.Refused)
	}
	return words
}

// row is the round as lists have it. Those silent at the deadline did not reply.
func (p Round) row() RoundRow {
	r := p.Round
	row := RoundRow{ID: r.ID, Deadline: r.Deadline, Asked: len(r.Addressees), Refused: len(r.Disagreeing())}
	for _, a := range r.Addressees {
		if a.Reply != "" && !a.Silent() {
			row.Replied++
		}
	}
	return row
}

// replyWhen says of an addressee without words of its own whether it is awaited
// or was silent.
func (p Round) replyWhen(a consult.Addressee) string {
	switch {
	case a.Silent():
		return p.T("round.silent_was")
	case a.Reply == "":
		return p.T("round.silent_until")
	}
	return ""
}

// refuses lists the addressees that did not approve.
func (p Round) refuses() []Replied {
	return slices.DeleteFunc(slices.Clone(p.Replies), func(r Replied) bool { return r.Addressee.Reply != consult.NotApproved })
}

// SendRoundForm sends a round. Fields: documents (repeated, the numbers), seen
// (repeated, number@revision), task_CODE, note, short_reason, each with _en and
// _ru; deadline; do (preview, edit, send).
type SendRoundForm struct {
	Layout
	Form
	Dossier     dossier.ID
	DossierName lang.Text
	Public      bool
	Documents   []DocumentName // to choose from
	Chosen      []int
	Register    []people.Institution
	Tasks       map[people.Code]consult.Task // of those chosen
	Note        lang.Text
	Deadline    string     // as typed, 2006-01-02
	Earliest    clock.Date // the first day that needs no reason
	Days        int        // working days by the rules
	ShortReason lang.Text
	Waiting     int // addressees of the last round without an outcome
	Again       bool
}

// RoundPreview shows who will see what once the round is sent. It is sent back
// with the fields of SendRoundForm.
type RoundPreview struct {
	SendRoundForm
	Round consult.Round // as it would be sent
}

// ExtendRoundForm gives more time. Fields: deadline, reason, reason_en, reason_ru.
type ExtendRoundForm struct {
	Layout
	Form
	Round    consult.Round
	Dossier  lang.Text
	Deadline string
	Reason   lang.Text
}

func (p SendRoundForm) title() string {
	if p.Again {
		return p.T("round.send_again")
	}
	return p.T("round.send")
}

func (p SendRoundForm) documents() []option {
	return ConsultationForm{Layout: p.Layout, Documents: p.Documents, Chosen: p.Chosen}.documents()
}

// TaskField is the name of the field that says what an institution is asked for.
func TaskField(code people.Code) string { return "task_" + string(code) }

func (l Layout) tasks() []option {
	options := []option{{words: l.T("round.task_none")}}
	for _, t := range consult.Tasks {
		options = append(options, option{value: string(t), words: l.T("answers.task_" + string(t))})
	}
	return options
}

// documentSent is the document that a round would send.
func (p RoundPreview) documentSent(at consult.DocumentAt) DocumentName {
	for _, d := range p.Documents {
		if d.Document == at.Document {
			d.Revision = at.Revision
			return d
		}
	}
	return DocumentName{Document: at.Document, Revision: at.Revision}
}

func (p RoundPreview) institution(code people.Code) people.Institution {
	i := slices.IndexFunc(p.Register, func(i people.Institution) bool { return i.Code == code })
	if i < 0 {
		return people.Institution{Code: code, Name: lang.Text{Et: string(code)}}
	}
	return p.Register[i]
}

// correctedAt is when the n-th former reply was replaced.
func correctedAt(a consult.Addressee, n int) time.Time {
	if n+1 < len(a.Former) {
		return a.Former[n+1].Replied
	}
	return a.Replied
}
