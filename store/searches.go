package store

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

type savedSearchRecord struct {
	Name  string  `cbor:"1,keyasint,omitempty"`
	Query string  `cbor:"2,keyasint,omitempty"`
	Saved instant `cbor:"3,keyasint,omitempty"`
}

func toSavedSearch(s people.SavedSearch) savedSearchRecord {
	return savedSearchRecord{s.Name, s.Query, toInstant(s.Saved)}
}

func (r savedSearchRecord) search(person people.ID, id people.SearchID) people.SavedSearch {
	return people.SavedSearch{Person: person, ID: id, Name: r.Name, Query: r.Query, Saved: r.Saved.time()}
}

func savedSearchKey(person people.ID, id people.SearchID) key {
	return personKey(person).str(string(id))
}

// SavedSearch returns a search that a person keeps.
func (tx *Tx) SavedSearch(person people.ID, id people.SearchID) (people.SavedSearch, error) {
	var r savedSearchRecord
	if err := tx.load(bucketSavedSearch, savedSearchKey(person, id), &r); err != nil {
		return people.SavedSearch{}, fmt.Errorf("saved search: %w", err)
	}
	return r.search(person, id), nil
}

// PutSavedSearch keeps a search for a person, new or changed.
func (tx *Tx) PutSavedSearch(s people.SavedSearch) error {
	return tx.save(bucketSavedSearch, savedSearchKey(s.Person, s.ID), toSavedSearch(s))
}

// DeleteSavedSearch forgets a search, if it is there.
func (tx *Tx) DeleteSavedSearch(person people.ID, id people.SearchID) error {
	return tx.delete(bucketSavedSearch, savedSearchKey(person, id))
}

// SavedSearches lists the searches that a person keeps, in no order that means
// anything.
func (tx *Tx) SavedSearches(person people.ID) (list []people.SavedSearch, err error) {
	err = tx.scan(bucketSavedSearch, kv.Range{Prefix: personKey(person)}, func(k, payload []byte) error {
		var r savedSearchRecord
		if err := unpack(bucketSavedSearch, k, payload, &r); err != nil {
			return err
		}
		_, rest := cutStr(k)
		id, _ := cutStr(rest)
		list = append(list, r.search(person, people.SearchID(id)))
		return nil
	})
	return list, err
}

// savedSearch checks that a search belongs to somebody and has the ID that what it
// asks for has.
func (c *checker) savedSearch(k, payload []byte) error {
	var r savedSearchRecord
	if err := unpack(bucketSavedSearch, k, payload, &r); err != nil {
		return err
	}
	person, rest := cutStr(k)
	if _, err := c.tx.Person(people.ID(person)); err != nil {
		return err
	}
	if id, _ := cutStr(rest); r.Name == "" || id == "" {
		return fmt.Errorf("saved search %q of %s has no name", id, person)
	}
	return nil
}
