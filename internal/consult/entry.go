package consult

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Channels lists the ways in which forms offer that a comment came.
var Channels = []Channel{ByEmail, OnPaper}

// AuthorKinds lists the kinds of author in the order in which forms offer them.
var AuthorKinds = []AuthorKind{Organisation, Institution, Private}

// Enter decides whether an official may enter a comment that came by e-mail or
// on paper, and returns it as it will be kept. What came after the deadline is
// kept too and shown as late: it is for the ministry to say what it does with it.
// Nothing is entered into a consultation whose summary has been published.
//
// It answers Conflict when the consultation is closed, else Invalid with the
// fields that are wrong.
func (c Consultation) Enter(m Comment, now time.Time) (Comment, error) {
	if !c.Closed.IsZero() {
		return m, fault.New(fault.Conflict, "consult.closed")
	}
	var wrong fault.Fields
	c.came(&wrong, m.Entry, now)
	sender(&wrong, m.Author)
	remark(&wrong, c, m)
	if err := wrong.Err(); err != nil {
		return m, err
	}
	// The hour of a letter is not known, its day is. It counts as the last moment
	// of that day, so that nobody waits for an answer from before they asked.
	m.Submitted = clock.EndOfDay(m.Entry.Received)
	if m.Submitted.After(now) {
		m.Submitted = now
	}
	m.Consultation, m.State = c.ID, Public
	return m, nil
}

// Retract returns a comment that an official entered wrongly as taken back, with
// a public reason. What was answered or sent by its author stays: Conflict.
func (m Comment) Retract(c Consultation, reason string) (Comment, error) {
	switch {
	case m.Entry.Channel == "":
		return m, fault.New(fault.Conflict, "entry.not_entered")
	case m.State != Public:
		return m, fault.New(fault.Conflict, "consult.already_hidden")
	case m.Response != 0:
		return m, fault.New(fault.Conflict, "entry.answered")
	case !c.Closed.IsZero():
		return m, fault.New(fault.Conflict, "consult.closed")
	}
	var wrong fault.Fields
	needed(&wrong, "reason", reason)
	if utf8.RuneCountInString(reason) > maxReason {
		wrong.Add("reason", "fault.too_long", maxReason)
	}
	m.State, m.StateReason = Withdrawn, reason
	return m, wrong.Err()
}

// maxReason is the longest reason for taking an entry back, in characters.
const maxReason = 1_000

// CheckEntry says what is wrong with what was said of a letter that is not
// entered yet: the way and the day it came and who sent it.
func (c Consultation) CheckEntry(e Entry, by Author, now time.Time) error {
	var wrong fault.Fields
	c.came(&wrong, e, now)
	sender(&wrong, by)
	return wrong.Err()
}

func (c Consultation) came(wrong *fault.Fields, e Entry, now time.Time) {
	if !slices.Contains(Channels, e.Channel) {
		wrong.Add("channel", "fault.choose")
	}
	switch {
	case e.Received.IsZero():
		wrong.Add("received", "fault.date")
	case e.Received.Before(clock.DateOf(c.Opened)):
		wrong.Add("received", "entry.before_opened")
	case e.Received.After(clock.DateOf(now)):
		wrong.Add("received", "entry.not_yet")
	}
}

// sender refuses an author who could not be shown. Not every association is in
// the register, so a code may be missing, but not be a wrong one.
func sender(wrong *fault.Fields, by Author) {
	switch by.Kind {
	case Private:
	case Organisation:
		needed(wrong, "name", by.Name)
		if _, ok := people.RegistryCode(by.Code); by.Code != "" && !ok {
			wrong.Add("code", "entry.code_wrong")
		}
	case Institution:
		if by.Code == "" {
			wrong.Add("institution", "fault.choose")
		}
	default:
		wrong.Add("kind", "fault.choose")
	}
	if utf8.RuneCountInString(by.Name) > 200 {
		wrong.Add("name", "fault.too_long", 200)
	}
}

// remark refuses words that no comment may have, and places not asked about.
func remark(wrong *fault.Fields, c Consultation, m Comment) {
	needed(wrong, "text", m.Text)
	unmarked(wrong, "text", m.Text+m.Replacement)
	unmarked(wrong, "name", m.Author.Name)
	if n := utf8.RuneCountInString(m.Text); n > MaxText {
		wrong.Add("text", "consult.text_too_long", n, MaxText)
	}
	proposed(wrong, m.Replacement, m.Anchor)
	if m.Anchor.Document != 0 && !slices.ContainsFunc(c.Documents, func(at DocumentAt) bool { return at.Document == m.Anchor.Document }) {
		wrong.Add("anchor", "consult.not_asked")
	}
}

// proposed refuses an exact wording that is too long or has no provision to stand in.
func proposed(wrong *fault.Fields, words string, at Anchor) {
	if words == "" {
		return
	}
	if at.Address == "" {
		wrong.Add("replacement", "round.replacement_place")
	}
	if n := utf8.RuneCountInString(words); n > MaxText {
		wrong.Add("replacement", "consult.text_too_long", n, MaxText)
	}
}

// Late reports whether a comment that an official entered had reached the
// ministry after the deadline.
func (m Comment) Late(c Consultation) bool {
	return m.Entry.Channel != "" && m.Entry.Received.After(c.Deadline)
}
