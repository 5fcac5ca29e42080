package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
)

// splitKey reads a key of a dossier's number and small numbers after it.
func splitKey(k []byte, numbers int) (dossier.ID, []int, error) {
	id, rest := cutStr(k)
	if len(rest) != 4*numbers {
		return "", nil, errors.New("key is malformed")
	}
	list := make([]int, numbers)
	for i := range list {
		list[i] = int(binary.BigEndian.Uint32(rest[4*i:]))
	}
	return dossier.ID(id), list, nil
}

func (c *checker) dossier(k, payload []byte) error {
	var r dossierRecord
	if err := unpack(bucketDossier, k, payload, &r); err != nil {
		return err
	}
	id, _ := cutStr(k)
	d := r.dossier(dossier.ID(id))
	documents, err := c.tx.Documents(d.ID)
	if err != nil {
		return err
	}
	consultations, err := c.tx.Consultations(d.ID)
	if err != nil {
		return err
	}
	rounds, err := c.tx.Rounds(d.ID)
	if err != nil {
		return err
	}
	return errors.Join(
		c.expect(dossierEntries(d)),
		same("documents", d.Documents, len(documents)),
		same("consultations", d.Consultations, len(consultations)),
		same("rounds", d.Rounds, len(rounds)),
	)
}

func (c *checker) document(k, payload []byte) error {
	var r documentRecord
	if err := unpack(bucketDocument, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 1)
	if err != nil {
		return err
	}
	revisions, err := c.tx.Revisions(id, no[0])
	if err != nil {
		return err
	}
	return same("revisions", r.Revisions, len(revisions))
}

func (c *checker) revision(k, payload []byte) error {
	var r revisionRecord
	if err := unpack(bucketRevision, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 2)
	if err != nil {
		return err
	}
	_, err = c.tx.RevisionText(id, no[0], no[1])
	return err
}

func (c *checker) layout(k, payload []byte) error {
	var r layoutRecord
	if err := unpack(bucketLayout, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 2)
	if err != nil {
		return err
	}
	if _, err := c.tx.Revision(id, no[0], no[1]); err != nil {
		return err
	}
	marks, err := c.tx.Marks(id, no[0], no[1])
	if err != nil {
		return err
	}
	for _, m := range marks {
		if m.Provision >= r.Next {
			return fmt.Errorf("provision %d is beyond the last number given", m.Provision)
		}
	}
	return nil
}

func (c *checker) pack(_, payload []byte) error {
	_, _, err := c.tx.store.codec.unpack(payload, nil)
	return err
}

func (c *checker) consultation(k, payload []byte) error {
	var r consultationRecord
	if err := unpack(bucketConsultation, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 1)
	if err != nil {
		return err
	}
	q := r.consultation(consult.ID{Dossier: id, No: no[0]})
	return errors.Join(c.expect(consultationEntries(q)), c.remarks(q.ID, q.Comments, q.Answered))
}

func (c *checker) round(k, payload []byte) error {
	var r roundRecord
	if err := unpack(bucketRound, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 1)
	if err != nil {
		return err
	}
	q := r.round(consult.ID{Dossier: id, No: no[0], Round: true})
	return errors.Join(c.expect(roundEntries(q)), c.files(q.Files()), c.remarks(q.ID, q.Comments, q.Answered))
}

// remarks checks that a consultation or round counts its comments right.
func (c *checker) remarks(id consult.ID, comments, answered int) error {
	list, err := c.tx.CommentsOf(id, 0, 0)
	if err != nil {
		return err
	}
	public, responded := 0, 0
	for _, m := range list {
		if m.State != consult.Public {
			continue
		}
		public++
		if m.Response != 0 {
			responded++
		}
	}
	return errors.Join(same("public comments", comments, public), same("answered comments", answered, responded))
}

func (c *checker) comment(k, payload []byte) error {
	var r commentRecord
	if err := unpack(bucketComment, k, payload, &r); err != nil {
		return err
	}
	m := r.comment(consult.CommentNo(lastLong(k)))
	if err := errors.Join(c.expect(commentEntries(m)), c.files(m.Attachments)); err != nil {
		return err
	}
	if m.Response == 0 {
		return nil
	}
	_, err := c.tx.Response(m.Response)
	return err
}

func (c *checker) sketch(k, payload []byte) error {
	var r sketchRecord
	if err := unpack(bucketSketch, k, payload, &r); err != nil {
		return err
	}
	s := r.sketch(consult.CommentNo(lastLong(k)))
	if _, err := c.tx.Comment(s.No); err != nil {
		return err
	}
	return c.expect(sketchEntries(s))
}

// campaign checks what a campaign counts against its members.
func (c *checker) campaign(k, payload []byte) error {
	var r campaignRecord
	if err := unpack(bucketCampaign, k, payload, &r); err != nil {
		return err
	}
	members, err := c.tx.CampaignMembers(consult.CommentNo(lastLong(k)), 0, 0)
	if err != nil {
		return err
	}
	var sum consult.Campaign
	for _, m := range members {
		one := counts(m)
		sum.Exact += one.Exact
		sum.Edited += one.Edited
		sum.Answered += one.Answered
	}
	return errors.Join(
		same("members with the same words", r.Exact, sum.Exact),
		same("members with words of their own", r.Edited, sum.Edited),
		same("answered members", r.Answered, sum.Answered),
	)
}

func (c *checker) response(k, payload []byte) error {
	var r responseRecord
	if err := unpack(bucketResponse, k, payload, &r); err != nil {
		return err
	}
	last, err := c.tx.r.Sequence(bucketResponse)
	if err != nil {
		return err
	}
	if lastLong(k) > last {
		return fmt.Errorf("number is beyond the last one given, %d", last)
	}
	for _, no := range r.Comments {
		if _, err := c.tx.Comment(consult.CommentNo(no)); err != nil {
			return err
		}
	}
	return c.expect(responseEntries(r.response(consult.ResponseNo(lastLong(k)))))
}

func (c *checker) answerDraft(k, payload []byte) error {
	var r answerDraftRecord
	if err := unpack(bucketAnswerDraft, k, payload, &r); err != nil {
		return err
	}
	last, err := c.tx.r.Sequence(bucketAnswerDraft)
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
	return c.expect(draftEntries(r.draft(id, consult.DraftNo(lastLong(k)))))
}

func (c *checker) assignment(k, payload []byte) error {
	var r assignmentRecord
	if err := unpack(bucketAssignment, k, payload, &r); err != nil {
		return err
	}
	_, err := c.tx.Comment(consult.CommentNo(lastLong(k)))
	return err
}

func (c *checker) pending(k, payload []byte) error {
	var r pendingRecord
	if err := unpack(bucketPending, k, payload, &r); err != nil {
		return err
	}
	token, _ := cutStr(k)
	p := r.pending(token)
	return errors.Join(c.expect(pendingEntries(p)), c.files(p.Comment.Attachments))
}

func (c *checker) person(k, payload []byte) error {
	var r personRecord
	if err := unpack(bucketPerson, k, payload, &r); err != nil {
		return err
	}
	id, _ := cutStr(k)
	return c.expect(personEntries(r.person(people.ID(id))))
}

func (c *checker) session(k, payload []byte) error {
	var r sessionRecord
	if err := unpack(bucketSession, k, payload, &r); err != nil {
		return err
	}
	token, _ := cutStr(k)
	return c.expect(sessionEntries(r.session(token)))
}

func (c *checker) once(k, payload []byte) error {
	var r onceRecord
	if err := unpack(bucketOnce, k, payload, &r); err != nil {
		return err
	}
	name, _ := cutStr(k)
	return c.expect(onceEntries(name, r.Expires))
}

func (c *checker) position(k, payload []byte) error {
	n, _ := binary.Uvarint(payload)
	last, err := c.tx.LastSeq()
	if err == nil && event.Seq(n) > last {
		return fmt.Errorf("follower is at event %d, the last one is %d", n, last)
	}
	return err
}

func (c *checker) event(k, payload []byte) error {
	var r eventRecord
	if err := unpack(bucketEvent, k, payload, &r); err != nil {
		return err
	}
	return c.expect(eventEntries(r.event(event.Seq(lastLong(k)))))
}
