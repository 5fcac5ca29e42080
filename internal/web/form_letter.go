package web

import (
	"io"
	"mime/multipart"
	"path"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// aLetter is where a letter is split into single remarks.
const aLetter = "/dossiers/:series/:number/consultations/:consultation/letters/:letter"

// longestName is how much is kept of the name of a file, in characters.
const longestName = 100

// hasFile reports whether a file was chosen.
func hasFile(v *visit) bool {
	header, err := v.c.FormFile("file")
	return err == nil && header.Size > 0
}

// sentFile is the file of a form with its name, if one was chosen.
func (v *visit) sentFile(field string) (name string, b []byte, err error) {
	header, err := v.c.FormFile(field)
	if err != nil || header.Size == 0 {
		return "", nil, nil
	}
	b, err = readUpload(header)
	return fileNamed(header.Filename), b, err
}

func readUpload(header *multipart.FileHeader) ([]byte, error) {
	f, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// fileNamed is the name of a file as it is shown: without folders, control
// characters and what is too long.
func fileNamed(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r) {
			return -1
		}
		return r
	}, name)
	if name == "." || name == "/" || name == ".." {
		return ""
	}
	if runes := []rune(name); len(runes) > longestName {
		ending := path.Ext(name)
		if len(ending) > 8 {
			ending = ""
		}
		name = string(runes[:longestName-len(ending)]) + ending
	}
	return name
}

// keepLetter keeps what the form of an entry holds as a letter to be split.
func (s *Server) keepLetter(v *visit, form views.EntryForm, annexes []action.Enclosed) error {
	req := action.KeepLetter{Window: form.Consultation.ID, Document: form.Document, Text: form.Text, Annexes: annexes, FormID: form.FormID}
	req.Entry, req.Author = headTyped(form.Head)
	var err error
	if req.FileName, req.File, err = v.sentFile("file"); err != nil {
		return err
	}
	no, err := s.actions.KeepLetter(v.ctx, v.person, req)
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.EntryFormPage(form) })
	}
	return v.see(views.To(v.lang).Letter(form.Consultation.ID, no))
}

// letterForm is the form of the letter that the path names, or the page of what
// it became.
func (s *Server) letterForm(v *visit) (views.LetterForm, *views.LetterEntered, error) {
	id, err := v.theWindow()
	if err != nil {
		return views.LetterForm{}, nil, err
	}
	no, err := v.number("letter", 1)
	if err != nil {
		return views.LetterForm{}, nil, err
	}
	e, l, comments, err := s.queries.Letter(v.ctx, v.person, id, consult.LetterNo(no))
	if err != nil {
		return views.LetterForm{}, nil, err
	}
	if l.Entered() {
		return views.LetterForm{}, &views.LetterEntered{
			Layout: s.layout(v), Consultation: e.Consultation, Dossier: e.Dossier, Letter: l, Comments: each(comments, commentCard),
		}, nil
	}
	form := views.LetterForm{
		Layout: s.layout(v), Form: newForm(), Consultation: e.Consultation, Dossier: e.Dossier, Letter: l,
		Documents: each(e.Documents, documentNameShown), Text: l.Text(),
		Head: views.Letterhead{
			Channel: l.Entry.Channel, Received: l.Entry.Received.String(), Kind: l.Author.Kind, Name: l.Author.Name, Code: l.Author.Code,
			Institutions: e.Institutions,
		},
	}
	if l.Author.Kind == consult.Institution {
		form.Head.Name, form.Head.Code, form.Head.Institution = "", "", people.Code(l.Author.Code)
	}
	return form, nil, nil
}

func (s *Server) askLetter(v *visit) error {
	form, entered, err := s.letterForm(v)
	switch {
	case err != nil:
		return err
	case entered != nil:
		return s.show(v, fiber.StatusOK, views.LetterEnteredPage(*entered))
	}
	return s.show(v, fiber.StatusOK, views.LetterFormPage(form))
}

// splitLetter does with a letter what the button says.
func (s *Server) splitLetter(v *visit) error {
	form, entered, err := s.letterForm(v)
	switch {
	case err != nil:
		return err
	case entered != nil: // by the same form sent twice, or by a colleague
		return v.see(views.To(v.lang).Letter(entered.Consultation.ID, entered.Letter.No))
	}
	id, no, version := form.Consultation.ID, form.Letter.No, v.whole("version")
	form.Form, form.Head, form.Text = sentForm(v), v.letterhead(form.Head), v.field("text")
	form.Letter.Blocks = v.marks(form.Letter.Blocks)
	req := action.SplitLetter{Window: id, No: no, Version: version, Blocks: form.Letter.Blocks, FormID: form.FormID}
	req.Entry, req.Author = headTyped(form.Head)
	to := views.To(v.lang).Letter(id, no)
	switch v.field("do") {
	case "enter":
		err = s.actions.EnterLetter(v.ctx, v.person, req)
		if id.Round {
			to = views.To(v.lang).ReplyRound(id)
		}
	case "discard":
		err = s.actions.DiscardLetter(v.ctx, v.person, id, no, version)
		if to = views.To(v.lang).Enter(id); id.Round {
			to = views.To(v.lang).ReplyRound(id)
		}
	case "recut":
		req.Text = form.Text
		err = s.actions.SaveLetter(v.ctx, v.person, req)
	case "save":
		err = s.actions.SaveLetter(v.ctx, v.person, req)
	default:
		return fault.New(fault.Invalid, "fault.form")
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.LetterFormPage(form) })
	}
	return v.see(to)
}

// marks are the blocks of a letter as the form marks them.
func (v *visit) marks(blocks []consult.Block) []consult.Block {
	cuts, skips := v.wholes("cut"), v.wholes("skip")
	blocks = slices.Clone(blocks)
	for i := range blocks {
		b := &blocks[i]
		b.Cut, b.Skip = slices.Contains(cuts, i), slices.Contains(skips, i)
		b.Document, b.At = v.whole(views.BlockField("document", i)), v.field(views.BlockField("at", i))
	}
	return blocks
}
