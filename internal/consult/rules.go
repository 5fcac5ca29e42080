package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

// MaxText is the longest comment or response, in characters.
const MaxText = 20_000

// Open decides whether a consultation may open and returns it as the dossier's
// next one. recommended is the number of days below which the window is short
// and needs a published reason (Code of Good Engagement: four weeks).
//
// It answers Conflict when the dossier is not public or has ended, else Invalid
// with the fields that are wrong.
func Open(d dossier.Dossier, c Consultation, recommended int, now time.Time) (Consultation, error) {
	if d.Ended() {
		return c, fault.New(fault.Conflict, "dossier.ended")
	}
	if d.Published.IsZero() {
		return c, fault.New(fault.Conflict, "consult.dossier_not_public")
	}
	var wrong fault.Fields
	needed(&wrong, "title", c.Title.Et)
	needed(&wrong, "summary", c.Summary.Et)
	needed(&wrong, "affected", c.Affected.Et)
	limited(&wrong, "title", c.Title, 300)
	limited(&wrong, "summary", c.Summary, MaxText)
	limited(&wrong, "affected", c.Affected, MaxText)
	limited(&wrong, "short_reason", c.ShortReason, MaxText)
	asked := 0
	for _, question := range c.Questions {
		asked += utf8.RuneCountInString(question.Et)
	}
	if asked > MaxText {
		wrong.Add("questions", "fault.too_long", MaxText)
	}
	if len(c.Documents) == 0 {
		wrong.Add("documents", "consult.documents_required")
	}
	today := clock.DateOf(now)
	switch {
	case c.Deadline.IsZero():
		wrong.Add("deadline", "fault.date")
	case c.Deadline.Before(today):
		wrong.Add("deadline", "consult.deadline_past")
	case farAway(today, c.Deadline):
		wrong.Add("deadline", "consult.deadline_far")
	case Short(today, c.Deadline, recommended) && strings.TrimSpace(c.ShortReason.Et) == "":
		wrong.Add("short_reason", "consult.short_reason_required", recommended)
	}
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.ID = ID{Dossier: d.ID, No: d.Consultations + 1}
	c.Opened, c.Institution, c.Moves = now, d.Institution, nil
	if !Short(today, c.Deadline, recommended) {
		c.ShortReason = lang.Text{} // it would be marked and counted as short
	}
	return c, nil
}

// farAway reports a day so late that it was surely mistyped: people cannot wait
// for it, and nobody could bring it nearer again.
func farAway(today, day clock.Date) bool { return day.After(today.AddDays(5 * 366)) }

// Short reports whether a window is shorter than recommended, counting days
// from the day after it opens.
func Short(opened, deadline clock.Date, recommended int) bool {
	return deadline.Before(opened.AddDays(recommended))
}

// Ends is the last moment of the window: 23:59:59 in Tallinn on the deadline.
func (c Consultation) Ends() time.Time { return clock.EndOfDay(c.Deadline) }

// IsOpen reports whether a comment that arrives at a moment is in time.
func (c Consultation) IsOpen(at time.Time) bool {
	return !at.Before(c.Opened) && !clock.Passed(at, c.Deadline) && (c.Closed.IsZero() || at.Before(c.Closed))
}

// MoveDeadline returns the consultation with a later deadline. The reason is
// public; the history is kept.
func (c Consultation) MoveDeadline(m Move, now time.Time) (Consultation, error) {
	if !c.Closed.IsZero() {
		return c, fault.New(fault.Conflict, "consult.closed")
	}
	var wrong fault.Fields
	switch {
	case m.To.IsZero():
		wrong.Add("deadline", "fault.date")
	case !m.To.After(c.Deadline):
		wrong.Add("deadline", "consult.only_later")
	case m.To.Before(clock.DateOf(now)):
		wrong.Add("deadline", "consult.deadline_past")
	}
	if farAway(clock.DateOf(now), m.To) {
		wrong.Add("deadline", "consult.deadline_far")
	}
	needed(&wrong, "reason", m.Reason.Et)
	limited(&wrong, "reason", m.Reason, MaxText)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	m.From, m.At = c.Deadline, now
	c.Deadline = m.To
	c.Moves = append(slices.Clone(c.Moves), m)
	return c, nil
}

// Comment decides whether a comment may be submitted. received is when the
// request was complete: one that began before the deadline and was complete in
// time counts, however late it is handled.
func (c Consultation) Comment(m Comment, received time.Time) error {
	if !c.IsOpen(received) {
		return fault.New(fault.Conflict, "consult.deadline_passed")
	}
	var wrong fault.Fields
	if utf8.RuneCountInString(m.Author.Name) > 200 {
		wrong.Add("name", "fault.too_long", 200)
	}
	remark(&wrong, c, m)
	return wrong.Err()
}

// Respond decides whether a response may be published. A reason is needed
// unless everything was accepted.
func Respond(r Response) error {
	var wrong fault.Fields
	if !slices.Contains(Outcomes, r.Outcome) {
		wrong.Add("outcome", "fault.choose")
	}
	if r.Outcome != Accepted {
		needed(&wrong, "text", r.Text)
	}
	if utf8.RuneCountInString(r.Text) > MaxText {
		wrong.Add("text", "consult.text_too_long", utf8.RuneCountInString(r.Text), MaxText)
	}
	if len(r.Comments) == 0 {
		wrong.Add("comments", "fault.choose")
	}
	changesNamed(&wrong, r)
	return wrong.Err()
}

// limited refuses a text with more characters than the limit in any language.
func limited(wrong *fault.Fields, name string, text lang.Text, limit int) {
	for _, s := range [3]string{text.Et, text.En, text.Ru} {
		if utf8.RuneCountInString(s) > limit {
			wrong.Add(name, "fault.too_long", limit)
			return
		}
	}
}

func needed(wrong *fault.Fields, name, value string) {
	if strings.TrimSpace(value) == "" {
		wrong.Add(name, "fault.required")
	}
}

// Close returns the consultation closed with its public summary. Before the
// deadline has passed a consultation cannot be closed: people count on the date.
// Every public comment has its response by then.
func (c Consultation) Close(summary string, now time.Time) (Consultation, error) {
	if !c.Closed.IsZero() {
		return c, fault.New(fault.Conflict, "consult.closed")
	}
	if c.IsOpen(now) {
		return c, fault.New(fault.Conflict, "consult.still_open")
	}
	if missing := c.Comments - c.Answered; missing > 0 {
		return c, fault.New(fault.Conflict, "consult.unanswered", missing)
	}
	var wrong fault.Fields
	needed(&wrong, "summary", summary)
	limited(&wrong, "summary", lang.Text{Et: summary}, MaxText)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.Closed, c.Closing.Et = now, summary
	return c, nil
}

// ResponseDays is within how many days after a consultation its comments should
// have responses, unless the operator says otherwise.
const ResponseDays = 30

// ResponsesDue is the day by which every comment should have its response.
func (c Consultation) ResponsesDue(days int) clock.Date { return c.Deadline.AddDays(days) }

// Overdue counts the comments without a response on a moment after that day.
func (c Consultation) Overdue(days int, now time.Time) int {
	if !clock.Passed(now, c.ResponsesDue(days)) {
		return 0
	}
	return max(0, c.Comments-c.Answered)
}
