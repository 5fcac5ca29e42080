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
	retracted := late
	retracted.Comment.State, retracted.Comment.StateReason = consult.Withdrawn, "Sisestatud kaks korda."
	split := LetterForm{
		Layout: s.official(), Consultation: form.Consultation, Dossier: sampleTitle, Head: form.Head, Documents: form.Documents,
		Letter: consult.Letter{
			No: 3, Window: form.Consultation.ID, Entry: late.Comment.Entry, Author: late.Comment.Author, File: "kiri.docx", Version: 2, Saved: sampleNow,
			Blocks: []consult.Block{
				{Text: "Lugupeetud minister", Cut: true, Skip: true},
				{Text: "1. Eelnõu § 2 lg 2 ei ole selge.", Cut: true, Document: 1, At: "§ 2 lg 2"},
				{Text: "Palume sõnastada nii, et *öine aeg* algaks kell 22.", Document: 1},
				{Text: "2. § 9 on liiga kallis.", Cut: true, Document: 1, At: "§ 9"},
			},
		},
	}
	split.Text = split.Letter.Text()
	split.Form = sampleRefused("at_3", "consult.no_such_place")
	empty.Letters = []consult.Letter{split.Letter}
	entered := LetterEntered{Layout: s.official(), Consultation: form.Consultation, Dossier: sampleTitle, Letter: split.Letter, Comments: []CommentCard{late}}
	return []Sample{
		{"letter", LetterFormPage(split)},
		{"letter-entered", LetterEnteredPage(entered)},
		{"retract", RetractFormPage(RetractForm{Layout: s.official(), Form: sampleRefused("reason", "fault.required"), Comment: late})},
		{"entry", EntryFormPage(form)},
		{"entry-empty", EntryFormPage(empty)},
		{"comment-entered", CommentPage(Comment{Layout: s.Layout, CommentCard: late, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice, MayRetract: true})},
		{"comment-retracted", CommentPage(Comment{Layout: s.Layout, CommentCard: retracted, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice})},
	}
}

var sampleRegister = []people.Institution{sampleMinis, {Code: "KLIM", Name: otherOffice.Name}}

var sampleFiles = []consult.Attachment{
	{Hash: "a1", Name: "Müra mõõtmised.pdf", Type: "application/pdf", Size: 1_440_000}, {Hash: "b2", Name: "plaan.png", Type: "image/png", Size: 240_000},
}
