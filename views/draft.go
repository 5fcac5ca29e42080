package views

import (
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// RevisionForm uploads or pastes the text of the next revision. It is sent as
// multipart/form-data to Draft. Fields: file, text, reason, reason_en,
// reason_ru, dated, base, version. A file wins over the text.
type RevisionForm struct {
	Layout
	Form
	Dossier  lang.Text
	Document dossier.Document
	Base     int // the newest published revision when the form was made
	Version  int // of the draft being edited, 0 for a new one
	Text     string
	Reason   lang.Text
	Dated    string // as typed, 2006-01-02
}

// RevisionPreview shows a saved draft as it was understood and what it would
// change, with the button that publishes it. Fields of that form: version,
// form_id.
type RevisionPreview struct {
	Layout
	Form
	Dossier  lang.Text
	Document dossier.Document
	Draft    dossier.Draft
	Text     *lawtext.Text
	Repairs  []lawtext.Repair
	Result   *compare.Result // against the revision it is based on; nil for the first
}

// RevisionConflict says that somebody else published meanwhile, shows what
// changed, and keeps the text that was typed. Its form is sent to Draft again,
// with the new base.
type RevisionConflict struct {
	Layout
	Form
	Dossier  lang.Text
	Document dossier.Document
	Base     int              // what the person had been reading
	Newest   dossier.Revision // what is published now
	Version  int              // of the draft as kept now
	Text     string           // typed
	Reason   lang.Text
	Dated    string
	Result   *compare.Result // from Base to Newest; nil when only the draft was changed by a colleague
}

// again is the form for the typed text on top of what is published now.
func (p RevisionConflict) again() RevisionForm {
	return RevisionForm{
		Layout: p.Layout, Form: p.Form, Dossier: p.Dossier, Document: p.Document,
		Base: p.Newest.No, Version: p.Version, Text: p.Text, Reason: p.Reason, Dated: p.Dated,
	}
}

// structure counts what was understood, unit by unit.
func (p RevisionPreview) structure() string {
	var parts []string
	counts := map[lawtext.Kind]int{}
	for _, n := range p.Text.Nodes {
		counts[n.Kind]++
	}
	for _, k := range []struct {
		kind lawtext.Kind
		key  string
	}{
		{lawtext.Part, "parts"}, {lawtext.Chapter, "chapters"}, {lawtext.Division, "divisions"}, {lawtext.Section, "sections"},
		{lawtext.Subsection, "subsections"}, {lawtext.Point, "points"}, {lawtext.Annex, "annexes"}, {lawtext.Row, "rows"},
		{lawtext.Paragraph, "paragraphs"},
	} {
		if counts[k.kind] > 0 {
			parts = append(parts, p.T("draft.n_"+k.key, counts[k.kind]))
		}
	}
	return strings.Join(parts, ", ") + "."
}
