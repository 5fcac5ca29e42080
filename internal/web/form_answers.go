package web

import (
	"slices"
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

// The paths of the two sorts of window.
var aWindow = []string{aDossier + "/consultations/:consultation", aDossier + "/rounds/:round"}

// answering is the part of the route table where officials answer remarks, in
// consultations and in rounds.
func (s *Server) answering() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	list := []Route{
		{Method: get, Path: "/statistics", Handler: s.showStatistics, Cache: true},
		{Method: get, Path: "/statistics.csv", Handler: s.sendStatistics},
		{Method: get, Path: "/comments/:comment/respond", Who: Official, Handler: s.askRespond},
		{Method: get, Path: "/responses/:response/correct", Who: Official, Handler: s.askCorrect},
		{Method: post, Path: "/responses/:response/correct", Who: Official, Handler: s.correct},
	}
	for _, one := range aWindow {
		list = append(list,
			Route{Method: get, Path: one + "/table", Handler: s.showTable, Cache: true},
			Route{Method: get, Path: one + "/table.docx", Handler: s.sendTable},
			Route{Method: get, Path: one + "/table.xlsx", Handler: s.sendTable},
			Route{Method: get, Path: one + "/table.csv", Handler: s.sendTable},
			Route{Method: get, Path: one + "/comments.csv", Handler: s.sendComments},
			Route{Method: get, Path: one + "/responses", Who: Official, Handler: s.listAnswers},
			Route{Method: post, Path: one + "/responses", Who: Official, Handler: s.chooseAnswers},
			Route{Method: get, Path: one + "/responses/publish", Who: Official, Handler: s.previewAnswers},
			Route{Method: post, Path: one + "/responses/publish", Who: Official, Handler: s.publishAnswers},
			Route{Method: post, Path: one + "/responses/drafts/new", Who: Official, Handler: s.saveAnswer},
			Route{Method: get, Path: one + "/responses/drafts/:draft", Who: Official, Handler: s.askAnswer},
			Route{Method: post, Path: one + "/responses/drafts/:draft", Who: Official, Handler: s.saveAnswer},
			Route{Method: post, Path: one + "/responses/drafts/:draft/discard", Who: Official, Handler: s.discardAnswer},
			Route{Method: post, Path: one + "/responses/drafts/:draft/restore", Who: Official, Handler: s.restoreAnswer},
		)
	}
	return slices.Concat(list, s.coordinating(), s.replying())
}

// theWindow is the consultation or round that the path names.
func (v *visit) theWindow() (consult.ID, error) {
	if v.c.Params("round") == "" {
		return v.theConsultation()
	}
	no, err := v.number("round", 1)
	return consult.ID{Dossier: v.theDossier(), No: no, Round: true}, err
}

// theDraft is the draft that the path names; one not yet kept is 0.
func (v *visit) theDraft() (consult.ID, consult.DraftNo, error) {
	id, err := v.theWindow()
	if err != nil || v.c.Params("draft") == "" {
		return id, 0, err
	}
	no, err := v.number("draft", 1)
	return id, consult.DraftNo(no), err
}

// listAnswers shows the work list.
func (s *Server) listAnswers(v *visit) error {
	page, err := s.answerList(v, v.query("show"), v.query("by"), v.query("after"))
	if err != nil {
		return err
	}
	page.Form = newForm()
	return s.show(v, fiber.StatusOK, views.AnsweringPage(page))
}

func (s *Server) answerList(v *visit, show, by, after string) (views.Answering, error) {
	id, err := v.theWindow()
	if err != nil {
		return views.Answering{}, err
	}
	ask, err := answerAsk(show, by, after)
	if err != nil {
		return views.Answering{}, err
	}
	list, err := s.queries.Answering(v.ctx, v.person, id, ask)
	if err != nil {
		return views.Answering{}, err
	}
	page := views.Answering{
		Layout: s.layout(v), Window: windowShown(list.Window), Query: views.AnswerQuery{By: by, Show: show, After: after},
		Drafts: each(list.Drafts, answerDraftRow), Discarded: each(list.Discarded, answerDraftRow),
		Rows: each(list.Rows, func(r query.AnswerRow) views.AnswerRow {
			return views.AnswerRow{CommentCard: commentCard(r.CommentCard), Starts: r.Starts, Draft: r.Draft, Assigned: r.Assigned, Members: r.Members}
		}),
	}
	for _, filter := range query.Shows {
		page.Filters = append(page.Filters, views.Choice{
			Value: filter, Count: list.Counts[filter], Chosen: filter == show,
			Address: page.To().Responses(id, views.AnswerQuery{By: by, Show: filter}),
		})
	}
	page.Pages = pagesShown(list.Page, func(after string) string {
		return page.To().Responses(id, views.AnswerQuery{By: by, Show: show, After: after})
	})
	page.Colleagues, err = s.queries.Colleagues(v.ctx, v.person)
	return page, err
}

// answerAsk reads what narrows a work list.
func answerAsk(show, by, after string) (query.AnswerAsk, error) {
	if by != "" && by != "sender" {
		return query.AnswerAsk{}, malformed("by")
	}
	for _, known := range query.Shows {
		if show == known {
			return query.AnswerAsk{BySender: by == "sender", Show: show, After: after}, nil
		}
	}
	return query.AnswerAsk{}, malformed("show")
}

func answerDraftRow(r query.AnswerDraftRow) views.AnswerDraftRow {
	return views.AnswerDraftRow{Draft: r.Draft, By: r.By, Ready: r.Ready, Stale: r.Stale}
}

func windowShown(w query.Window) views.AnswerWindow {
	return views.AnswerWindow{ID: w.ID, Dossier: w.Dossier, Title: w.Title, Deadline: w.Deadline, Due: w.Due,
		Comments: w.Comments, Answered: w.Answered, Overdue: w.Overdue}
}

// chooseAnswers begins one response to the remarks chosen, or gives them to a
// colleague.
func (s *Server) chooseAnswers(v *visit) error {
	id, err := v.theWindow()
	if err != nil {
		return err
	}
	show, by := v.query("show"), v.query("by")
	comments, err := s.chosen(v, id, show, by)
	if err == nil && v.field("do") == "assign" {
		err = s.actions.AssignComments(v.ctx, v.person, action.AssignComments{Window: id, Comments: comments, To: people.ID(v.field("to"))})
		if err == nil {
			return v.see(views.To(v.lang).Responses(id, views.AnswerQuery{By: by, Show: show}))
		}
	}
	var no consult.DraftNo
	if err == nil {
		no, err = s.actions.DraftResponse(v.ctx, v.person, action.DraftResponse{
			Window: id, Comments: comments, Campaigns: numbersSent(v.values("campaigns")), FormID: v.field("form_id"),
		})
	}
	if err == nil {
		return v.see(views.To(v.lang).AnswerDraft(id, no))
	}
	page, wrong := s.answerList(v, show, by, "")
	if wrong != nil {
		return wrong
	}
	page.Form = sentForm(v)
	return s.again(v, err, &page.Form, func() templ.Component { return views.AnsweringPage(page) })
}

// chosen are the remarks chosen one by one, or all under the filter.
func (s *Server) chosen(v *visit, id consult.ID, show, by string) ([]consult.CommentNo, error) {
	if v.field("all") == "" {
		return numbersSent(v.values("comments")), nil
	}
	ask, err := answerAsk(show, by, "")
	if err != nil {
		return nil, err
	}
	return s.queries.Waiting(v.ctx, v.person, id, ask)
}

// numbersSent reads numbers of comments; what is none is left out.
func numbersSent(values []string) []consult.CommentNo {
	var list []consult.CommentNo
	for _, value := range values {
		if no, err := query.ParseComment(value); err == nil && no != 0 {
			list = append(list, no)
		}
	}
	return list
}

func (s *Server) discardAnswer(v *visit) error {
	return s.moveAnswer(v, s.actions.DiscardResponse)
}

func (s *Server) restoreAnswer(v *visit) error {
	return s.moveAnswer(v, s.actions.RestoreResponse)
}

// previewAnswers shows what becomes public of the drafts chosen.
func (s *Server) previewAnswers(v *visit) error {
	var drafts []action.DraftAt
	for _, value := range v.c.Context().QueryArgs().PeekMulti("draft") {
		no, err := strconv.ParseUint(string(value), 10, 64)
		if err != nil {
			return malformed("draft")
		}
		drafts = append(drafts, action.DraftAt{No: consult.DraftNo(no)})
	}
	page, err := s.answerPreview(v, drafts, newForm())
	if err != nil {
		return err
	}
	if len(page.Answers) == 0 {
		return v.see(page.To().Responses(page.Window.ID, views.AnswerQuery{}))
	}
	return s.show(v, fiber.StatusOK, views.AnswerPreviewPage(page))
}

func (s *Server) answerPreview(v *visit, drafts []action.DraftAt, form views.Form) (views.AnswerPreview, error) {
	id, err := v.theWindow()
	if err != nil {
		return views.AnswerPreview{}, err
	}
	w, err := s.queries.OwnWindow(v.ctx, v.person, id)
	page := views.AnswerPreview{Layout: s.layout(v), Form: form, Window: windowShown(w)}
	for _, at := range drafts {
		if err != nil {
			return page, err
		}
		var one query.AnswerPage
		if one, err = s.queries.AnswerDraft(v.ctx, v.person, id, at.No); err != nil {
			if f := fault.Of(err); f != nil && f.Kind == fault.NotFound {
				err = nil // published or never there
				continue
			}
			return page, err
		}
		shown := views.AnswerShown{Draft: one.Draft, Response: one.Draft.Response(), Comments: each(one.Comments, commentCard)}
		shown.Response.Institution, shown.Response.Published = w.Institution, v.now
		var changes []query.ChangeChoice
		changes, err = s.queries.ChangesNamed(v.ctx, v.person, shown.Response)
		shown.Changes = each(changes, changeShownIn)
		page.Answers = append(page.Answers, shown)
	}
	return page, err
}

func (s *Server) publishAnswers(v *visit) error {
	id, err := v.theWindow()
	if err != nil {
		return err
	}
	drafts := draftsSent(v.values("drafts"))
	err = s.actions.PublishResponses(v.ctx, v.person, action.PublishResponses{Window: id, Drafts: drafts, FormID: v.field("form_id")})
	if err == nil {
		return v.see(views.To(v.lang).Responses(id, views.AnswerQuery{Show: query.ShowAnswered}))
	}
	page, wrong := s.answerPreview(v, drafts, newForm())
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.AnswerPreviewPage(page) })
}

// draftsSent reads drafts with the versions that were shown.
func draftsSent(values []string) []action.DraftAt {
	var list []action.DraftAt
	for _, value := range values {
		no, version, _ := strings.Cut(value, ":")
		n, err1 := strconv.ParseUint(no, 10, 64)
		at, err2 := strconv.Atoi(version)
		if err1 == nil && err2 == nil {
			list = append(list, action.DraftAt{No: consult.DraftNo(n), Version: at})
		}
	}
	return list
}
