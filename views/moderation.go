package views

import (
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

// Withheld is the public list of what is not shown: the reasons and what each
// means, how often each was given, and each decision.
type Withheld struct {
	Layout
	Reasons []ReasonCount
	Rows    []WithheldRow // newest first
	Pages   Pages
}

// ReasonCount is how many decisions that hold give a reason.
type ReasonCount struct {
	Reason   consult.Reason
	Comments int // withheld or disowned
	Words    int // comments with words blacked out
	Files    int
	Undone   int // that held and were taken back
}

// WithheldRow is one decision in the public list.
type WithheldRow struct {
	Comment consult.CommentNo
	Window  AnswerWindow
	Case    consult.Case
	N       int // of the decision in the case
}

// Withheld is the public list of what is not shown.
func (to To) Withheld(reason consult.Reason) string {
	return to.at("/withheld") + fragment(string(reason))
}

// Moderation is what waits for moderators.
func (to To) Moderation() string { return to.at("/moderation") }

// Report tells moderators what is wrong with a comment; Moderate is where they
// decide.
func (to To) Report(no consult.CommentNo) string   { return to.Comment(no) + "/report" }
func (to To) Moderate(no consult.CommentNo) string { return to.Comment(no) + "/moderate" }

// decided lists the ordinals of the decisions about a comment that changed what
// is shown.
func (p Comment) decided() []int { return decided(p.Case) }

func decided(c consult.Case) []int {
	var list []int
	for n, d := range c.Decisions {
		if d.Ruling != consult.Keeps {
			list = append(list, n)
		}
	}
	return list
}

// reason is a public reason in words; what was written before there was a list
// of reasons stands as it is.
func (l Layout) reason(s string) string {
	if consult.Reason(s).Known() {
		return l.T("moderation.reason_" + s)
	}
	return s
}

// ruling says what was decided.
func (l Layout) ruling(c consult.Case, n int) string {
	d := c.Decisions[n]
	if d.Ruling == consult.Disowns && d.By == "" && !c.Disowned.IsZero() {
		return l.T("moderation.ruled_disown_own")
	}
	if d.Ruling == consult.WithholdFile {
		return l.T("moderation.ruled_withhold-file", d.File)
	}
	if d.Ruling == consult.RedactsFile {
		return l.T("moderation.ruled_redact-file", d.File)
	}
	return l.T("moderation.ruled_" + string(d.Ruling))
}

// blackedOut counts what was blacked out of a comment, by reason, in the order in
// which it stands.
func blackedOut(m consult.Comment) []reasonTimes {
	var list []reasonTimes
next:
	for _, b := range m.Blacked {
		for i := range list {
			if list[i].reason == b.Reason {
				list[i].times++
				continue next
			}
		}
		list = append(list, reasonTimes{b.Reason, 1})
	}
	return list
}

type reasonTimes struct {
	reason string
	times  int
}

// Moderation is what waits for moderators and what came last.
type Moderation struct {
	Layout
	Waiting []CaseRow // those that have waited longest first
	More    bool      // more wait than are listed
	Newest  []CaseRow // newest first
	Pages   Pages     // of Newest
}

// CaseRow is a comment that moderators look at.
type CaseRow struct {
	CommentCard
	Case   consult.Case
	Why    []consult.Wait
	Since  time.Time
	Window AnswerWindow
}

// ReportForm tells moderators what is wrong with a comment. Fields: reason, text.
type ReportForm struct {
	Layout
	Form
	Comment CommentCard
	Reason  string
	Text    string
	Sent    bool
}

// ModerateForm is where moderators decide about a comment. Every form is sent to
// Moderate with the field do: a consult.Ruling, undo or appeal. Fields with the
// form's ruling after them: reason, note; suspect (repeated), words, one a line,
// alike; file; redacted, a file, and copy, what is uploaded; of undo and appeal: decision; upheld, and answer_N of the decision N.
type ModerateForm struct {
	Comment
	Form
	Suspects []string
	Names    map[people.ID]string
	Do       string // the form that was sent
	Reason   string // what was typed in it
	Note     string
	Words    string
	Chosen   []string // suspects
	Alike    bool     // the same words of the other comments of the campaign
	Telling  []string // names of files that have words blacked out of the comment
	Answer   string
}

// RulingField is the name of a field in the form of a ruling.
func RulingField(name, ruling string) string { return name + "_" + ruling }

// AnswerField is the name of the answer to the appeal against the n-th decision.
func AnswerField(n int) string { return "answer_" + strconv.Itoa(n) }

func (l Layout) reasons(chosen string) []option {
	options := []option{{words: l.T("form.choose")}}
	for _, r := range consult.Reasons {
		options = append(options, option{value: string(r), words: l.T("moderation.reason_" + string(r)), chosen: string(r) == chosen})
	}
	return options
}

// typed is what was typed in the form of a ruling, and nothing in the others.
func (p ModerateForm) typed(ruling, value string) string {
	if p.Do == ruling {
		return value
	}
	return ""
}

func (p ModerateForm) suspects() []option {
	options := make([]option, len(p.Suspects))
	for i, s := range p.Suspects {
		options[i] = option{value: s, words: s, chosen: slices.Contains(p.Chosen, s)}
	}
	return options
}

// files are the attachments that can be withheld.
func (p ModerateForm) files() []option {
	var options []option
	for i, f := range p.Comment.Comment.Attachments {
		if f.Withheld == "" {
			options = append(options, option{value: strconv.Itoa(i + 1), words: f.Name})
		}
	}
	return options
}

// whole are the attachments of which a covered copy can be published.
func (p ModerateForm) whole() []option {
	var options []option
	for i, f := range p.Comment.Comment.Attachments {
		if f.Withheld == "" && f.Redacted == "" {
			options = append(options, option{value: strconv.Itoa(i + 1), words: f.Name})
		}
	}
	return options
}

// alike is the choice to black words out of a whole campaign.
func (p ModerateForm) alike() []option {
	return []option{{value: "yes", words: p.T("moderation.alike_all", p.Comment.Alike.Members()), chosen: p.Alike}}
}

// waits reports whether something waits that can be left as it is. An appeal needs
// an answer.
func (p ModerateForm) waits() bool {
	why, _ := p.Case.Waits()
	return slices.Contains(why, consult.WaitsReported) || slices.Contains(why, consult.WaitsDisowned) || slices.Contains(why, consult.WaitsChanged)
}

// who is a person's name, or that nobody is known.
func (p ModerateForm) who(id people.ID) string {
	if name := p.Names[id]; name != "" {
		return name
	}
	return p.T("moderation.somebody")
}

// wordsLabel names the field of words: other ones when some are to choose from.
func (p ModerateForm) wordsLabel() string {
	if len(p.Suspects) == 0 {
		return p.T("moderation.words_only")
	}
	return p.T("moderation.words")
}

// enctypeOf is how the form of a ruling is sent: with a file or without.
func enctypeOf(do string) string {
	if do == string(consult.RedactsFile) {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

// public reports whether the comment can be withheld.
func (p ModerateForm) public() bool { return p.Comment.Comment.State == consult.Public }
