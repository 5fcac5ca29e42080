package store

import (
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

type seenRecord struct {
	Revision int     `cbor:"1,keyasint,omitempty"`
	At       instant `cbor:"2,keyasint,omitempty"`
}

func toSeen(s dossier.Seen) seenRecord { return seenRecord{s.Revision, toInstant(s.At)} }

func (r seenRecord) seen(id people.ID, of dossier.ID, document int) dossier.Seen {
	return dossier.Seen{Person: id, Dossier: of, Document: document, Revision: r.Revision, At: r.At.time()}
}

func seenKey(id people.ID, of dossier.ID) key { return personKey(id).str(string(of)) }

// Seen lists the documents of a dossier that a person has marked as read, by
// number.
func (tx *Tx) Seen(id people.ID, of dossier.ID) ([]dossier.Seen, error) {
	var list []dossier.Seen
	err := tx.scan(bucketSeen, kv.Range{Prefix: seenKey(id, of)}, func(k, payload []byte) error {
		var r seenRecord
		if err := unpack(bucketSeen, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.seen(id, of, lastNum(k)))
		return nil
	})
	return list, err
}

// PutSeen keeps that a person has read a document up to a revision.
func (tx *Tx) PutSeen(s dossier.Seen) error {
	return tx.save(bucketSeen, seenKey(s.Person, s.Dossier).num(s.Document), toSeen(s))
}

// DeleteSeen forgets what a person has read of a dossier.
func (tx *Tx) DeleteSeen(id people.ID, of dossier.ID) error {
	list, err := tx.Seen(id, of)
	for _, s := range list {
		err = errors.Join(err, tx.delete(bucketSeen, seenKey(id, of).num(s.Document)))
	}
	return err
}

// seen checks that what was marked as read is there.
func (c *checker) seen(k, payload []byte) error {
	var r seenRecord
	if err := unpack(bucketSeen, k, payload, &r); err != nil {
		return err
	}
	_, rest := cutStr(k)
	id, no, err := splitKey(rest, 1)
	if err != nil {
		return err
	}
	doc, err := c.tx.Document(id, no[0])
	if err == nil && r.Revision > doc.Revisions {
		err = fmt.Errorf("revision %d is read of a document with %d", r.Revision, doc.Revisions)
	}
	return err
}
