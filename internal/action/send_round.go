package action

import (
	"context"
	"slices"
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SendRound asks to send documents of a dossier to institutions, each at its
// newest revision, or at the one that the sender was looking at.
type SendRound struct {
	Dossier     dossier.ID
	Note        lang.Text
	Documents   []int
	Seen        []consult.DocumentAt // what the sender saw before sending; empty: nothing is compared
	Addressees  []consult.Addressee
	Deadline    clock.Date
	ShortReason lang.Text
	FormID      string
}

// CheckRound says whether a round could be sent as it is, and returns it as it
// would be. Nothing is kept.
func (a *Actions) CheckRound(ctx context.Context, p people.Person, req SendRound) (consult.Round, error) {
	var r consult.Round
	err := a.store.View(ctx, func(tx *store.Tx) (err error) {
		_, r, err = a.round(tx, p, req)
		return err
	})
	return r, err
}

// SendRound sends it at once: the institutions see the dossier and these
// revisions, and the dossier's proceedings record the stage. It is a Conflict
// when a document has a newer revision than the sender saw.
func (a *Actions) SendRound(ctx context.Context, p people.Person, req SendRound) (consult.ID, error) {
	no, err := a.once(ctx, p, form("send round", string(req.Dossier), req.FormID), func(tx *store.Tx) (string, error) {
		d, r, err := a.round(tx, p, req)
		if err != nil {
			return "", err
		}
		step := dossier.Step{Stage: dossier.Coordination, Happened: clock.DateOf(r.Sent), By: p.ID}
		if d, err = d.WithStep(step, r.Sent); err != nil {
			return "", err
		}
		d.Rounds, d.Invited = r.No, invited(d.Invited, r)
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		if err := tx.PutRound(r); err != nil {
			return "", err
		}
		if err := a.mailRound(tx, d, r, "sent"); err != nil {
			return "", err
		}
		return strconv.Itoa(r.No), a.record(tx, p, d, event.Event{Name: event.RoundSent, Round: r.No, Public: true})
	})
	if err != nil {
		return consult.ID{}, err
	}
	n, err := strconv.Atoi(no)
	return consult.ID{Dossier: req.Dossier, No: n, Round: true}, err
}

// round is the round that a request would send.
func (a *Actions) round(tx *store.Tx, p people.Person, req SendRound) (dossier.Dossier, consult.Round, error) {
	r := consult.Round{
		Note: req.Note, Addressees: req.Addressees, Deadline: req.Deadline, ShortReason: req.ShortReason, By: p.ID,
	}
	d, err := permitted(tx, p, people.SendRound, req.Dossier)
	if err != nil {
		return d, r, err
	}
	if r.Documents, err = newest(tx, req.Dossier, req.Documents); err != nil {
		return d, r, err
	}
	if len(req.Seen) > 0 && !slices.Equal(req.Seen, r.Documents) {
		return d, r, fault.New(fault.Conflict, "round.documents_changed")
	}
	register, err := tx.Institutions()
	if err != nil {
		return d, r, err
	}
	var last *consult.Round
	if d.Rounds > 0 {
		before, err := tx.Round(consult.ID{Dossier: d.ID, No: d.Rounds, Round: true})
		if err != nil {
			return d, r, err
		}
		last = &before
	}
	r, err = consult.Send(d, r, last, register, a.settings.terms(), a.clock())
	return d, r, err
}

// invited adds the institutions asked in a round to those asked before.
func invited(before []people.Code, r consult.Round) []people.Code {
	list := slices.Clone(before)
	for _, code := range r.Asks() {
		if !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return list
}
