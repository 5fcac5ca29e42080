package store

import (
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

func consultationKey(id consult.ID) key { return dossierKey(id.Dossier).num(id.No) }

// roundBit tells rounds from consultations where one key serves both.
const roundBit = 1 << 30

// windowKey is where the comments of a consultation or a round are.
func windowKey(id consult.ID) key {
	no := id.No
	if id.Round {
		no |= roundBit
	}
	return dossierKey(id.Dossier).num(no)
}

func consultationEntries(c consult.Consultation) []entry {
	return []entry{{indexDeadline, append(dateKey(c.Deadline), consultationKey(c.ID)...), ""}}
}

func dateKey(d clock.Date) key { return key(nil).num(int(toDay(d))) }

// Consultation returns a consultation. There is none that is a round.
func (tx *Tx) Consultation(id consult.ID) (consult.Consultation, error) {
	var r consultationRecord
	if id.Round {
		return consult.Consultation{}, fmt.Errorf("%s: %w", id, notFound())
	}
	if err := tx.load(bucketConsultation, consultationKey(id), &r); err != nil {
		return consult.Consultation{}, fmt.Errorf("%s: %w", id, err)
	}
	return r.consultation(id), nil
}

// PutConsultation keeps a consultation, new or changed.
func (tx *Tx) PutConsultation(c consult.Consultation) error {
	old, err := tx.Consultation(c.ID)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = consultationEntries(old)
	}
	if err := tx.reindex(before, consultationEntries(c)); err != nil {
		return err
	}
	return tx.save(bucketConsultation, consultationKey(c.ID), toConsultation(c))
}

// Consultations lists the consultations of a dossier by number.
func (tx *Tx) Consultations(id dossier.ID) ([]consult.Consultation, error) {
	var list []consult.Consultation
	err := tx.scan(bucketConsultation, kv.Range{Prefix: dossierKey(id)}, func(k, payload []byte) error {
		var r consultationRecord
		if err := unpack(bucketConsultation, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.consultation(consult.ID{Dossier: id, No: lastNum(k)}))
		return nil
	})
	return list, err
}

// ConsultationsByDeadline lists at most limit consultations, or all when it is
// 0, with a deadline on the day or later in the order of their deadlines; or
// when reverse those with an earlier deadline, the latest first. A zero day
// stands before all days, and with reverse after all.
func (tx *Tx) ConsultationsByDeadline(from clock.Date, limit int, reverse bool) ([]consult.Consultation, error) {
	ids, err := tx.byDeadline(indexDeadline, from, limit, reverse)
	if err != nil {
		return nil, err
	}
	return gather(ids, tx.Consultation)
}

func (tx *Tx) byDeadline(index string, from clock.Date, limit int, reverse bool) ([]consult.ID, error) {
	r := kv.Range{Limit: limit, Reverse: reverse}
	if from != (clock.Date{}) {
		// Every entry of a day is longer than the day itself and stands after it.
		r.After = dateKey(from)
	}
	var ids []consult.ID
	err := tx.scan(index, r, func(k, _ []byte) error {
		id, _ := cutStr(k[4:])
		ids = append(ids, consult.ID{Dossier: dossier.ID(id), No: lastNum(k)})
		return nil
	})
	return ids, err
}

// gather looks up a list of things that an index named.
func gather[ID, T any](ids []ID, lookup func(ID) (T, error)) ([]T, error) {
	list := make([]T, 0, len(ids))
	for _, id := range ids {
		t, err := lookup(id)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func commentKey(no consult.CommentNo) key { return key(nil).long(uint64(no)) }

func commentEntries(c consult.Comment) []entry {
	no := uint64(c.No)
	list := []entry{{indexComments, windowKey(c.Consultation).long(no), ""}}
	if c.Anchor.Document > 0 {
		list = append(list, entry{indexRemarks, documentKey(c.Consultation.Dossier, c.Anchor.Document).long(no), ""})
	}
	if c.Author.Person != "" {
		list = append(list, entry{indexAuthor, key(nil).str(string(c.Author.Person)).long(no), ""})
	}
	list = append(list, campaignEntries(c)...)
	list = append(list, spokenEntries(c)...)
	list = append(list, hiddenEntries(c)...)
	return append(list, fileEntries(c.Attachments, key(nil).str("comment").long(no))...)
}

// maxComments is how many comments a year's numbers can tell apart.
const maxComments = 999_999

// NextComment returns a number for a new comment; it gives none twice.
func (tx *Tx) NextComment(year int) (consult.CommentNo, error) {
	year %= 100
	n, err := tx.counter(counterComment, year)
	if err != nil {
		return 0, err
	}
	for taken := true; taken; {
		if n++; n > maxComments {
			return 0, fmt.Errorf("no comment numbers left in the year %02d", year)
		}
		if taken, err = tx.any(bucketComment, commentKey(consult.NewCommentNo(year, n))); err != nil {
			return 0, err
		}
	}
	return consult.NewCommentNo(year, n), tx.setCounter(counterComment, year, n)
}

// Comment returns a comment, whatever its state.
func (tx *Tx) Comment(no consult.CommentNo) (consult.Comment, error) {
	var r commentRecord
	if err := tx.load(bucketComment, commentKey(no), &r); err != nil {
		return consult.Comment{}, fmt.Errorf("comment %s: %w", no, err)
	}
	return r.comment(no), nil
}

// PutComment keeps a comment, new or changed.
func (tx *Tx) PutComment(c consult.Comment) error {
	old, err := tx.Comment(c.No)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = commentEntries(old)
	}
	if err := tx.reindex(before, commentEntries(c)); err != nil {
		return err
	}
	if err := tx.recount(old, c); err != nil {
		return err
	}
	return tx.save(bucketComment, commentKey(c.No), toComment(c))
}

// CommentsOf lists at most limit comments of a consultation, or all when it is
// 0, after the number given, oldest first, whatever their state.
func (tx *Tx) CommentsOf(id consult.ID, after consult.CommentNo, limit int) ([]consult.Comment, error) {
	prefix := windowKey(id)
	return tx.comments(indexComments, kv.Range{Prefix: prefix, After: newer(prefix, uint64(after)), Limit: limit})
}

// CommentsOn lists the comments anchored to a document, oldest first, whatever
// their state and revision.
func (tx *Tx) CommentsOn(id dossier.ID, document int) ([]consult.Comment, error) {
	return tx.comments(indexRemarks, kv.Range{Prefix: documentKey(id, document)})
}

// CommentsBy lists at most limit comments of a person, or all when it is 0,
// before the number given (0: from the newest), newest first.
func (tx *Tx) CommentsBy(id people.ID, before consult.CommentNo, limit int) ([]consult.Comment, error) {
	prefix := key(nil).str(string(id))
	return tx.comments(indexAuthor, kv.Range{Prefix: prefix, After: older(prefix, uint64(before)), Limit: limit, Reverse: true})
}

func (tx *Tx) comments(index string, r kv.Range) ([]consult.Comment, error) {
	var nos []consult.CommentNo
	err := tx.scan(index, r, func(k, _ []byte) error {
		nos = append(nos, consult.CommentNo(lastLong(k)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(nos, tx.Comment)
}

func responseKey(no consult.ResponseNo) key { return key(nil).long(uint64(no)) }

// NextResponse returns a number for a new response; it gives none twice.
func (tx *Tx) NextResponse() (consult.ResponseNo, error) {
	if tx.w == nil {
		return 0, errReadOnly
	}
	n, err := tx.w.NextSequence(bucketResponse)
	return consult.ResponseNo(n), err
}

// Response returns a response.
func (tx *Tx) Response(no consult.ResponseNo) (consult.Response, error) {
	var r responseRecord
	if err := tx.load(bucketResponse, responseKey(no), &r); err != nil {
		return consult.Response{}, fmt.Errorf("response %d: %w", no, err)
	}
	return r.response(no), nil
}

// PutResponse keeps a response, new or changed.
func (tx *Tx) PutResponse(r consult.Response) error {
	old, err := tx.Response(r.No)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = responseEntries(old)
	}
	if err := tx.reindex(before, responseEntries(r)); err != nil {
		return err
	}
	return tx.save(bucketResponse, responseKey(r.No), toResponse(r))
}

// Pending returns a comment that waits for its sender's address to be
// confirmed, by the hash of the secret in the link.
func (tx *Tx) Pending(token string) (consult.Pending, error) {
	var r pendingRecord
	if err := tx.load(bucketPending, key(nil).str(token), &r); err != nil {
		return consult.Pending{}, fmt.Errorf("pending comment: %w", err)
	}
	return r.pending(token), nil
}

func pendingEntries(p consult.Pending) []entry {
	list := fileEntries(p.Comment.Attachments, key(nil).str("pending").str(p.Token))
	return append(list, entry{indexPending, key(nil).long(uint64(max(toInstant(p.Created), 0))).str(p.Token), sizeOf(p.Comment.Attachments)})
}

// PutPending keeps a comment that waits.
func (tx *Tx) PutPending(p consult.Pending) error {
	if err := tx.DeletePending(p.Token); err != nil {
		return err
	}
	if err := tx.reindex(nil, pendingEntries(p)); err != nil {
		return err
	}
	return tx.save(bucketPending, key(nil).str(p.Token), toPending(p))
}

// DeletePending removes a comment that waits, if it is there.
func (tx *Tx) DeletePending(token string) error {
	p, err := tx.Pending(token)
	if exists, err := found(err); !exists {
		return err
	}
	if err := tx.reindex(pendingEntries(p), nil); err != nil {
		return err
	}
	return tx.delete(bucketPending, key(nil).str(token))
}

// SweepPending removes at most limit comments that have waited since before a
// moment, those that have waited longest first.
func (tx *Tx) SweepPending(before time.Time, limit int) error {
	var old []string
	err := tx.scan(indexPending, kv.Range{Limit: limit}, func(k, _ []byte) error {
		if lastLong(k[:8]) < uint64(max(toInstant(before), 0)) {
			token, _ := cutStr(k[8:])
			old = append(old, token)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, token := range old {
		if err := tx.DeletePending(token); err != nil {
			return err
		}
	}
	return nil
}
