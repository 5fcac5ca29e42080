package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// AnswerDraft is a response that is being written. Only the institution that
// answers knows of it. A comment is in at most one draft that was not discarded.
type AnswerDraft struct {
	No        DraftNo
	Window    ID
	Comments  []CommentNo
	Outcome   Outcome
	Text      string // Markdown
	Document  int    // whose change resolves the comments; 0 when none is named
	From      int    // the older revision of the comparison that shows it
	Revision  int    // the newer one
	Changes   []string
	Version   int // counts the times it was saved; guards against lost updates
	Saved     time.Time
	Read      time.Time // when who saved it last had read the comments; zero: when it was saved
	By        people.ID // who saved it last
	Discarded time.Time // zero while it is worked on; a discarded one can be restored
}

// Outdated reports whether a comment says something else since it was read for the
// draft.
func (d AnswerDraft) Outdated(m Comment) bool {
	read := d.Read
	if read.IsZero() {
		read = d.Saved
	}
	if read.IsZero() { // nobody has written anything yet
		return false
	}
	for _, b := range m.Blacked {
		if b.At.After(read) {
			return true
		}
	}
	return m.Corrected.After(read) || len(m.Former) > 0 && m.Former[len(m.Former)-1].Until.After(read)
}

// DraftNo identifies a draft of a response.
type DraftNo uint64

// Assignment says who prepares the response to a comment.
type Assignment struct {
	Comment CommentNo
	Person  people.ID
	By      people.ID
	At      time.Time
}

// FormerAnswer is what a published response said before it was corrected.
type FormerAnswer struct {
	Outcome Outcome
	Text    string
	Until   time.Time // when it was corrected
	By      people.ID // who corrected it
}

// Response returns what would be published.
func (d AnswerDraft) Response() Response {
	return Response{
		Consultation: d.Window, Comments: slices.Clone(d.Comments), Outcome: d.Outcome, Text: strings.TrimSpace(d.Text),
		Document: d.Document, From: d.From, Revision: d.Revision, Changes: slices.Clone(d.Changes),
	}
}

// Save decides whether a draft may be kept: it may be unfinished in everything
// but the comments it is about.
func (d AnswerDraft) Save() error {
	var wrong fault.Fields
	if d.Outcome != "" && !slices.Contains(Outcomes, d.Outcome) {
		wrong.Add("outcome", "fault.choose")
	}
	if n := utf8.RuneCountInString(d.Text); n > MaxText {
		wrong.Add("text", "consult.text_too_long", n, MaxText)
	}
	if len(d.Comments) == 0 {
		wrong.Add("comments", "fault.choose")
	}
	changesNamed(&wrong, d.Response())
	return wrong.Err()
}

// MaxChanges is how many changes a response may name.
const MaxChanges = 50

// changesNamed refuses changes without the comparison that shows them.
func changesNamed(wrong *fault.Fields, r Response) {
	if len(r.Changes) == 0 {
		return
	}
	if r.From < 1 || r.Revision <= r.From {
		wrong.Add("changes", "consult.changes_need_revisions")
	}
	if len(r.Changes) > MaxChanges {
		wrong.Add("changes", "fault.too_long", MaxChanges)
	}
}

// Correct returns a published response with other words and outcome. What it
// said before stays with it for everybody to read.
func (r Response) Correct(now Response, by people.ID, at time.Time) (Response, error) {
	now.No, now.Consultation, now.Comments = r.No, r.Consultation, r.Comments
	now.Published, now.By, now.Institution = r.Published, r.By, r.Institution
	now.Text = strings.TrimSpace(now.Text)
	if err := Respond(now); err != nil {
		return r, err
	}
	var wrong fault.Fields
	if keptMarks(&wrong, r.Text, now.Text); wrong.Err() != nil {
		return r, wrong.Err()
	}
	if now.says(r) {
		return r, fault.Fields{{Name: "text", Message: fault.Message{Key: "consult.nothing_corrected"}}}.Err()
	}
	now.Former = append(slices.Clone(r.Former), FormerAnswer{Outcome: r.Outcome, Text: r.Text, Until: at, By: by})
	text := r.Blacked[:min(strings.Count(r.Text, BlackMark), len(r.Blacked))]
	if strings.Contains(now.Text, BlackMark) {
		now.Blacked = slices.Clone(text)
	}
	now.Blacked = append(append(now.Blacked, r.Blacked[len(text):]...), text...)
	return now, nil
}

// says reports whether two responses say the same.
func (r Response) says(other Response) bool {
	return r.Outcome == other.Outcome && r.Text == other.Text && r.Document == other.Document &&
		r.From == other.From && r.Revision == other.Revision && slices.Equal(r.Changes, other.Changes)
}

// About is the document whose revision and change the response names: the one
// it says, else that of the comment given, the first it answers.
func (r Response) About(first Comment) int {
	if r.Document > 0 {
		return r.Document
	}
	return first.Anchor.Document
}
