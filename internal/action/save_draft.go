package action

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SaveDraft asks to keep the text of a document's next revision. Base is the
// published revision its author was reading; Version is the draft's version
// they were editing, 0 for a new draft.
type SaveDraft struct {
	Dossier  dossier.ID
	Document int
	Base     int
	Version  int
	Text     []byte // as pasted or uploaded
	Reason   lang.Text
	Dated    clock.Date
}

// SaveDraft keeps the draft within the institution and answers with what was
// repaired in the text. A base that is no longer the newest revision, or a draft
// that somebody else saved meanwhile, is a Conflict.
func (a *Actions) SaveDraft(ctx context.Context, p people.Person, req SaveDraft) ([]lawtext.Repair, error) {
	text, repairs, err := lawtext.Clean(req.Text)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, fault.Fields{{Name: "text", Message: fault.Message{Key: "dossier.text_empty"}}}.Err()
	}
	if long := tooLong(req.Reason, consult.MaxText); long {
		return nil, fault.Fields{{Name: "reason", Message: fault.Message{Key: "fault.too_long", Args: []any{consult.MaxText}}}}.Err()
	}
	return repairs, a.store.Update(ctx, func(tx *store.Tx) error {
		d, err := permitted(tx, p, people.SaveDraft, req.Dossier)
		if err != nil {
			return err
		}
		doc, err := tx.Document(req.Dossier, req.Document)
		if err != nil {
			return err
		}
		if req.Base != doc.Revisions {
			return fault.New(fault.Conflict, "dossier.stale_base", req.Base, doc.Revisions)
		}
		before, err := tx.Draft(req.Dossier, req.Document)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if before.Version != req.Version {
			return fault.New(fault.Conflict, "dossier.draft_changed")
		}
		err = tx.PutDraft(dossier.Draft{
			Dossier: d.ID, Document: doc.No, Base: req.Base, Version: before.Version + 1,
			Text: text, Reason: req.Reason, Dated: req.Dated, Saved: a.clock(), By: p.ID,
		})
		if err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.DraftSaved, Document: doc.No})
	})
}

// tooLong reports whether a text has more characters than the limit in any language.
func tooLong(text lang.Text, limit int) bool {
	return max(utf8.RuneCountInString(text.Et), utf8.RuneCountInString(text.En), utf8.RuneCountInString(text.Ru)) > limit
}

// DiscardDraft throws a draft away.
func (a *Actions) DiscardDraft(ctx context.Context, p people.Person, id dossier.ID, document int) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		d, err := permitted(tx, p, people.SaveDraft, id)
		if err != nil {
			return err
		}
		if _, err := tx.Draft(id, document); err != nil {
			return err
		}
		if err := tx.DeleteDraft(id, document); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.DraftSaved, Document: document})
	})
}
