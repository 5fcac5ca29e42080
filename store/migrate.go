package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

// migrations bring data from one version to the next: the first from an empty
// store to version 1. Each runs in one transaction with the note that it has
// run. One that is released is never changed.
var migrations = []func(*Tx) error{
	func(*Tx) error { return nil }, // 1: buckets are made when first used
	(*Tx).listComments,             // 2: comments are listed with campaigns as one, those that wait by age
	(*Tx).listOrganisations,        // 3: there is a register of organisations, and comments are listed by it
	(*Tx).listHidden,               // 4: comments that are not public are listed, and those of a joint opinion name its first
}

// listComments makes the indexes of CommentsListed and SweepPending for the
// comments there are.
func (tx *Tx) listComments() error {
	var list []entry
	err := tx.scan(bucketComment, kv.Range{}, func(k, payload []byte) error {
		var r commentRecord
		if err := unpack(bucketComment, k, payload, &r); err != nil {
			return err
		}
		list = append(list, campaignEntries(r.comment(consult.CommentNo(lastLong(k))))...)
		return nil
	})
	if err != nil {
		return err
	}
	err = tx.scan(bucketPending, kv.Range{}, func(k, payload []byte) error {
		var r pendingRecord
		if err := unpack(bucketPending, k, payload, &r); err != nil {
			return err
		}
		token, _ := cutStr(k)
		list = append(list, pendingEntries(r.pending(token))...)
		return nil
	})
	if err != nil {
		return err
	}
	return tx.reindex(nil, list)
}

var versionKey = key(nil).str("version")

// Version reports the version of an engine's data and how many migrations Open
// would run on it, so that the operator can take a backup first. Data that was
// never opened has version 0 and needs no backup.
func Version(ctx context.Context, engine kv.Engine) (version, pending int, err error) {
	s, err := newStore(engine, nil)
	if err != nil {
		return 0, 0, err
	}
	err = engine.View(ctx, func(r kv.Reader) error {
		version, err = (&Tx{r: r, store: s}).version()
		return err
	})
	return version, len(migrations) - version, err
}

// migrate runs what is missing, before the writer starts.
func (s *Store) migrate(ctx context.Context) error {
	version, pending, err := Version(ctx, s.engine)
	if err != nil {
		return err
	}
	if pending < 0 {
		return fmt.Errorf("version %d: %w", version, ErrNewer)
	}
	for ; version < len(migrations); version++ {
		err := s.engine.Update(ctx, func(w kv.Writer) error {
			tx := &Tx{r: w, w: w, store: s, now: s.now()}
			if err := migrations[version](tx); err != nil {
				return fmt.Errorf("migration %d: %w", version+1, err)
			}
			return tx.setVersion(version + 1)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) version() (int, error) {
	b, err := tx.get(bucketMeta, versionKey)
	if exists, err := found(err); !exists {
		return 0, err
	}
	n, _ := binary.Uvarint(b)
	return int(n), nil
}

func (tx *Tx) setVersion(n int) error {
	return tx.put(bucketMeta, versionKey, binary.AppendUvarint(nil, uint64(n)))
}
