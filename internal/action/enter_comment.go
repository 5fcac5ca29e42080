package action

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// EnterComment asks to keep a comment that came by e-mail or on paper. A place
// in a document is in the revision that the consultation asks about.
type EnterComment struct {
	Consultation consult.ID
	Entry        consult.Entry  // By is found here
	Author       consult.Author // an institution by its code alone
	Text         string
	Anchor       consult.Anchor
	Annexes      []Enclosed
	FormID       string
}

// EnterComment numbers and publishes a comment for its sender, beside all the
// others, and answers with its number.
func (a *Actions) EnterComment(ctx context.Context, p people.Person, req EnterComment) (consult.CommentNo, error) {
	about := req.Consultation.String() + "\x00" + req.Author.Name + "\x00" + req.Text
	if err := a.mayEnter(ctx, p, req.Consultation); err != nil {
		return 0, err
	}
	var no string
	err := a.enclosing(req.Annexes, func(annexes []consult.Attachment) (err error) {
		no, err = a.once(ctx, p, form("enter", about, req.FormID), func(tx *store.Tx) (string, error) {
			c, _, err := permittedConsultation(tx, p, people.EnterComment, req.Consultation)
			if err != nil {
				return "", err
			}
			m := consult.Comment{Entry: req.Entry, Text: req.Text, Anchor: req.Anchor, Attachments: annexes}
			m.Entry.By = p.ID
			if m.Author, err = named(tx, req.Author); err != nil {
				return "", err
			}
			if err := a.noteFiles(tx, annexes); err != nil {
				return "", err
			}
			m, err = a.enter(tx, p, c, m)
			return strconv.FormatUint(uint64(m.No), 10), err
		})
		return err
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.CommentNo(n), err
}

// mayEnter refuses those who may not before any file of theirs is kept.
func (a *Actions) mayEnter(ctx context.Context, p people.Person, id consult.ID) error {
	return a.store.View(ctx, func(tx *store.Tx) error {
		_, _, err := permittedConsultation(tx, p, people.EnterComment, id)
		return err
	})
}

// enter checks and keeps one comment that came from outside.
func (a *Actions) enter(tx *store.Tx, p people.Person, c consult.Consultation, m consult.Comment) (consult.Comment, error) {
	m.Text = strings.TrimSpace(m.Text)
	m.Anchor.Revision = asked(c, m.Anchor.Document)
	m, err := c.Enter(m, a.clock())
	if err != nil {
		return m, err
	}
	if m.Anchor, err = placed(tx, c.Dossier, m.Anchor); err != nil {
		return m, err
	}
	return a.keepComment(tx, p, m)
}

// asked is the revision of a document that a consultation asks about.
func asked(c consult.Consultation, document int) int {
	for _, at := range c.Documents {
		if at.Document == document {
			return at.Revision
		}
	}
	return 0
}

// named is a sender as the public will see them: an institution by its name in
// the register, a private person without a code.
func named(tx *store.Tx, by consult.Author) (consult.Author, error) {
	by.Name, by.Code, by.Person = strings.TrimSpace(by.Name), strings.TrimSpace(by.Code), ""
	switch by.Kind {
	case consult.Private:
		by.Code = ""
	case consult.Institution:
		if by.Code == "" {
			return by, nil
		}
		i, err := tx.Institution(people.Code(by.Code))
		if errors.Is(err, fault.ErrNotFound) {
			return by, fault.Fields{{Name: "institution", Message: fault.Message{Key: "fault.choose"}}}.Err()
		}
		by.Name = i.Name.Et
		return by, err
	}
	return by, nil
}

// RetractEntry takes back a comment that was entered wrongly: twice, in another's
// name, in the wrong consultation. Its number stays, with the reason.
func (a *Actions) RetractEntry(ctx context.Context, p people.Person, no consult.CommentNo, reason string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		c, d, err := permittedConsultation(tx, p, people.EnterComment, m.Consultation)
		if err != nil {
			return err
		}
		if m, err = m.Retract(c, strings.TrimSpace(reason)); err != nil {
			return err
		}
		c.Comments--
		if err := errors.Join(tx.PutConsultation(c), tx.PutComment(m)); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.CommentWithdrawn, Consultation: c.No, Comment: no, Public: true})
	})
}
