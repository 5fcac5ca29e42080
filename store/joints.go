package store

import (
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

func jointKey(id consult.JointID) key { return key(nil).str(string(id)) }

// jointEntries lead from each organisation that may read a joint opinion to it.
func jointEntries(j consult.Joint) []entry {
	var list []entry
	for _, code := range j.Readers() {
		list = append(list, entry{indexJoints, organisationKey(code).str(string(j.ID)), string(j.ID)})
	}
	return append(list, fileEntries(j.Files, key(nil).str("joint").str(string(j.ID)))...)
}

// Joint returns a joint opinion, sent or not.
func (tx *Tx) Joint(id consult.JointID) (consult.Joint, error) {
	var r jointRecord
	if err := tx.load(bucketJoint, jointKey(id), &r); err != nil {
		return consult.Joint{}, fmt.Errorf("joint opinion: %w", err)
	}
	return r.joint(id), nil
}

// PutJoint keeps a joint opinion, new or changed.
func (tx *Tx) PutJoint(j consult.Joint) error {
	old, err := tx.Joint(j.ID)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = jointEntries(old)
	}
	if err := tx.reindex(before, jointEntries(j)); err != nil {
		return err
	}
	return tx.save(bucketJoint, jointKey(j.ID), toJoint(j))
}

// JointsOf lists the joint opinions that an organisation may read, sent and
// discarded ones too, in no particular order.
func (tx *Tx) JointsOf(code string) ([]consult.Joint, error) {
	var ids []consult.JointID
	err := tx.scan(indexJoints, kv.Range{Prefix: organisationKey(code)}, func(_, payload []byte) error {
		ids = append(ids, consult.JointID(payload))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(ids, tx.Joint)
}

// joint checks that what a joint opinion became is there, and that what was not
// sent became nothing.
func (c *checker) joint(k, payload []byte) error {
	var r jointRecord
	if err := unpack(bucketJoint, k, payload, &r); err != nil {
		return err
	}
	id, _ := cutStr(k)
	j := r.joint(consult.JointID(id))
	if j.Sent.IsZero() != (len(j.Comments) == 0) {
		return fmt.Errorf("sent %v as %d comments", j.Sent, len(j.Comments))
	}
	for _, no := range j.Comments {
		if _, err := c.tx.Comment(no); err != nil {
			return err
		}
	}
	return errors.Join(c.files(j.Files), c.expect(jointEntries(j)))
}
