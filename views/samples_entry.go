package views

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

func (s sampler) entering() []Sample {
	form := EntryForm{
		Layout: s.official(), Consultation: sampleConsultation(), Dossier: sampleTitle,
		Head: Letterhead{
			Channel: consult.OnPaper, Received: "2026-11-20", Kind: consult.Organisation, Name: "Mäeotsa külaselts", Code: "8090",
			Institutions: sampleRegister,
		},
		Documents: []DocumentName{{1, 2, "draft-act", sampleTitle}}, Document: 1, At: "§ 2 lg 2", Text: "Öine aeg algagu kell 22.",
	}
	empty := form
	form.Form = sampleRefused("code", "entry.code_wrong")
	empty.Head, empty.Text, empty.At = Letterhead{Channel: consult.ByEmail, Kind: consult.Organisation, Institutions: sampleRegister}, "", ""
	late := sampleCard()
	late.Comment.Entry = consult.Entry{Channel: consult.OnPaper, Received: sampleConsultation().Deadline.AddDays(2)}
	return []Sample{
		{"entry", EntryFormPage(form)},
		{"entry-empty", EntryFormPage(empty)},
		{"comment-entered", CommentPage(Comment{Layout: s.Layout, CommentCard: late, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice})},
	}
}

var sampleRegister = []people.Institution{sampleMinis, {Code: "KLIM", Name: otherOffice.Name}}
