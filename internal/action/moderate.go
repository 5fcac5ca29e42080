package action

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Decide asks to do what a moderator decided about a comment. Words are to be
// blacked out; File is the ordinal of a file, from 1.
type Decide struct {
	Comment consult.CommentNo
	Ruling  consult.Ruling
	Reason  consult.Reason
	Note    string
	File    int
	Words   []string
	Alike   bool     // the words are blacked out of every comment of the campaign that has them
	Copy    Enclosed // stands in the place of the file
	FormID  string

	answer consult.ResponseNo // that they have been blacked out of already
}

// Decide does what a moderator decided, publicly, and settles what people had
// reported. The author is told by mail when the service knows their address. Words
// that are blacked out of a comment leave its response too. Of a campaign, each
// comment that has them has the decision.
func (a *Actions) Decide(ctx context.Context, p people.Person, req Decide) error {
	decide := func(copies []consult.Attachment) error {
		_, err := a.once(ctx, p, form("decide", req.Comment.String(), req.FormID), func(tx *store.Tx) (string, error) {
			m, w, err := permittedComment(tx, p, people.Withhold, req.Comment)
			if err != nil {
				return "", err
			}
			if err := a.noteFiles(tx, copies); err != nil {
				return "", err
			}
			if err := a.decide(tx, p, w, m, req, copies); err != nil || !req.Alike || req.Ruling != consult.BlacksOut {
				return "", err
			}
			return "", a.decideAlike(tx, p, w, m, req)
		})
		return err
	}
	if req.Ruling != consult.RedactsFile {
		return decide(nil)
	}
	if len(req.Copy.Bytes) == 0 {
		return fault.Fields{{Name: "copy", Message: fault.Message{Key: "fault.required"}}}.Err()
	}
	return fault.Renamed(a.enclosing([]Enclosed{req.Copy}, decide), "annex", "copy")
}

// decide notes the decision about one comment and does it.
func (a *Actions) decide(tx *store.Tx, p people.Person, w window, m consult.Comment, req Decide, copies []consult.Attachment) error {
	known, err := tx.Case(m.No)
	if err != nil {
		return err
	}
	d := consult.Decision{Ruling: req.Ruling, Reason: req.Reason, Note: strings.TrimSpace(req.Note), At: a.clock(), By: p.ID}
	if req.Ruling == consult.WithholdFile || req.Ruling == consult.RedactsFile {
		d.File = req.File
	}
	if known, err = known.Decide(d); err != nil {
		return err
	}
	if err := tx.PutCase(known); err != nil {
		return err
	}
	if err := a.rule(tx, p, w, m, req, copies); err != nil || req.Ruling == consult.Keeps {
		return err
	}
	return a.tellAuthor(tx, m, "decided", len(known.Decisions)-1)
}

// decideAlike blacks the words out of the other comments of the campaign that have
// them.
func (a *Actions) decideAlike(tx *store.Tx, p people.Person, w window, m consult.Comment, req Decide) error {
	if m.Campaign == 0 {
		return nil
	}
	members, err := tx.CampaignMembers(m.Campaign, 0, 0)
	if err != nil {
		return err
	}
	for _, other := range members {
		if other.No == m.No || !other.Has(req.Words) {
			continue
		}
		var said []string // in it
		for _, words := range req.Words {
			if other.Has([]string{words}) {
				said = append(said, words)
			}
		}
		one := req
		one.Comment, one.Words, one.answer = other.No, said, m.Response
		if err := a.decide(tx, p, w, other, one, nil); err != nil {
			return err
		}
	}
	return nil
}

// rule does to the comment what was decided.
func (a *Actions) rule(tx *store.Tx, p people.Person, w window, m consult.Comment, req Decide, copies []consult.Attachment) error {
	switch req.Ruling {
	case consult.Withholds:
		return a.hide(tx, p, w, m, consult.Withheld, string(req.Reason), event.CommentWithheld)
	case consult.Disowns:
		return a.hide(tx, p, w, m, consult.Disowned, string(req.Reason), event.CommentDisowned)
	case consult.BlacksOut:
		now, err := m.BlackOut(req.Words, req.Reason, p.ID, a.clock())
		if err != nil {
			return err
		}
		r, err := blackedAnswer(tx, now, req.answer, func(r consult.Response) (consult.Response, bool) {
			return r.BlackOut(req.Words, req.Reason, p.ID, a.clock())
		})
		if err != nil {
			return err
		}
		return a.blacked(tx, p, w, now, r)
	case consult.WithholdFile:
		now, err := m.WithholdFile(req.File, req.Reason)
		if err != nil {
			return err
		}
		return a.blacked(tx, p, w, now, 0)
	case consult.RedactsFile:
		if len(copies) != 1 {
			return fault.Fields{{Name: "copy", Message: fault.Message{Key: "fault.required"}}}.Err()
		}
		now, err := m.RedactFile(req.File, copies[0], req.Reason)
		if err != nil {
			return err
		}
		return a.blacked(tx, p, w, now, 0)
	case consult.Keeps:
		return a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentReported, Comment: m.No}))
	}
	return fault.Fields{{Name: "do", Message: fault.Message{Key: "fault.choose"}}}.Err()
}

// blacked keeps a comment of which something was taken out or put back, and names
// the response of which it was too. The comment stays with those it is like.
func (a *Actions) blacked(tx *store.Tx, p people.Person, w window, m consult.Comment, r consult.ResponseNo) error {
	if err := campaign.Recompare(tx, &m); err != nil {
		return err
	}
	return errors.Join(tx.PutComment(m), a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentBlackedOut, Comment: m.No, Response: r, Public: true})))
}

// blackedAnswer changes the response to a comment, unless it is the one excepted, and
// returns its number when it was changed.
func blackedAnswer(tx *store.Tx, m consult.Comment, but consult.ResponseNo, change func(consult.Response) (consult.Response, bool)) (consult.ResponseNo, error) {
	if m.Response == 0 || m.Response == but {
		return 0, nil
	}
	r, err := tx.Response(m.Response)
	if err != nil {
		return 0, err
	}
	now, changed := change(r)
	if !changed {
		return 0, nil
	}
	return r.No, tx.PutResponse(now)
}

// UndoDecision takes back the n-th decision about a comment, from 0.
func (a *Actions) UndoDecision(ctx context.Context, p people.Person, no consult.CommentNo, n int) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, w, err := permittedComment(tx, p, people.Withhold, no)
		if err != nil {
			return err
		}
		return errors.Join(a.undo(tx, p, w, m, n), a.tellAuthor(tx, m, "undone", n))
	})
}

func (a *Actions) undo(tx *store.Tx, p people.Person, w window, m consult.Comment, n int) error {
	known, err := tx.Case(m.No)
	if err != nil {
		return err
	}
	if known, err = known.Undo(n, p.ID, a.clock()); err != nil {
		return err
	}
	if err := tx.PutCase(known); err != nil {
		return err
	}
	d := known.Decisions[n]
	switch d.Ruling {
	case consult.BlacksOut:
		return a.putBack(tx, p, w, m, d)
	case consult.WithholdFile:
		return a.blacked(tx, p, w, m.ReleaseFile(d.File), 0)
	case consult.RedactsFile:
		return a.blacked(tx, p, w, m.UnredactFile(d.File), 0)
	}
	if !known.Disowned.IsZero() || m.State == consult.Withdrawn {
		return fault.New(fault.Conflict, "moderation.author_hid")
	}
	return a.show(tx, p, w, m)
}

// putBack puts words back that were blacked out, also into the response unless
// another comment it answers had the same decision.
func (a *Actions) putBack(tx *store.Tx, p people.Person, w window, m consult.Comment, d consult.Decision) error {
	now := m.Restore(d.At)
	r, err := blackedAnswer(tx, m, 0, func(r consult.Response) (consult.Response, bool) {
		for _, no := range r.Comments {
			other, err := tx.Comment(no)
			if err != nil || no != m.No && slices.ContainsFunc(other.Blacked, func(b consult.Blacked) bool { return b.At.Equal(d.At) }) {
				return r, false
			}
		}
		back := r.Restore(d.At)
		return back, len(back.Blacked) != len(r.Blacked)
	})
	if err != nil {
		return err
	}
	return a.blacked(tx, p, w, now, r)
}

// ReportComment asks moderators to look at a comment.
type ReportComment struct {
	Comment consult.CommentNo
	Reason  consult.Reason
	Text    string
	FormID  string
}

// ReportComment tells moderators what is wrong with a public comment. Nothing of
// it is public.
func (a *Actions) ReportComment(ctx context.Context, p people.Person, req ReportComment) error {
	_, err := a.once(ctx, p, form("report", req.Comment.String(), req.FormID), func(tx *store.Tx) (string, error) {
		m, w, err := permittedComment(tx, p, people.Report, req.Comment)
		if err != nil {
			return "", err
		}
		if m.State != consult.Public {
			return "", fault.New(fault.Conflict, "consult.already_hidden")
		}
		known, err := tx.Case(m.No)
		if err != nil {
			return "", err
		}
		known, err = known.Report(consult.Report{Reason: req.Reason, Text: strings.TrimSpace(req.Text), At: a.clock(), By: p.ID})
		if err != nil {
			return "", err
		}
		return "", errors.Join(tx.PutCase(known), a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentReported, Comment: m.No})))
	})
	return err
}

// AppealDecision asks for another look at the n-th decision about one's comment.
type AppealDecision struct {
	Comment  consult.CommentNo
	Decision int
	Text     string
	FormID   string
}

// AppealDecision keeps the author's words for the moderators. There is one appeal
// against a decision.
func (a *Actions) AppealDecision(ctx context.Context, p people.Person, req AppealDecision) error {
	to := req.Comment.String() + " " + strconv.Itoa(req.Decision)
	_, err := a.once(ctx, p, form("appeal", to, req.FormID), func(tx *store.Tx) (string, error) {
		m, w, err := permittedComment(tx, p, people.Appeal, req.Comment)
		if err != nil {
			return "", err
		}
		known, err := tx.Case(m.No)
		if err != nil {
			return "", err
		}
		known, err = known.Appeal(consult.Appeal{Decision: req.Decision, Text: strings.TrimSpace(req.Text), At: a.clock()})
		if err != nil {
			return "", err
		}
		return "", errors.Join(tx.PutCase(known), a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentAppealed, Comment: m.No})))
	})
	return err
}

// DecideAppeal decides about the appeal against the n-th decision.
type DecideAppeal struct {
	Comment  consult.CommentNo
	Decision int
	Upheld   bool // the decision stands; else it is taken back
	Answer   string
	FormID   string
}

// DecideAppeal publishes the outcome. Who made the decision decides about it only
// when there is no other moderator.
func (a *Actions) DecideAppeal(ctx context.Context, p people.Person, req DecideAppeal) error {
	to := req.Comment.String() + " " + strconv.Itoa(req.Decision)
	_, err := a.once(ctx, p, form("decide appeal", to, req.FormID), func(tx *store.Tx) (string, error) {
		m, w, err := permittedComment(tx, p, people.Withhold, req.Comment)
		if err != nil {
			return "", err
		}
		known, err := tx.Case(m.No)
		if err != nil {
			return "", err
		}
		alone, err := onlyModerator(tx, p)
		if err != nil {
			return "", err
		}
		known, err = known.DecideAppeal(req.Decision, p.ID, req.Upheld, req.Answer, alone, a.clock())
		if err != nil {
			return "", err
		}
		if err := tx.PutCase(known); err != nil {
			return "", err
		}
		if !req.Upheld && known.Decisions[req.Decision].Holds() {
			if err := a.undo(tx, p, w, m, req.Decision); err != nil {
				return "", err
			}
		}
		decided := w.in(event.Event{Name: event.AppealDecided, Comment: m.No, Public: true})
		return "", errors.Join(a.record(tx, p, w.dossier, decided), a.tellAuthor(tx, m, "appeal", req.Decision))
	})
	return err
}

// onlyModerator reports whether nobody but the person moderates.
func onlyModerator(tx *store.Tx, p people.Person) (bool, error) {
	alone := true
	err := tx.EachPerson(func(other people.Person) error {
		if other.ID != p.ID && other.Has(people.Moderator) && !other.Disabled {
			alone = false
		}
		return nil
	})
	return alone, err
}
