package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

// hiddenEntries list a comment that is not public among those of its state.
func hiddenEntries(c consult.Comment) []entry {
	if c.State == consult.Public || c.State == "" {
		return nil
	}
	return []entry{{indexHidden, windowKey(c.Consultation).str(string(c.State)).long(uint64(c.No)), ""}}
}

// Hidden counts the comments of a consultation or round that are not public, by
// state.
func (tx *Tx) Hidden(id consult.ID) (map[consult.CommentState]int, error) {
	counts := map[consult.CommentState]int{}
	prefix := windowKey(id)
	err := tx.scan(indexHidden, kv.Range{Prefix: prefix}, func(k, _ []byte) error {
		state, _ := cutStr(k[len(prefix):])
		counts[consult.CommentState(state)]++
		return nil
	})
	return counts, err
}

// JointComments lists the comments of the joint opinion that begins with the one
// given, in its order, whatever their state; none when it begins none. They were
// kept together and so stand together.
func (tx *Tx) JointComments(first consult.CommentNo) ([]consult.Comment, error) {
	m, err := tx.Comment(first)
	if err != nil || m.Joint != first {
		return nil, err
	}
	rest, err := tx.CommentsOf(m.Consultation, first, consult.MaxJointRemarks+1)
	if err != nil {
		return nil, err
	}
	list := []consult.Comment{m}
	for _, m := range rest {
		if m.Joint != first {
			break
		}
		list = append(list, m)
	}
	return list, nil
}

// listHidden is the migration that makes the index of Hidden for the comments
// there are, and says of those of joint opinions that they are.
func (tx *Tx) listHidden() error {
	var hidden []entry
	err := tx.scan(bucketComment, kv.Range{}, func(k, payload []byte) error {
		var r commentRecord
		if err := unpack(bucketComment, k, payload, &r); err != nil {
			return err
		}
		hidden = append(hidden, hiddenEntries(r.comment(consult.CommentNo(lastLong(k))))...)
		return nil
	})
	if err != nil {
		return err
	}
	if err := tx.reindex(nil, hidden); err != nil {
		return err
	}
	var sent [][]consult.CommentNo
	err = tx.scan(bucketJoint, kv.Range{}, func(k, payload []byte) error {
		var r jointRecord
		if err := unpack(bucketJoint, k, payload, &r); err != nil {
			return err
		}
		sent = append(sent, r.joint("").Comments)
		return nil
	})
	if err != nil {
		return err
	}
	for _, list := range sent {
		for _, no := range list {
			m, err := tx.Comment(no)
			if err != nil {
				return err
			}
			m.Joint = list[0]
			if err := tx.save(bucketComment, commentKey(no), toComment(m)); err != nil {
				return err
			}
		}
	}
	return nil
}
