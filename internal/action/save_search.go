package action

import (
	"context"
	"errors"
	"strings"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SaveSearch asks to keep a search under a name. Query is what is asked for in its
// one form, Found what decides what is found: the same without the order.
type SaveSearch struct {
	Name  string
	Query string
	Found string
}

// SaveSearch keeps it for the person. The same search saved again has the new name.
func (a *Actions) SaveSearch(ctx context.Context, p people.Person, req SaveSearch) error {
	if err := people.May(p, people.KeepOwn, people.Object{Owner: p.ID}); err != nil {
		return err
	}
	name := strings.TrimSpace(req.Name)
	wrong := people.CheckSearchName(name)
	switch {
	case req.Found == "":
		wrong.Add("query", "searches.nothing")
	case len(req.Query) > people.LongestSearch:
		wrong.Add("query", "searches.long")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		kept := people.SavedSearch{Person: p.ID, ID: people.IdentifySearch(req.Found), Name: name, Query: req.Query, Saved: a.clock()}
		old, err := tx.SavedSearch(p.ID, kept.ID)
		switch {
		case errors.Is(err, fault.ErrNotFound):
			list, err := tx.SavedSearches(p.ID)
			if err != nil {
				return err
			}
			if len(list) >= people.MostSavedSearches {
				return fault.New(fault.Conflict, "searches.most", people.MostSavedSearches)
			}
		case err != nil:
			return err
		default:
			kept.Saved = old.Saved
			if kept == old {
				return nil
			}
		}
		return a.putSearch(tx, kept)
	})
}

// RenameSearch gives a saved search another name.
func (a *Actions) RenameSearch(ctx context.Context, p people.Person, id people.SearchID, name string) error {
	if err := people.May(p, people.KeepOwn, people.Object{Owner: p.ID}); err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	if err := people.CheckSearchName(name).Err(); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		kept, err := tx.SavedSearch(p.ID, id)
		if err != nil || kept.Name == name {
			return err
		}
		kept.Name = name
		return a.putSearch(tx, kept)
	})
}

// DeleteSearch forgets a saved search. One that is gone already is no error.
func (a *Actions) DeleteSearch(ctx context.Context, p people.Person, id people.SearchID) error {
	if err := people.May(p, people.KeepOwn, people.Object{Owner: p.ID}); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.SavedSearch(p.ID, id)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := tx.DeleteSavedSearch(p.ID, id); err != nil {
			return err
		}
		return a.searchSaved(tx, p.ID)
	})
}

func (a *Actions) putSearch(tx *store.Tx, kept people.SavedSearch) error {
	if err := tx.PutSavedSearch(kept); err != nil {
		return err
	}
	return a.searchSaved(tx, kept.Person)
}

func (a *Actions) searchSaved(tx *store.Tx, by people.ID) error {
	_, err := tx.Append(event.Event{Name: event.SearchSaved, Version: 1, Occurred: a.clock(), Actor: by})
	return err
}
