package store

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

// Drafted remarks stand under their round and the institution that prepares
// them, so that nobody reads those of another by reading a list.

func remarksKey(id consult.ID, of people.Code) key { return windowKey(id).str(string(of)) }

func remarkKey(id consult.ID, of people.Code, no consult.RemarkNo) key {
	return remarksKey(id, of).long(uint64(no))
}

// NextRemarkDraft returns a number for a new drafted remark; it gives none twice.
func (tx *Tx) NextRemarkDraft() (consult.RemarkNo, error) {
	if tx.w == nil {
		return 0, errReadOnly
	}
	n, err := tx.w.NextSequence(bucketRemarkDraft)
	return consult.RemarkNo(n), err
}

// RemarkDraft returns a remark that an institution prepares.
func (tx *Tx) RemarkDraft(id consult.ID, of people.Code, no consult.RemarkNo) (consult.RemarkDraft, error) {
	var r remarkDraftRecord
	if err := tx.load(bucketRemarkDraft, remarkKey(id, of, no), &r); err != nil {
		return consult.RemarkDraft{}, fmt.Errorf("%s remark %d: %w", id, no, err)
	}
	return r.draft(id, of, no), nil
}

// PutRemarkDraft keeps a remark that is prepared, new or changed.
func (tx *Tx) PutRemarkDraft(m consult.RemarkDraft) error {
	return tx.save(bucketRemarkDraft, remarkKey(m.Round, m.Institution, m.No), toRemarkDraft(m))
}

// DeleteRemarkDraft removes a remark that has been sent, if it is there.
func (tx *Tx) DeleteRemarkDraft(m consult.RemarkDraft) error {
	return tx.delete(bucketRemarkDraft, remarkKey(m.Round, m.Institution, m.No))
}

// RemarkDrafts lists what an institution prepares for its reply to a round,
// oldest first, what was discarded too.
func (tx *Tx) RemarkDrafts(id consult.ID, of people.Code) ([]consult.RemarkDraft, error) {
	var list []consult.RemarkDraft
	err := tx.scan(bucketRemarkDraft, kv.Range{Prefix: remarksKey(id, of)}, func(k, payload []byte) error {
		var r remarkDraftRecord
		if err := unpack(bucketRemarkDraft, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.draft(id, of, consult.RemarkNo(lastLong(k))))
		return nil
	})
	return list, err
}

// remarkDraft checks that a drafted remark has a number that was given and stands
// under a round that asks its institution.
func (c *checker) remarkDraft(k, payload []byte) error {
	var r remarkDraftRecord
	if err := unpack(bucketRemarkDraft, k, payload, &r); err != nil {
		return err
	}
	last, err := c.tx.r.Sequence(bucketRemarkDraft)
	if err != nil {
		return err
	}
	if lastLong(k) > last {
		return fmt.Errorf("number is beyond the last one given, %d", last)
	}
	_, rest := cutStr(k[:len(k)-8])
	of, _ := cutStr(rest[min(4, len(rest)):])
	id, err := windowOf(k[:len(k)-8-len(key(nil).str(of))])
	if err != nil {
		return err
	}
	round, err := c.tx.Round(id)
	if err != nil {
		return err
	}
	if _, asked := round.Asked(people.Code(of)); !asked {
		return fmt.Errorf("%s was not asked in %s", of, id)
	}
	return nil
}
