package action

import (
	"context"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ReopenReply begins a correction of the reply that the person's institution has
// sent. Remarks that can still change become drafts again; the reply stands as it
// is until the correction is sent, and nobody else knows. Once the sender has gone
// on by what was said, with a next round or a submission, it is a Conflict.
func (a *Actions) ReopenReply(ctx context.Context, p people.Person, id consult.ID, of people.Code) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		at, err := askedRound(tx, p, people.SendReply, id)
		if err != nil {
			return err
		}
		if of != "" && p.Serves(of) { // one of several that the person answers for
			at.of = of
		}
		if at.round, err = at.round.Reopen(at.dossier, at.of, a.clock()); err != nil {
			return err
		}
		if err := tx.PutRound(at.round); err != nil {
			return err
		}
		sent, err := sentRemarks(tx, at)
		if err != nil {
			return err
		}
		for _, m := range sent {
			if m.Amendable() != nil {
				continue
			}
			draft := m.Correction(at.of)
			if draft.No, err = tx.NextRemarkDraft(); err != nil {
				return err
			}
			if err := a.putRemark(tx, p, at.dossier, &draft); err != nil {
				return err
			}
		}
		return a.record(tx, p, at.dossier, event.Event{Name: event.ReplyPrepared, Round: id.No, Institution: at.of})
	})
}

// LeaveCorrection gives up a correction of the reply of the person's institution.
// What was drafted for it is removed, and the reply stays as it was.
func (a *Actions) LeaveCorrection(ctx context.Context, p people.Person, id consult.ID) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		at, err := askedRound(tx, p, people.SendReply, id)
		if err != nil {
			return err
		}
		r, err := at.round.Leave(at.of)
		if err != nil {
			return err
		}
		if err := a.clearRemarks(tx, r, at.of); err != nil {
			return err
		}
		if err := tx.PutRound(r); err != nil {
			return err
		}
		return a.record(tx, p, at.dossier, event.Event{Name: event.ReplyPrepared, Round: id.No, Institution: at.of})
	})
}

// ResetRemark takes back what was changed in a remark that was sent: it will stay
// as it is, whatever colleagues drafted.
func (a *Actions) ResetRemark(ctx context.Context, p people.Person, id consult.ID, no consult.RemarkNo, version int) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		at, err := preparedRound(tx, p, id)
		if err != nil {
			return err
		}
		m, err := theRemark(tx, at, no, version)
		if err != nil {
			return err
		}
		if m.Corrects == 0 {
			return fault.ErrNotFound
		}
		sent, err := tx.Comment(m.Corrects)
		if err != nil {
			return err
		}
		as := sent.Correction(at.of)
		as.No, as.Version = m.No, m.Version
		return a.putRemark(tx, p, at.dossier, &as)
	})
}
