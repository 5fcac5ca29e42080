package consult

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
)

// Grace is within how long after it was sent a comment may be corrected without
// a trace, unless the operator says otherwise.
const Grace = 30 * time.Minute

// Wording names what a comment says now, so that who corrects it can tell
// whether it still says what they read.
func (m Comment) Wording() string {
	h := fnv.New64a()
	h.Write([]byte(m.Text + "\x00" + m.Replacement)) // a hash takes everything
	return strconv.FormatUint(h.Sum64(), 36)
}

// Correctable says why a comment cannot be corrected by its author, as Conflict,
// or nil. received is when the request was complete.
func (m Comment) Correctable(c Consultation, received time.Time) error {
	switch {
	case m.Entry.Channel != "" || m.Consultation.Round:
		return fault.New(fault.Conflict, "own.not_sent_here")
	case m.State != Public:
		return fault.New(fault.Conflict, "own.not_public")
	case m.Response != 0:
		return fault.New(fault.Conflict, "own.answered")
	case !c.IsOpen(received):
		return fault.New(fault.Conflict, "own.closed")
	}
	return nil
}

// Correct returns the comment saying something else. What it said stays public
// unless it was sent less than grace ago and nobody has joined it: others stand
// by the words of a campaign. Of a comment out of which moderators took words the
// marks stay where they are, all of them or none, and the same words said again are
// taken out again.
func (m Comment) Correct(c Consultation, text string, joined bool, grace time.Duration, received time.Time) (Comment, error) {
	if err := m.Correctable(c, received); err != nil {
		return m, err
	}
	now := m
	now.Text, now.Corrected = strings.TrimSpace(text), received
	var wrong fault.Fields
	needed(&wrong, "text", now.Text)
	if n := utf8.RuneCountInString(now.Text); n > MaxText {
		wrong.Add("text", "consult.text_too_long", n, MaxText)
	}
	if now.Text == m.Text {
		wrong.Add("text", "own.same_words")
	}
	keptMarks(&wrong, m.Text, now.Text)
	if err := wrong.Err(); err != nil {
		return m, err
	}
	if joined || received.Sub(m.Submitted) >= grace {
		now.Former = append(slices.Clone(m.Former), Former{Text: m.Text, Replacement: m.Replacement, Until: received})
	}
	if len(m.Blacked) == 0 {
		return now, nil
	}
	return now.blackedAs(m), nil
}

// keptMarks refuses words in which some of the marks are missing, or in which there
// are others: which of them it would be could not be told.
func keptMarks(wrong *fault.Fields, old, now string) {
	had, has := strings.Count(old, BlackMark), strings.Count(now, BlackMark)
	switch {
	case had == 0:
		unmarked(wrong, "text", now)
	case has != 0 && has != had:
		wrong.Add("text", "own.marks", had)
	}
}

// blackedAs gives a comment that was corrected the marks of what it said before:
// those that are still in it, those of the former wordings, and new ones where words
// that were taken out are said again.
func (m Comment) blackedAs(before Comment) Comment {
	name, text, replacement, former := before.marksOf()
	m.Blacked = slices.Clone(name)
	if strings.Contains(m.Text, BlackMark) {
		m.Blacked = append(m.Blacked, text...)
	}
	m.Blacked = append(append(m.Blacked, replacement...), former...)
	if len(m.Former) > len(before.Former) {
		m.Blacked = append(append(m.Blacked, text...), replacement...)
	}
	for _, again := range before.Blacked {
		b := blacking{old: m.Blacked, seeks: seeks([]string{again.Words}), made: again}
		m = m.rewritten(b.field)
		m.Blacked = b.now
	}
	return m
}

// marksOf are what was taken out of each of a comment's texts.
func (m Comment) marksOf() (name, text, replacement, former []Blacked) {
	rest := m.Blacked
	take := func(s string) []Blacked {
		n := min(strings.Count(s, BlackMark), len(rest))
		taken := rest[:n]
		rest = rest[n:]
		return taken
	}
	if m.Author.Kind == Private {
		name = take(m.Author.Name)
	}
	text = take(m.Text)
	replacement = take(m.Replacement)
	return name, text, replacement, rest
}
