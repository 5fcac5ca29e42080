package action

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ownRound loads a round for somebody of the institution that sent it.
func ownRound(tx *store.Tx, p people.Person, do people.Verb, id consult.ID) (consult.Round, dossier.Dossier, error) {
	d, err := permitted(tx, p, do, id.Dossier)
	if err != nil {
		return consult.Round{}, d, err
	}
	r, err := tx.Round(id)
	return r, d, err
}

// askedRound loads a round for somebody of an institution that is asked in it.
// Whoever is asked in other rounds alone does not know of this one.
func askedRound(tx *store.Tx, p people.Person, do people.Verb, id consult.ID) (consult.Round, dossier.Dossier, error) {
	d, err := tx.Dossier(id.Dossier)
	if err != nil {
		return consult.Round{}, d, err
	}
	r, err := tx.Round(id)
	if err != nil {
		return r, d, err
	}
	on := object(d)
	on.Invited = r.Asks()
	if err := people.May(p, do, on); err != nil {
		return consult.Round{}, d, err
	}
	return r, d, nil
}
