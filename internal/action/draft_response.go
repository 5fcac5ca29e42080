package action

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// DraftResponse asks to keep a response that is being written. Version is the
// draft's version its author was editing; No is 0 for a new draft.
type DraftResponse struct {
	Window    consult.ID
	No        consult.DraftNo
	Version   int
	Comments  []consult.CommentNo
	Campaigns []consult.CampaignNo // of which every comment that waits belongs to it too
	Outcome   consult.Outcome
	Text      string
	Document  int
	From      int
	Revision  int
	Changes   []string
	Read      time.Time // when the comments were shown to who writes; zero: now
	FormID    string
}

// DraftResponse keeps the draft within the institution. A draft that somebody
// else saved or published meanwhile is a Conflict, and so is a comment that was
// answered or is in another draft.
func (a *Actions) DraftResponse(ctx context.Context, p people.Person, req DraftResponse) (consult.DraftNo, error) {
	no, err := a.once(ctx, p, form("draft response", req.Window.String(), req.FormID), func(tx *store.Tx) (string, error) {
		w, err := permittedWindow(tx, p, people.Respond, req.Window)
		if err != nil {
			return "", err
		}
		draft, err := a.drafted(tx, w, req)
		if err != nil {
			return "", err
		}
		draft.Saved, draft.Read, draft.By = a.clock(), readBy(req.Read, a.clock()), p.ID
		draft.Version++
		if err := tx.PutAnswerDraft(draft); err != nil {
			return "", err
		}
		return strconv.FormatUint(uint64(draft.No), 10), a.noteDraft(tx, p, w, draft)
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.DraftNo(n), err
}

// readBy is when the comments were read that somebody answers now.
func readBy(read, now time.Time) time.Time {
	if read.IsZero() || read.After(now) {
		return now
	}
	return read
}

// drafted is the draft as the request would have it, before it is kept.
func (a *Actions) drafted(tx *store.Tx, w window, req DraftResponse) (consult.AnswerDraft, error) {
	draft := consult.AnswerDraft{Window: w.id}
	var err error
	if req.No != 0 {
		draft, err = tx.AnswerDraft(w.id, req.No)
		switch {
		case errors.Is(err, fault.ErrNotFound):
			return draft, fault.New(fault.Conflict, "consult.draft_gone")
		case err != nil:
			return draft, err
		case !draft.Discarded.IsZero() || draft.Version != req.Version:
			return draft, fault.New(fault.Conflict, "consult.draft_changed")
		}
	}
	before := draft.Comments
	draft.Comments, draft.Outcome, draft.Text = distinct(req.Comments), req.Outcome, req.Text
	draft.Document, draft.From, draft.Revision, draft.Changes = req.Document, req.From, req.Revision, distinct(req.Changes)
	if draft.Comments, err = withCampaigns(tx, w.id, draft.Comments, req.Campaigns); err != nil {
		return draft, err
	}
	if err := draft.Save(); err != nil {
		return draft, err
	}
	if err := draftable(tx, draft, before); err != nil {
		return draft, err
	}
	if draft.No == 0 {
		draft.No, err = tx.NextAnswerDraft()
	}
	return draft, err
}

// draftable refuses comments that do not wait or are in another draft. Those
// that were in the draft before may have been answered since: their author finds
// out on publishing, and keeps what was written.
func draftable(tx *store.Tx, draft consult.AnswerDraft, before []consult.CommentNo) error {
	for _, no := range draft.Comments {
		if slices.Contains(before, no) {
			continue
		}
		if _, err := answerable(tx, draft.Window, no); err != nil {
			return err
		}
		other, err := tx.DraftOf(draft.Window, no)
		if err != nil {
			return err
		}
		if other != 0 && other != draft.No {
			return fault.New(fault.Conflict, "consult.in_other_draft", no.String())
		}
	}
	return nil
}

// withCampaigns adds the comments of campaigns that wait for a response and are
// in no draft.
func withCampaigns(tx *store.Tx, id consult.ID, list []consult.CommentNo, campaigns []consult.CampaignNo) ([]consult.CommentNo, error) {
	if len(campaigns) == 0 {
		return list, nil
	}
	heads, err := tx.CommentHeads(id)
	if err != nil {
		return nil, err
	}
	drafted, err := tx.Drafted(id)
	if err != nil {
		return nil, err
	}
	for _, m := range heads {
		waits := m.State == consult.Public && m.Response == 0 && drafted[m.No] == 0
		if m.Campaign != 0 && waits && slices.Contains(campaigns, m.Campaign) {
			list = append(list, m.No)
		}
	}
	return distinct(list), nil
}

// DiscardResponse throws a draft away; it can be restored.
func (a *Actions) DiscardResponse(ctx context.Context, p people.Person, id consult.ID, no consult.DraftNo) error {
	return a.changeDraft(ctx, p, id, no, func(_ *store.Tx, d *consult.AnswerDraft) error {
		if !d.Discarded.IsZero() {
			return fault.New(fault.Conflict, "consult.draft_changed")
		}
		d.Discarded = a.clock()
		return nil
	})
}

// RestoreResponse takes a discarded draft up again. When a comment of it was
// answered or is in another draft by now it is a Conflict.
func (a *Actions) RestoreResponse(ctx context.Context, p people.Person, id consult.ID, no consult.DraftNo) error {
	return a.changeDraft(ctx, p, id, no, func(tx *store.Tx, d *consult.AnswerDraft) error {
		if d.Discarded.IsZero() {
			return fault.New(fault.Conflict, "consult.draft_changed")
		}
		d.Discarded = time.Time{}
		return draftable(tx, *d, nil)
	})
}

func (a *Actions) changeDraft(ctx context.Context, p people.Person, id consult.ID, no consult.DraftNo, change func(*store.Tx, *consult.AnswerDraft) error) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		w, err := permittedWindow(tx, p, people.Respond, id)
		if err != nil {
			return err
		}
		draft, err := tx.AnswerDraft(id, no)
		if err != nil {
			return err
		}
		if err := change(tx, &draft); err != nil {
			return err
		}
		draft.Version++
		if err := tx.PutAnswerDraft(draft); err != nil {
			return err
		}
		return a.noteDraft(tx, p, w, draft)
	})
}

func (a *Actions) noteDraft(tx *store.Tx, p people.Person, w window, d consult.AnswerDraft) error {
	return a.record(tx, p, w.dossier, w.in(event.Event{Name: event.ResponseDrafted, Comment: d.Comments[0]}))
}

// AssignComments asks that somebody prepares the responses to comments; nobody
// ("") takes the assignment away.
type AssignComments struct {
	Window   consult.ID
	Comments []consult.CommentNo
	To       people.ID
}

// AssignComments notes it within the institution. Only somebody who may respond
// can be chosen.
func (a *Actions) AssignComments(ctx context.Context, p people.Person, req AssignComments) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		w, err := permittedWindow(tx, p, people.Respond, req.Window)
		if err != nil {
			return err
		}
		comments := distinct(req.Comments)
		if len(comments) == 0 {
			return noSuchComment()
		}
		if err := a.mayPrepare(tx, w, req.To); err != nil {
			return err
		}
		for _, no := range comments {
			if _, err := answerable(tx, w.id, no); err != nil {
				return err
			}
			if err := tx.Assign(w.id, consult.Assignment{Comment: no, Person: req.To, By: p.ID, At: a.clock()}); err != nil {
				return err
			}
		}
		return a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentAssigned, Comment: comments[0]}))
	})
}

// mayPrepare refuses to give work to somebody who may not respond.
func (a *Actions) mayPrepare(tx *store.Tx, w window, id people.ID) error {
	if id == "" {
		return nil
	}
	colleague, err := a.serving(tx, id)
	if errors.Is(err, fault.ErrNotFound) || err == nil && people.May(colleague, people.Respond, object(w.dossier)) != nil {
		return fault.Fields{{Name: "to", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	return err
}
