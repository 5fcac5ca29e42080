package web

import (
	"context"
	"errors"
	"io/fs"
	"mime"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// attachSent keeps the files that came with the form of a comment, or takes one
// away. It reports whether it has answered: with the form again when that was all
// that was asked for, or when a file was refused.
func (s *Server) attachSent(v *visit, w writer) (done bool, err error) {
	do, hash, _ := strings.Cut(v.field("do"), " ")
	if do == "detach" {
		if err := s.actions.DetachFile(v.ctx, w.consultation.ID, w.req.FormID, hash); err != nil {
			return true, err
		}
		return true, s.showCommentForm(v, w, sentForm(v))
	}
	files, err := v.sentFiles("file")
	if err != nil {
		return true, err
	}
	for _, f := range files {
		if err := s.limits.take(uploads, sender(v.c.IP()), v.now); err != nil {
			return true, s.commentAgain(v, w, err)
		}
		req := action.AttachFile{Consultation: w.consultation.ID, FormID: w.req.FormID, Name: f.name, Bytes: f.bytes}
		if err := s.actions.AttachFile(v.ctx, v.person, req); err != nil {
			return true, s.commentAgain(v, w, err)
		}
	}
	if do == "attach" {
		return true, s.showCommentForm(v, w, sentForm(v))
	}
	return false, nil
}

// filePolicy lets a file do nothing where a browser shows it after all.
const filePolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

// sendCommentFile sends a file of a comment to be saved: no browser shows it as
// part of the service, whatever is in it.
func (s *Server) sendCommentFile(v *visit) error { return s.fileOfComment(v, s.queries.CommentFile) }

// sendSentFile sends a file as it came, in whose place a covered copy is public.
func (s *Server) sendSentFile(v *visit) error { return s.fileOfComment(v, s.queries.SentFile) }

func (s *Server) fileOfComment(v *visit, file func(context.Context, people.Person, consult.CommentNo, int) (consult.Attachment, []byte, error)) error {
	no, err := v.theComment()
	if err != nil {
		return err
	}
	return s.sendAttachment(v, func(ctx context.Context, p people.Person, n int) (consult.Attachment, []byte, error) {
		return file(ctx, p, no, n)
	})
}

// sendAttachment sends the file that the path names by its ordinal.
func (s *Server) sendAttachment(v *visit, file func(context.Context, people.Person, int) (consult.Attachment, []byte, error)) error {
	n, err := v.number("file", 1)
	if err != nil {
		return err
	}
	f, b, err := file(v.ctx, v.person, n)
	return s.sendPaper(v, f, b, err)
}

// sendPaper answers with a file that a query found, or with its fault.
func (s *Server) sendPaper(v *visit, f consult.Attachment, b []byte, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.Join(errors.New("a file that people sent is not in its folder"), err)
	}
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, f.Type)
	v.c.Set(fiber.HeaderContentDisposition, disposition(f.Name))
	v.c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	v.c.Set(fiber.HeaderContentSecurityPolicy, filePolicy)
	v.c.Set("Cross-Origin-Resource-Policy", "same-origin")
	v.c.Set(fiber.HeaderCacheControl, string(valuePrivate)) // it may be withheld at any time
	return v.c.Send(b)
}

// disposition says under what name a file is to be saved: in letters that every
// browser knows, and as it was called.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%`, r) {
			return '_'
		}
		return r
	}, name)
	said := `attachment; filename="` + plain + `"`
	if full := mime.FormatMediaType("attachment", map[string]string{"filename": name}); plain != name && full != "" {
		_, encoded, _ := strings.Cut(full, "; ")
		said += "; " + encoded
	}
	return said
}

// uploaded is one file of a form.
type uploaded struct {
	name  string
	bytes []byte
}

// mostSent is how many files one request may bring.
const mostSent = 10

// sentFiles are the files of a field, without those that are empty and have no
// name, as browsers send for a field left alone.
func (v *visit) sentFiles(field string) ([]uploaded, error) {
	form, err := v.c.MultipartForm()
	if err != nil {
		return nil, nil // not such a form
	}
	if len(form.File[field]) > mostSent {
		return nil, fault.New(fault.Invalid, "fault.form_large", mostSent)
	}
	var files []uploaded
	for _, header := range form.File[field] {
		if header.Filename == "" && header.Size == 0 {
			continue
		}
		f := uploaded{name: fileNamed(header.Filename)}
		if f.bytes, err = readUpload(header); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
