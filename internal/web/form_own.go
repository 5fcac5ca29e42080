package web

import (
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

// ownForms are what people do to their own comments: signed in, or with the
// private link that was mailed to them.
func (s *Server) ownForms() []Route {
	const get, post, own = fiber.MethodGet, fiber.MethodPost, "/comments/:comment/own"
	return []Route{
		{Method: get, Path: "/comments/own", Who: SignedIn, Handler: s.listOwn},
		{Method: get, Path: "/comments/:comment/link", Who: Anyone, Handler: s.askLink},
		{Method: post, Path: "/comments/:comment/link", Who: Anyone, Handler: s.mailLink},
		{Method: get, Path: own, Who: SignedIn, Handler: s.askOwn},
		{Method: post, Path: own, Who: SignedIn, Handler: s.changeOwn},
		{Method: get, Path: own + "/:key", Who: Anyone, Handler: s.askOwn},
		{Method: post, Path: own + "/:key", Who: Anyone, Handler: s.changeOwn},
	}
}

func (s *Server) listOwn(v *visit) error {
	list, err := s.queries.OwnComments(v.ctx, v.person, v.query("after"))
	if err != nil {
		return err
	}
	page := views.OwnComments{Layout: s.layout(v)}
	for _, own := range list.Rows {
		page.Rows = append(page.Rows, s.ownRow(v, own))
	}
	page.Pages = pagesShown(list.Page, after(page.To().OwnComments()))
	return s.show(v, fiber.StatusOK, views.OwnCommentsPage(page))
}

func (s *Server) ownRow(v *visit, own query.OwnComment) views.OwnRow {
	row := views.OwnRow{Comment: s.commentPage(v, own.CommentPage), Window: windowShown(own.Window)}
	if f := fault.Of(own.Correct); f != nil {
		row.Correct = f.Message
	}
	return row
}

// holder is in whose name the visit does something to the comment that the path
// names: with the key of the private link in the name of its author.
func (s *Server) holder(v *visit) (people.Person, consult.CommentNo, error) {
	no, err := v.theComment()
	if err != nil {
		return people.Person{}, 0, err
	}
	p, err := s.actions.Holder(v.ctx, v.person, no, v.param("key"))
	return p, no, err
}

// ownPage is the page about the comment for whom it belongs to.
func (s *Server) ownPage(v *visit, p people.Person, no consult.CommentNo, form views.Form) (views.OwnComment, error) {
	own, err := s.queries.OwnComment(v.ctx, p, no)
	if err != nil {
		return views.OwnComment{}, err
	}
	page := views.OwnComment{OwnRow: s.ownRow(v, own), Form: form, Key: v.param("key"), Text: own.Comment.Text}
	page.Robots = "noindex"
	return page, nil
}

func (s *Server) askOwn(v *visit) error {
	p, no, err := s.holder(v)
	if err != nil {
		return err
	}
	page, err := s.ownPage(v, p, no, newForm())
	if err != nil {
		return err
	}
	if done, _ := oneOf(v.query, "done", ownDeeds); done != "" { // another word says nothing
		page.Done = done
	}
	err = s.show(v, fiber.StatusOK, views.OwnCommentPage(page))
	v.c.Set(fiber.HeaderCacheControl, string(valuePrivate)) // the address is the key
	return err
}

// ownDeeds are what can be done to one's own comment.
var ownDeeds = []string{"correct", "withdraw", "disown", "appeal"}

func (s *Server) changeOwn(v *visit) error {
	p, no, err := s.holder(v)
	if err != nil {
		return err
	}
	if _, err := s.queries.OwnComment(v.ctx, p, no); err != nil {
		return err
	}
	if err := s.limits.take(comments, sender(v.c.IP()), v.now); err != nil {
		return s.ownAgain(v, p, no, err)
	}
	if err := s.doOwn(v, p, no); err != nil {
		return s.ownAgain(v, p, no, err)
	}
	return v.see(views.To(v.lang).OwnComment(no, v.param("key")) + "?done=" + v.field("do"))
}

// doOwn does to the comment what the form asks for.
func (s *Server) doOwn(v *visit, p people.Person, no consult.CommentNo) error {
	switch do := v.field("do"); do {
	case "correct":
		return s.actions.CorrectComment(v.ctx, p, action.CorrectComment{
			Comment: no, Wording: v.field("wording"), Text: v.field("text"), Received: v.now, FormID: v.field("form_id"),
		})
	case "withdraw", "disown":
		if v.field("sure_"+do) == "" {
			return fault.Fields{{Name: "sure_" + do, Message: fault.Message{Key: "own.not_sure"}}}.Err()
		}
		if do == "withdraw" {
			return s.actions.WithdrawComment(v.ctx, p, no)
		}
		return s.actions.DisownComment(v.ctx, p, no)
	case "appeal":
		n := v.whole("decision")
		err := s.actions.AppealDecision(v.ctx, p, action.AppealDecision{
			Comment: no, Decision: n, Text: v.field(views.AppealField(n)), FormID: v.field("form_id"),
		})
		return fault.Renamed(err, "appeal", views.AppealField(n))
	}
	return fault.New(fault.Invalid, "fault.form")
}

// ownAgain shows the page with what is wrong and with what was typed.
func (s *Server) ownAgain(v *visit, p people.Person, no consult.CommentNo, wrong error) error {
	page, err := s.ownPage(v, p, no, sentForm(v))
	if err != nil {
		return err
	}
	if v.field("do") == "correct" {
		page.Text = v.field("text")
	}
	page.Appeal = v.field(views.AppealField(v.whole("decision")))
	return s.again(v, wrong, &page.Form, func() templ.Component { return views.OwnCommentPage(page) })
}

// linkForm asks for the address to which the private link to a comment is mailed.
func (s *Server) linkForm(v *visit, form views.Form) (views.LinkForm, error) {
	no, err := v.theComment()
	if err != nil {
		return views.LinkForm{}, err
	}
	if _, err := s.queries.Comment(v.ctx, v.person, no); err != nil {
		return views.LinkForm{}, err
	}
	page := views.LinkForm{Layout: s.layout(v), Form: form, Comment: no, Email: v.field("email")}
	page.Robots = "noindex"
	return page, nil
}

func (s *Server) askLink(v *visit) error {
	page, err := s.linkForm(v, newForm())
	if err != nil {
		return err
	}
	page.Sent = v.query("sent") != ""
	return s.show(v, fiber.StatusOK, views.LinkFormPage(page))
}

// mailLink answers everybody alike: whose a comment is cannot be found out.
func (s *Server) mailLink(v *visit) error {
	page, err := s.linkForm(v, sentForm(v))
	if err != nil {
		return err
	}
	err = s.limits.take(reports, sender(v.c.IP()), v.now)
	if err == nil {
		err = s.limits.take(mailTo, strings.ToLower(page.Email), v.now)
	}
	if err == nil {
		err = s.actions.MailOwnLink(v.ctx, v.person, page.Comment, page.Email, v.lang)
	}
	if err != nil {
		return s.again(v, err, &page.Form, func() templ.Component { return views.LinkFormPage(page) })
	}
	return v.see(views.To(v.lang).CommentLink(page.Comment) + "?sent=1")
}
