package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// aRound is the path of a coordination round.
const aRound = aDossier + "/rounds/:round"

// coordinating is the part of the route table where rounds are sent and read.
func (s *Server) coordinating() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	return []Route{
		{Method: get, Path: aDossier + "/rounds/new", Who: Official, Handler: s.askRound},
		{Method: post, Path: aDossier + "/rounds/new", Who: Official, Handler: s.sendRound},
		{Method: get, Path: aRound, Handler: s.showRound, Cache: true},
		{Method: get, Path: aRound + "/extend", Who: Official, Handler: s.askExtendRound},
		{Method: post, Path: aRound + "/extend", Who: Official, Handler: s.extendRound},
	}
}

// theRound is the round that the path names.
func (v *visit) theRound() (consult.ID, error) {
	no, err := v.number("round", 1)
	return consult.ID{Dossier: v.theDossier(), No: no, Round: true}, err
}

func (s *Server) showRound(v *visit) error {
	id, err := v.theRound()
	if err != nil {
		return err
	}
	r, err := s.queries.Round(v.ctx, v.person, id, v.query("after"))
	if err != nil {
		return err
	}
	page := s.roundShown(v, r)
	page.Pages = pagesShown(r.Page, after(page.To().Window(id)))
	return s.showOf(v, fiber.StatusOK, id.Dossier, views.RoundPage(page))
}

func (s *Server) roundShown(v *visit, r query.RoundPage) views.Round {
	page := views.Round{
		Layout: s.layout(v), Round: r.Round, Dossier: r.Dossier, Institution: r.Institution,
		Documents: each(r.Documents, roundDocument), Replies: each(r.Replies, repliedShown), Comments: each(r.Comments, commentCard),
		Next: r.Next, MayExtend: r.MayExtend, MayRespond: r.MayRespond,
	}
	if r.Own != nil {
		own := views.OwnReply(*r.Own)
		page.Own = &own
	}
	return page
}

func roundDocument(d query.RoundDocument) views.RoundDocument {
	return views.RoundDocument{DocumentName: documentNameShown(d.DocumentName), Before: d.Before, Same: d.Same, Changed: d.Changed}
}

// roundForm is the form without what was typed.
func (s *Server) roundForm(v *visit) (views.SendRoundForm, error) {
	sending, err := s.queries.Sending(v.ctx, v.person, v.theDossier())
	if err != nil {
		return views.SendRoundForm{}, err
	}
	d, terms := sending.Dossier, s.terms()
	form := views.SendRoundForm{
		Layout: s.layout(v), Form: newForm(), Dossier: d.ID, DossierName: d.Title, Public: !d.Published.IsZero(),
		Documents: each(sending.Documents, documentNameShown), Register: sending.Register, Tasks: map[people.Code]consult.Task{},
		Days: terms.Days(d.Kind), Earliest: terms.Deadline(d.Kind, clock.DateOf(v.now)),
	}
	if last := sending.Last; last != nil {
		form.Again, form.Waiting, form.Tasks = true, last.Waiting(), sending.Asked
	}
	return form, nil
}

func (s *Server) terms() consult.Terms {
	if s.config.Terms == (consult.Terms{}) {
		return consult.DefaultTerms
	}
	return s.config.Terms
}

// askRound asks for a round; the next one asks again whom the last one asked.
func (s *Server) askRound(v *visit) error {
	form, err := s.roundForm(v)
	if err != nil {
		return err
	}
	form.Deadline = form.Earliest.String()
	for _, doc := range form.Documents {
		form.Chosen = append(form.Chosen, doc.Document)
	}
	return s.show(v, fiber.StatusOK, views.SendRoundPage(form))
}

// roundTyped is the form as it was sent, with what it asks for.
func (s *Server) roundTyped(v *visit) (views.SendRoundForm, action.SendRound, error) {
	form, err := s.roundForm(v)
	if err != nil {
		return form, action.SendRound{}, err
	}
	form.Form, form.Tasks = sentForm(v), map[people.Code]consult.Task{}
	form.Chosen, form.Note = v.wholes("documents"), v.text("note")
	form.Deadline, form.ShortReason = v.field("deadline"), v.text("short_reason")
	req := action.SendRound{
		Dossier: form.Dossier, Note: form.Note, Documents: form.Chosen, Seen: v.documentsSeen(), ShortReason: form.ShortReason, FormID: form.FormID,
	}
	for _, i := range form.Register {
		if task := consult.Task(v.field(views.TaskField(i.Code))); task != "" {
			form.Tasks[i.Code] = task
			req.Addressees = append(req.Addressees, consult.Addressee{Institution: i.Code, Task: task})
		}
	}
	return form, req, nil
}

// documentsSeen are the documents that the form showed, each at its revision.
func (v *visit) documentsSeen() []consult.DocumentAt {
	var list []consult.DocumentAt
	for _, value := range v.values("seen") {
		document, revision, _ := strings.Cut(value, "@")
		d, err1 := strconv.Atoi(document)
		r, err2 := strconv.Atoi(revision)
		if err1 == nil && err2 == nil {
			list = append(list, consult.DocumentAt{Document: d, Revision: r})
		}
	}
	return list
}

// sendRound shows who will see what, and then sends.
func (s *Server) sendRound(v *visit) error {
	form, req, err := s.roundTyped(v)
	if err != nil {
		return err
	}
	if v.field("do") == "edit" {
		return s.show(v, fiber.StatusOK, views.SendRoundPage(form))
	}
	var wrong fault.Fields
	req.Deadline = v.date("deadline", &wrong)
	if err = wrong.Err(); err == nil && v.field("do") == "send" {
		var id consult.ID
		if id, err = s.actions.SendRound(v.ctx, v.person, req); err == nil {
			return v.see(views.To(v.lang).Window(id))
		}
	}
	var r consult.Round
	if err == nil {
		r, err = s.actions.CheckRound(v.ctx, v.person, req)
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.SendRoundPage(form) })
	}
	return s.show(v, fiber.StatusOK, views.RoundPreviewPage(views.RoundPreview{SendRoundForm: form, Round: r}))
}

// extendRoundForm is the form about the round that the path names, for those who
// may move its deadline.
func (s *Server) extendRoundForm(v *visit) (views.ExtendRoundForm, error) {
	id, err := v.theRound()
	if err != nil {
		return views.ExtendRoundForm{}, err
	}
	r, err := s.queries.Round(v.ctx, v.person, id, "")
	if err != nil {
		return views.ExtendRoundForm{}, err
	}
	on := people.Object{Institution: r.Dossier.Institution, Published: !r.Dossier.Published.IsZero(), Invited: r.Round.Asks()}
	if err := people.May(v.person, people.ExtendRound, on); err != nil {
		return views.ExtendRoundForm{}, err
	}
	return views.ExtendRoundForm{Layout: s.layout(v), Form: newForm(), Round: r.Round, Dossier: r.Dossier.Title}, nil
}

func (s *Server) askExtendRound(v *visit) error {
	form, err := s.extendRoundForm(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.ExtendRoundPage(form))
}

func (s *Server) extendRound(v *visit) error {
	form, err := s.extendRoundForm(v)
	if err != nil {
		return err
	}
	form.Form, form.Deadline, form.Reason = sentForm(v), v.field("deadline"), v.text("reason")
	var wrong fault.Fields
	to := v.date("deadline", &wrong)
	if err = wrong.Err(); err == nil {
		err = s.actions.ExtendRound(v.ctx, v.person, action.ExtendRound{Round: form.Round.ID, To: to, Reason: form.Reason})
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ExtendRoundPage(form) })
	}
	return v.see(views.To(v.lang).Window(form.Round.ID))
}
