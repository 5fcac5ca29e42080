package store

import (
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

// Letters that are being split into remarks stand under their consultation or
// round; they are few, so that lists read them all.

func letterEntries(l consult.Letter) []entry {
	return fileEntries(l.Attachments, append(key(nil).str("letter"), letterKey(l.Window, l.No)...))
}

func letterKey(id consult.ID, no consult.LetterNo) key { return windowKey(id).long(uint64(no)) }

// NextLetter returns a number for a new letter; it gives none twice.
func (tx *Tx) NextLetter() (consult.LetterNo, error) {
	if tx.w == nil {
		return 0, errReadOnly
	}
	n, err := tx.w.NextSequence(bucketLetter)
	return consult.LetterNo(n), err
}

// Letter returns a letter.
func (tx *Tx) Letter(id consult.ID, no consult.LetterNo) (consult.Letter, error) {
	var r letterRecord
	if err := tx.load(bucketLetter, letterKey(id, no), &r); err != nil {
		return consult.Letter{}, fmt.Errorf("%s letter %d: %w", id, no, err)
	}
	return r.letter(id, no), nil
}

// PutLetter keeps a letter, new or changed.
func (tx *Tx) PutLetter(l consult.Letter) error {
	if err := tx.unlistLetter(l.Window, l.No); err != nil {
		return err
	}
	if err := tx.reindex(nil, letterEntries(l)); err != nil {
		return err
	}
	return tx.save(bucketLetter, letterKey(l.Window, l.No), toLetter(l))
}

// DeleteLetter removes a letter that was thrown away, if it is there.
func (tx *Tx) DeleteLetter(id consult.ID, no consult.LetterNo) error {
	if err := tx.unlistLetter(id, no); err != nil {
		return err
	}
	return tx.delete(bucketLetter, letterKey(id, no))
}

func (tx *Tx) unlistLetter(id consult.ID, no consult.LetterNo) error {
	old, err := tx.Letter(id, no)
	if exists, err := found(err); !exists {
		return err
	}
	return tx.reindex(letterEntries(old), nil)
}

// Letters lists the letters of a consultation or round, oldest first.
func (tx *Tx) Letters(id consult.ID) ([]consult.Letter, error) {
	var list []consult.Letter
	err := tx.scan(bucketLetter, kv.Range{Prefix: windowKey(id)}, func(k, payload []byte) error {
		var r letterRecord
		if err := unpack(bucketLetter, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.letter(id, consult.LetterNo(lastLong(k))))
		return nil
	})
	return list, err
}

// letter checks that a letter has a number that was given and names comments
// that there are.
func (c *checker) letter(k, payload []byte) error {
	var r letterRecord
	if err := unpack(bucketLetter, k, payload, &r); err != nil {
		return err
	}
	last, err := c.tx.r.Sequence(bucketLetter)
	if err != nil {
		return err
	}
	if lastLong(k) > last {
		return fmt.Errorf("number is beyond the last one given, %d", last)
	}
	id, err := windowOf(k[:len(k)-8])
	if err != nil {
		return err
	}
	l := r.letter(id, consult.LetterNo(lastLong(k)))
	for _, no := range l.Comments {
		if _, err := c.tx.Comment(no); err != nil {
			return err
		}
	}
	return errors.Join(c.files(l.Attachments), c.expect(letterEntries(l)))
}
