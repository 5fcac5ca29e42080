package action

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/links"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Respond asks to answer comments of one consultation or round at once, without
// a draft. Document, From and Changes may be left out.
type Respond struct {
	Consultation consult.ID
	Comments     []consult.CommentNo
	Outcome      consult.Outcome
	Text         string
	Document     int
	From         int
	Revision     int
	Changes      []string
	FormID       string
}

// Respond publishes one response to one or more comments. A comment that
// somebody else answered meanwhile is a Conflict.
func (a *Actions) Respond(ctx context.Context, p people.Person, req Respond) (consult.ResponseNo, error) {
	no, err := a.once(ctx, p, form("respond", req.Consultation.String(), req.FormID), func(tx *store.Tx) (string, error) {
		w, err := permittedWindow(tx, p, people.Respond, req.Consultation)
		if err != nil {
			return "", err
		}
		draft := consult.AnswerDraft{
			Window: w.id, Comments: distinct(req.Comments), Outcome: req.Outcome, Text: req.Text,
			Document: req.Document, From: req.From, Revision: req.Revision, Changes: req.Changes,
		}
		r, err := a.publishResponse(tx, p, w, draft.Response())
		if err != nil {
			return "", err
		}
		return strconv.FormatUint(uint64(r.No), 10), w.answered(tx, len(r.Comments))
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.ResponseNo(n), err
}

// DraftAt names a draft at the version that somebody has read.
type DraftAt struct {
	No      consult.DraftNo
	Version int
}

// PublishResponses asks to publish drafts of responses.
type PublishResponses struct {
	Window consult.ID
	Drafts []DraftAt
	FormID string
}

// PublishResponses publishes all of the drafts or, when one of them changed, is
// not finished or answers what was answered meanwhile, none. Drafts that are not
// published stay as they are.
func (a *Actions) PublishResponses(ctx context.Context, p people.Person, req PublishResponses) error {
	if len(req.Drafts) == 0 {
		return fault.Fields{{Name: "drafts", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	_, err := a.once(ctx, p, form("publish responses", req.Window.String(), req.FormID), func(tx *store.Tx) (string, error) {
		w, err := permittedWindow(tx, p, people.Respond, req.Window)
		if err != nil {
			return "", err
		}
		answered := 0
		for _, at := range req.Drafts {
			draft, err := tx.AnswerDraft(w.id, at.No)
			if err != nil {
				return "", err
			}
			if draft.Version != at.Version || !draft.Discarded.IsZero() {
				return "", fault.New(fault.Conflict, "consult.draft_changed")
			}
			if err := stillSaid(tx, draft); err != nil {
				return "", err
			}
			if err := tx.DeleteAnswerDraft(draft); err != nil {
				return "", err
			}
			r, err := a.publishResponse(tx, p, w, draft.Response())
			if err != nil {
				return "", err
			}
			answered += len(r.Comments)
		}
		return "", w.answered(tx, answered)
	})
	return err
}

// stillSaid refuses a draft when a comment that it answers was corrected after
// it was read for it: nobody may know what the comment says now.
func stillSaid(tx *store.Tx, d consult.AnswerDraft) error {
	for _, no := range d.Comments {
		m, err := tx.Comment(no)
		if errors.Is(err, fault.ErrNotFound) {
			continue // refused where it is answered
		}
		if err != nil {
			return err
		}
		if d.Outdated(m) {
			return fault.New(fault.Conflict, "consult.comment_corrected", no.String())
		}
	}
	return nil
}

// publishResponse numbers a response, keeps it and marks the comments it
// answers. Counting them is left to the caller.
func (a *Actions) publishResponse(tx *store.Tx, p people.Person, w window, r consult.Response) (consult.Response, error) {
	r.Published, r.By, r.Institution = a.clock(), p.ID, w.dossier.Institution
	if err := consult.Respond(r); err != nil {
		return r, err
	}
	var err error
	if r.No, err = tx.NextResponse(); err != nil {
		return r, err
	}
	if r, err = resolvedBy(tx, r); err != nil {
		return r, err
	}
	if err := answer(tx, w.id, r); err != nil {
		return r, err
	}
	if err := tx.PutResponse(r); err != nil {
		return r, err
	}
	return r, a.record(tx, p, w.dossier, w.in(event.Event{
		Name: event.ResponsePublished, Comment: r.Comments[0], Response: r.No, Public: true,
	}))
}

// distinct is a list without what was named before in it.
func distinct[T comparable](list []T) []T {
	var kept []T
	seen := map[T]bool{}
	for _, no := range list {
		if !seen[no] {
			seen[no] = true
			kept = append(kept, no)
		}
	}
	return kept
}

// resolvedBy checks that the revisions that a response names are there and
// completes it with their document.
func resolvedBy(tx *store.Tx, r consult.Response) (consult.Response, error) {
	if r.Revision == 0 {
		r.Document, r.From, r.Changes = 0, 0, nil
		return r, nil
	}
	wrong := fault.Fields{{Name: "revision", Message: fault.Message{Key: "fault.choose"}}}.Err()
	first, err := tx.Comment(r.Comments[0])
	if errors.Is(err, fault.ErrNotFound) {
		return r, noSuchComment()
	}
	if err != nil {
		return r, err
	}
	r.Document = r.About(first)
	named := []int{r.Revision}
	if r.From > 0 {
		named = append(named, r.From)
	}
	for _, no := range named {
		_, err := tx.Revision(first.Consultation.Dossier, r.Document, no)
		if errors.Is(err, fault.ErrNotFound) {
			return r, wrong
		}
		if err != nil {
			return r, err
		}
	}
	return r, changesThere(tx, first.Consultation.Dossier, r)
}

// changesThere checks that the comparison of the two revisions has the changes
// that a response names. Responses that name any are few, and the two texts were
// compared when their author chose.
func changesThere(tx *store.Tx, id dossier.ID, r consult.Response) error {
	if len(r.Changes) == 0 {
		return nil
	}
	before, err := tx.RevisionText(id, r.Document, r.From)
	if err != nil {
		return err
	}
	after, err := tx.RevisionText(id, r.Document, r.Revision)
	if err != nil {
		return err
	}
	said, err := links.Between(tx, dossier.Revision{Dossier: id, Document: r.Document, No: r.From}, dossier.Revision{Dossier: id, Document: r.Document, No: r.Revision})
	if err != nil {
		return err
	}
	old, now := lawtext.Parse(before), lawtext.Parse(after)
	found := compare.With(old, now, said.Fixed(old, now)).Changes()
	for _, address := range r.Changes {
		if !slices.ContainsFunc(found, func(c compare.Change) bool { return c.Address == address }) {
			return fault.Fields{{Name: "changes", Message: fault.Message{Key: "consult.no_such_change"}}}.Err()
		}
	}
	return nil
}

func noSuchComment() error {
	return fault.Fields{{Name: "comments", Message: fault.Message{Key: "fault.choose"}}}.Err()
}

// answer marks the comments as answered by a response.
func answer(tx *store.Tx, id consult.ID, r consult.Response) error {
	for _, no := range r.Comments {
		m, err := answerable(tx, id, no)
		if err != nil {
			return err
		}
		m.Response = r.No
		if err := tx.PutComment(m); err != nil {
			return err
		}
		if err := tx.Assign(id, consult.Assignment{Comment: no}); err != nil {
			return err
		}
	}
	return nil
}

// answerable returns a comment of the window that waits for a response.
func answerable(tx *store.Tx, id consult.ID, no consult.CommentNo) (consult.Comment, error) {
	m, err := tx.Comment(no)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return m, noSuchComment()
	case err != nil:
		return m, err
	case m.Consultation != id:
		return m, fault.ErrNotFound
	case m.Response != 0:
		return m, fault.New(fault.Conflict, "consult.already_answered", no.String())
	case m.State != consult.Public:
		return m, fault.New(fault.Conflict, "consult.not_public", no.String())
	}
	return m, nil
}

// CorrectResponse asks to say something else in a published response. Version
// is how many corrections the official has read.
type CorrectResponse struct {
	Response consult.ResponseNo
	Version  int
	Outcome  consult.Outcome
	Text     string
	Document int
	From     int
	Revision int
	Changes  []string
	FormID   string
}

// CorrectResponse corrects it before everybody: what it said stays readable. If
// somebody else corrected it meanwhile it is a Conflict.
func (a *Actions) CorrectResponse(ctx context.Context, p people.Person, req CorrectResponse) error {
	to := strconv.FormatUint(uint64(req.Response), 10)
	_, err := a.once(ctx, p, form("correct response", to, req.FormID), func(tx *store.Tx) (string, error) {
		r, err := tx.Response(req.Response)
		if err != nil {
			return "", err
		}
		w, err := permittedWindow(tx, p, people.Respond, r.Consultation)
		if err != nil {
			return "", err
		}
		if len(r.Former) != req.Version {
			return "", fault.New(fault.Conflict, "consult.response_corrected")
		}
		now := consult.Response{
			Outcome: req.Outcome, Text: req.Text, Document: req.Document, From: req.From, Revision: req.Revision,
			Changes: slices.Clone(req.Changes), Comments: r.Comments,
		}
		if now, err = resolvedBy(tx, now); err != nil {
			return "", err
		}
		if now, err = r.Correct(now, p.ID, a.clock()); err != nil {
			return "", err
		}
		if err := tx.PutResponse(now); err != nil {
			return "", err
		}
		return "", a.record(tx, p, w.dossier, w.in(event.Event{
			Name: event.ResponseCorrected, Comment: r.Comments[0], Response: r.No, Public: true,
		}))
	})
	return err
}
