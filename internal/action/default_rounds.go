package action

import (
	"context"
	"log/slog"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// DefaultEvery is how often rounds are looked at whose deadline has passed.
const DefaultEvery = time.Minute

// RunDefaults gives silence its outcome as deadlines pass, and first of all where
// they passed while the service was down. It ends with ctx and returns nil.
func (a *Actions) RunDefaults(ctx context.Context, log *slog.Logger) error {
	for {
		n, err := a.DefaultRounds(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("silence in rounds not noted", "error", err)
		case n > 0:
			log.Info("silence in rounds noted", "institutions", n)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(DefaultEvery):
		}
	}
}

// DefaultRounds notes the outcome of silence in every round whose deadline has
// passed: one event for each institution, dated at the deadline. It returns how
// many there were. What was noted before is not noted again.
func (a *Actions) DefaultRounds(ctx context.Context) (int, error) {
	var due []consult.ID
	err := a.store.View(ctx, func(tx *store.Tx) error {
		waiting, err := tx.RoundsWaiting()
		now := a.clock()
		for _, r := range waiting {
			if clock.Passed(now, r.Deadline) {
				due = append(due, r.ID)
			}
		}
		return err
	})
	total := 0
	for _, id := range due {
		if err != nil {
			return total, err
		}
		var n int
		n, err = a.defaultRound(ctx, id)
		total += n
	}
	return total, err
}

// defaultRound does it for one round, in one transaction: either all of it is
// noted or nothing.
func (a *Actions) defaultRound(ctx context.Context, id consult.ID) (int, error) {
	n := 0
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		r, err := tx.Round(id)
		if err != nil {
			return err
		}
		d, err := tx.Dossier(id.Dossier)
		if err != nil {
			return err
		}
		r, silent := r.Silence(a.clock())
		n = len(silent)
		if n == 0 {
			return nil // extended or noted meanwhile
		}
		for _, s := range silent {
			err := a.record(tx, people.Person{}, d, event.Event{
				Name: event.RoundDefaulted, Round: r.No, Institution: s.Institution, Occurred: r.Ends(), Public: true,
			})
			if err != nil {
				return err
			}
		}
		return tx.PutRound(r)
	})
	return n, err
}
