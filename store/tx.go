package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store/kv"
)

// Tx reads, and in Update also writes, one consistent state.
type Tx struct {
	r     kv.Reader
	w     kv.Writer // nil in View
	store *Store
	now   time.Time
}

// Now is the time of the transaction, by the store's clock.
func (tx *Tx) Now() time.Time { return tx.now }

// The buckets. A name is for ever.
const (
	bucketMeta         = "meta"         // version, secrets
	bucketCounter      = "counter"      // last numbers given
	bucketDossier      = "dossier"      // id
	bucketDocument     = "document"     // dossier, no
	bucketRevision     = "revision"     // dossier, document, no: facts
	bucketLayout       = "layout"       // dossier, document, no: texts and marks
	bucketPack         = "pack"         // dossier, document, epoch, no: texts
	bucketLinks        = "links"        // dossier, document: what officials said of its provisions
	bucketCiting       = "citing"       // dossier, document: what it says of acts
	bucketKnownAct     = "act"          // dossier: by whose name texts were read
	bucketDraft        = "draft"        // dossier, document
	bucketConsultation = "consultation" // dossier, no
	bucketRound        = "round"        // dossier, no
	bucketComment      = "comment"      // no
	bucketResponse     = "response"     // no
	bucketAnswerDraft  = "answer.draft" // dossier, consultation or round, no
	bucketAssignment   = "assignment"   // dossier, consultation or round, comment
	bucketLetter       = "letter"       // dossier, consultation or round, no
	bucketRemarkDraft  = "remark.draft" // dossier, round, institution, no
	bucketSketch       = "sketch"       // comment
	bucketCampaign     = "campaign"     // dossier, consultation, comment that represents it
	bucketCase         = "case"         // comment
	bucketUpload       = "upload"       // form, hash
	bucketFile         = "file"         // hash
	bucketFileText     = "file.text"    // hash
	bucketPending      = "pending"      // token
	bucketPerson       = "person"       // id
	bucketInstitution  = "institution"  // code
	bucketOrganisation = "organisation" // registry code
	bucketInvitation   = "invitation"   // token
	bucketJoint        = "joint"        // id of a joint opinion
	bucketSeen         = "seen"         // person, dossier, document
	bucketSession      = "session"      // token
	bucketSavedSearch  = "search"       // person, id
	bucketOnce         = "once"         // key
	bucketMail         = "mail"         // key
	bucketPosition     = "position"     // follower
	bucketEvent        = "event"        // seq
)

// The indexes: entries lead from what one looks for to the key of a record.
const (
	indexReference = "dossier.reference" // system, value, dossier
	indexOrdinal   = "dossier.ordinal"   // year, ordinal, dossier
	indexCited     = "citing.act"        // act, its document, dossier, document; to what is said
	indexAmended   = "citing.amended"    // the same of those that change it
	indexDeadline  = "consultation.deadline"
	indexRounds    = "round.deadline"       // deadline, dossier, no
	indexWaiting   = "round.waiting"        // deadline, dossier, no; while an addressee has no outcome
	indexComments  = "comment.consultation" // dossier, consultation or round, no
	indexRemarks   = "comment.document"     // dossier, document, no
	indexAuthor    = "comment.person"       // person, no
	indexSpoken    = "comment.organisation" // registry code of who sent or signed it, no
	indexDrafted   = "comment.drafted"      // dossier, consultation or round, comment; to the draft
	indexResolved  = "response.document"    // dossier, document, response
	indexListed    = "comment.listed"       // dossier, consultation, no
	indexHidden    = "comment.hidden"       // dossier, consultation, state, no
	indexCampaign  = "comment.campaign"     // representative, no
	indexPending   = "pending.created"      // created, token
	indexBands     = "sketch.band"          // dossier, consultation, band, its hash, comment
	indexCases     = "case.waiting"         // since, comment
	indexDecided   = "case.decided"         // when, comment, ordinal
	indexUploads   = "upload.expiry"        // expires, form, hash
	indexFiles     = "file.user"            // hash, what uses it
	indexSubject   = "person.subject"
	indexEmail     = "person.email"

	indexRepresents  = "organisation.person"     // person, registry code
	indexInvitations = "invitation.organisation" // registry code, token
	indexInvited     = "invitation.expiry"       // expires, token
	indexJoints      = "joint.organisation"      // registry code of who may read it, id

	indexSessions = "session.person"
	indexExpiry   = "once.expiry"
	indexHistory  = "event.dossier" // dossier, seq
)

var errReadOnly = errors.New("write in a View")

// entry is one entry of an index. Its value is the ID it leads to, or nothing
// when the key says it all.
type entry struct {
	index string
	key   key
	value string
}

func notFound() error { return fault.New(fault.NotFound, "store.not_found") }

// get returns the payload under a key or the fault NotFound. It dies with the
// transaction.
func (tx *Tx) get(bucket string, k key) ([]byte, error) {
	sealed, ok, err := tx.r.Get(bucket, k)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", bucket, err)
	}
	if !ok {
		return nil, notFound()
	}
	return open(bucket, k, sealed)
}

func (tx *Tx) put(bucket string, k key, payload []byte) error {
	if tx.w == nil {
		return errReadOnly
	}
	if err := tx.w.Put(bucket, k, seal(bucket, k, payload)); err != nil {
		return putFault(bucket, err)
	}
	return nil
}

// putFault tells apart keys that are too long, which come from what people
// typed, from what is ours to fix.
func putFault(bucket string, err error) error {
	if errors.Is(err, kv.ErrKey) {
		return fmt.Errorf("write %s: %w", bucket, fault.New(fault.Invalid, "store.too_long"))
	}
	return fmt.Errorf("write %s: %w", bucket, err)
}

func (tx *Tx) delete(bucket string, k key) error {
	if tx.w == nil {
		return errReadOnly
	}
	return tx.w.Delete(bucket, k)
}

// load decodes the record under a key, or returns the fault NotFound.
func (tx *Tx) load(bucket string, k key, record any) error {
	payload, err := tx.get(bucket, k)
	if err != nil {
		return err
	}
	return unpack(bucket, k, payload, record)
}

func unpack(bucket string, k, payload []byte, record any) error {
	if err := decode(payload, record); err != nil {
		return &Damaged{bucket, bytes.Clone(k), err}
	}
	return nil
}

func (tx *Tx) save(bucket string, k key, record any) error {
	payload, err := encode(record)
	if err != nil {
		return err
	}
	return tx.put(bucket, k, payload)
}

// scan calls fn with keys and payloads of a range.
func (tx *Tx) scan(bucket string, r kv.Range, fn func(k, payload []byte) error) error {
	return tx.r.Scan(bucket, r, func(k, sealed []byte) error {
		payload, err := open(bucket, k, sealed)
		if err != nil {
			return err
		}
		return fn(k, payload)
	})
}

// reindex replaces the entries of a record's old state with those of its new.
func (tx *Tx) reindex(old, now []entry) error {
	for _, e := range old {
		if holds(now, e) {
			continue
		}
		if err := tx.delete(e.index, e.key); err != nil {
			return err
		}
	}
	for _, e := range now {
		if holds(old, e) {
			continue
		}
		if err := tx.put(e.index, e.key, []byte(e.value)); err != nil {
			return err
		}
	}
	return nil
}

func holds(list []entry, e entry) bool {
	for _, x := range list {
		if x.index == e.index && bytes.Equal(x.key, e.key) {
			return true
		}
	}
	return false
}

// first returns what the first entry with the prefix leads to.
func (tx *Tx) first(index string, prefix key) (string, error) {
	var value string
	err := tx.scan(index, kv.Range{Prefix: prefix, Limit: 1}, func(_, payload []byte) error {
		value = string(payload)
		return nil
	})
	if err == nil && value == "" {
		err = notFound()
	}
	return value, err
}

// absent reports whether err only says that there is nothing.
func absent(err error) bool { return errors.Is(err, fault.ErrNotFound) }

// found makes NotFound no error, where a record may or may not exist yet.
func found(err error) (bool, error) {
	if absent(err) {
		return false, nil
	}
	return err == nil, err
}

// older gives the cursor key of a listing that goes back from a number: nil
// when it starts at the newest.
func older(prefix key, before uint64) key {
	if before == 0 {
		return nil
	}
	return append(bytes.Clone(prefix), key(nil).long(before)...)
}

// newer gives the cursor key of a listing that goes on after a number.
func newer(prefix key, after uint64) key {
	return append(bytes.Clone(prefix), key(nil).long(after)...)
}
