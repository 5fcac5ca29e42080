package views

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

// Form is what every form has. FormID makes the same form sent twice count
// once; Faults say what is wrong, field by field.
type Form struct {
	FormID  string        // field form_id
	Message fault.Message // what is wrong with the form as a whole; an empty key says nothing
	Faults  []fault.Field
}

// Refuse notes a fault in a form, so that it is shown again with what is wrong.
func (f *Form) Refuse(wrong *fault.Fault) {
	f.Message, f.Faults = wrong.Message, wrong.Fields
}

// wrong is what is wrong with a field, or nil.
func (f Form) wrong(name string) *fault.Field {
	for i := range f.Faults {
		if f.Faults[i].Name == name {
			return &f.Faults[i]
		}
	}
	return nil
}

// fieldLabels name fields at the top of a refused form, where the sentence alone
// would not tell which of them it is about.
var fieldLabels = map[string]string{
	"act": "form.act", "affected": "consultations.whom", "at": "comments.at", "channel": "entry.channel", "code": "organisations.code",
	"contact_name": "form.contact_name", "dated": "draft.dated", "deadline": "form.deadline", "document": "answers.document",
	"documents": "form.documents", "email": "form.email", "file": "draft.file", "happened": "dossiers.happened", "institution": "dossiers.institution",
	"kind": "dossiers.kind", "language": "form.language", "name": "form.name", "note": "dossiers.note", "office": "form.office", "phone": "form.phone",
	"questions": "consultations.questions", "reason": "form.move_reason", "reasons": "reply.reasons", "received": "entry.received",
	"references": "form.references", "replacement": "reply.replacement", "reply": "answers.reply", "short_reason": "form.short_reason",
	"source": "form.source", "stage": "dossiers.step", "summary": "form.summary", "superseded_by": "form.superseded_by", "text": "joint.text",
	"title": "dossiers.title", "topics": "form.topics", "words": "moderation.words",
}

// saidOf is what is wrong with a field, said away from it.
func (l Layout) saidOf(wrong fault.Field) string {
	said := Said(l.Lang, wrong.Message)
	label, known := fieldLabels[wrong.Name]
	if !known || !strings.HasPrefix(wrong.Message.Key, "fault.") {
		return said
	}
	first, size := utf8.DecodeRuneInString(said)
	return l.T(label) + ": " + string(unicode.ToLower(first)) + said[size:]
}

func (f Form) refused() bool { return f.Message.Key != "" || len(f.Faults) > 0 }

// input is what a field of a form needs.
type input struct {
	name, label, hint, value string
	kind                     string // of a line: date, email, tel, url; text when empty
	auto                     string // autocomplete
	rows                     int    // of an area
	required                 bool
}

// option is one value to choose.
type option struct {
	value, words string
	chosen       bool // of checks
	group        bool // a heading among the options
}

func (in input) typed() string {
	if in.kind == "" {
		return "text"
	}
	return in.kind
}

func (in input) height() string { return strconv.Itoa(max(2, in.rows)) }

func (in input) with(suffix, value string) input {
	in.name, in.value = in.name+suffix, value
	return in
}

// in is the same field in another language, where nothing is required.
func (in input) in(l Layout, tag lang.Tag, value string) input {
	in = in.with("_"+string(tag), value)
	in.label, in.hint, in.required = in.label+" – "+T(tag, "site.language"), "", false
	return in
}

// described ties a field to its hint and its fault for those who listen.
func (f Form) described(name, hint string) templ.Attributes {
	var ids []string
	if hint != "" {
		ids = append(ids, name+"-hint")
	}
	attributes := templ.Attributes{}
	if f.wrong(name) != nil {
		ids = append(ids, name+"-fault")
		attributes["aria-invalid"] = "true"
	}
	if len(ids) > 0 {
		attributes["aria-describedby"] = strings.Join(ids, " ")
	}
	return attributes
}

// fileField describes a field for files together no larger than a request can bring.
func (l Layout) fileField(f Form, name, hint string) templ.Attributes {
	attributes := f.described(name, hint)
	attributes["data-most"] = strconv.Itoa(consult.MaxFileBytes)
	attributes["data-too-large"] = l.T("files.too_large", consult.MaxFileBytes>>20)
	return attributes
}
