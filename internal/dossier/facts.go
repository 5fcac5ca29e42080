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
	maxPhone   = 100
	maxEmail   = 254 // RFC 5321
	maxSource  = 2000
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
	limited(&wrong, "title", maxTitle, f.Title.En, f.Title.Ru)
	limited(&wrong, "summary", maxSummary, f.Summary.Et, f.Summary.En, f.Summary.Ru)
	limited(&wrong, "topics", maxSummary, strings.Join(f.Topics, ", "))
	limited(&wrong, "contact_name", maxTitle, f.Contact.Name)
	limited(&wrong, "phone", maxPhone, f.Contact.Phone)
	needed(&wrong, "office", f.Contact.Office, maxTitle)
	if at, err := mail.ParseAddress(f.Contact.Email); err != nil || at.Address != f.Contact.Email || len(f.Contact.Email) > maxEmail {
		wrong.Add("email", "fault.email")
	}
	checkReferences(&wrong, f.References)
	if err := wrong.Err(); err != nil {
		return d, err
	}
	d.Title, d.Kind, d.Summary, d.Contact = f.Title, f.Kind, f.Summary, f.Contact
	d.Topics, d.References, d.Changed = f.Topics, f.References, now
	return d, nil
}

// checkReferences notes the first thing that is wrong with references.
func checkReferences(wrong *fault.Fields, list []Reference) {
	size := 0
	for _, r := range list {
		size += utf8.RuneCountInString(r.System + r.Value + r.Address)
		switch {
		case size > maxSummary:
			wrong.Add("references", "fault.too_long", maxSummary)
			return
		case r.Value == "":
			wrong.Add("references", "fault.required")
			return
		case !webAddress(r.Address):
			wrong.Add("references", "fault.web_address")
			return
		}
	}
}

// webAddress reports whether an address is empty or leads to a page.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return address == "" || err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

// limited refuses texts with more characters than the limit.
func limited(wrong *fault.Fields, name string, limit int, texts ...string) {
	for _, text := range texts {
		if utf8.RuneCountInString(text) > limit {
			wrong.Add(name, "fault.too_long", limit)
			return
		}
	}
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
	limited(&wrong, "title", maxTitle, doc.Title.En, doc.Title.Ru)
	limited(&wrong, "act", maxTitle, doc.Act)
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
	limited(&wrong, "note", maxSummary, s.Note.Et, s.Note.En, s.Note.Ru)
	limited(&wrong, "source", maxSource, s.Source)
	if !webAddress(s.Source) {
		wrong.Add("source", "fault.web_address")
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
