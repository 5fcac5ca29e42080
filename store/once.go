package store

import (
	"time"

	"github.com/eelnou/eelnou/store/kv"
)

// Once returns the result that an idempotency key led to, if it was kept and
// has not expired.
func (tx *Tx) Once(once string) (result string, ok bool, err error) {
	var r onceRecord
	err = tx.load(bucketOnce, key(nil).str(once), &r)
	if exists, err := found(err); !exists {
		return "", false, err
	}
	if !tx.now.Before(r.Expires.time()) {
		return "", false, nil
	}
	return r.Result, true, nil
}

func onceEntries(once string, expires instant) []entry {
	return []entry{{indexExpiry, key(nil).long(uint64(max(expires, 0))).str(once), ""}}
}

// swept is how many expired keys each new one clears away: more than one, so
// that they never pile up, and few, so that no change is slow.
const swept = 2

// PutOnce keeps the result of an idempotency key until it expires.
func (tx *Tx) PutOnce(once, result string, expires time.Time) error {
	if err := tx.sweep(); err != nil {
		return err
	}
	k := key(nil).str(once)
	var old onceRecord
	exists, err := found(tx.load(bucketOnce, k, &old))
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = onceEntries(once, old.Expires)
	}
	r := onceRecord{result, toInstant(expires)}
	if err := tx.reindex(before, onceEntries(once, r.Expires)); err != nil {
		return err
	}
	return tx.save(bucketOnce, k, r)
}

func (tx *Tx) sweep() error {
	now := uint64(max(toInstant(tx.now), 0))
	var old []key
	err := tx.scan(indexExpiry, kv.Range{Limit: swept}, func(k, _ []byte) error {
		if expires := lastLong(k[:8]); expires <= now {
			old = append(old, append(key(nil), k...))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range old {
		if err := tx.delete(indexExpiry, k); err != nil {
			return err
		}
		if err := tx.delete(bucketOnce, k[8:]); err != nil {
			return err
		}
	}
	return nil
}
