package views

import (
	"net/url"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

// windowPath is the path of a consultation or a coordination round.
func windowPath(id consult.ID) string {
	if id.Round {
		return dossierPath(id.Dossier) + "/rounds/" + strconv.Itoa(id.No)
	}
	return consultationPath(id)
}

// Window is the page of a consultation or a coordination round.
func (to To) Window(id consult.ID) string { return to.at(windowPath(id)) }

// NewRound is the form that sends a round, ExtendRound the one that moves its
// deadline, ReplyRound where an institution prepares and sends its reply.
func (to To) NewRound(id dossier.ID) string     { return to.Dossier(id) + "/rounds/new" }
func (to To) ExtendRound(id consult.ID) string  { return to.Window(id) + "/extend" }
func (to To) AssignRound(id consult.ID) string  { return to.Window(id) + "/assign" }
func (to To) RoundLetters(id consult.ID) string { return to.Window(id) + "/letters" }
func (to To) ReplyRound(id consult.ID) string   { return to.Window(id) + "/reply" }

// CorrectReply begins and gives up a correction of a reply that was sent.
func (to To) CorrectReply(id consult.ID) string { return to.Window(id) + "/correction" }

// Annexes takes files that will go with a reply.
func (to To) Annexes(id consult.ID) string { return to.Window(id) + "/annexes" }

// Annex is a file that went with a reply, by the hash of its bytes. It is no page.
func (to To) Annex(id consult.ID, hash string) string { return to.Window(id) + "/annexes/" + hash }

// Remark is the form of a remark that an institution prepares; number 0 is a new
// one.
func (to To) Remark(id consult.ID, no consult.RemarkNo) string {
	if no == 0 {
		return to.Window(id) + "/remarks/new"
	}
	return to.Window(id) + "/remarks/" + strconv.FormatUint(uint64(no), 10)
}

// NewRemark is the form of a new remark on a place.
func (to To) NewRemark(id consult.ID, at CommentPlace) string {
	return to.query(windowPath(id)+"/remarks/new", at.values())
}

// AnswerQuery is what a work list is narrowed to and sorted by.
type AnswerQuery struct {
	By    string // "" by provision, "sender"
	Show  string // "" what waits; else a filter
	After string
}

func (q AnswerQuery) values() url.Values {
	v := url.Values{}
	set(v, "by", q.By)
	set(v, "show", q.Show)
	set(v, "after", q.After)
	return v
}

// Responses is the work list of those who answer, under a filter.
func (to To) Responses(id consult.ID, q AnswerQuery) string {
	return to.query(windowPath(id)+"/responses", q.values())
}

// AnswerDraft is a draft of a response; number 0 is a new one.
func (to To) AnswerDraft(id consult.ID, no consult.DraftNo) string {
	name := "new"
	if no != 0 {
		name = strconv.FormatUint(uint64(no), 10)
	}
	return to.at(windowPath(id) + "/responses/drafts/" + name)
}

// DiscardAnswer and RestoreAnswer are where forms about a draft are sent.
func (to To) DiscardAnswer(id consult.ID, no consult.DraftNo) string {
	return to.AnswerDraft(id, no) + "/discard"
}
func (to To) RestoreAnswer(id consult.ID, no consult.DraftNo) string {
	return to.AnswerDraft(id, no) + "/restore"
}

// PublishAnswers shows what becomes public of drafts, and is where they are
// published.
func (to To) PublishAnswers(id consult.ID, drafts ...consult.DraftNo) string {
	q := url.Values{}
	for _, no := range drafts {
		q.Add("draft", strconv.FormatUint(uint64(no), 10))
	}
	return to.query(windowPath(id)+"/responses/publish", q)
}

// CorrectResponse is the form to correct a published response.
func (to To) CorrectResponse(no consult.ResponseNo) string {
	return to.at("/responses/" + strconv.FormatUint(uint64(no), 10) + "/correct")
}

// CoordinationTable is remarks beside positions: "" by provision, "sender".
func (to To) CoordinationTable(id consult.ID, by string) string {
	q := url.Values{}
	set(q, "by", by)
	return to.query(windowPath(id)+"/table", q)
}

// CoordinationFile is the table as a file: docx, xlsx or csv.
func (to To) CoordinationFile(id consult.ID, by, format string) string {
	q := url.Values{}
	set(q, "by", by)
	return to.query(windowPath(id)+"/table."+format, q)
}

// CommentsCSV is every comment of a consultation or round as a file.
func (to To) CommentsCSV(id consult.ID) string { return to.at(windowPath(id) + "/comments.csv") }

// StatisticsQuery is which year and institution the statistics are of.
type StatisticsQuery struct {
	Year        int
	Institution people.Code
}

// Statistics is the page of figures.
func (to To) Statistics(q StatisticsQuery) string {
	v := url.Values{}
	if q.Year > 0 {
		v.Set("year", strconv.Itoa(q.Year))
	}
	set(v, "institution", string(q.Institution))
	return to.query("/statistics", v)
}

// StatisticsCSV is all figures as a file.
func (to To) StatisticsCSV() string { return to.at("/statistics.csv") }

// CoordinationWhole is the table on one page, to print.
func (to To) CoordinationWhole(id consult.ID, by string) string {
	q := url.Values{"whole": {"1"}}
	set(q, "by", by)
	return to.query(windowPath(id)+"/table", q)
}
