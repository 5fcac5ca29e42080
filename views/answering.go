package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// AnswerWindow is the consultation or round to which remarks are answered.
type AnswerWindow struct {
	ID       consult.ID
	Dossier  lang.Text
	Title    lang.Text // of a consultation
	Deadline clock.Date
	Due      clock.Date // of responses; zero for a round
	Comments int
	Answered int
	Overdue  int
}

// Answering is the work list of those who answer. Its form is sent to Responses
// with the fields comments (repeated), campaigns (repeated), all, to, do
// (respond, assign) and drafts (repeated).
type Answering struct {
	Layout
	Form
	Window     AnswerWindow
	Query      AnswerQuery
	Filters    []Choice // Value is the filter
	Rows       []AnswerRow
	Pages      Pages
	Drafts     []AnswerDraftRow
	Discarded  []AnswerDraftRow
	Colleagues []people.Person
}

// AnswerRow is a remark with where its response stands.
type AnswerRow struct {
	CommentCard
	Starts   bool // the first of its group
	Draft    consult.DraftNo
	Assigned string
	Members  int // of its campaign, that wait
}

// AnswerDraftRow is a draft of a response in a list.
type AnswerDraftRow struct {
	Draft consult.AnswerDraft
	By    string
	Ready bool
	Stale bool // a comment was corrected since it was read for it
}

// AnswerForm writes a response. Fields: comments (numbers with spaces between),
// without (repeated, numbers to take out), outcome, text, document, from,
// revision, changes (repeated), version, do (save, compare, publish).
type AnswerForm struct {
	Layout
	Form
	Window    AnswerWindow
	Draft     consult.AnswerDraft
	By        string // who saved it last
	Comments  []CommentCard
	Answered  []consult.CommentNo // of its comments, no longer waiting
	Corrected []consult.CommentNo // of its comments, corrected since they were read for it
	Read      time.Time           // when the comments were read
	Documents []dossier.Document  // with more than one revision
	Changes   []ChangeChoice      // of the comparison chosen
	Theirs    *AnswerTheirs       // what a colleague saved or published meanwhile
	Corrects  consult.ResponseNo  // a published response; 0: a draft
}

// AnswerTheirs is a colleague's version of what the official was writing.
type AnswerTheirs struct {
	By      string
	Outcome consult.Outcome
	Text    string
}

// ChangeChoice is one change of a comparison.
type ChangeChoice struct {
	Address string
	Cite    string
	Own     bool // of the provision that the remark is on
	Line    DiffLine
}

// AnswerPreview shows what becomes public. It is sent to PublishAnswers with
// the field drafts (repeated, number:version).
type AnswerPreview struct {
	Layout
	Form
	Window  AnswerWindow
	Answers []AnswerShown
}

// AnswerShown is one response as everybody will see it.
type AnswerShown struct {
	Draft    consult.AnswerDraft
	Response consult.Response
	Comments []CommentCard
	Changes  []ChangeChoice
}

// title names the window.
func (l Layout) windowTitle(w AnswerWindow) string {
	switch {
	case w.ID.Round:
		return l.T("answers.round", w.ID.No)
	case w.Title.Empty():
		return l.In(w.Dossier)
	}
	return l.In(w.Title)
}

func (l Layout) windowCrumb(w AnswerWindow) crumb {
	return crumb{l.windowTitle(w), l.To().Window(w.ID)}
}

func (l Layout) answersCrumb(w AnswerWindow) crumb {
	return crumb{l.T("answers.title"), l.To().Responses(w.ID, AnswerQuery{})}
}

// group is the heading of remarks that stand together.
func (p Answering) group(r AnswerRow) string {
	if p.Query.By == "sender" {
		return p.author(r.Comment.Author)
	}
	return p.place(r.CommentCard)
}

// filterName is a filter in words.
func (p Answering) filterName(c Choice) string { return p.T("answers.show_" + filterKey(c.Value)) }

func filterKey(show string) string {
	if show == "" {
		return "waiting"
	}
	return show
}

// grouped cuts the rows into groups.
func (p Answering) grouped() [][]AnswerRow {
	var groups [][]AnswerRow
	for _, r := range p.Rows {
		if r.Starts || len(groups) == 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
	}
	return groups
}

func (p Answering) colleagues() []option {
	options := []option{{words: p.T("answers.nobody")}}
	for _, c := range p.Colleagues {
		options = append(options, option{value: string(c.ID), words: c.Name})
	}
	return options
}

// draftWords says in short what a draft is.
func (l Layout) draftWords(d consult.AnswerDraft) string {
	words := l.T("answers.n_comments", len(d.Comments))
	if d.Outcome != "" {
		words = l.T("word.answer_"+string(d.Outcome)) + " · " + words
	}
	return words
}

func draftNumber(no consult.DraftNo) string { return strconv.FormatUint(uint64(no), 10) }

func draftAt(d consult.AnswerDraft) string {
	return draftNumber(d.No) + ":" + strconv.Itoa(d.Version)
}

func (p AnswerForm) title() string {
	switch {
	case p.Corrects != 0:
		return p.T("answers.correct")
	case len(p.Draft.Comments) == 1:
		return p.T("comments.respond_title", p.Draft.Comments[0].String())
	}
	return p.T("answers.respond_many", len(p.Draft.Comments))
}

func (p AnswerForm) action() string {
	if p.Corrects != 0 {
		return p.To().CorrectResponse(p.Corrects)
	}
	return p.To().AnswerDraft(p.Window.ID, p.Draft.No)
}

// numbers of the comments as the form carries them.
func numbers(list []consult.CommentNo) string {
	words := make([]string, len(list))
	for i, no := range list {
		words[i] = no.String()
	}
	return strings.Join(words, " ")
}

func (p AnswerForm) outcomes() []option {
	options := make([]option, len(consult.Outcomes))
	for i, o := range consult.Outcomes {
		options[i] = option{value: string(o), words: p.T("word.answer_" + string(o)), chosen: p.Draft.Outcome == o}
	}
	return options
}

func (p AnswerForm) documents() []option {
	options := []option{{value: "0", words: p.T("answers.no_document")}}
	for _, d := range p.Documents {
		options = append(options, option{value: strconv.Itoa(d.No), words: p.T("word.document_"+string(d.Kind)) + " · " + p.In(d.Title)})
	}
	return options
}

func (p AnswerForm) revisions() []option {
	most := 0
	for _, d := range p.Documents {
		if d.No == p.Draft.Document || p.Draft.Document == 0 {
			most = max(most, d.Revisions)
		}
	}
	options := []option{{value: "0", words: "–"}}
	for n := 1; n <= most; n++ {
		options = append(options, option{value: strconv.Itoa(n), words: p.T("revision.nth", n)})
	}
	return options
}

func (p AnswerForm) gone(no consult.CommentNo) bool { return slices.Contains(p.Answered, no) }

func (p AnswerForm) corrected(no consult.CommentNo) bool { return slices.Contains(p.Corrected, no) }

// readAt is the moment of reading as the form carries it.
func (p AnswerForm) readAt() string { return strconv.FormatInt(p.Read.UnixNano(), 10) }

func (p AnswerForm) chosen(c ChangeChoice) bool { return slices.Contains(p.Draft.Changes, c.Address) }

// changesShown is how many changes a form lists: the remark's own and those
// chosen always.
const changesShown = 60

// changes are those to choose from and those left out of a long list.
func (p AnswerForm) changes() (shown []ChangeChoice, more int) {
	for _, c := range p.Changes {
		if c.Own || p.chosen(c) || len(shown) < changesShown {
			shown = append(shown, c)
		} else {
			more++
		}
	}
	return shown, more
}

// keyName is a key in the name of a sentence.
func keyName(k string) string {
	if k == "?" {
		return "help"
	}
	return k
}

// CoordinationTable is remarks beside the positions on them.
type CoordinationTable struct {
	Layout
	Window      AnswerWindow
	Institution people.Institution
	Contact     dossier.Contact
	By          string // "" by provision, "sender"
	Whole       bool   // all on one page, to print
	Replies     []Replied
	Disagreed   int // remarks of institutions that were not accepted
	Rows        []TableRow
	Pages       Pages
}

// Replied is an addressee of a round and its reply.
type Replied struct {
	Addressee consult.Addressee
	Name      InstitutionName
	Through   InstitutionName // that replied for it since it was renamed or merged, or empty
	Remarks   int             // that it sent
}

// TableRow is one remark with its position.
type TableRow struct {
	CommentCard
	Starts bool
}

// RemarkGroup is the heading under which a remark stands in a table.
func (l Layout) RemarkGroup(c CommentCard, by string) string {
	if by == "sender" {
		return l.author(c.Comment.Author)
	}
	return l.place(c)
}

// RemarkCells are the columns of a remark in a file, as TableHead names them.
func (l Layout) RemarkCells(c CommentCard) []string {
	said := c.Comment.Text
	if c.Comment.Anchor.Quote != "" {
		said = "„" + c.Comment.Anchor.Quote + "“\n" + said
	}
	if c.Comment.Replacement != "" {
		said += "\n" + l.T("answers.replacement", c.Comment.Replacement)
	}
	outcome, position := l.T("answers.no_position"), ""
	if c.Response != nil {
		outcome, position = l.T("word.answer_"+string(c.Response.Outcome)), c.Response.Text
		if c.Response.Revision > 0 {
			position = strings.TrimSpace(position + "\n" + l.T("comments.resolved_in", c.Response.Revision))
		}
	}
	sender := l.author(c.Comment.Author)
	if len(c.Comment.Signers) > 0 {
		sender += "\n" + l.T("comments.signed_too") + ": " + l.signers(c.Comment.Signers)
	}
	return []string{c.Comment.No.String(), sender, l.place(c), said, outcome, position}
}

// TableHead names the columns of RemarkCells.
func (l Layout) TableHead() []string {
	head := []string{}
	for _, key := range []string{"number", "sender", "place", "remark", "outcome", "position"} {
		head = append(head, l.T("answers."+key))
	}
	return head
}

// ReplyWords says how an addressee replied.
func (l Layout) ReplyWords(a consult.Addressee) string {
	if a.Reply == "" {
		return l.T("answers.no_reply")
	}
	return l.T("answers.reply_" + string(a.Reply))
}

// ReplyName names an addressee, and the institution that replied for it where that
// is another one.
func (l Layout) ReplyName(r Replied) string {
	if r.Through.Code == "" {
		return l.In(r.Name.Name)
	}
	return l.T("round.through", l.In(r.Name.Name), l.In(r.Through.Name))
}

// WindowTitle names a consultation or round.
func (l Layout) WindowTitle(w AnswerWindow) string { return l.windowTitle(w) }

// refuses lists the addressees that did not approve.
func (p CoordinationTable) refuses() []Replied {
	return slices.DeleteFunc(slices.Clone(p.Replies), func(r Replied) bool { return r.Addressee.Reply != consult.NotApproved })
}

// grouped cuts the rows into groups.
func (p CoordinationTable) grouped() [][]TableRow {
	var groups [][]TableRow
	for _, r := range p.Rows {
		if r.Starts || len(groups) == 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
	}
	return groups
}
