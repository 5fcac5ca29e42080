package views

import (
	"slices"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// ReplyForm is where an institution prepares and sends its reply to a round. It is
// sent to ReplyRound. Fields: reply, reasons, seen (repeated, number:version), do
// (preview, edit, send); to AssignRound: to; to RoundLetters: text, file, document; to
// Annexes: annex, do (attach, detach HASH); to CorrectReply: do (begin, leave), of.
type ReplyForm struct {
	Layout
	Form
	Page       Round
	Remarks    []RemarkRow
	Discarded  []RemarkRow
	Letters    []consult.Letter
	Earlier    []CommentCard // what the institution remarked when it was asked last
	EarlierIn  consult.ID
	Colleagues []people.Person
	Reply      consult.Reply
	Reasons    string
	Letter     string // as typed
	Document   int    // that the letter is about
}

// RemarkRow is a drafted remark as it would be sent.
type RemarkRow struct {
	CommentCard
	Draft   consult.RemarkDraft
	By      string
	Differs bool // from the remark that it corrects
}

// ReplyPreview shows what is sent and who will see it. It is sent back with the
// fields of ReplyForm.
type ReplyPreview struct {
	Layout
	Form
	Page      Round
	Remarks   []RemarkRow
	TakenBack []RemarkRow // that were sent and are withdrawn
	Reply     consult.Reply
	Reasons   string
}

// RemarkForm writes a remark for the reply. It is sent to Remark. Fields: document,
// at, quote, prefix, suffix, offset; text, replacement; version.
type RemarkForm struct {
	Layout
	Form
	Round       consult.Round
	Dossier     lang.Text
	No          consult.RemarkNo // 0: a new one
	Version     int
	On          CommentOn
	Sent        []DocumentName // to choose from
	Text        string
	Replacement string
	By          string            // who saved it last
	Corrects    consult.CommentNo // that was sent, whose place stays; or 0
	Theirs      *RemarkRow
}

// RemarkField names a remark at the version that was shown.
func RemarkField(m consult.RemarkDraft) string {
	return strconv.FormatUint(uint64(m.No), 10) + ":" + strconv.Itoa(m.Version)
}

// TakenBack are remarks that were sent and will be withdrawn.
func (p ReplyForm) TakenBack() []RemarkRow {
	return slices.DeleteFunc(slices.Clone(p.Discarded), func(r RemarkRow) bool { return r.Draft.Corrects == 0 })
}

// aside are drafted remarks that were put aside.
func (p ReplyForm) aside() []RemarkRow {
	return slices.DeleteFunc(slices.Clone(p.Discarded), func(r RemarkRow) bool { return r.Draft.Corrects != 0 })
}

// waits reports whether there is a reply to send.
func (p ReplyForm) waits() bool { return p.Page.Own.Reply == "" || p.Page.Own.Correcting }

func (p ReplyForm) replies() []option {
	var options []option
	for _, r := range p.Page.Own.Task.Replies() {
		options = append(options, option{value: string(r), words: p.T("answers.reply_" + string(r)), chosen: p.Reply == r})
	}
	return options
}

func (p ReplyForm) reasonsHint() string { return p.T("reply.reasons_" + string(p.Page.Own.Task)) }

func (p ReplyForm) colleagues() []option {
	return Answering{Layout: p.Layout, Colleagues: p.Colleagues}.colleagues()
}

func (l Layout) replyCrumb(id consult.ID) crumb {
	return crumb{l.T("reply.title"), l.To().ReplyRound(id)}
}

// sentNames are the documents of a round by name.
func (p Round) sentNames() []DocumentName {
	names := make([]DocumentName, len(p.Documents))
	for i, d := range p.Documents {
		names[i] = d.DocumentName
	}
	return names
}

// title names the form of a remark.
func (p RemarkForm) title() string {
	if p.No == 0 {
		return p.T("reply.new_remark")
	}
	return p.T("reply.edit_remark")
}

// dossierOf is the dossier of a round.
func (p ReplyForm) dossierOf() dossier.ID { return p.Page.Dossier.ID }

// wording is the address of the form with the words of the provision to change.
func (p RemarkForm) wording() string {
	return p.To().NewRemark(p.Round.ID, CommentPlace{
		Document: p.On.Anchor.Document, Revision: p.On.Anchor.Revision, Address: p.On.Anchor.Address, Quote: p.On.Anchor.Quote,
	}) + "&wording=1"
}

// discardWords name the button that takes a remark out of the reply.
func discardWords(r RemarkRow) string {
	if r.Draft.Corrects > 0 {
		return "reply.take_back"
	}
	return "reply.discard"
}
