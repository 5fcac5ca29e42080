package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

func (s sampler) window() AnswerWindow {
	c := sampleConsultation()
	return AnswerWindow{ID: c.ID, Dossier: sampleTitle, Title: c.Title, Deadline: c.Deadline, Due: c.Deadline.AddDays(30), Comments: 2, Answered: 1}
}

// ownRow is a comment that was corrected, as its author sees it.
func (s sampler) ownRow() OwnRow {
	card := sampleUnanswered()
	card.Comment.Former = []consult.Former{{Text: "Toetan.", Until: sampleNow.AddDate(0, 0, -1)}}
	page := Comment{Layout: s.Layout, CommentCard: card, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice, MayOwn: true}
	page.Person = Who{SignedIn: true, Name: "Mari Tamm"}
	return OwnRow{Comment: page, Window: s.window()}
}

func (s sampler) owning() []Sample {
	open := s.ownRow()
	answered := open
	answered.CommentCard = sampleCard()
	answered.Place = &PlaceNow{2, "§ 2 lg 2", "para2lg2", compare.Carried{State: compare.StateReworded, Share: .62}}
	answered.Correct = fault.Message{Key: "own.answered"}
	hidden := open
	hidden.CommentCard, hidden.Case = sampleWithheld(), sampleCase()
	hidden.CommentCard.Comment.No = 26_000_129
	hidden.Correct = fault.Message{Key: "own.not_public"}
	ask := OwnComment{OwnRow: open, Key: "secret", Text: open.Comment.Comment.Text}
	ask.Person = Who{}
	refused := ask
	refused.Form, refused.Text = sampleRefused("text", "own.same_words"), "Toetan eelnõu."
	late := OwnComment{OwnRow: answered, Text: "Muudetud tekst", Form: Form{Message: fault.Message{Key: "own.answered"}}}
	return []Sample{
		{"own", OwnCommentsPage(OwnComments{Layout: open.Layout, Rows: []OwnRow{open, answered, hidden}, Pages: Pages{Total: 43, First: 1, Next: "/et/comments/own?after=26-000101"}})},
		{"own-none", OwnCommentsPage(OwnComments{Layout: open.Layout})},
		{"own-comment", OwnCommentPage(ask)},
		{"own-comment-refused", OwnCommentPage(refused)},
		{"own-comment-late", OwnCommentPage(late)},
		{"own-comment-withheld", OwnCommentPage(OwnComment{OwnRow: hidden, Done: "appeal"})},
		{"comment-corrected", CommentPage(open.Comment)},
	}
}

func sampleWithheld() CommentCard {
	c := sampleUnanswered()
	c.Comment.State, c.Comment.StateReason = consult.Withheld, string(consult.Personal)
	return c
}

// sampleCase has a decision of each sort, the first one appealed against.
func sampleCase() consult.Case {
	at := sampleNow.AddDate(0, 0, -3)
	return consult.Case{
		Comment: 26_000_124,
		Decisions: []consult.Decision{
			{Ruling: consult.BlacksOut, Reason: consult.Personal, Note: "Naabri telefoninumber.", At: at, By: "m1"},
			{Ruling: consult.Withholds, Reason: consult.Insult, At: at, By: "m1", Undone: sampleNow.AddDate(0, 0, -1), UndoneBy: "m2"},
			{Ruling: consult.Withholds, Reason: consult.Personal, At: sampleNow, By: "m2"},
		},
		Appeals: []consult.Appeal{{Decision: 1, At: at, Text: "See oli hinnang eelnõule.", Decided: sampleNow.AddDate(0, 0, -1), Answer: "Terav hinnang ei ole solvang."}},
		Reports: []consult.Report{{Reason: consult.Personal, Text: "Siin on minu number.", At: at}, {Reason: consult.Spam, At: sampleNow, By: "m1"}}, Settled: 1,
	}
}

// sampleBlacked is a comment from which words and a file were taken.
func sampleBlacked() CommentCard {
	c := sampleUnanswered()
	c.Comment.Text = "Küsi naabrilt " + consult.BlackMark + ", tel " + consult.BlackMark + "."
	c.Comment.Blacked = []consult.Blacked{{Reason: string(consult.Personal)}, {Reason: string(consult.Personal)}}
	c.Comment.Attachments = []consult.Attachment{sampleFiles[0], {Withheld: consult.Personal}}
	return c
}

func (s sampler) moderating() []Sample {
	known := sampleCase()
	layout := s.official()
	layout.Person.Moderator = true
	waiting := CaseRow{CommentCard: sampleWithheld(), Case: known, Why: []consult.Wait{consult.WaitsAppeal, consult.WaitsReported}, Since: sampleNow.AddDate(0, 0, -2), Window: s.window()}
	newest := CaseRow{CommentCard: sampleBlacked(), Window: s.window()}
	newest.Comment.No = 26_000_130
	public := sampleCard()
	public.Comment.Attachments = sampleFiles
	appealed := known
	appealed.Appeals = []consult.Appeal{{Decision: 2, At: sampleNow, Text: "Number on minu enda oma."}}
	page := ModerateForm{
		Comment:  Comment{Layout: layout, CommentCard: public, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice, Case: appealed, MayWithhold: true},
		Suspects: []string{"5551 2345", "mari@naide.example"}, Names: map[people.ID]string{"m1": "Mai Mets", "m2": "Kai Kuusk"},
	}
	refused := page
	refused.Form, refused.Do, refused.Words, refused.Reason = sampleRefused("words", "moderation.words_not_found"), "black-out", "Jaan Rebane", "personal"
	refused.Faults[0].Args = []any{"Jaan Rebane"}
	disowned := sampleUnanswered()
	disowned.Comment = consult.Comment{No: disowned.Comment.No, Consultation: disowned.Comment.Consultation, State: consult.Disowned, Author: consult.Author{Kind: consult.Organisation}, Submitted: sampleNow}
	trace := consult.Case{Disowned: sampleNow, Decisions: []consult.Decision{{Ruling: consult.Disowns, Reason: consult.Impostor, At: sampleNow}}}
	blacked := Comment{Layout: s.Layout, CommentCard: sampleBlacked(), Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice, Case: consult.Case{Decisions: known.Decisions[:1]}, MayReport: true}
	var counts []ReasonCount
	for i, r := range consult.Reasons {
		counts = append(counts, ReasonCount{Reason: r, Comments: 5 - i, Words: i, Files: i / 3, Undone: i / 2})
	}
	return []Sample{
		{"withheld", WithheldPage(Withheld{Layout: s.at("/withheld"), Reasons: counts, Rows: []WithheldRow{{26_000_124, s.window(), known, 0}, {26_000_123, s.window(), known, 1}}, Pages: Pages{Total: 2, First: 1}})},
		{"withheld-none", WithheldPage(Withheld{Layout: s.at("/withheld"), Reasons: counts})},
		{"report", ReportFormPage(ReportForm{Layout: s.Layout, Form: sampleRefused("reason", "fault.choose"), Comment: sampleCard(), Text: "Siin on minu aadress."})},
		{"report-sent", ReportFormPage(ReportForm{Layout: s.Layout, Comment: sampleCard(), Sent: true})},
		{"moderation", ModerationPage(Moderation{Layout: layout, Waiting: []CaseRow{waiting}, More: true, Newest: []CaseRow{newest}, Pages: Pages{Total: -1, Next: "/et/moderation?after=26-000101"}})},
		{"moderation-none", ModerationPage(Moderation{Layout: layout})},
		{"moderate", ModerateFormPage(page)},
		{"moderate-refused", ModerateFormPage(refused)},
		{"comment-blacked", CommentPage(blacked)},
		{"comment-disowned", CommentPage(Comment{Layout: s.Layout, CommentCard: disowned, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleOffice, Case: trace})},
	}
}
