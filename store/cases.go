package store

import (
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

func moment(t time.Time) uint64 { return uint64(max(toInstant(t), 0)) }

// caseEntries lead to cases that wait, those that have waited longest first, and
// to the decisions that the public may know of, by when they were made.
func caseEntries(c consult.Case) []entry {
	var list []entry
	no := uint64(c.Comment)
	if why, since := c.Waits(); len(why) > 0 {
		list = append(list, entry{indexCases, key(nil).long(moment(since)).long(no), ""})
	}
	for i, d := range c.Decisions {
		if d.Ruling != consult.Keeps {
			list = append(list, entry{indexDecided, decisionKey(d.At, c.Comment, i), ""})
		}
	}
	return list
}

func decisionKey(at time.Time, no consult.CommentNo, n int) key {
	return key(nil).long(moment(at)).long(uint64(no)).num(n)
}

// Case returns what moderation knows of a comment; nothing known is no error.
func (tx *Tx) Case(no consult.CommentNo) (consult.Case, error) {
	var r caseRecord
	if _, err := found(tx.load(bucketCase, commentKey(no), &r)); err != nil {
		return consult.Case{}, fmt.Errorf("case of comment %s: %w", no, err)
	}
	return r.of(no), nil
}

// PutCase keeps what moderation knows of a comment.
func (tx *Tx) PutCase(c consult.Case) error {
	old, err := tx.Case(c.Comment)
	if err != nil {
		return err
	}
	if err := tx.reindex(caseEntries(old), caseEntries(c)); err != nil {
		return err
	}
	return tx.save(bucketCase, commentKey(c.Comment), toCase(c))
}

// CasesWaiting lists at most limit cases that wait for a moderator, or all when
// it is 0, those that have waited longest first.
func (tx *Tx) CasesWaiting(limit int) ([]consult.Case, error) {
	var nos []consult.CommentNo
	err := tx.scan(indexCases, kv.Range{Limit: limit}, func(k, _ []byte) error {
		nos = append(nos, consult.CommentNo(lastLong(k)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(nos, tx.Case)
}

// DecisionAt names one decision about a comment.
type DecisionAt struct {
	Comment consult.CommentNo
	N       int // ordinal among those about it, from 0
}

// Decided lists the decisions that the public may know of, newest first.
func (tx *Tx) Decided() ([]DecisionAt, error) {
	var list []DecisionAt
	err := tx.scan(indexDecided, kv.Range{Reverse: true}, func(k, _ []byte) error {
		list = append(list, DecisionAt{Comment: consult.CommentNo(lastLong(k[:len(k)-4])), N: lastNum(k)})
		return nil
	})
	return list, err
}

// CommentNosBy lists the numbers of the comments of a person, newest first.
func (tx *Tx) CommentNosBy(id people.ID) ([]consult.CommentNo, error) {
	return tx.numbers(indexAuthor, kv.Range{Prefix: key(nil).str(string(id)), Reverse: true})
}

// NewestComments lists at most limit numbers of comments before the one given
// (0: from the newest), newest first, whatever their state.
func (tx *Tx) NewestComments(before consult.CommentNo, limit int) ([]consult.CommentNo, error) {
	return tx.numbers(bucketComment, kv.Range{After: older(nil, uint64(before)), Limit: limit, Reverse: true})
}

func (tx *Tx) numbers(bucket string, r kv.Range) ([]consult.CommentNo, error) {
	var nos []consult.CommentNo
	err := tx.scan(bucket, r, func(k, _ []byte) error {
		nos = append(nos, consult.CommentNo(lastLong(k)))
		return nil
	})
	return nos, err
}

// moderation checks that a case speaks of a comment that there is.
func (c *checker) moderation(k, payload []byte) error {
	var r caseRecord
	if err := unpack(bucketCase, k, payload, &r); err != nil {
		return err
	}
	one := r.of(consult.CommentNo(lastLong(k)))
	if _, err := c.tx.Comment(one.Comment); err != nil {
		return err
	}
	return c.expect(caseEntries(one))
}
