package web

import (
	"io"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

func (s *Server) draftForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/dossiers/:series/:number/documents/:document/draft"
	return []Route{
		{Method: get, Path: one, Who: Official, Handler: s.askRevision},
		{Method: post, Path: one, Who: Official, Handler: s.saveDraft},
		{Method: get, Path: one + "/preview", Who: Official, Handler: s.showDraft},
		{Method: post, Path: one + "/publish", Who: Official, Handler: s.publishDraft},
		{Method: post, Path: one + "/discard", Who: Official, Handler: s.discardDraft},
	}
}

// draft loads the draft that the path names.
func (s *Server) draft(v *visit) (query.Draft, error) {
	id, no, err := v.theDocument()
	if err != nil {
		return query.Draft{}, err
	}
	return s.queries.Draft(v.ctx, v.person, id, no)
}

func (s *Server) askRevision(v *visit) error {
	d, err := s.draft(v)
	if err != nil {
		return err
	}
	form := views.RevisionForm{
		Layout: s.layout(v), Form: newForm(), Dossier: d.Dossier.Title, Document: d.Document,
		Base: d.Document.Revisions, Text: d.Newest,
	}
	if d.Draft != nil {
		form.Version, form.Text, form.Reason = d.Draft.Version, d.Draft.Text, d.Draft.Reason
		if !d.Draft.Dated.IsZero() {
			form.Dated = d.Draft.Dated.String()
		}
	}
	if d.Stale() {
		return s.showConflict(v, d, d.Draft.Base, form)
	}
	return s.show(v, fiber.StatusOK, views.RevisionFormPage(form))
}

func (s *Server) saveDraft(v *visit) error {
	d, err := s.draft(v)
	if err != nil {
		return err
	}
	form := views.RevisionForm{
		Layout: s.layout(v), Form: sentForm(v), Dossier: d.Dossier.Title, Document: d.Document,
		Base: v.whole("base"), Version: v.whole("version"), Reason: v.text("reason"), Dated: v.field("dated"),
	}
	typed, err := textOrFile(v)
	if err != nil {
		return err
	}
	form.Text = shownText(v, typed)
	form.Base = min(max(form.Base, 0), d.Document.Revisions) // a form of ours is based on what was published
	var wrong fault.Fields
	dated := v.date("dated", &wrong)
	if err = wrong.Err(); err == nil {
		_, err = s.actions.SaveDraft(v.ctx, v.person, action.SaveDraft{
			Dossier: d.Dossier.ID, Document: d.Document.No, Base: form.Base, Version: form.Version,
			Text: typed, Reason: form.Reason, Dated: dated,
		})
	}
	f := fault.Of(err)
	switch {
	case err == nil:
		return v.see(views.To(v.lang).DraftPreview(d.Dossier.ID, d.Document.No))
	case f != nil && f.Kind == fault.Conflict:
		return s.showConflict(v, d, form.Base, form)
	}
	return s.again(v, err, &form.Form, func() templ.Component { return views.RevisionFormPage(form) })
}

// textOrFile is the text of the form: the file when one was chosen.
func textOrFile(v *visit) ([]byte, error) {
	header, err := v.c.FormFile("file")
	if err != nil || header.Size == 0 {
		return []byte(v.form("text")), nil
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// shownText is what the form shows again: what was sent when it is text, else
// what was typed beside the file.
func shownText(v *visit, sent []byte) string {
	if text, _, err := lawtext.Clean(sent); err == nil {
		return text
	}
	return strings.ToValidUTF8(v.form("text"), "\uFFFD")
}

// showConflict keeps what was typed and shows what was published meanwhile. The
// form it holds is based on the newest revision, so sending it again is a
// decision made knowing of the other text.
func (s *Server) showConflict(v *visit, d query.Draft, base int, form views.RevisionForm) error {
	page := views.RevisionConflict{
		Layout: form.Layout, Form: newForm(), Dossier: form.Dossier, Document: d.Document, Base: base,
		Text: form.Text, Reason: form.Reason, Dated: form.Dated,
	}
	if d.Draft != nil {
		page.Version = d.Draft.Version
	}
	if d.Document.Revisions > 0 {
		newest, err := s.queries.RevisionFacts(v.ctx, v.person, d.Dossier.ID, d.Document.No, d.Document.Revisions)
		if err != nil {
			return err
		}
		page.Newest = newest
	}
	if base != d.Document.Revisions {
		result, err := s.queries.Meanwhile(v.ctx, v.person, d.Dossier.ID, d.Document.No, base)
		if err != nil {
			return err
		}
		page.Result = result
	}
	return s.show(v, fiber.StatusConflict, views.RevisionConflictPage(page))
}

func (s *Server) showDraft(v *visit) error {
	d, err := s.draft(v)
	if err != nil {
		return err
	}
	if d.Draft == nil {
		return fault.ErrNotFound
	}
	return s.show(v, fiber.StatusOK, views.RevisionPreviewPage(s.preview(v, d, newForm())))
}

func (s *Server) preview(v *visit, d query.Draft, form views.Form) views.RevisionPreview {
	understood := d.Understand()
	_, repairs, _ := lawtext.Clean([]byte(d.Draft.Text)) // a draft kept is clean; what is left to tell is harmless
	return views.RevisionPreview{
		Layout: s.layout(v), Form: form, Dossier: d.Dossier.Title, Document: d.Document, Draft: *d.Draft,
		Text: understood.Text, Repairs: repairs, Result: understood.Changes,
	}
}

func (s *Server) publishDraft(v *visit) error {
	id, no, err := v.theDocument()
	if err != nil {
		return err
	}
	form := sentForm(v)
	revision, err := s.actions.PublishRevision(v.ctx, v.person, action.PublishRevision{
		Dossier: id, Document: no, Version: v.whole("version"), FormID: form.FormID,
	})
	if err == nil {
		return v.see(views.To(v.lang).Revision(id, no, revision))
	}
	d, errDraft := s.draft(v)
	if errDraft != nil || d.Draft == nil {
		return err
	}
	if d.Stale() {
		return v.see(views.To(v.lang).Draft(id, no))
	}
	page := s.preview(v, d, form)
	return s.again(v, err, &page.Form, func() templ.Component { return views.RevisionPreviewPage(page) })
}

func (s *Server) discardDraft(v *visit) error {
	id, no, err := v.theDocument()
	if err != nil {
		return err
	}
	if err := s.actions.DiscardDraft(v.ctx, v.person, id, no); err != nil {
		return err
	}
	return v.see(views.To(v.lang).Work())
}
