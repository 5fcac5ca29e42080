package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

func (s *Server) consultationForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/dossiers/:series/:number/consultations"
	return []Route{
		{Method: get, Path: one + "/new", Who: Official, Handler: s.askConsultation},
		{Method: post, Path: one + "/new", Who: Official, Handler: s.openConsultation},
		{Method: get, Path: one + "/:consultation/extend", Who: Official, Handler: s.askExtend},
		{Method: post, Path: one + "/:consultation/extend", Who: Official, Handler: s.extend},
		{Method: get, Path: one + "/:consultation/close", Who: Official, Handler: s.askClose},
		{Method: post, Path: one + "/:consultation/close", Who: Official, Handler: s.closeConsultation},
	}
}

// consultationForm is the form without what was typed.
func (s *Server) consultationForm(v *visit) (views.ConsultationForm, error) {
	d, err := s.mayWrite(v, people.OpenConsultation)
	if err != nil {
		return views.ConsultationForm{}, err
	}
	documents, err := s.queries.DocumentsOf(v.ctx, v.person, d.ID)
	form := views.ConsultationForm{
		Layout: s.layout(v), Form: newForm(), Dossier: d.ID, DossierName: d.Title, Recommended: s.config.ConsultationDays,
		Earliest: firstWorkingDay(clock.DateOf(v.now).AddDays(s.config.ConsultationDays)),
	}
	for _, doc := range documents {
		if doc.Revisions > 0 {
			form.Documents = append(form.Documents, documentName(doc, doc.Revisions))
		}
	}
	return form, err
}

// firstWorkingDay is the day, or the next one that is worked.
func firstWorkingDay(d clock.Date) clock.Date {
	for !d.IsWorkingDay() {
		d = d.AddDays(1)
	}
	return d
}

func documentName(doc dossier.Document, revision int) views.DocumentName {
	return views.DocumentName{Document: doc.No, Revision: revision, Kind: doc.Kind, Title: doc.Title}
}

func (s *Server) askConsultation(v *visit) error {
	form, err := s.consultationForm(v)
	if err != nil {
		return err
	}
	form.Title = form.DossierName
	form.Deadline = form.Earliest.String()
	for _, doc := range form.Documents {
		form.Chosen = append(form.Chosen, doc.Document)
	}
	return s.show(v, fiber.StatusOK, views.ConsultationFormPage(form))
}

func (s *Server) openConsultation(v *visit) error {
	form, err := s.consultationForm(v)
	if err != nil {
		return err
	}
	form.Form = sentForm(v)
	form.Title, form.Summary, form.Affected = v.text("title"), v.text("summary"), v.text("affected")
	form.Questions, form.Deadline, form.ShortReason = v.field("questions"), v.field("deadline"), v.text("short_reason")
	form.Chosen = v.wholes("documents")
	req := action.OpenConsultation{
		Dossier: form.Dossier, Title: form.Title, Summary: form.Summary, Affected: form.Affected,
		Documents: form.Chosen, ShortReason: form.ShortReason, FormID: form.FormID,
	}
	for _, question := range lines(form.Questions) {
		req.Questions = append(req.Questions, lang.Text{Et: question})
	}
	var wrong fault.Fields
	req.Deadline = v.date("deadline", &wrong)
	var id consult.ID
	if err = wrong.Err(); err == nil {
		id, err = s.actions.OpenConsultation(v.ctx, v.person, req)
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ConsultationFormPage(form) })
	}
	return v.see(views.To(v.lang).Consultation(id))
}

// theirConsultation loads the consultation that the path names for somebody
// who wants to do something to it.
func (s *Server) theirConsultation(v *visit, do people.Verb) (consult.Consultation, dossier.Dossier, error) {
	id, err := v.theConsultation()
	if err != nil {
		return consult.Consultation{}, dossier.Dossier{}, err
	}
	d, err := s.mayWrite(v, do)
	if err != nil {
		return consult.Consultation{}, d, err
	}
	c, _, err := s.queries.ConsultationFacts(v.ctx, v.person, id)
	return c, d, err
}

func (s *Server) askExtend(v *visit) error {
	c, d, err := s.theirConsultation(v, people.MoveDeadline)
	if err != nil {
		return err
	}
	form := views.ExtendForm{Layout: s.layout(v), Form: newForm(), Consultation: c, Dossier: d.Title}
	return s.show(v, fiber.StatusOK, views.ExtendFormPage(form))
}

func (s *Server) extend(v *visit) error {
	c, d, err := s.theirConsultation(v, people.MoveDeadline)
	if err != nil {
		return err
	}
	form := views.ExtendForm{Layout: s.layout(v), Form: sentForm(v), Consultation: c, Dossier: d.Title, Deadline: v.field("deadline"), Reason: v.text("reason")}
	var wrong fault.Fields
	to := v.date("deadline", &wrong)
	if err = wrong.Err(); err == nil {
		err = s.actions.MoveDeadline(v.ctx, v.person, action.MoveDeadline{Consultation: c.ID, To: to, Reason: form.Reason})
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.ExtendFormPage(form) })
	}
	return v.see(views.To(v.lang).Consultation(c.ID))
}

func (s *Server) askClose(v *visit) error {
	c, d, err := s.theirConsultation(v, people.CloseConsultation)
	if err != nil {
		return err
	}
	form := views.CloseForm{Layout: s.layout(v), Form: newForm(), Consultation: c, Dossier: d.Title}
	if form.Missing, err = s.missing(v, c.ID); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.CloseFormPage(form))
}

func (s *Server) closeConsultation(v *visit) error {
	c, d, err := s.theirConsultation(v, people.CloseConsultation)
	if err != nil {
		return err
	}
	form := views.CloseForm{Layout: s.layout(v), Form: sentForm(v), Consultation: c, Dossier: d.Title, Summary: v.text("summary")}
	err = s.actions.CloseConsultation(v.ctx, v.person, action.CloseConsultation{Consultation: c.ID, Summary: form.Summary})
	if err != nil {
		var wrong error
		if form.Missing, wrong = s.missing(v, c.ID); wrong != nil {
			return wrong
		}
		return s.again(v, err, &form.Form, func() templ.Component { return views.CloseFormPage(form) })
	}
	return v.see(views.To(v.lang).Consultation(c.ID))
}

// missingShown is how many comments without a response a form lists.
const missingShown = 50

// missing lists the first comments that wait for a response.
func (s *Server) missing(v *visit, id consult.ID) ([]views.CommentCard, error) {
	cards, err := s.queries.Unanswered(v.ctx, v.person, id, missingShown)
	return each(cards, commentCard), err
}

// asWhom lists the ways in which the person may sign a comment.
func (s *Server) asWhom(v *visit) ([]views.AsWhom, error) {
	ways := []views.AsWhom{{Kind: consult.Private}}
	speaks, err := s.queries.SpeaksFor(v.ctx, v.person)
	for _, o := range slices.Backward(speaks) {
		ways = append(ways, views.AsWhom{Kind: consult.Organisation, Name: o.Name, Code: o.Code})
	}
	if v.person.Serves(v.person.Institution) {
		ways = append(ways, views.AsWhom{Kind: consult.Institution, Name: s.queries.InstitutionName(v.person.Institution).In(v.lang)})
	}
	slices.Reverse(ways)
	return ways, err
}

// shortened is a text cut at a word after about n bytes.
func shortened(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= n {
		return text
	}
	cut := strings.LastIndexByte(text[:n], ' ')
	if cut < 0 {
		return text
	}
	return text[:cut] + " …"
}
