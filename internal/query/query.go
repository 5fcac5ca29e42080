// Package query holds everything a person can look at, as that person may see
// it. What is hidden from the person is answered exactly as what does not
// exist: with the fault NotFound. No query changes anything.
package query

import (
	"cmp"
	"context"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
)

// Queries answers questions from one store and its search indexes.
type Queries struct {
	store     *store.Store
	public    *search.Index
	internal  *search.Index
	clock     clock.Clock
	catalogue catalogue
	texts     *texts
	settings  Settings
	staff     staff
	observed  observations
	tracing   chan struct{} // one token for each search for words under way
}

// Settings are what an operator decides. What is 0 is as usual.
type Settings struct {
	ResponseDays int // after a consultation ends its comments should have responses within so many
	StaleDays    int // a dossier is quiet after so many days without a sign

	Files *blob.Folder // of attachments; nil: there are none
}

func (s Settings) withDefaults() Settings {
	s.ResponseDays = cmp.Or(s.ResponseDays, consult.ResponseDays)
	s.StaleDays = cmp.Or(s.StaleDays, dossier.StaleDays)
	return s
}

// New returns queries over a store. The public index holds what anyone may
// read, the internal one the rest; either may be nil, and then a search finds
// nothing there.
func New(st *store.Store, public, internal *search.Index, clk clock.Clock, set Settings) *Queries {
	return &Queries{
		store: st, public: public, internal: internal, clock: clk, texts: newTexts(), settings: set.withDefaults(),
		tracing: make(chan struct{}, 2),
	}
}

// Session returns a session by the hash of its secret and the person whose it
// is. Whether it has expired is for the caller to judge.
func (q *Queries) Session(ctx context.Context, token string) (people.Person, people.Session, error) {
	var p people.Person
	var session people.Session
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if session, err = tx.Session(token); err != nil {
			return err
		}
		p, err = tx.Person(session.Person)
		return err
	})
	if err != nil || p.Institution == "" {
		return p, session, err
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return p, session, err
	}
	return c.institutions().Serving(p, clock.DateOf(q.clock())), session, nil
}
