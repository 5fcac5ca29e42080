package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// entryForms are where officials enter comments that came by e-mail or on paper.
func (s *Server) entryForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/dossiers/:series/:number/consultations/:consultation/enter"
	return []Route{
		{Method: get, Path: one, Who: Official, Handler: s.askEntry},
		{Method: post, Path: one, Who: Official, Handler: s.enter},
		{Method: get, Path: "/comments/:comment/retract", Who: Official, Handler: s.askRetract},
		{Method: post, Path: "/comments/:comment/retract", Who: Official, Handler: s.retract},
		{Method: get, Path: aLetter, Who: Official, Handler: s.askLetter},
		{Method: post, Path: aLetter, Who: Official, Handler: s.splitLetter},
	}
}

// entryForm is the form without what was typed.
func (s *Server) entryForm(v *visit) (views.EntryForm, error) {
	id, err := v.theConsultation()
	if err != nil {
		return views.EntryForm{}, err
	}
	e, err := s.queries.Entering(v.ctx, v.person, id)
	if err != nil {
		return views.EntryForm{}, err
	}
	if !e.Consultation.Closed.IsZero() {
		return views.EntryForm{}, fault.New(fault.Conflict, "consult.closed")
	}
	return views.EntryForm{
		Layout: s.layout(v), Form: newForm(), Consultation: e.Consultation, Dossier: e.Dossier,
		Head:      views.Letterhead{Channel: consult.ByEmail, Kind: consult.Organisation, Institutions: e.Institutions},
		Documents: each(e.Documents, documentNameShown), Letters: e.Letters,
	}, nil
}

func (s *Server) askEntry(v *visit) error {
	form, err := s.entryForm(v)
	if err != nil {
		return err
	}
	form.Head.Received = clock.DateOf(v.now).String()
	if len(form.Documents) > 0 {
		form.Document = form.Documents[0].Document
	}
	return s.show(v, fiber.StatusOK, views.EntryFormPage(form))
}

func (s *Server) enter(v *visit) error {
	form, err := s.entryForm(v)
	if err != nil {
		return err
	}
	form.Form, form.Head = sentForm(v), v.letterhead(form.Head)
	form.Document, form.At, form.Text = v.whole("document"), v.field("at"), v.field("text")
	annexes, err := v.annexes()
	if err != nil {
		return err
	}
	if v.field("do") == "split" || hasFile(v) {
		return s.keepLetter(v, form, annexes)
	}
	req := action.EnterComment{Consultation: form.Consultation.ID, Text: form.Text, Anchor: placeTyped(form.Document, form.At), Annexes: annexes, FormID: form.FormID}
	req.Entry, req.Author = headTyped(form.Head)
	no, err := s.actions.EnterComment(v.ctx, v.person, req)
	if err != nil {
		return s.again(v, fault.Renamed(err, "anchor", "at"), &form.Form, func() templ.Component { return views.EntryFormPage(form) })
	}
	return v.see(views.To(v.lang).Comment(no))
}

// annexes are the files enclosed with a letter.
func (v *visit) annexes() ([]action.Enclosed, error) {
	files, err := v.sentFiles("annex")
	return each(files, func(f uploaded) action.Enclosed { return action.Enclosed{Name: f.name, Bytes: f.bytes} }), err
}

// letterhead is what was typed about how a letter came and whom it is from.
func (v *visit) letterhead(h views.Letterhead) views.Letterhead {
	h.Channel, h.Received, h.Kind = consult.Channel(v.field("channel")), v.field("received"), consult.AuthorKind(v.field("kind"))
	h.Name, h.Code, h.Institution = v.field("name"), v.field("code"), people.Code(v.field("institution"))
	return h
}

// headTyped reads a letterhead. What is no day is left out, and refused as
// missing together with all else that is wrong.
func headTyped(h views.Letterhead) (consult.Entry, consult.Author) {
	by := consult.Author{Kind: h.Kind, Name: h.Name}
	switch h.Kind {
	case consult.Organisation:
		by.Code = h.Code
	case consult.Institution:
		by.Code = string(h.Institution)
	}
	entry := consult.Entry{Channel: h.Channel}
	if day, err := clock.ParseDate(h.Received); err == nil {
		entry.Received = day
	}
	return entry, by
}

// placeTyped is a place in a document as a person wrote it: "§ 5 lg 2".
func placeTyped(document int, at string) consult.Anchor {
	if document <= 0 {
		return consult.Anchor{}
	}
	if written, ok := lawtext.ParseAddress(at); ok {
		at = written
	}
	return consult.Anchor{Document: document, Address: at}
}

// retractForm is the form about the comment that the path names, for those who
// may take it back.
func (s *Server) retractForm(v *visit) (views.RetractForm, error) {
	no, err := v.theComment()
	if err != nil {
		return views.RetractForm{}, err
	}
	m, _, d, err := s.queries.CommentFacts(v.ctx, v.person, no)
	if err != nil {
		return views.RetractForm{}, err
	}
	on := people.Object{Institution: d.Institution, Published: !d.Published.IsZero()}
	if err := people.May(v.person, people.EnterComment, on); err != nil {
		return views.RetractForm{}, err
	}
	if m.Entry.Channel == "" {
		return views.RetractForm{}, fault.ErrNotFound
	}
	card, err := s.oneComment(v, no)
	return views.RetractForm{Layout: s.layout(v), Form: newForm(), Comment: card}, err
}

func (s *Server) askRetract(v *visit) error {
	form, err := s.retractForm(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.RetractFormPage(form))
}

func (s *Server) retract(v *visit) error {
	form, err := s.retractForm(v)
	if err != nil {
		return err
	}
	form.Form, form.Reason = sentForm(v), v.field("reason")
	no := form.Comment.Comment.No
	if err := s.actions.RetractEntry(v.ctx, v.person, no, form.Reason); err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.RetractFormPage(form) })
	}
	return v.see(views.To(v.lang).Comment(no))
}
