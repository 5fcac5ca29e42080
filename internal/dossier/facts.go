package dossier

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Facts are what an official says about a dossier and may change later.
type Facts struct {
	Title      lang.Text
	Kind       Kind
	Summary    lang.Text
	Contact    Contact
	Topics     []string
	References []Reference
}

// Limits of what people type, in characters.
const (
	maxTitle   = 600
	maxSummary = 8000
)

// New returns a dossier of an institution, not yet numbered or published. It
// refuses, as Invalid, a dossier without a title, a kind or an office that
// explains it (Public Information Act § 28 (2), § 32 (1) 4).
func New(f Facts, by people.Code, now time.Time) (Dossier, error) {
	d := Dossier{Institution: by, Created: now, Changed: now}
	return d.WithFacts(f, now)
}

// WithFacts returns the dossier with its facts changed, or what is wrong with them.
func (d Dossier) WithFacts(f Facts, now time.Time) (Dossier, error) {
	var wrong fault.Fields
	needed(&wrong, "title", f.Title.Et, maxTitle)
	if !slices.Contains(Kinds, f.Kind) {
		wrong.Add("kind", "fault.choose")
	}
	if utf8.RuneCountInString(f.Summary.Et) > maxSummary {
		wrong.Add("summary", "fault.too_long", maxSummary)
	}
	needed(&wrong, "office", f.Contact.Office, maxTitle)
	if at, err := mail.ParseAddress(f.Contact.Email); err != nil || at.Address != f.Contact.Email {
		wrong.Add("email", "fault.email")
	}
	for _, r := range f.References {
		if u, err := url.Parse(r.Address); err != nil || (r.Address != "" && u.Scheme != "https" && u.Scheme != "http") {
			wrong.Add("references", "fault.address")
		}
	}
	if err := wrong.Err(); err != nil {
		return d, err
	}
	d.Title, d.Kind, d.Summary, d.Contact = f.Title, f.Kind, f.Summary, f.Contact
	d.Topics, d.References, d.Changed = f.Topics, f.References, now
	return d, nil
}

// AddDocument returns the dossier and the document as its next one, or what is
// wrong with it. A dossier that has ended takes no more documents.
func (d Dossier) AddDocument(doc Document, now time.Time) (Dossier, Document, error) {
	if d.Ended() {
		return d, doc, fault.New(fault.Conflict, "dossier.ended")
	}
	var wrong fault.Fields
	needed(&wrong, "title", doc.Title.Et, maxTitle)
	if !slices.Contains(DocumentKinds, doc.Kind) {
		wrong.Add("kind", "fault.choose")
	}
	if _, ok := lang.Parse(string(doc.Language)); !ok {
		wrong.Add("language", "fault.choose")
	}
	if err := wrong.Err(); err != nil {
		return d, doc, err
	}
	d.Documents++
	doc.Dossier, doc.No, doc.Created = d.ID, d.Documents, now
	return d, doc, nil
}

// WithStep returns the dossier with a step added to its proceedings. A step
// enters one stage or names one outcome; it may be late, out of order and
// without a date, but not in the future. After an outcome there are no more.
func (d Dossier) WithStep(s Step, now time.Time) (Dossier, error) {
	if d.Ended() {
		return d, fault.New(fault.Conflict, "dossier.ended")
	}
	var wrong fault.Fields
	switch {
	case s.Stage == "" && s.Outcome == "", s.Stage != "" && s.Outcome != "":
		wrong.Add("stage", "fault.choose")
	case s.Stage != "" && !slices.Contains(Stages, s.Stage):
		wrong.Add("stage", "fault.choose")
	case s.Outcome != "" && !slices.Contains(Outcomes, s.Outcome):
		wrong.Add("stage", "fault.choose")
	}
	if s.Outcome == Superseded && s.SupersededBy == "" {
		wrong.Add("superseded_by", "fault.required")
	}
	if inFuture(s.Happened, now) {
		wrong.Add("happened", "fault.future")
	}
	if err := wrong.Err(); err != nil {
		return d, err
	}
	s.Recorded = now
	d.Steps = append(slices.Clone(d.Steps), s)
	d.Changed = now
	return d, nil
}

// Ended reports whether the dossier has an outcome.
func (d Dossier) Ended() bool {
	return slices.ContainsFunc(d.Steps, func(s Step) bool { return s.Outcome != "" })
}

func needed(wrong *fault.Fields, name, value string, limit int) {
	switch {
	case strings.TrimSpace(value) == "":
		wrong.Add(name, "fault.required")
	case utf8.RuneCountInString(value) > limit:
		wrong.Add(name, "fault.too_long", limit)
	}
}
