package action

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// WithdrawComment takes back one's own comment. Its number stays, with a trace
// that it was withdrawn.
func (a *Actions) WithdrawComment(ctx context.Context, p people.Person, no consult.CommentNo) error {
	return a.hide(ctx, p, no, consult.Withdrawn, "", event.CommentWithdrawn)
}

// WithholdComment hides a comment that breaks the rules. The reason is public.
func (a *Actions) WithholdComment(ctx context.Context, p people.Person, no consult.CommentNo, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return fault.Fields{{Name: "reason", Message: fault.Message{Key: "fault.required"}}}.Err()
	}
	if utf8.RuneCountInString(reason) > consult.MaxText {
		return fault.Fields{{Name: "reason", Message: fault.Message{Key: "fault.too_long", Args: []any{consult.MaxText}}}}.Err()
	}
	return a.hide(ctx, p, no, consult.Withheld, reason, event.CommentWithheld)
}

func (a *Actions) hide(ctx context.Context, p people.Person, no consult.CommentNo, state consult.CommentState, reason string, name event.Name) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		d, err := permitted(tx, p, people.ReadPapers, m.Consultation.Dossier)
		if err != nil {
			return err
		}
		if err := mayHide(p, d, m, state); err != nil {
			return err
		}
		if m.State != consult.Public {
			return fault.New(fault.Conflict, "consult.already_hidden")
		}
		c, err := tx.Consultation(m.Consultation)
		if err != nil {
			return err
		}
		c.Comments--
		if m.Response != 0 {
			c.Answered--
		}
		m.State, m.StateReason = state, reason
		if err := tx.PutConsultation(c); err != nil {
			return err
		}
		if err := tx.PutComment(m); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: name, Consultation: c.No, Comment: no, Public: true})
	})
}

func mayHide(p people.Person, d dossier.Dossier, m consult.Comment, state consult.CommentState) error {
	on := object(d)
	on.Owner = m.Author.Person
	if state == consult.Withdrawn {
		return people.May(p, people.Withdraw, on)
	}
	return people.May(p, people.Withhold, on)
}
