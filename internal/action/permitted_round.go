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

// askedOf is a round as one institution that is asked in it answers there.
type askedOf struct {
	round   consult.Round
	dossier dossier.Dossier
	of      people.Code // the addressee
	through people.Code // the institution that answers for it now, or empty
}

// askedRound loads a round for somebody of an institution that is asked in it, or
// of one that has inherited that. Whoever is asked in other rounds alone does not
// know of this one.
func askedRound(tx *store.Tx, p people.Person, do people.Verb, id consult.ID) (askedOf, error) {
	d, err := tx.Dossier(id.Dossier)
	if err != nil {
		return askedOf{}, err
	}
	r, err := tx.Round(id)
	if err != nil {
		return askedOf{}, err
	}
	on := object(d)
	on.Invited = r.Asks()
	if err := people.May(p, do, on); err != nil {
		return askedOf{}, err
	}
	at := askedOf{round: r, dossier: d, of: r.For(p.Serves)}
	if at.of != p.Institution {
		at.through = p.Institution
	}
	return at, nil
}

// author is as whom the remarks of the institution are shown: when another
// answers for it, under both names.
func (at askedOf) author(tx *store.Tx) (consult.Author, error) {
	by, err := named(tx, consult.Author{Kind: consult.Institution, Code: string(at.of)})
	if err != nil || at.through == "" {
		return by, err
	}
	heir, err := tx.Institution(at.through)
	by.Name += " (vastas " + heir.Name.Et + ")"
	return by, err
}
