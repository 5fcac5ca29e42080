package store

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

// windowOf is the inverse of windowKey.
func windowOf(k []byte) (consult.ID, error) {
	id, numbers, err := splitKey(k, 1)
	if err != nil {
		return consult.ID{}, err
	}
	return consult.ID{Dossier: id, No: numbers[0] &^ roundBit, Round: numbers[0]&roundBit != 0}, nil
}

func answerDraftKey(id consult.ID, no consult.DraftNo) key { return windowKey(id).long(uint64(no)) }

// draftEntries lead from the comments of a draft that is worked on to it.
func draftEntries(d consult.AnswerDraft) []entry {
	if !d.Discarded.IsZero() {
		return nil
	}
	list := make([]entry, len(d.Comments))
	for i, no := range d.Comments {
		list[i] = entry{indexDrafted, windowKey(d.Window).long(uint64(no)), strconv.FormatUint(uint64(d.No), 10)}
	}
	return list
}

// NextAnswerDraft returns a number for a new draft of a response; it gives none
// twice.
func (tx *Tx) NextAnswerDraft() (consult.DraftNo, error) {
	if tx.w == nil {
		return 0, errReadOnly
	}
	n, err := tx.w.NextSequence(bucketAnswerDraft)
	return consult.DraftNo(n), err
}

// AnswerDraft returns a draft of a response.
func (tx *Tx) AnswerDraft(id consult.ID, no consult.DraftNo) (consult.AnswerDraft, error) {
	var r answerDraftRecord
	if err := tx.load(bucketAnswerDraft, answerDraftKey(id, no), &r); err != nil {
		return consult.AnswerDraft{}, fmt.Errorf("%s draft %d: %w", id, no, err)
	}
	return r.draft(id, no), nil
}

// PutAnswerDraft keeps a draft of a response, new or changed. A comment that is
// in another draft that is worked on is an error of the caller.
func (tx *Tx) PutAnswerDraft(d consult.AnswerDraft) error {
	old, err := tx.AnswerDraft(d.Window, d.No)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = draftEntries(old)
	}
	for _, e := range draftEntries(d) {
		led, err := tx.get(e.index, e.key)
		taken, err := found(err)
		if err != nil {
			return err
		}
		if taken && string(led) != e.value {
			return errors.New("comment is in another draft")
		}
	}
	if err := tx.reindex(before, draftEntries(d)); err != nil {
		return err
	}
	return tx.save(bucketAnswerDraft, answerDraftKey(d.Window, d.No), toAnswerDraft(d))
}

// DeleteAnswerDraft removes a draft that was published.
func (tx *Tx) DeleteAnswerDraft(d consult.AnswerDraft) error {
	if err := tx.reindex(draftEntries(d), nil); err != nil {
		return err
	}
	return tx.delete(bucketAnswerDraft, answerDraftKey(d.Window, d.No))
}

// AnswerDrafts lists the drafts of responses of a consultation or round, oldest
// first, discarded ones too.
func (tx *Tx) AnswerDrafts(id consult.ID) ([]consult.AnswerDraft, error) {
	var list []consult.AnswerDraft
	err := tx.scan(bucketAnswerDraft, kv.Range{Prefix: windowKey(id)}, func(k, payload []byte) error {
		var r answerDraftRecord
		if err := unpack(bucketAnswerDraft, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.draft(id, consult.DraftNo(lastLong(k))))
		return nil
	})
	return list, err
}

// Drafted tells which comments of a consultation or round are in which draft
// that is worked on.
func (tx *Tx) Drafted(id consult.ID) (map[consult.CommentNo]consult.DraftNo, error) {
	drafted := map[consult.CommentNo]consult.DraftNo{}
	err := tx.scan(indexDrafted, kv.Range{Prefix: windowKey(id)}, func(k, payload []byte) error {
		no, err := strconv.ParseUint(string(payload), 10, 64)
		drafted[consult.CommentNo(lastLong(k))] = consult.DraftNo(no)
		return err
	})
	return drafted, err
}

// DraftOf returns the draft that is worked on and has a comment of the
// consultation or round in it, or 0.
func (tx *Tx) DraftOf(id consult.ID, no consult.CommentNo) (consult.DraftNo, error) {
	b, err := tx.get(indexDrafted, windowKey(id).long(uint64(no)))
	if exists, err := found(err); !exists {
		return 0, err
	}
	n, err := strconv.ParseUint(string(b), 10, 64)
	return consult.DraftNo(n), err
}

// Assign notes who prepares the response to a comment; nobody ("") takes the
// note away.
func (tx *Tx) Assign(id consult.ID, a consult.Assignment) error {
	k := windowKey(id).long(uint64(a.Comment))
	if a.Person == "" {
		return tx.delete(bucketAssignment, k)
	}
	return tx.save(bucketAssignment, k, toAssignment(a))
}

// Assignments lists who prepares the response to which comment of a consultation
// or round.
func (tx *Tx) Assignments(id consult.ID) (map[consult.CommentNo]consult.Assignment, error) {
	assigned := map[consult.CommentNo]consult.Assignment{}
	err := tx.scan(bucketAssignment, kv.Range{Prefix: windowKey(id)}, func(k, payload []byte) error {
		var r assignmentRecord
		if err := unpack(bucketAssignment, k, payload, &r); err != nil {
			return err
		}
		a := r.assignment(consult.CommentNo(lastLong(k)))
		assigned[a.Comment] = a
		return nil
	})
	return assigned, err
}

// CommentHeads lists the comments of a consultation or round, oldest first,
// whatever their state, without anything people wrote: who, where, when, state,
// response and campaign.
func (tx *Tx) CommentHeads(id consult.ID) ([]consult.Comment, error) {
	return tx.heads(indexComments, kv.Range{Prefix: windowKey(id)})
}

func (tx *Tx) heads(index string, r kv.Range) ([]consult.Comment, error) {
	var nos []consult.CommentNo
	err := tx.scan(index, r, func(k, _ []byte) error {
		nos = append(nos, consult.CommentNo(lastLong(k)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	list := make([]consult.Comment, len(nos))
	for i, no := range nos {
		var r headRecord
		if err := tx.load(bucketComment, commentKey(no), &r); err != nil {
			return nil, fmt.Errorf("comment %s: %w", no, err)
		}
		list[i] = r.comment(no)
	}
	return list, nil
}

// responseEntries lead from a document to the responses that name a revision of
// it.
func responseEntries(r consult.Response) []entry {
	if r.Document == 0 || r.Revision == 0 {
		return nil
	}
	return []entry{{indexResolved, documentKey(r.Consultation.Dossier, r.Document).long(uint64(r.No)), ""}}
}

// ResolvedIn lists the responses that name a revision of a document, oldest
// first.
func (tx *Tx) ResolvedIn(id dossier.ID, document int) ([]consult.Response, error) {
	var nos []consult.ResponseNo
	err := tx.scan(indexResolved, kv.Range{Prefix: documentKey(id, document)}, func(k, _ []byte) error {
		nos = append(nos, consult.ResponseNo(lastLong(k)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(nos, tx.Response)
}
