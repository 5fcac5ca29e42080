package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// replying is the part of the route table where institutions that are asked in a
// round prepare and send their reply.
func (s *Server) replying() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	return []Route{
		{Method: get, Path: aRound + "/reply", Who: Official, Handler: s.askReply},
		{Method: post, Path: aRound + "/reply", Who: Official, Handler: s.sendReply},
		{Method: post, Path: aRound + "/assign", Who: Official, Handler: s.assignReply},
		{Method: post, Path: aRound + "/correction", Who: Official, Handler: s.correctReply},
		{Method: post, Path: aRound + "/annexes", Who: Official, Handler: s.encloseReply},
		{Method: get, Path: aRound + "/annexes/:annex", Who: Anyone, Handler: s.sendAnnex, Bare: true},
		{Method: get, Path: aRound + "/remarks/new", Who: Official, Handler: s.askNewRemark},
		{Method: post, Path: aRound + "/remarks/new", Who: Official, Handler: s.saveRemark},
		{Method: get, Path: aRound + "/remarks/:remark", Who: Official, Handler: s.askRemark},
		{Method: post, Path: aRound + "/remarks/:remark", Who: Official, Handler: s.saveRemark},
		{Method: post, Path: aRound + "/letters", Who: Official, Handler: s.keepRoundLetter},
		{Method: get, Path: aRound + "/letters/:letter", Who: Official, Handler: s.askLetter},
		{Method: post, Path: aRound + "/letters/:letter", Who: Official, Handler: s.splitLetter},
	}
}

// replyForm is the page without what was typed.
func (s *Server) replyForm(v *visit) (views.ReplyForm, error) {
	id, err := v.theRound()
	if err != nil {
		return views.ReplyForm{}, err
	}
	r, err := s.queries.Reply(v.ctx, v.person, id)
	if err != nil {
		return views.ReplyForm{}, err
	}
	form := views.ReplyForm{
		Layout: s.layout(v), Form: newForm(), Page: s.roundShown(v, r.RoundPage),
		Remarks: each(r.Remarks, remarkRow), Discarded: each(r.Discarded, remarkRow), Letters: r.Letters,
		Earlier: each(r.Earlier, commentCard), EarlierIn: r.EarlierIn,
	}
	if len(r.Documents) > 0 {
		form.Document = r.Documents[0].Document
	}
	if own := form.Page.Own; own.Correcting {
		form.Reply, form.Reasons = own.Reply, own.Reasons
	}
	form.Colleagues, err = s.queries.Colleagues(v.ctx, v.person)
	return form, err
}

func remarkRow(r query.RemarkRow) views.RemarkRow {
	return views.RemarkRow{CommentCard: commentCard(r.CommentCard), Draft: r.Draft, By: r.By, Differs: r.Differs}
}

func (s *Server) askReply(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.ReplyPage(form))
}

// sendReply shows what is sent and to whom, and then sends.
func (s *Server) sendReply(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	form.Form, form.Reply, form.Reasons = sentForm(v), consult.Reply(v.field("reply")), v.field("reasons")
	id := form.Page.Round.ID
	req := action.ReplyRound{Round: id, Reply: form.Reply, Reasons: form.Reasons, Received: v.now, FormID: form.FormID}
	switch v.field("do") {
	case "edit":
		return s.show(v, fiber.StatusOK, views.ReplyPage(form))
	case "send":
		req.Seen = remarksSeen(v.values("seen"))
		if err = s.actions.ReplyRound(v.ctx, v.person, req); err == nil {
			return v.see(views.To(v.lang).Window(id))
		}
	default:
		req.Seen = each(form.Remarks, func(r views.RemarkRow) action.RemarkAt {
			return action.RemarkAt{No: r.Draft.No, Version: r.Draft.Version}
		})
		if err = s.actions.CheckReply(v.ctx, v.person, req); err == nil {
			return s.show(v, fiber.StatusOK, views.ReplyPreviewPage(views.ReplyPreview{
				Layout: form.Layout, Form: form.Form, Page: form.Page, Remarks: form.Remarks, TakenBack: form.TakenBack(), Reply: form.Reply, Reasons: form.Reasons,
			}))
		}
	}
	return s.again(v, err, &form.Form, func() templ.Component { return views.ReplyPage(form) })
}

// remarksSeen reads remarks with the versions that were shown.
func remarksSeen(values []string) []action.RemarkAt {
	var list []action.RemarkAt
	for _, value := range values {
		no, version, _ := strings.Cut(value, ":")
		n, err1 := strconv.ParseUint(no, 10, 64)
		at, err2 := strconv.Atoi(version)
		if err1 == nil && err2 == nil {
			list = append(list, action.RemarkAt{No: consult.RemarkNo(n), Version: at})
		}
	}
	return list
}

func (s *Server) assignReply(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	id := form.Page.Round.ID
	if err := s.actions.AssignRound(v.ctx, v.person, action.AssignRound{Round: id, To: people.ID(v.field("to"))}); err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ReplyPage(form) })
	}
	return v.see(views.To(v.lang).ReplyRound(id))
}

// correctReply begins a correction of the reply, or gives it up.
func (s *Server) correctReply(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	id := form.Page.Round.ID
	if v.field("do") == "leave" {
		err = s.actions.LeaveCorrection(v.ctx, v.person, id)
	} else {
		err = s.actions.ReopenReply(v.ctx, v.person, id, people.Code(v.field("of")))
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ReplyPage(form) })
	}
	return v.see(views.To(v.lang).ReplyRound(id))
}

// encloseReply adds files to those that will go with the reply, or takes one away.
func (s *Server) encloseReply(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	id := form.Page.Round.ID
	if do, hash, _ := strings.Cut(v.field("do"), " "); do == "detach" {
		err = s.actions.TakeFromReply(v.ctx, v.person, id, hash)
	} else {
		var files []action.Enclosed
		if files, err = v.annexes(); err == nil && len(files) == 0 {
			err = fault.Fields{{Name: "annex", Message: fault.Message{Key: "fault.required"}}}.Err()
		}
		if err == nil {
			err = s.actions.EncloseReply(v.ctx, v.person, id, files)
		}
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ReplyPage(form) })
	}
	return v.see(views.To(v.lang).ReplyRound(id) + "#annexes")
}

// sendAnnex sends a file of a reply to be saved.
func (s *Server) sendAnnex(v *visit) error {
	id, err := v.theRound()
	if err != nil {
		return err
	}
	f, b, err := s.queries.Annex(v.ctx, v.person, id, v.c.Params("annex"))
	return s.sendPaper(v, f, b, err)
}

// keepRoundLetter keeps a letter that is to be split into remarks.
func (s *Server) keepRoundLetter(v *visit) error {
	form, err := s.replyForm(v)
	if err != nil {
		return err
	}
	form.Form, form.Letter, form.Document = sentForm(v), v.field("text"), v.whole("document")
	id := form.Page.Round.ID
	req := action.KeepLetter{Window: id, Document: form.Document, Text: form.Letter, FormID: form.FormID}
	var no consult.LetterNo
	if req.FileName, req.File, err = v.sentFile("file"); err == nil {
		no, err = s.actions.KeepLetter(v.ctx, v.person, req)
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ReplyPage(form) })
	}
	return v.see(views.To(v.lang).Letter(id, no))
}

// remarkForm is the form of a remark as the page shows it.
func (s *Server) remarkForm(v *visit, r query.RemarkPage) views.RemarkForm {
	m := r.Remark.Draft
	return views.RemarkForm{
		Layout: s.layout(v), Form: newForm(), Round: r.Round, Dossier: r.Dossier.Title, No: m.No, Version: m.Version,
		On:   views.CommentOn{Anchor: m.Anchor, Document: documentNameShown(r.Document), Cite: r.Cite, Words: shortened(r.Words, 2000)},
		Sent: each(r.Sent, documentNameShown), Text: m.Text, Replacement: m.Replacement, By: r.Remark.By, Corrects: m.Corrects,
	}
}

func (s *Server) askNewRemark(v *visit) error {
	id, err := v.theRound()
	if err != nil {
		return err
	}
	r, err := s.queries.NewRemark(v.ctx, v.person, id, anchor(v.query))
	if err != nil {
		return err
	}
	form := s.remarkForm(v, r)
	if v.query("wording") != "" {
		form.Replacement = r.Words
	}
	if form.On.Anchor.Document == 0 && len(form.Sent) > 0 {
		form.On.Anchor.Document = form.Sent[0].Document
	}
	return s.show(v, fiber.StatusOK, views.RemarkFormPage(form))
}

// theRemark is the drafted remark that the path names; a new one is 0.
func (v *visit) theRemark() (consult.ID, consult.RemarkNo, error) {
	id, err := v.theRound()
	if err != nil || v.c.Params("remark") == "" {
		return id, 0, err
	}
	no, err := v.number("remark", 1)
	return id, consult.RemarkNo(no), err
}

func (s *Server) askRemark(v *visit) error {
	id, no, err := v.theRemark()
	if err != nil {
		return err
	}
	r, err := s.queries.Remark(v.ctx, v.person, id, no)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.RemarkFormPage(s.remarkForm(v, r)))
}

// saveRemark does with a remark what the button says.
func (s *Server) saveRemark(v *visit) error {
	id, no, err := v.theRemark()
	if err != nil {
		return err
	}
	to := views.To(v.lang).ReplyRound(id)
	switch v.field("do") {
	case "discard":
		err = s.actions.DiscardRemark(v.ctx, v.person, id, no, v.whole("version"))
	case "restore":
		err = s.actions.RestoreRemark(v.ctx, v.person, id, no, v.whole("version"))
	case "reset":
		err = s.actions.ResetRemark(v.ctx, v.person, id, no, v.whole("version"))
	default:
		at := anchor(v.field)
		_, err = s.actions.DraftRemark(v.ctx, v.person, action.DraftRemark{
			Round: id, No: no, Version: v.whole("version"), Anchor: placeWith(at), Text: v.field("text"), Replacement: v.field("replacement"), FormID: v.field("form_id"),
		})
		if v.field("do") == "more" {
			to = views.To(v.lang).NewRemark(id, views.CommentPlace{Document: at.Document})
		}
	}
	if err == nil {
		return v.see(to)
	}
	return s.remarkAgain(v, id, no, err)
}

// placeWith is an anchor whose words were chosen in a provision; on a whole
// document there are none.
func placeWith(at consult.Anchor) consult.Anchor {
	if at.Document == 0 || at.Address == "" {
		return consult.Anchor{Document: at.Document}
	}
	return at
}

// remarkAgain shows the form with what was typed, beside what a colleague has
// saved meanwhile.
func (s *Server) remarkAgain(v *visit, id consult.ID, no consult.RemarkNo, err error) error {
	if fault.Of(err) == nil {
		return err
	}
	var r query.RemarkPage
	var wrong error
	if no > 0 {
		r, wrong = s.queries.Remark(v.ctx, v.person, id, no)
	} else {
		r, wrong = s.queries.NewRemark(v.ctx, v.person, id, anchor(v.field))
	}
	if wrong != nil {
		return wrong
	}
	form := s.remarkForm(v, r)
	form.Form, form.Text, form.Replacement = sentForm(v), v.field("text"), v.field("replacement")
	if f := fault.Of(err); f.Kind == fault.Conflict && no > 0 && v.whole("version") != form.Version {
		theirs := remarkRow(r.Remark)
		form.Theirs = &theirs
	}
	at := anchor(v.field)
	at.Revision = form.On.Anchor.Revision
	form.On.Anchor, form.On.Cite = at, v.field("at")
	err = fault.Renamed(fault.Renamed(err, "anchor", "at"), "quote", "at")
	return s.again(v, err, &form.Form, func() templ.Component { return views.RemarkFormPage(form) })
}
