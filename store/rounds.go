package store

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

func roundKey(id consult.ID) key { return dossierKey(id.Dossier).num(id.No) }

func roundEntries(r consult.Round) []entry {
	k := append(dateKey(r.Deadline), roundKey(r.ID)...)
	list := []entry{{indexRounds, k, ""}}
	if r.Waiting() > 0 {
		list = append(list, entry{indexWaiting, k, ""})
	}
	return append(list, fileEntries(r.Files(), append(key(nil).str("round"), roundKey(r.ID)...))...)
}

// Round returns a coordination round.
func (tx *Tx) Round(id consult.ID) (consult.Round, error) {
	var r roundRecord
	if err := tx.load(bucketRound, roundKey(id), &r); err != nil {
		return consult.Round{}, fmt.Errorf("%s: %w", id, err)
	}
	id.Round = true
	return r.round(id), nil
}

// PutRound keeps a round, new or changed.
func (tx *Tx) PutRound(r consult.Round) error {
	old, err := tx.Round(r.ID)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = roundEntries(old)
	}
	if err := tx.reindex(before, roundEntries(r)); err != nil {
		return err
	}
	return tx.save(bucketRound, roundKey(r.ID), toRound(r))
}

// Rounds lists the rounds of a dossier by number.
func (tx *Tx) Rounds(id dossier.ID) ([]consult.Round, error) {
	var list []consult.Round
	err := tx.scan(bucketRound, kv.Range{Prefix: dossierKey(id)}, func(k, payload []byte) error {
		var r roundRecord
		if err := unpack(bucketRound, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.round(consult.ID{Dossier: id, No: lastNum(k), Round: true}))
		return nil
	})
	return list, err
}

// RoundsByDeadline is ConsultationsByDeadline for rounds.
func (tx *Tx) RoundsByDeadline(from clock.Date, limit int, reverse bool) ([]consult.Round, error) {
	ids, err := tx.byDeadline(indexRounds, from, limit, reverse)
	if err != nil {
		return nil, err
	}
	return gather(ids, tx.Round)
}

// RoundsWaiting lists the rounds in which an addressee has no outcome yet, the
// nearest deadline first.
func (tx *Tx) RoundsWaiting() ([]consult.Round, error) {
	ids, err := tx.byDeadline(indexWaiting, clock.Date{}, 0, false)
	if err != nil {
		return nil, err
	}
	return gather(ids, tx.Round)
}
