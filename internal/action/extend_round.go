package action

import (
	"context"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ExtendRound asks to give the institutions of a round more time.
type ExtendRound struct {
	Round  consult.ID
	To     clock.Date
	Reason lang.Text
}

// ExtendRound moves the deadline of a round to a later day and tells those that
// have not replied; the history stays.
func (a *Actions) ExtendRound(ctx context.Context, p people.Person, req ExtendRound) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		r, d, err := ownRound(tx, p, people.ExtendRound, req.Round)
		if err != nil {
			return err
		}
		now := a.clock()
		if r, err = r.Extend(consult.Move{To: req.To, Reason: req.Reason, By: p.ID}, now); err != nil {
			return err
		}
		if err := tx.PutRound(r); err != nil {
			return err
		}
		d.Changed = now
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		if err := a.mailRound(tx, d, r, "extended"); err != nil {
			return err
		}
		return a.record(tx, p, d, event.Event{Name: event.RoundExtended, Round: r.No, Public: true})
	})
}
