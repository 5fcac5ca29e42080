package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/views"
)

func (s *Server) commentForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/dossiers/:series/:number/consultations/:consultation/comment"
	return []Route{
		{Method: get, Path: one, Who: Anyone, Handler: s.askComment},
		{Method: post, Path: one + "/preview", Who: Anyone, Handler: s.previewComment},
		{Method: post, Path: one, Who: Anyone, Handler: s.sendComment},
		{Method: get, Path: "/comments/:comment/files/:file", Who: Anyone, Handler: s.sendCommentFile, Bare: true},
		{Method: get, Path: "/comments/:comment/receipt", Who: Anyone, Handler: s.showReceipt},
		{Method: get, Path: "/confirm/:token", Who: Anyone, Handler: s.askConfirm},
		{Method: post, Path: "/confirm/:token", Who: Anyone, Handler: s.confirm},
	}
}

// writer is somebody about to comment in a consultation.
type writer struct {
	consultation consult.Consultation
	dossier      dossier.Dossier
	on           views.CommentOn
	req          action.SubmitComment
}

// late reports whether the deadline has passed, as the request arrived.
func (w writer) late(v *visit) bool { return !w.consultation.IsOpen(v.now) }

// writer reads what the form, or for a new form the address, says.
func (s *Server) writer(v *visit, value func(string) string) (writer, error) {
	id, err := v.theConsultation()
	if err != nil {
		return writer{}, err
	}
	c, d, err := s.queries.ConsultationFacts(v.ctx, v.person, id)
	if err != nil {
		return writer{}, err
	}
	at := anchor(value)
	w := writer{consultation: c, dossier: d, on: views.CommentOn{Anchor: at}}
	if at.Document > 0 {
		place, err := s.queries.Place(v.ctx, v.person, d.ID, at)
		if err != nil {
			return writer{}, err
		}
		w.on.Document = documentName(place.Document, at.Revision)
		w.on.Cite, w.on.Words = place.Cite, shortened(place.Words, 600)
	}
	as, code, _ := strings.Cut(value("as"), " ")
	w.req = action.SubmitComment{
		Consultation: c.ID, Anchor: at, As: consult.AuthorKind(as), Organisation: code, Name: value("name"), Text: value("text"), Replacement: value("replacement"),
		Email: value("email"), Language: v.lang, Received: v.now, FormID: value("form_id"),
	}
	w.req.Files, _ = strconv.Atoi(value("files")) // no number is none
	return w, nil
}

func anchor(value func(string) string) consult.Anchor {
	whole := func(name string) int { n, _ := strconv.Atoi(value(name)); return max(n, 0) } // no number is no place
	address := value("at")
	if written, ok := lawtext.ParseAddress(address); ok { // "§ 5 lg 2", as people write it
		address = written
	}
	return consult.Anchor{
		Document: whole("document"), Revision: whole("revision"), Address: address,
		Quote: strings.Join(strings.Fields(value("quote")), " "), Prefix: value("prefix"), Suffix: value("suffix"), Offset: whole("offset"),
	}
}

func (s *Server) showLate(v *visit, w writer) error {
	return s.show(v, fiber.StatusConflict, views.CommentLatePage(views.CommentLate{
		Layout: s.layout(v), Consultation: w.consultation, Dossier: w.dossier.Title, Contact: w.dossier.Contact.Email, Text: strings.TrimSpace(w.req.Text + "\n\n" + w.req.Replacement),
	}))
}

func (s *Server) commentForm(v *visit, w writer, form views.Form) (views.CommentForm, error) {
	files, err := s.actions.Attached(v.ctx, w.consultation.ID, form.FormID)
	if err != nil {
		return views.CommentForm{}, err
	}
	may, err := s.asWhom(v)
	if err != nil {
		return views.CommentForm{}, err
	}
	page := views.CommentForm{
		Layout: s.layout(v), Form: form, Consultation: w.consultation, Dossier: w.dossier.Title, On: w.on,
		Text: w.req.Text, Replacement: w.req.Replacement, As: views.AsWhom{Kind: w.req.As, Code: w.req.Organisation}, Name: w.req.Name, Email: w.req.Email, May: may, NeedsEmail: v.person.Anonymous(),
		Files: files, MayAttach: s.actions.TakesFiles(),
	}
	if page.As.Kind == "" {
		page.As = page.May[0]
	}
	joints, err := s.queries.OwnJoints(v.ctx, v.person, w.consultation.ID)
	page.Joints = each(joints, jointHead)
	return page, err
}

// showCommentForm shows the form as it is now.
func (s *Server) showCommentForm(v *visit, w writer, form views.Form) error {
	page, err := s.commentForm(v, w, form)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.CommentFormPage(page))
}

func (s *Server) askComment(v *visit) error {
	w, err := s.writer(v, v.query)
	if err != nil {
		return err
	}
	if w.late(v) {
		return s.showLate(v, w)
	}
	return s.showCommentForm(v, w, newForm())
}

func (s *Server) previewComment(v *visit) error {
	w, err := s.writer(v, v.field)
	if err != nil {
		return err
	}
	if w.late(v) {
		return s.showLate(v, w)
	}
	if done, err := s.attachSent(v, w); done || err != nil {
		return err
	}
	if id, into := strings.CutPrefix(v.field("do"), "joint "); into {
		return s.intoJoint(v, w, consult.JointID(id))
	}
	w.req.Files = 0 // those just sent are not counted in the form
	m, err := s.actions.CheckComment(v.ctx, v.person, w.req)
	if err != nil {
		return s.commentAgain(v, w, err)
	}
	return s.show(v, fiber.StatusOK, views.CommentPreviewPage(views.CommentPreview{
		Layout: s.layout(v), Form: sentForm(v), Consultation: w.consultation, Dossier: w.dossier.Title,
		On: w.on, Comment: m, Email: w.req.Email,
	}))
}

func (s *Server) commentAgain(v *visit, w writer, err error) error {
	form, wrong := s.commentForm(v, w, sentForm(v))
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &form.Form, func() templ.Component { return views.CommentFormPage(form) })
}

func (s *Server) sendComment(v *visit) error {
	w, err := s.writer(v, v.field)
	if err != nil {
		return err
	}
	if v.form("do") == "edit" {
		return s.showCommentForm(v, w, sentForm(v))
	}
	if w.late(v) {
		return s.showLate(v, w)
	}
	if err := s.limits.take(comments, sender(v.c.IP()), v.now); err != nil {
		return s.commentAgain(v, w, err)
	}
	if v.person.Anonymous() {
		return s.requestComment(v, w)
	}
	no, err := s.actions.SubmitComment(v.ctx, v.person, w.req)
	if err != nil {
		return s.commentAgain(v, w, err)
	}
	return v.see(views.To(v.lang).CommentReceipt(no))
}

func (s *Server) requestComment(v *visit, w writer) error {
	if err := s.limits.take(mailTo, strings.ToLower(w.req.Email), v.now); err != nil {
		return s.commentAgain(v, w, err)
	}
	if err := s.actions.RequestComment(v.ctx, w.req); err != nil {
		return s.commentAgain(v, w, err)
	}
	return s.show(v, fiber.StatusOK, views.ConfirmSentPage(views.ConfirmSent{
		Layout: s.layout(v), Email: w.req.Email, Consultation: w.consultation, Dossier: w.dossier.Title,
	}))
}

func (s *Server) showReceipt(v *visit) error {
	no, err := v.theComment()
	if err != nil {
		return err
	}
	m, c, d, err := s.queries.CommentFacts(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.CommentReceiptPage(views.CommentReceipt{Layout: s.layout(v), Comment: m, Consultation: c, Dossier: d.Title}))
}

func (s *Server) askConfirm(v *visit) error {
	known := s.queries.MayConfirm(v.ctx, action.HashSecret(v.param("token")))
	status := fiber.StatusOK
	if !known {
		status = fiber.StatusNotFound
	}
	return s.show(v, status, views.ConfirmFormPage(views.ConfirmForm{Layout: s.layout(v), Form: newForm(), Token: v.param("token"), Invalid: !known}))
}

func (s *Server) confirm(v *visit) error {
	no, err := s.actions.ConfirmComment(v.ctx, v.param("token"), v.lang)
	if f := fault.Of(err); f != nil && f.Kind == fault.NotFound {
		return s.show(v, fiber.StatusNotFound, views.ConfirmFormPage(views.ConfirmForm{Layout: s.layout(v), Form: newForm(), Token: v.param("token"), Invalid: true}))
	}
	if err != nil {
		return err
	}
	return v.see(views.To(v.lang).CommentReceipt(no))
}
