package action

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Respond asks to answer comments of one consultation.
type Respond struct {
	Consultation consult.ID
	Comments     []consult.CommentNo
	Outcome      consult.Outcome
	Text         string
	Revision     int
	FormID       string
}

// Respond publishes one response to one or more comments. A comment that
// somebody else answered meanwhile is a Conflict.
func (a *Actions) Respond(ctx context.Context, p people.Person, req Respond) (consult.ResponseNo, error) {
	no, err := a.once(ctx, p, form("respond", req.Consultation.String(), req.FormID), func(tx *store.Tx) (string, error) {
		c, d, err := permittedConsultation(tx, p, people.Respond, req.Consultation)
		if err != nil {
			return "", err
		}
		r := consult.Response{
			Consultation: c.ID, Comments: distinct(req.Comments), Outcome: req.Outcome, Text: strings.TrimSpace(req.Text),
			Revision: req.Revision, Published: a.clock(), By: p.ID, Institution: d.Institution,
		}
		if err := consult.Respond(r); err != nil {
			return "", err
		}
		if r.No, err = tx.NextResponse(); err != nil {
			return "", err
		}
		if err := resolvedBy(tx, r); err != nil {
			return "", err
		}
		if err := answer(tx, c, r); err != nil {
			return "", err
		}
		c.Answered += len(r.Comments)
		if err := tx.PutConsultation(c); err != nil {
			return "", err
		}
		if err := tx.PutResponse(r); err != nil {
			return "", err
		}
		return strconv.FormatUint(uint64(r.No), 10), a.record(tx, p, d, event.Event{
			Name: event.ResponsePublished, Consultation: c.No, Comment: r.Comments[0], Response: r.No, Public: true,
		})
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.ResponseNo(n), err
}

// distinct is a list without what was named before in it.
func distinct(list []consult.CommentNo) []consult.CommentNo {
	var kept []consult.CommentNo
	for _, no := range list {
		if !slices.Contains(kept, no) {
			kept = append(kept, no)
		}
	}
	return kept
}

// resolvedBy checks that the revision a response names is one of the document
// that its first comment is on.
func resolvedBy(tx *store.Tx, r consult.Response) error {
	if r.Revision == 0 {
		return nil
	}
	m, err := tx.Comment(r.Comments[0])
	if err != nil {
		return err
	}
	_, err = tx.Revision(m.Consultation.Dossier, m.Anchor.Document, r.Revision)
	if errors.Is(err, fault.ErrNotFound) {
		return fault.Fields{{Name: "revision", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	return err
}

// answer marks the comments as answered by a response.
func answer(tx *store.Tx, c consult.Consultation, r consult.Response) error {
	for _, no := range r.Comments {
		m, err := tx.Comment(no)
		if errors.Is(err, fault.ErrNotFound) {
			return fault.Fields{{Name: "comments", Message: fault.Message{Key: "fault.choose"}}}.Err()
		}
		if err != nil {
			return err
		}
		if m.Consultation != c.ID || m.State != consult.Public {
			return fault.ErrNotFound
		}
		if m.Response != 0 {
			return fault.New(fault.Conflict, "consult.already_answered", no.String())
		}
		m.Response = r.No
		if err := tx.PutComment(m); err != nil {
			return err
		}
	}
	return nil
}
