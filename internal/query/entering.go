package query

import (
	"cmp"
	"context"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Entering is what an official needs to know who enters a comment that came by
// e-mail or on paper.
type Entering struct {
	facts        dossier.Dossier
	Consultation consult.Consultation
	Dossier      lang.Text
	Documents    []DocumentName // that the consultation asks about
	Institutions []people.Institution
	Letters      []consult.Letter // that are being split, oldest first
}

// Entering returns it for somebody who may enter comments.
func (q *Queries) Entering(ctx context.Context, p people.Person, id consult.ID) (Entering, error) {
	var e Entering
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if err := q.readEntering(tx, p, id, &e); err != nil {
			return err
		}
		letters, err := tx.Letters(id)
		for _, l := range letters {
			if !l.Entered() {
				e.Letters = append(e.Letters, l)
			}
		}
		return err
	})
	if err != nil {
		return e, err
	}
	return e, q.register(ctx, &e)
}

// Letter returns one letter with what is needed to split it and, once it is
// entered, the comments that it became.
func (q *Queries) Letter(ctx context.Context, p people.Person, id consult.ID, no consult.LetterNo) (Entering, consult.Letter, []CommentCard, error) {
	var e Entering
	var l consult.Letter
	var cards []CommentCard
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		err := q.readEntering(tx, p, id, &e)
		if err != nil {
			return err
		}
		if l, err = tx.Letter(id, no); err != nil {
			return err
		}
		if id.Round {
			r, err := tx.Round(id)
			if err != nil || l.Institution != r.For(p.Serves) {
				return cmp.Or(err, error(fault.ErrNotFound))
			}
		}
		for _, n := range l.Comments {
			c, err := tx.Comment(n)
			if err != nil {
				return err
			}
			cards = append(cards, CommentCard{Comment: shown(p, e.facts, c)})
		}
		return q.readAnchors(tx, id.Dossier, cards, texts)
	})
	if err != nil {
		return e, l, nil, err
	}
	q.citation(cards, texts)
	return e, l, cards, q.register(ctx, &e)
}

func (q *Queries) readEntering(tx *store.Tx, p people.Person, id consult.ID, e *Entering) error {
	if id.Round {
		return q.readRoundLetters(tx, p, id, e)
	}
	d, err := visible(tx, p, id.Dossier)
	if err != nil {
		return err
	}
	if err := people.May(p, people.EnterComment, object(d)); err != nil {
		return err
	}
	e.facts, e.Dossier = d, d.Title
	if e.Consultation, err = tx.Consultation(id); err != nil {
		return err
	}
	e.Documents, err = namesOf(tx, d.ID, e.Consultation.Documents)
	return err
}

// readRoundLetters reads a round for somebody whose institution makes remarks of
// letters.
func (q *Queries) readRoundLetters(tx *store.Tx, p people.Person, id consult.ID, e *Entering) error {
	var round RoundPage
	all, err := q.readAsked(tx, p, id, &round)
	if err != nil {
		return err
	}
	e.facts, e.Dossier, e.Consultation.ID = all.dossier, all.dossier.Title, id
	e.Documents, err = namesOf(tx, id.Dossier, round.Round.Documents)
	return err
}

// register adds the institutions that exist today.
func (q *Queries) register(ctx context.Context, e *Entering) error {
	cat, err := q.fresh(ctx)
	if err != nil {
		return err
	}
	today := clock.DateOf(q.clock())
	for _, i := range cat.institutions() {
		if i.ValidOn(today) {
			e.Institutions = append(e.Institutions, i)
		}
	}
	return nil
}
