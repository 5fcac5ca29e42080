package views

import (
	"slices"
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// ConsultationForm opens a consultation. Fields: title, summary, affected, each
// with _en and _ru; questions (one a line); documents (repeated, the numbers);
// deadline; short_reason.
type ConsultationForm struct {
	Layout
	Form
	Dossier     dossier.ID
	DossierName lang.Text
	Documents   []DocumentName // to choose from
	Chosen      []int          // documents chosen
	Title       lang.Text
	Summary     lang.Text
	Affected    lang.Text
	Questions   string     // as typed
	Deadline    string     // as typed, 2006-01-02
	Earliest    clock.Date // the first day that needs no reason
	Recommended int        // days
	ShortReason lang.Text
}

// ExtendForm moves a deadline to a later day. Fields: deadline, reason,
// reason_en, reason_ru.
type ExtendForm struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	Deadline     string
	Reason       lang.Text
}

// CloseForm closes a consultation with a public summary. Fields: summary,
// summary_en, summary_ru.
type CloseForm struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	Summary      lang.Text
	Missing      []CommentCard // the first comments that wait for a response
}

func (p ConsultationForm) documents() []option {
	options := make([]option, len(p.Documents))
	for i, d := range p.Documents {
		options[i] = option{value: strconv.Itoa(d.Document), words: p.documentName(d), chosen: slices.Contains(p.Chosen, d.Document)}
	}
	return options
}
