package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// moderationForms are where anybody reports a comment and moderators decide, and
// the public list of what is not shown.
func (s *Server) moderationForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/comments/:comment"
	return []Route{
		{Method: get, Path: "/withheld", Handler: s.showWithheld, Cache: true},
		{Method: get, Path: "/moderation", Who: Moderator, Handler: s.showModeration},
		{Method: get, Path: one + "/report", Who: Anyone, Handler: s.askReport},
		{Method: post, Path: one + "/report", Who: Anyone, Handler: s.report},
		{Method: get, Path: one + "/moderate", Who: Moderator, Handler: s.askModerate},
		{Method: post, Path: one + "/moderate", Who: Moderator, Handler: s.moderate},
		{Method: get, Path: one + "/files/:file/sent", Who: Moderator, Handler: s.sendSentFile},
	}
}

func (s *Server) showWithheld(v *visit) error {
	list, err := s.queries.Withheld(v.ctx, v.person, v.query("after"))
	if err != nil {
		return err
	}
	page := views.Withheld{Layout: s.layout(v)}
	for _, r := range list.Reasons {
		page.Reasons = append(page.Reasons, views.ReasonCount(r))
	}
	for _, r := range list.Rows {
		page.Rows = append(page.Rows, views.WithheldRow{Comment: r.Comment, Window: windowShown(r.Window), Case: r.Case, N: r.N})
	}
	page.Pages = pagesShown(list.Page, after(page.To().Withheld("")))
	return s.show(v, fiber.StatusOK, views.WithheldPage(page))
}

func (s *Server) showModeration(v *visit) error {
	all, err := s.queries.Moderation(v.ctx, v.person, v.query("after"))
	if err != nil {
		return err
	}
	page := views.Moderation{Layout: s.layout(v), Waiting: each(all.Waiting, caseShown), Newest: each(all.Newest, caseShown), More: all.More}
	page.Pages = pagesShown(all.Page, after(page.To().Moderation()))
	return s.show(v, fiber.StatusOK, views.ModerationPage(page))
}

func caseShown(r query.CaseRow) views.CaseRow {
	return views.CaseRow{CommentCard: commentCard(r.CommentCard), Case: r.Case, Why: r.Why, Since: r.Since, Window: windowShown(r.Window)}
}

// reportForm is the form about the comment that the path names, while it is
// public.
func (s *Server) reportForm(v *visit, form views.Form) (views.ReportForm, error) {
	no, err := v.theComment()
	if err != nil {
		return views.ReportForm{}, err
	}
	card, err := s.oneComment(v, no)
	page := views.ReportForm{Layout: s.layout(v), Form: form, Comment: card, Reason: v.field("reason"), Text: v.field("text")}
	page.Robots = "noindex"
	return page, err
}

func (s *Server) askReport(v *visit) error {
	page, err := s.reportForm(v, newForm())
	if err != nil {
		return err
	}
	page.Sent = v.query("sent") != ""
	return s.show(v, fiber.StatusOK, views.ReportFormPage(page))
}

func (s *Server) report(v *visit) error {
	page, err := s.reportForm(v, sentForm(v))
	if err != nil {
		return err
	}
	no := page.Comment.Comment.No
	err = s.limits.take(reports, sender(v.c.IP()), v.now)
	if err == nil {
		err = s.actions.ReportComment(v.ctx, v.person, action.ReportComment{
			Comment: no, Reason: consult.Reason(page.Reason), Text: page.Text, FormID: page.FormID,
		})
	}
	if err != nil {
		return s.again(v, err, &page.Form, func() templ.Component { return views.ReportFormPage(page) })
	}
	return v.see(views.To(v.lang).Report(no) + "?sent=1")
}

func (s *Server) moderateForm(v *visit, form views.Form) (views.ModerateForm, error) {
	no, err := v.theComment()
	if err != nil {
		return views.ModerateForm{}, err
	}
	m, err := s.queries.Moderated(v.ctx, v.person, no)
	if err != nil {
		return views.ModerateForm{}, err
	}
	return views.ModerateForm{Comment: s.commentPage(v, m.CommentPage), Form: form, Suspects: m.Suspects, Names: m.Names, Telling: m.Telling}, nil
}

func (s *Server) askModerate(v *visit) error {
	page, err := s.moderateForm(v, newForm())
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.ModerateFormPage(page))
}

func (s *Server) moderate(v *visit) error {
	page, err := s.moderateForm(v, sentForm(v))
	if err != nil {
		return err
	}
	page.Do = v.field("do")
	page.Reason, page.Note = v.field(views.RulingField("reason", page.Do)), v.field(views.RulingField("note", page.Do))
	page.Words, page.Chosen, page.Alike = v.field("words"), v.values("suspect"), v.field("alike") != ""
	n := v.whole("decision")
	page.Answer = v.field(views.AnswerField(n))
	no := page.Comment.Comment.No
	if err := s.decide(v, page, no, n); err != nil {
		return s.again(v, err, &page.Form, func() templ.Component { return views.ModerateFormPage(page) })
	}
	return v.see(views.To(v.lang).Moderate(no))
}

// decide does what the form asks for.
func (s *Server) decide(v *visit, page views.ModerateForm, no consult.CommentNo, n int) error {
	switch page.Do {
	case "undo":
		return s.actions.UndoDecision(v.ctx, v.person, no, n)
	case "appeal":
		upheld := v.field("upheld")
		if upheld != "yes" && upheld != "no" {
			return fault.New(fault.Invalid, "fault.form")
		}
		err := s.actions.DecideAppeal(v.ctx, v.person, action.DecideAppeal{
			Comment: no, Decision: n, Upheld: upheld == "yes", Answer: page.Answer, FormID: page.FormID,
		})
		return fault.Renamed(err, "answer", views.AnswerField(n))
	}
	req := action.Decide{
		Comment: no, Ruling: consult.Ruling(page.Do), Reason: consult.Reason(page.Reason), Note: page.Note,
		File: v.whole("file"), Words: append(lines(page.Words), page.Chosen...), Alike: page.Alike, FormID: page.FormID,
	}
	if req.Ruling == consult.RedactsFile {
		files, err := v.sentFiles("copy")
		if err != nil {
			return err
		}
		if req.File = v.whole("redacted"); len(files) > 0 {
			req.Copy = action.Enclosed{Name: files[0].name, Bytes: files[0].bytes}
		}
	}
	if req.Ruling == consult.Disowns {
		req.Reason = consult.Impostor
	}
	err := s.actions.Decide(v.ctx, v.person, req)
	err = fault.Renamed(err, "reason", views.RulingField("reason", page.Do))
	return fault.Renamed(err, "note", views.RulingField("note", page.Do))
}

// oneComment is a comment as a form about it shows it.
func (s *Server) oneComment(v *visit, no consult.CommentNo) (views.CommentCard, error) {
	page, err := s.queries.Comment(v.ctx, v.person, no)
	if err != nil {
		return views.CommentCard{}, err
	}
	return commentCard(page.CommentCard), nil
}
