package action

import (
	"context"
	"errors"
	"log/slog"
	"slices"
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
// they passed while the service was down, and passes on what an institution that
// is no more was asked. It ends with ctx and returns nil.
func (a *Actions) RunDefaults(ctx context.Context, log *slog.Logger) error {
	for {
		n, err := a.DefaultRounds(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("silence in rounds not noted", "error", err)
		case n > 0:
			log.Info("silence in rounds noted", "institutions", n)
		}
		if _, err := a.PassOnRounds(ctx); err != nil && ctx.Err() == nil {
			log.Error("rounds of institutions that are no more not passed on", "error", err)
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
		return errors.Join(tx.PutRound(r), a.mailSender(tx, d, r, "defaulted", "sender"))
	})
	return n, err
}

// PassOnRounds tells institutions that a reply falls to them because the one that
// was asked is no more. Each is told once about each. It returns how many were.
func (a *Actions) PassOnRounds(ctx context.Context) (int, error) {
	var left []consult.ID
	err := a.store.View(ctx, func(tx *store.Tx) error {
		waiting, err := tx.RoundsWaiting()
		if err != nil || len(waiting) == 0 {
			return err
		}
		register, err := registerOf(tx)
		for _, r := range waiting {
			if len(a.untold(register, r)) > 0 {
				left = append(left, r.ID)
			}
		}
		return err
	})
	total := 0
	for _, id := range left {
		if err != nil {
			return total, err
		}
		var n int
		n, err = a.passOn(ctx, id)
		total += n
	}
	return total, err
}

// untold are the heirs of addressees that wait, without those that were told.
func (a *Actions) untold(register people.Register, r consult.Round) map[people.Code][]people.Code {
	list := map[people.Code][]people.Code{}
	now := a.clock()
	for _, one := range r.Addressees {
		if one.Reply != "" || !r.IsOpen(now) {
			continue
		}
		for _, heir := range register.Heirs(one.Institution, clock.DateOf(now)) {
			if heir != one.Institution && !slices.Contains(one.Heirs, heir) {
				list[one.Institution] = append(list[one.Institution], heir)
			}
		}
	}
	return list
}

func (a *Actions) passOn(ctx context.Context, id consult.ID) (told int, err error) {
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		told = 0
		r, err := tx.Round(id)
		if err != nil {
			return err
		}
		d, err := tx.Dossier(id.Dossier)
		if err != nil {
			return err
		}
		register, err := registerOf(tx)
		if err != nil {
			return err
		}
		untold := a.untold(register, r)
		for _, code := range r.Asks() {
			for _, heir := range untold[code] {
				told++
				err = errors.Join(err, a.mailOffice(tx, d, r, "inherited", register, heir),
					a.record(tx, people.Person{}, d, event.Event{Name: event.RoundInherited, Round: r.No, Institution: heir, Public: true}))
			}
			r = r.Inherit(code, untold[code])
		}
		if err != nil || told == 0 {
			return err
		}
		return tx.PutRound(r)
	})
	return told, err
}
