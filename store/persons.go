package store

import (
	"fmt"
	"strings"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

func personKey(id people.ID) key { return key(nil).str(string(id)) }

func personEntries(p people.Person) []entry {
	var list []entry
	if p.Subject != "" {
		list = append(list, entry{indexSubject, key(nil).str(p.Subject).str(string(p.ID)), string(p.ID)})
	}
	if p.Email != "" {
		list = append(list, entry{indexEmail, emailKey(p.Email).str(string(p.ID)), string(p.ID)})
	}
	return list
}

// emailKey finds an address however its letters are written.
func emailKey(email string) key { return key(nil).str(strings.ToLower(email)) }

// Person returns a person.
func (tx *Tx) Person(id people.ID) (people.Person, error) {
	var r personRecord
	if err := tx.load(bucketPerson, personKey(id), &r); err != nil {
		return people.Person{}, fmt.Errorf("person: %w", err)
	}
	return r.person(id), nil
}

// PutPerson keeps a person, new or changed.
func (tx *Tx) PutPerson(p people.Person) error {
	old, err := tx.Person(p.ID)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = personEntries(old)
	}
	if err := tx.reindex(before, personEntries(p)); err != nil {
		return err
	}
	return tx.save(bucketPerson, personKey(p.ID), toPerson(p))
}

// PersonBySubject finds a person by the keyed hash of issuer and subject.
func (tx *Tx) PersonBySubject(hash string) (people.Person, error) {
	return tx.personBy(indexSubject, key(nil).str(hash))
}

// PersonByEmail finds a person by a confirmed address, in whatever case it is
// written. Of several with the same address the one with the lowest ID is
// returned.
func (tx *Tx) PersonByEmail(email string) (people.Person, error) {
	return tx.personBy(indexEmail, emailKey(email))
}

func (tx *Tx) personBy(index string, prefix key) (people.Person, error) {
	id, err := tx.first(index, prefix)
	if err != nil {
		return people.Person{}, fmt.Errorf("person: %w", err)
	}
	return tx.Person(people.ID(id))
}

// EachPerson calls fn with every person until it fails, and returns its error.
func (tx *Tx) EachPerson(fn func(people.Person) error) error {
	return tx.scan(bucketPerson, kv.Range{}, func(k, payload []byte) error {
		var r personRecord
		if err := unpack(bucketPerson, k, payload, &r); err != nil {
			return err
		}
		id, _ := cutStr(k)
		return fn(r.person(people.ID(id)))
	})
}

func institutionKey(code people.Code) key { return key(nil).str(string(code)) }

// Institution returns an institution.
func (tx *Tx) Institution(code people.Code) (people.Institution, error) {
	var r institutionRecord
	if err := tx.load(bucketInstitution, institutionKey(code), &r); err != nil {
		return people.Institution{}, fmt.Errorf("institution %s: %w", code, err)
	}
	return r.institution(code), nil
}

// PutInstitution keeps an institution, new or changed.
func (tx *Tx) PutInstitution(i people.Institution) error {
	return tx.save(bucketInstitution, institutionKey(i.Code), toInstitution(i))
}

// Institutions lists all institutions by code, past ones too.
func (tx *Tx) Institutions() ([]people.Institution, error) {
	var list []people.Institution
	err := tx.scan(bucketInstitution, kv.Range{}, func(k, payload []byte) error {
		var r institutionRecord
		if err := unpack(bucketInstitution, k, payload, &r); err != nil {
			return err
		}
		code, _ := cutStr(k)
		list = append(list, r.institution(people.Code(code)))
		return nil
	})
	return list, err
}

func sessionKey(token string) key { return key(nil).str(token) }

func sessionEntries(s people.Session) []entry {
	return []entry{{indexSessions, personKey(s.Person).str(s.Token), s.Token}}
}

// Session returns a session by the hash of its cookie. Whether it has expired
// is for the caller to judge.
func (tx *Tx) Session(token string) (people.Session, error) {
	var r sessionRecord
	if err := tx.load(bucketSession, sessionKey(token), &r); err != nil {
		return people.Session{}, fmt.Errorf("session: %w", err)
	}
	return r.session(token), nil
}

// PutSession keeps a session, new or changed.
func (tx *Tx) PutSession(s people.Session) error {
	if err := tx.DeleteSession(s.Token); err != nil {
		return err
	}
	if err := tx.reindex(nil, sessionEntries(s)); err != nil {
		return err
	}
	return tx.save(bucketSession, sessionKey(s.Token), toSession(s))
}

// DeleteSession ends a session, if it is there.
func (tx *Tx) DeleteSession(token string) error {
	old, err := tx.Session(token)
	if exists, err := found(err); !exists {
		return err
	}
	if err := tx.reindex(sessionEntries(old), nil); err != nil {
		return err
	}
	return tx.delete(bucketSession, sessionKey(token))
}

// SessionsOf lists a person's sessions.
func (tx *Tx) SessionsOf(id people.ID) ([]people.Session, error) {
	var tokens []string
	err := tx.scan(indexSessions, kv.Range{Prefix: personKey(id)}, func(_, payload []byte) error {
		tokens = append(tokens, string(payload))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(tokens, tx.Session)
}
