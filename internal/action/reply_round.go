package action

import (
	"cmp"
	"context"
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
		_, _, _, err := a.reply(tx, p, req)
		return err
	})
}

// ReplyRound sends it. The drafted remarks become comments of the round, each
// with its number; those put aside are gone. It is a Conflict when colleagues
// changed a remark meanwhile, and then nothing is sent.
func (a *Actions) ReplyRound(ctx context.Context, p people.Person, req ReplyRound) error {
	_, err := a.once(ctx, p, form("reply", req.Round.String(), req.FormID), func(tx *store.Tx) (string, error) {
		r, d, drafts, err := a.reply(tx, p, req)
		if err != nil {
			return "", err
		}
		by, err := named(tx, consult.Author{Kind: consult.Institution, Code: string(p.Institution)})
		if err != nil {
			return "", err
		}
		if err := a.clearRemarks(tx, r, p.Institution); err != nil {
			return "", err
		}
		for _, m := range drafts {
			if err := a.sendRemark(tx, p, d, m.Comment(by, req.Received)); err != nil {
				return "", err
			}
		}
		r.Comments += len(drafts)
		if err := tx.PutRound(r); err != nil {
			return "", err
		}
		d.Changed = a.clock()
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		return "", a.record(tx, p, d, event.Event{
			Name: event.RoundReplied, Round: r.No, Institution: p.Institution, Occurred: req.Received, Public: true,
		})
	})
	return err
}

// reply is the round with the reply, and the remarks that go with it.
func (a *Actions) reply(tx *store.Tx, p people.Person, req ReplyRound) (consult.Round, dossier.Dossier, []consult.RemarkDraft, error) {
	r, d, err := askedRound(tx, p, people.SendReply, req.Round)
	if err != nil {
		return r, d, nil, err
	}
	drafts, err := tx.RemarkDrafts(r.ID, p.Institution)
	if err != nil {
		return r, d, nil, err
	}
	drafts = slices.DeleteFunc(drafts, func(m consult.RemarkDraft) bool { return !m.Discarded.IsZero() })
	r, err = r.Answer(consult.Replying{
		Institution: p.Institution, Reply: req.Reply, Reasons: req.Reasons, Remarks: len(drafts), By: p.ID,
	}, req.Received)
	if err == nil && !sawAll(req.Seen, drafts) {
		err = fault.New(fault.Conflict, "round.remarks_changed")
	}
	return r, d, drafts, err
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
