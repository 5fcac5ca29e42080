package store

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store/kv"
)

func eventKey(seq event.Seq) key { return key(nil).long(uint64(seq)) }

func eventEntries(e event.Event) []entry {
	if e.Dossier == "" {
		return nil
	}
	return []entry{{indexHistory, dossierKey(e.Dossier).long(uint64(e.Seq)), ""}}
}

// Append adds an event to the log and returns its place. It sets Seq and
// Recorded, and when they are zero also Occurred and Version.
func (tx *Tx) Append(e event.Event) (event.Seq, error) {
	if tx.w == nil {
		return 0, errReadOnly
	}
	if e.Name == "" {
		return 0, errors.New("an event without a name")
	}
	n, err := tx.w.NextSequence(bucketEvent)
	if err != nil {
		return 0, fmt.Errorf("append event: %w", err)
	}
	e.Seq, e.Recorded, e.Version = event.Seq(n), tx.now, max(e.Version, 1)
	if e.Occurred.IsZero() {
		e.Occurred = tx.now
	}
	if err := tx.reindex(nil, eventEntries(e)); err != nil {
		return 0, err
	}
	return e.Seq, tx.save(bucketEvent, eventKey(e.Seq), toEvent(e))
}

// Events lists at most limit events after a place in the log, or all when it
// is 0, oldest first.
func (tx *Tx) Events(after event.Seq, limit int) ([]event.Event, error) {
	var list []event.Event
	err := tx.scan(bucketEvent, kv.Range{After: eventKey(after), Limit: limit}, func(k, payload []byte) error {
		var r eventRecord
		if err := unpack(bucketEvent, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.event(event.Seq(lastLong(k))))
		return nil
	})
	return list, err
}

// EventsOf lists at most limit events of a dossier before a place in the log
// (0: from the newest), or all when limit is 0, newest first.
func (tx *Tx) EventsOf(id dossier.ID, before event.Seq, limit int) ([]event.Event, error) {
	prefix := dossierKey(id)
	r := kv.Range{Prefix: prefix, After: older(prefix, uint64(before)), Limit: limit, Reverse: true}
	var seqs []event.Seq
	err := tx.scan(indexHistory, r, func(k, _ []byte) error {
		seqs = append(seqs, event.Seq(lastLong(k)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(seqs, tx.event)
}

func (tx *Tx) event(seq event.Seq) (event.Event, error) {
	var r eventRecord
	if err := tx.load(bucketEvent, eventKey(seq), &r); err != nil {
		return event.Event{}, fmt.Errorf("event %d: %w", seq, err)
	}
	return r.event(seq), nil
}

// LastSeq returns the place of the newest event, or 0 when there is none.
func (tx *Tx) LastSeq() (event.Seq, error) {
	n, err := tx.r.Sequence(bucketEvent)
	return event.Seq(n), err
}

// Position returns the place in the log up to which a follower has come; 0 when
// it has not begun.
func (tx *Tx) Position(follower string) (event.Seq, error) {
	b, err := tx.get(bucketPosition, key(nil).str(follower))
	if exists, err := found(err); !exists {
		return 0, err
	}
	n, _ := binary.Uvarint(b)
	return event.Seq(n), nil
}

// SetPosition notes how far a follower has come.
func (tx *Tx) SetPosition(follower string, seq event.Seq) error {
	return tx.put(bucketPosition, key(nil).str(follower), binary.AppendUvarint(nil, uint64(seq)))
}

// Mail is a message that waits to be sent.
type Mail struct {
	Key     string // event and recipient: the same message is never sent twice
	To      string
	Subject string
	Text    string
	Created time.Time
}

// PutMail adds a message to those that wait. One with the same key replaces it.
func (tx *Tx) PutMail(m Mail) error {
	return tx.save(bucketMail, key(nil).str(m.Key), toMail(m))
}

// Mails lists at most limit messages that wait, or all when it is 0, by key.
func (tx *Tx) Mails(limit int) ([]Mail, error) {
	var list []Mail
	err := tx.scan(bucketMail, kv.Range{Limit: limit}, func(k, payload []byte) error {
		var r mailRecord
		if err := unpack(bucketMail, k, payload, &r); err != nil {
			return err
		}
		name, _ := cutStr(k)
		list = append(list, r.mail(name))
		return nil
	})
	return list, err
}

// DeleteMail removes a message, sent or given up, if it is there.
func (tx *Tx) DeleteMail(mail string) error {
	return tx.delete(bucketMail, key(nil).str(mail))
}

// Secret returns 32 random bytes under a name, which are made at first use in
// an Update and stay the same for ever. In a View a secret not yet made is not
// found.
func (tx *Tx) Secret(name string) ([]byte, error) {
	k := key(nil).str("secret").str(name)
	b, err := tx.get(bucketMeta, k)
	if err == nil || !absent(err) || tx.w == nil {
		return append([]byte(nil), b...), err
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, fmt.Errorf("make secret: %w", err)
	}
	return secret, tx.put(bucketMeta, k, secret)
}
