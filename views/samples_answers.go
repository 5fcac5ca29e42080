package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
)

func sampleAnswerWindow() AnswerWindow {
	return AnswerWindow{
		ID: consult.ID{Dossier: sampleDossier, No: 1}, Dossier: sampleTitle, Deadline: clock.NewDate(2026, time.October, 1),
		Due: clock.NewDate(2026, time.October, 31), Comments: 12, Answered: 3, Overdue: 9,
	}
}

func sampleChange() ChangeChoice {
	return ChangeChoice{Address: "para2lg2", Cite: "§ 2 lg 2", Own: true, Line: DiffLine{
		Kind: lawtext.Subsection, Label: "(2)", Link: compare.Reworded,
		Pieces: compare.Words("Öine aeg on ajavahemik kella 23-st kuni 7-ni.", "Öine aeg on ajavahemik kella 22-st kuni 7-ni."),
	}}
}

func (s sampler) answering() []Sample {
	w := sampleAnswerWindow()
	one, two := sampleUnanswered(), sampleCard()
	draft := consult.AnswerDraft{
		No: 4, Window: w.ID, Comments: []consult.CommentNo{one.Comment.No, two.Comment.No}, Outcome: consult.Partly, Text: "Öine aeg algab kell 22.",
		Document: 1, From: 1, Revision: 2, Changes: []string{"para2lg2"}, Version: 2, Saved: sampleNow,
	}
	campaign := sampleUnanswered()
	campaign.Comment.No, campaign.Comment.Campaign = consult.NewCommentNo(2026, 9), consult.NewCommentNo(2026, 8)
	held := sampleUnanswered()
	held.Comment.No = consult.NewCommentNo(2026, 10)
	list := Answering{
		Layout: s.official(), Window: w, Query: AnswerQuery{}, Filters: []Choice{
			{Value: "", Count: 9, Chosen: true, Address: "/et/sample"}, {Value: "mine", Count: 2, Address: "/et/sample?show=mine"},
			{Value: "overdue", Count: 9, Address: "/et/sample?show=overdue"}, {Value: "drafted", Count: 1, Address: "/et/sample?show=drafted"},
			{Value: "campaign", Count: 3, Address: "/et/sample?show=campaign"}, {Value: "answered", Count: 3, Address: "/et/sample?show=answered"},
		},
		Rows: []AnswerRow{
			{CommentCard: one, Starts: true, Assigned: "Mari Tamm"}, {CommentCard: campaign, Members: 3},
			{CommentCard: held, Starts: true, Draft: 4}, {CommentCard: two, Starts: true},
		},
		Pages: Pages{Total: 9, First: 1}, Colleagues: []people.Person{{ID: "p1", Name: "Mari Tamm"}, {ID: "p2", Name: "Rein Raud"}},
		Drafts:    []AnswerDraftRow{{Draft: draft, By: "Mari Tamm", Ready: true}, {Draft: consult.AnswerDraft{No: 5, Window: w.ID, Comments: draft.Comments[:1], Saved: sampleNow}, By: "Rein Raud"}, {Draft: consult.AnswerDraft{No: 6, Window: w.ID, Comments: draft.Comments[:1], Outcome: consult.Noted, Saved: sampleNow}, By: "Mari Tamm", Stale: true}},
		Discarded: []AnswerDraftRow{{Draft: consult.AnswerDraft{No: 3, Window: w.ID, Comments: draft.Comments[:1], Outcome: consult.Noted, Saved: sampleNow}, By: "Mari Tamm"}},
	}
	empty := list
	empty.Rows, empty.Drafts, empty.Discarded = nil, nil, nil
	form := AnswerForm{
		Layout: s.official(), Window: w, Draft: draft, By: "Mari Tamm", Comments: []CommentCard{one, two}, Answered: []consult.CommentNo{two.Comment.No},
		Documents: []dossier.Document{sampleDocument}, Changes: []ChangeChoice{sampleChange(), {Address: "para4", Cite: "§ 4", Line: DiffLine{Pieces: []compare.Piece{{Op: compare.Drop, Old: "Järelevalvet teeb Keskkonnaamet."}}}}},
	}
	conflict := form
	conflict.Form.Refuse(&fault.Fault{Kind: fault.Conflict, Message: fault.Message{Key: "consult.draft_changed"}})
	conflict.Theirs = &AnswerTheirs{By: "Rein Raud", Outcome: consult.NotAccepted, Text: "Kell 23 jääb."}
	correct := form
	correct.Corrects, correct.Form = 7, sampleRefused("text", "consult.nothing_corrected")
	return []Sample{
		{"answering", AnsweringPage(list)},
		{"answering-empty", AnsweringPage(empty)},
		{"answer", AnswerFormPage(form)},
		{"answer-conflict", AnswerFormPage(conflict)},
		{"answer-correct", AnswerFormPage(correct)},
		{"answer-preview", AnswerPreviewPage(AnswerPreview{Layout: s.official(), Window: w, Answers: []AnswerShown{{Draft: draft, Response: draft.Response(), Comments: form.Comments, Changes: form.Changes[:1]}}})},
	}
}

func (s sampler) tables() []Sample {
	w := sampleAnswerWindow()
	w.ID.Round = true
	table := CoordinationTable{
		Layout: s.Layout, Window: w, Institution: sampleMinis, Contact: sampleWho, Disagreed: 1,
		Replies: []Replied{
			{Addressee: consult.Addressee{Institution: "KLIM", Task: consult.Approve, Reply: consult.NotApproved, Reasons: "Öine aeg on liiga lühike."}, Name: otherOffice, Remarks: 2},
			{Addressee: consult.Addressee{Institution: "JDM", Task: consult.Opinion}, Name: sampleOffice},
		},
		Rows:  []TableRow{{sampleCard(), true}, {sampleUnanswered(), true}},
		Pages: Pages{Total: 120, First: 1, Next: "/et/sample?after=26-000001"},
	}
	empty := CoordinationTable{Layout: s.Layout, Window: sampleAnswerWindow(), By: "sender", Institution: sampleMinis, Contact: sampleWho}
	figures := []consult.Figures{
		{Year: 2025, Consultations: 3, Days: 28, Shortened: 1, Comments: 40, Answered: 30, AnswerDays: 41, Accepted: 12, Overdue: 10, Rounds: 2, Asked: 9, Defaulted: 2, ReplyDays: 11},
		{Year: 2026, Consultations: 5, Days: 30, Comments: 90, Answered: 88, AnswerDays: 22, Accepted: 51},
	}
	other := figures[1]
	other.Institution = "KLIM"
	return []Sample{
		{"table", CoordinationTablePage(table)},
		{"table-empty", CoordinationTablePage(empty)},
		{"statistics", StatisticsPage(Statistics{Layout: s.at("/statistics"), Query: StatisticsQuery{Year: 2026}, Years: []int{2026, 2025}, Over: figures, Rows: []FiguresRow{{Figures: figures[1]}, {Figures: other, Name: otherOffice}}})},
		{"statistics-empty", StatisticsPage(Statistics{Layout: s.at("/statistics")})},
	}
}
