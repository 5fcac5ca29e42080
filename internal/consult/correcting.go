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
	case len(m.Blacked) > 0: // what was taken out must stay where it stood
		return fault.New(fault.Conflict, "own.blacked")
	case !c.IsOpen(received):
		return fault.New(fault.Conflict, "own.closed")
	}
	return nil
}

// Correct returns the comment saying something else. What it said stays public
// unless it was sent less than grace ago and nobody has joined it: others stand
// by the words of a campaign.
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
	unmarked(&wrong, "text", now.Text)
	if err := wrong.Err(); err != nil {
		return m, err
	}
	if joined || received.Sub(m.Submitted) >= grace {
		now.Former = append(slices.Clone(m.Former), Former{Text: m.Text, Replacement: m.Replacement, Until: received})
	}
	return now, nil
}
