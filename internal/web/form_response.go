package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// askRespond begins a response to one comment; one that is in a draft already
// leads to it.
func (s *Server) askRespond(v *visit) error {
	no, err := v.theComment()
	if err != nil {
		return err
	}
	page, err := s.queries.NewAnswer(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	if page.Draft.No != 0 {
		return v.see(views.To(v.lang).AnswerDraft(page.Window.ID, page.Draft.No))
	}
	return s.showAnswer(v, s.answerForm(v, page, newForm()))
}

func (s *Server) askAnswer(v *visit) error {
	id, no, err := v.theDraft()
	if err != nil {
		return err
	}
	page, err := s.queries.AnswerDraft(v.ctx, v.person, id, no)
	if err != nil {
		return err
	}
	if !page.Draft.Discarded.IsZero() {
		return fault.ErrNotFound
	}
	return s.showAnswer(v, s.answerForm(v, page, newForm()))
}

func (s *Server) answerForm(v *visit, page query.AnswerPage, form views.Form) views.AnswerForm {
	return views.AnswerForm{
		Layout: s.layout(v), Form: form, Window: windowShown(page.Window), Draft: suggested(page), By: page.By,
		Comments: each(page.Comments, commentCard), Answered: page.Answered, Corrected: page.Corrected, Documents: page.Documents, Read: page.Read,
	}
}

// suggested is a draft with the comparison that most likely shows its change:
// from the revision that its first remark was written on to the newest.
func suggested(page query.AnswerPage) consult.AnswerDraft {
	d := page.Draft
	if d.Document != 0 || d.Revision != 0 || len(page.Comments) == 0 {
		return d
	}
	at := page.Comments[0].Comment.Anchor
	for _, doc := range page.Documents {
		if doc.No == at.Document && at.Revision < doc.Revisions {
			d.Document, d.From, d.Revision = doc.No, at.Revision, doc.Revisions
		}
	}
	return d
}

// showAnswer shows the form with the changes to choose from.
func (s *Server) showAnswer(v *visit, form views.AnswerForm) error {
	var err error
	if form.Changes, err = s.changesToChoose(v, form); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.AnswerFormPage(form))
}

// changesToChoose lists the changes of the comparison chosen. A comparison that
// is not there has none: the form says what is wrong once it is sent.
func (s *Server) changesToChoose(v *visit, form views.AnswerForm) ([]views.ChangeChoice, error) {
	d := form.Draft
	if d.Document == 0 || d.From == 0 || d.Revision <= d.From {
		return nil, nil
	}
	var on consult.Anchor
	if len(form.Comments) > 0 {
		on = form.Comments[0].Comment.Anchor
	}
	list, err := s.queries.ChangesBetween(v.ctx, v.person, form.Window.ID.Dossier, d.Document, d.From, d.Revision, on)
	if f := fault.Of(err); f != nil && f.Kind == fault.NotFound {
		return nil, nil
	}
	return each(list, changeShownIn), err
}

func changeShownIn(c query.ChangeChoice) views.ChangeChoice {
	return views.ChangeChoice{Address: c.Address, Cite: c.Cite, Own: c.Own, Line: lineShown(c.Line)}
}

// typed puts what was sent into a draft.
func typed(v *visit, d consult.AnswerDraft) consult.AnswerDraft {
	d.Version, d.Outcome, d.Text = v.whole("version"), consult.Outcome(v.field("outcome")), v.field("text")
	d.Document, d.From, d.Revision, d.Changes = v.whole("document"), v.whole("from"), v.whole("revision"), v.values("changes")
	d.Read = read(v)
	out := map[consult.CommentNo]bool{}
	for _, no := range numbersSent(v.values("without")) {
		out[no] = true
	}
	d.Comments = nil
	for _, no := range numbersSent(strings.Fields(v.field("comments"))) {
		if !out[no] {
			d.Comments = append(d.Comments, no)
		}
	}
	if d.Document == 0 || d.Revision == 0 {
		d.Document, d.From, d.Revision, d.Changes = 0, 0, 0, nil
	}
	return d
}

// read is when the page was made that a form was on; zero when it does not say.
func read(v *visit) time.Time {
	ns, err := strconv.ParseInt(v.field("read"), 10, 64)
	if err != nil || ns <= 0 {
		return time.Time{}
	}
	return time.Unix(0, ns)
}

// saveAnswer keeps a draft and stays with it, or goes on to publish it.
func (s *Server) saveAnswer(v *visit) error {
	id, no, err := v.theDraft()
	if err != nil {
		return err
	}
	draft := typed(v, consult.AnswerDraft{No: no, Window: id})
	if v.field("do") == "compare" {
		return s.compareAnswer(v, draft)
	}
	no, err = s.actions.DraftResponse(v.ctx, v.person, action.DraftResponse{
		Window: id, No: no, Version: draft.Version, Comments: draft.Comments, Outcome: draft.Outcome, Text: draft.Text,
		Document: draft.Document, From: draft.From, Revision: draft.Revision, Changes: draft.Changes, Read: read(v), FormID: v.field("form_id"),
	})
	if err != nil {
		return s.answerAgain(v, draft, err)
	}
	if v.field("do") == "publish" {
		return v.see(views.To(v.lang).PublishAnswers(id, no))
	}
	return v.see(views.To(v.lang).AnswerDraft(id, no))
}

// compareAnswer shows the form as it was sent with the changes of the comparison
// chosen. Nothing is kept.
func (s *Server) compareAnswer(v *visit, draft consult.AnswerDraft) error {
	page, err := s.queries.AnswerOf(v.ctx, v.person, draft)
	if err != nil {
		return err
	}
	form := s.answerForm(v, page, sentForm(v))
	form.Draft = draft
	return s.showAnswer(v, form)
}

// answerAgain shows the form with what was typed. When a colleague was faster
// it shows their words too, and the next save replaces them knowingly.
func (s *Server) answerAgain(v *visit, draft consult.AnswerDraft, wrong error) error {
	page, err := s.queries.AnswerOf(v.ctx, v.person, draft)
	if err != nil {
		return err
	}
	form := s.answerForm(v, page, sentForm(v))
	form.Draft = draft
	f := fault.Of(wrong)
	if f != nil && f.Kind == fault.Conflict {
		form.FormID = newForm().FormID
		s.showTheirs(v, &form)
	}
	if form.Changes, err = s.changesToChoose(v, form); err != nil {
		return err
	}
	return s.again(v, wrong, &form.Form, func() templ.Component { return views.AnswerFormPage(form) })
}

// showTheirs puts a colleague's draft beside what was typed.
func (s *Server) showTheirs(v *visit, form *views.AnswerForm) {
	if form.Draft.No == 0 {
		return
	}
	now, err := s.queries.AnswerDraft(v.ctx, v.person, form.Window.ID, form.Draft.No)
	if err != nil {
		form.Draft.No, form.Draft.Version = 0, 0 // it was published: what was typed is kept on the form
		return
	}
	if now.Draft.Version != form.Draft.Version {
		form.Theirs = &views.AnswerTheirs{By: now.By, Outcome: now.Draft.Outcome, Text: now.Draft.Text}
		form.Draft.Version = now.Draft.Version
	}
}

// theResponse is the response that the path names.
func (v *visit) theResponse() (consult.ResponseNo, error) {
	no, err := v.number("response", 1)
	return consult.ResponseNo(no), err
}

func (s *Server) askCorrect(v *visit) error {
	no, err := v.theResponse()
	if err != nil {
		return err
	}
	page, err := s.queries.PublishedAnswer(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	form := s.answerForm(v, page, newForm())
	form.Corrects = no
	return s.showAnswer(v, form)
}

func (s *Server) correct(v *visit) error {
	no, err := v.theResponse()
	if err != nil {
		return err
	}
	page, err := s.queries.PublishedAnswer(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	form := s.answerForm(v, page, sentForm(v))
	comments := form.Draft.Comments
	form.Draft = typed(v, form.Draft)
	form.Draft.Comments, form.Corrects = comments, no
	if v.field("do") == "compare" {
		return s.showAnswer(v, form)
	}
	d := form.Draft
	err = s.actions.CorrectResponse(v.ctx, v.person, action.CorrectResponse{
		Response: no, Version: d.Version, Outcome: d.Outcome, Text: d.Text, Document: d.Document, From: d.From,
		Revision: d.Revision, Changes: d.Changes, FormID: form.FormID,
	})
	if err == nil {
		return v.see(views.To(v.lang).Comment(comments[0]))
	}
	if f := fault.Of(err); f != nil && f.Kind == fault.Conflict {
		form.Theirs = &views.AnswerTheirs{By: page.By, Outcome: page.Draft.Outcome, Text: page.Draft.Text}
		form.Draft.Version, form.FormID = page.Draft.Version, newForm().FormID
	}
	var wrong error
	if form.Changes, wrong = s.changesToChoose(v, form); wrong != nil {
		return wrong
	}
	return s.again(v, err, &form.Form, func() templ.Component { return views.AnswerFormPage(form) })
}
