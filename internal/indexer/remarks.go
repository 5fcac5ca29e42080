package indexer

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

func commentID(no consult.CommentNo) string   { return "comment " + no.String() }
func responseID(no consult.CommentNo) string  { return "response " + no.String() }
func draftID(doc dossier.Document) string     { return "draft " + doc.Dossier.Document(doc.No) }
func commentPath(no consult.CommentNo) string { return "/comments/" + no.String() }

// comment indexes one comment, or takes it out when it is no longer public.
// Its response is found at the comment, so it goes with it.
func (w *work) comment(ctx context.Context, m *matter, no consult.CommentNo, target *writer) error {
	var c consult.Comment
	var r consult.Response
	var files []string
	err := w.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if c, err = tx.Comment(no); err != nil {
			return err
		}
		if files, err = fileTexts(tx, c); err != nil || c.Response == 0 {
			return err
		}
		r, err = tx.Response(c.Response)
		return err
	})
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	if err != nil || c.State != consult.Public {
		target.delete(commentID(no))
		target.delete(responseID(no))
		return target.rest()
	}
	target.add(m.comment(c, files))
	if r.No != 0 {
		target.add(m.response(c, r))
	}
	return target.rest()
}

// response indexes a response at each comment it answers.
func (w *work) response(ctx context.Context, m *matter, no consult.ResponseNo, target *writer) error {
	var r consult.Response
	err := w.store.View(ctx, func(tx *store.Tx) error {
		var err error
		r, err = tx.Response(no)
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, c := range r.Comments {
		if err := w.comment(ctx, m, c, target); err != nil {
			return err
		}
	}
	return nil
}

// remarks indexes all comments of a dossier with their responses.
func (w *work) remarks(ctx context.Context, m *matter, target *writer) error {
	for _, id := range m.windows() {
		var after consult.CommentNo
		for {
			var list []consult.Comment
			err := w.store.View(ctx, func(tx *store.Tx) error {
				var err error
				list, err = tx.CommentsOf(id, after, 500)
				return err
			})
			if err != nil {
				return err
			}
			if len(list) == 0 {
				break
			}
			for _, one := range list {
				after = one.No
				if err := w.comment(ctx, m, one.No, target); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// fileWords is how many bytes of the words of files are indexed with a comment.
const fileWords = 200_000

// fileTexts are the names and the words of a comment's files.
func fileTexts(tx *store.Tx, c consult.Comment) ([]string, error) {
	var list []string
	left := fileWords
	for _, f := range c.Attachments {
		if f.Withheld != "" {
			continue
		}
		text, err := tx.FileText(f.Hash)
		if err != nil {
			return nil, err
		}
		if len(text) > left {
			text = strings.ToValidUTF8(text[:left], "")
		}
		left -= len(text)
		list = append(list, f.Name, text)
	}
	return list, nil
}

func (m *matter) comment(c consult.Comment, files []string) search.Document {
	text := joined(append([]string{c.Text, c.Replacement}, files...)...)
	if c.Anchor.Quote != "" {
		text = joined("«"+c.Anchor.Quote+"»", text)
	}
	d := search.Document{
		ID: commentID(c.No), Kind: search.Comment, Title: author(c.Author), Text: text, Lang: guess(text),
		Names: []string{c.No.String()}, Address: commentPath(c.No), Changed: c.Submitted, From: dayOf(c.Submitted),
	}
	for _, by := range c.Signers {
		d.Title += ", " + author(by)
	}
	m.share(&d)
	return d
}

func (m *matter) response(c consult.Comment, r consult.Response) search.Document {
	text := joined(r.Text)
	d := search.Document{
		ID: responseID(c.No), Kind: search.Response, Text: text, Lang: guess(text),
		Address: commentPath(c.No), Changed: r.Published, From: dayOf(r.Published),
	}
	m.share(&d)
	return d
}

// author is the name a comment is shown by. A private person is found by the
// public name chosen, and only by it.
func author(a consult.Author) string {
	if a.Kind == consult.Organisation {
		return strings.TrimSpace(a.Name + " " + a.Code)
	}
	return a.Name
}

// draft keeps the draft of a document in the internal index.
func (w *work) draft(ctx context.Context, m *matter, doc dossier.Document) error {
	var d dossier.Draft
	err := w.store.View(ctx, func(tx *store.Tx) error {
		var err error
		d, err = tx.Draft(doc.Dossier, doc.No)
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		w.internal.delete(draftID(doc))
		return w.internal.rest()
	}
	if err != nil {
		return err
	}
	text := lawtext.Parse(d.Text)
	one := search.Document{
		ID: draftID(doc), Kind: search.Paper, Title: doc.Title.In(lang.Et), Text: text.Full(0), Lang: string(doc.Language),
		Address: documentPath(doc.Dossier, doc.No) + "/draft", Changed: d.Saved,
	}
	m.share(&one)
	w.internal.add(one)
	return w.internal.rest()
}

// guess tells the language of what a person wrote, from its letters and its
// commonest words.
func guess(text string) string {
	cyrillic, latin, english, estonian := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.IsLetter(r):
			latin++
		}
	}
	if cyrillic > latin {
		return string(lang.Ru)
	}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		switch w {
		case "the", "and", "of", "to", "is", "that", "for", "with", "should", "we":
			english++
		case "ja", "on", "ei", "et", "see", "ning", "või", "ka", "kui", "mis":
			estonian++
		}
	}
	if english > estonian {
		return string(lang.En)
	}
	return string(lang.Et)
}
