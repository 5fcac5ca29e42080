package action

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ReplyRound asks to send the reply of the person's institution, with the remarks
// that it has drafted. Seen are those that the sender saw.
type ReplyRound struct {
	Round    consult.ID
	Reply    consult.Reply
	Reasons  string
	Seen     []RemarkAt
	Received time.Time // when the request was complete
	FormID   string
}

// RemarkAt names a drafted remark at the version that somebody has read.
type RemarkAt struct {
	No      consult.RemarkNo
	Version int
}

// CheckReply says whether the reply could be sent as it is. Nothing is kept.
func (a *Actions) CheckReply(ctx context.Context, p people.Person, req ReplyRound) error {
	return a.store.View(ctx, func(tx *store.Tx) error {
		_, err := a.reply(tx, p, req)
		return err
	})
}

// ReplyRound sends it. The drafted remarks become comments of the round, each
// with its number; those put aside are gone. A correction changes the remarks that
// it corrects under their numbers and withdraws those put aside; what they said
// stays public. It is a Conflict when colleagues changed a remark meanwhile, or
// the sender has answered one that it changes, and then nothing is sent.
func (a *Actions) ReplyRound(ctx context.Context, p people.Person, req ReplyRound) error {
	_, err := a.once(ctx, p, form("reply", req.Round.String(), req.FormID), func(tx *store.Tx) (string, error) {
		to, err := a.reply(tx, p, req)
		if err != nil {
			return "", err
		}
		name, what := event.RoundReplied, "replied"
		if before, _ := to.round.Asked(to.of); len(before.Former) > 0 {
			name, what = event.ReplyCorrected, "corrected"
		}
		if err := a.sendRemarks(tx, p, &to, req.Received); err != nil {
			return "", err
		}
		if err := tx.PutRound(to.round); err != nil {
			return "", err
		}
		to.dossier.Changed = a.clock()
		if err := tx.PutDossier(to.dossier); err != nil {
			return "", err
		}
		if err := a.mailReplied(tx, to, what); err != nil {
			return "", err
		}
		return "", a.record(tx, p, to.dossier, event.Event{
			Name: name, Round: to.round.No, Institution: to.of, Occurred: req.Received, Public: true,
		})
	})
	return err
}

// replyTo is a round with a reply that is to be sent, and the remarks that go with
// it.
type replyTo struct {
	askedOf
	drafts    []consult.RemarkDraft // new ones
	amended   []consult.Comment     // that say something else now
	withdrawn []consult.Comment
}

// reply is what a request would send.
func (a *Actions) reply(tx *store.Tx, p people.Person, req ReplyRound) (replyTo, error) {
	at, err := askedRound(tx, p, people.SendReply, req.Round)
	to := replyTo{askedOf: at}
	if err != nil {
		return to, err
	}
	all, err := tx.RemarkDrafts(at.round.ID, at.of)
	if err != nil {
		return to, err
	}
	remarks, err := to.sort(tx, all, req.Received)
	if err != nil {
		return to, err
	}
	if was, _ := at.round.Asked(at.of); was.Correcting {
		if err := at.round.MayCorrect(at.dossier, at.of, req.Received); err != nil {
			return to, err
		}
	}
	to.round, err = at.round.Answer(consult.Replying{
		Institution: at.of, Through: at.through, Reply: req.Reply, Reasons: req.Reasons, Remarks: remarks, By: p.ID,
		Changed: len(to.drafts)+len(to.amended)+len(to.withdrawn) > 0,
	}, req.Received)
	if err == nil && !sawAll(req.Seen, kept(all)) {
		err = fault.New(fault.Conflict, "round.remarks_changed")
	}
	return to, err
}

// sort tells what becomes of drafted remarks, and how many remarks the reply has
// then.
func (to *replyTo) sort(tx *store.Tx, all []consult.RemarkDraft, received time.Time) (remarks int, err error) {
	sent, err := sentRemarks(tx, to.askedOf)
	if err != nil {
		return 0, err
	}
	remarks = len(sent)
	for _, m := range all {
		i := slices.IndexFunc(sent, func(c consult.Comment) bool { return c.No == m.Corrects && m.Corrects != 0 })
		switch {
		case i < 0 && !m.Discarded.IsZero():
		case i < 0 && m.Corrects != 0: // moderators decided about it meanwhile
			hidden, failed := tx.Comment(m.Corrects)
			if failed != nil {
				return remarks, failed
			}
			if _, changed := hidden.Amended(m, received); changed {
				err = cmp.Or(err, hidden.Amendable())
			}
		case i < 0:
			to.drafts = append(to.drafts, m)
			remarks++
		case !m.Discarded.IsZero():
			to.withdrawn = append(to.withdrawn, sent[i])
			remarks--
			err = cmp.Or(err, sent[i].Amendable())
		default:
			if now, changed := sent[i].Amended(m, received); changed {
				to.amended = append(to.amended, now)
				err = cmp.Or(err, sent[i].Amendable())
			}
		}
	}
	return remarks, err
}

// sentRemarks are the remarks that an institution has sent in a round and that
// are public.
func sentRemarks(tx *store.Tx, at askedOf) ([]consult.Comment, error) {
	if at.round.Comments == 0 {
		return nil, nil
	}
	list, err := tx.CommentsOf(at.round.ID, 0, 0)
	return slices.DeleteFunc(list, func(m consult.Comment) bool {
		return m.Author.Kind != consult.Institution || m.Author.Code != string(at.of) || m.State != consult.Public
	}), err
}

// kept are the drafts that were not put aside.
func kept(drafts []consult.RemarkDraft) []consult.RemarkDraft {
	return slices.DeleteFunc(slices.Clone(drafts), func(m consult.RemarkDraft) bool { return !m.Discarded.IsZero() })
}

// sendRemarks makes comments of the remarks that go with a reply, and removes all
// that was drafted.
func (a *Actions) sendRemarks(tx *store.Tx, p people.Person, to *replyTo, received time.Time) error {
	by, err := to.author(tx)
	if err != nil {
		return err
	}
	if err := a.clearRemarks(tx, to.round, to.of); err != nil {
		return err
	}
	for _, m := range to.drafts {
		if err := a.sendRemark(tx, p, to.dossier, m.Comment(by, received)); err != nil {
			return err
		}
	}
	changed := func(m consult.Comment, name event.Name) error {
		return errors.Join(tx.PutComment(m), a.record(tx, p, to.dossier, event.Event{
			Name: name, Round: to.round.No, Comment: m.No, Institution: to.of, Occurred: received, Public: true,
		}))
	}
	for _, m := range to.amended {
		err = errors.Join(err, changed(m, event.CommentCorrected))
	}
	for _, m := range to.withdrawn {
		m.State = consult.Withdrawn
		err = errors.Join(err, changed(m, event.CommentWithdrawn))
	}
	to.round.Comments += len(to.drafts) - len(to.withdrawn)
	return err
}

// sawAll reports whether somebody saw exactly these drafts, in whatever order.
func sawAll(seen []RemarkAt, drafts []consult.RemarkDraft) bool {
	seen = slices.SortedFunc(slices.Values(seen), func(a, b RemarkAt) int { return cmp.Compare(a.No, b.No) })
	return slices.EqualFunc(drafts, seen, func(m consult.RemarkDraft, at RemarkAt) bool { return m.No == at.No && m.Version == at.Version })
}

// clearRemarks removes all that an institution has drafted, and letters that it was
// still splitting.
func (a *Actions) clearRemarks(tx *store.Tx, r consult.Round, of people.Code) error {
	all, err := tx.RemarkDrafts(r.ID, of)
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := tx.DeleteRemarkDraft(m); err != nil {
			return err
		}
	}
	letters, err := tx.Letters(r.ID)
	if err != nil {
		return err
	}
	for _, l := range letters {
		if l.Institution != of {
			continue
		}
		if err := tx.DeleteLetter(r.ID, l.No); err != nil {
			return err
		}
	}
	return nil
}

// sendRemark numbers a remark and keeps it as a comment of the round.
func (a *Actions) sendRemark(tx *store.Tx, p people.Person, d dossier.Dossier, m consult.Comment) error {
	var err error
	if m.No, err = tx.NextComment(yearOf(a.clock())); err != nil {
		return err
	}
	if err := tx.PutComment(m); err != nil {
		return err
	}
	return a.record(tx, p, d, event.Event{
		Name: event.CommentSubmitted, Round: m.Consultation.No, Comment: m.No, Institution: people.Code(m.Author.Code), Occurred: m.Submitted, Public: true,
	})
}
