package views

import (
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// sampleRound is a round in which one has refused, one was silent in time and one
// is awaited.
func sampleRound() consult.Round {
	return consult.Round{
		ID: consult.ID{Dossier: sampleDossier, No: 2, Round: true}, Sent: sampleNow.AddDate(0, 0, -9), Deadline: clock.DateOf(sampleNow).AddDays(12),
		Note: lang.Text{Et: "Palume eelkõige vaadata üle § 3 piirväärtused."}, Documents: []consult.DocumentAt{{Document: 1, Revision: 3}},
		ShortReason: lang.Text{Et: "Direktiivi ülevõtmise tähtaeg on jaanuaris."}, Previous: 1, Comments: 2, Answered: 1,
		Moves: []consult.Move{{From: clock.DateOf(sampleNow).AddDays(5), To: clock.DateOf(sampleNow).AddDays(12), Reason: lang.Text{Et: "Pühad"}, At: sampleNow.AddDate(0, 0, -2)}},
		Addressees: []consult.Addressee{
			{Institution: "KLIM", Task: consult.Approve, Reply: consult.NotApproved, Reasons: "Öine aeg on liiga lühike.", Replied: sampleNow.AddDate(0, 0, -1), By: "x", Annexes: []consult.Attachment{sampleAnnex},
				Former: []consult.FormerReply{{Reply: consult.ApprovedWithRemarks, Reasons: "Üldiselt sobib.", Replied: sampleNow.AddDate(0, 0, -3)}}},
			{Institution: "SOM", Task: consult.Opinion, Reply: consult.NoOpinion, Replied: sampleNow},
			{Institution: "RAM", Task: consult.Approve},
		},
	}
}

// sampleAnnex is a file that goes with a reply.
var sampleAnnex = consult.Attachment{Hash: "a1", Name: "müra-arvutus.pdf", Type: "application/pdf", Size: 48_000}

func sampleRounds() []RoundRow {
	r := sampleRound()
	open := RoundRow{
		ID: r.ID, Dossier: sampleTitle, Kind: dossier.Bill, Institution: sampleOffice, Sent: r.Sent, Deadline: r.Deadline, Asked: 9, Replied: 4, Refused: 1,
		Open: true, Short: true, Moved: true, Comments: 2, Answered: 1, Task: consult.Approve, Assigned: "Mari Maasikas", Prepared: 3,
	}
	over := open
	over.ID.No, over.Open, over.Moved, over.Deadline, over.Sent = 1, false, false, clock.DateOf(sampleNow).AddDays(-60), sampleNow.AddDate(0, 0, -80)
	over.Assigned, over.Task, over.Prepared, over.Refused = "", consult.Opinion, 0, 0
	return []RoundRow{open, over}
}

// sampleProposal is a remark with a wording beside the one it is for.
func sampleProposal() CommentCard {
	card := sampleUnanswered()
	card.Comment.Author = consult.Author{Kind: consult.Institution, Name: "Kliimaministeerium", Code: "KLIM"}
	card.Comment.Consultation = sampleRound().ID
	card.Comment.Replacement = "(2) Öine aeg on ajavahemik kella 22-st kuni 7-ni."
	card.Proposed = compare.Words("(2) Öine aeg on ajavahemik kella 23-st kuni 7-ni.", card.Comment.Replacement)
	return card
}

func (s sampler) coordinating() []Sample {
	r := sampleRound()
	facts := dossier.Dossier{ID: sampleDossier, Title: sampleTitle, Kind: dossier.Bill, Institution: "JDM", Contact: sampleWho}
	page := Round{
		Layout: s.official(), Round: r, Dossier: facts, Institution: sampleMinis, Next: 3, MayExtend: true, MayRespond: true,
		Documents: []RoundDocument{
			{DocumentName: DocumentName{1, 3, "draft-act", sampleTitle}, Before: 2, Changed: &dossier.Changes{Reworded: 3, Inserted: 1}},
			{DocumentName: DocumentName{2, 1, "explanatory-note", lang.Text{Et: "Seletuskiri"}}, Same: true},
		},
		Replies: []Replied{
			{Addressee: r.Addressees[0], Name: otherOffice, Remarks: 2},
			{Addressee: r.Addressees[1], Name: InstitutionName{"SOM", lang.Text{Et: "Sotsiaalministeerium"}}, Through: InstitutionName{"TERM", lang.Text{Et: "Terviseministeerium"}}},
			{Addressee: r.Addressees[2], Name: InstitutionName{"RAM", lang.Text{Et: "Rahandusministeerium"}}},
		},
		Comments: []CommentCard{sampleProposal()}, Pages: Pages{Total: 2, First: 1},
	}
	public := page
	public.Layout, public.MayExtend, public.MayRespond, public.Comments = s.Layout, false, false, nil
	public.Dossier.Published, public.Round.Comments = sampleNow, 0
	form := SendRoundForm{
		Layout: s.official(), Dossier: sampleDossier, DossierName: sampleTitle, Documents: []DocumentName{{1, 3, "draft-act", sampleTitle}}, Chosen: []int{1},
		Register: sampleRegister, Tasks: map[people.Code]consult.Task{"KLIM": consult.Approve}, Days: 15, Earliest: clock.DateOf(sampleNow).AddDays(21),
		Deadline: "2026-12-01", Waiting: 2, Again: true,
	}
	refused := form
	refused.Form = sampleRefused("addressees", "round.addressees_required")
	return append(s.replying(page), []Sample{
		{"round", RoundPage(page)},
		{"round-public", RoundPage(public)},
		{"round-send", SendRoundPage(form)},
		{"round-send-wrong", SendRoundPage(refused)},
		{"round-preview", RoundPreviewPage(RoundPreview{SendRoundForm: form, Round: r})},
		{"round-extend", ExtendRoundPage(ExtendRoundForm{Layout: s.official(), Form: sampleRefused("deadline", "consult.only_later"), Round: r, Dossier: sampleTitle})},
		{"comment-round", CommentPage(Comment{Layout: s.Layout, CommentCard: sampleProposal(), Round: &r, Dossier: sampleTitle, Institution: sampleOffice})},
	}...)
}

// replying is the same round as an institution that is asked works on it.
func (s sampler) replying(page Round) []Sample {
	page.MayExtend, page.MayRespond = false, false
	page.Own = &OwnReply{Addressee: consult.Addressee{Institution: "RAM", Task: consult.Approve, Assigned: "o"}, Assigned: "Olev Oja", MayAssign: true, MaySend: true, Open: true}
	remark := RemarkRow{CommentCard: sampleProposal(), Draft: consult.RemarkDraft{No: 4, Version: 2, Round: page.Round.ID, Saved: sampleNow}, By: "Olev Oja"}
	aside := remark
	aside.Draft.No, aside.Comment.Replacement, aside.Proposed = 5, "", nil
	answered := sampleCard()
	answered.Response.Document, answered.Response.From, answered.Response.Revision, answered.Response.Changes = 1, 2, 3, []string{"para3"}
	form := ReplyForm{
		Layout: s.official(), Page: page, Remarks: []RemarkRow{remark}, Discarded: []RemarkRow{aside}, Earlier: []CommentCard{answered},
		EarlierIn: consult.ID{Dossier: sampleDossier, No: 1, Round: true}, Colleagues: []people.Person{{ID: "o", Name: "Olev Oja"}},
		Letters: []consult.Letter{{No: 2, Window: page.Round.ID, File: "kiri.docx", Saved: sampleNow, Blocks: []consult.Block{{Text: "§ 2 on ebaselge."}}}},
		Reply:   consult.NotApproved,
	}
	form.Form = sampleRefused("reasons", "fault.required")
	sent := form
	own := *page.Own
	own.Reply, own.Reasons, own.MaySend, own.MayAssign, own.Open = consult.ApprovedByDefault, "", false, false, false
	sent.Form, sent.Page.Own = Form{}, &own
	correcting := form
	again := *page.Own
	again.Reply, again.Reasons, again.Correcting, again.Prepared = consult.ApprovedWithRemarks, "Üldiselt nõus.", true, []consult.Attachment{sampleAnnex}
	changed, taken := remark, aside
	changed.Draft.Corrects, changed.Differs, taken.Draft.Corrects = remark.Comment.No, true, remark.Comment.No+1
	correcting.Form, correcting.Page.Own, correcting.Remarks, correcting.Discarded = Form{}, &again, []RemarkRow{changed}, []RemarkRow{taken}
	helper := form
	helping := *page.Own
	helping.MaySend, helping.MayAssign, helping.Assigned = false, false, ""
	helper.Form, helper.Page.Own, helper.Earlier, helper.Remarks, helper.Discarded, helper.Letters = Form{}, &helping, nil, nil, nil, nil
	write := RemarkForm{
		Layout: s.official(), Round: page.Round, Dossier: sampleTitle, No: 4, Version: 2, By: "Olev Oja", Text: "Miks?", Theirs: &remark,
		On:   CommentOn{Anchor: consult.Anchor{Document: 1, Revision: 3, Address: "para2lg2", Quote: "Öine aeg"}, Cite: "§ 2 lg 2", Words: "(2) Öine aeg on ajavahemik."},
		Sent: []DocumentName{{1, 3, "draft-act", sampleTitle}},
	}
	write.Form = sampleRefused("at", "consult.no_such_place")
	fresh := write
	fresh.Form, fresh.No, fresh.Theirs, fresh.By = Form{}, 0, nil, ""
	letter := LetterForm{
		Layout: s.official(), Consultation: consult.Consultation{ID: page.Round.ID}, Dossier: sampleTitle, Documents: fresh.Sent,
		Letter: consult.Letter{No: 2, Window: page.Round.ID, Author: sampleProposal().Comment.Author, Blocks: []consult.Block{{Text: "§ 2 on ebaselge.", Cut: true, Document: 1, At: "§ 2"}}},
	}
	return []Sample{
		{"reply", ReplyPage(form)},
		{"reply-silent", ReplyPage(sent)},
		{"reply-helper", ReplyPage(helper)},
		{"reply-correcting", ReplyPage(correcting)},
		{"reply-corrected", ReplyPreviewPage(ReplyPreview{Layout: s.official(), Page: correcting.Page, Remarks: correcting.Remarks, TakenBack: correcting.Discarded, Reply: consult.NotApproved, Reasons: "Ei sobi."})},
		{"reply-preview", ReplyPreviewPage(ReplyPreview{Layout: s.official(), Page: page, Remarks: form.Remarks, Reply: consult.ApprovedWithRemarks, Reasons: "Üldiselt nõus."})},
		{"remark", RemarkFormPage(write)},
		{"remark-new", RemarkFormPage(fresh)},
		{"reply-letter", LetterFormPage(letter)},
	}
}
