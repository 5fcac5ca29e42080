package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

// A revision is kept in three places. Its facts are a record of their own, so
// that lists decode no text. Its layout says which texts it consists of, in
// order, and who its provisions are; it is written as the difference from the
// revision before. The texts are kept once each, in packs (see pack.go).

func revisionKey(id dossier.ID, doc, no int) key { return documentKey(id, doc).num(no) }

var errHash = errors.New("text does not match its hash")

// Revision returns the facts about a revision.
func (tx *Tx) Revision(id dossier.ID, doc, no int) (dossier.Revision, error) {
	var r revisionRecord
	if err := tx.load(bucketRevision, revisionKey(id, doc, no), &r); err != nil {
		return dossier.Revision{}, fmt.Errorf("revision %d of %s/%02d: %w", no, id, doc, err)
	}
	return r.revision(id, doc, no), nil
}

// Revisions lists the facts about the revisions of a document by number.
func (tx *Tx) Revisions(id dossier.ID, doc int) ([]dossier.Revision, error) {
	var list []dossier.Revision
	err := tx.scan(bucketRevision, kv.Range{Prefix: documentKey(id, doc)}, func(k, payload []byte) error {
		var r revisionRecord
		if err := unpack(bucketRevision, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.revision(id, doc, lastNum(k)))
		return nil
	})
	return list, err
}

// AddRevision keeps a new revision: its facts, its text as the list of chunks
// that make it up, and the marks of its provisions. A revision never changes: a
// number that exists is a Conflict. Numbers follow one another from 1.
func (tx *Tx) AddRevision(rev dossier.Revision, chunks []string, marks []dossier.Mark) error {
	if err := tx.mayAdd(rev, chunks); err != nil {
		return fmt.Errorf("add revision %d of %s/%02d: %w", rev.No, rev.Dossier, rev.Document, err)
	}
	if err := tx.addLayout(rev, chunks, marks); err != nil {
		return fmt.Errorf("add revision %d of %s/%02d: %w", rev.No, rev.Dossier, rev.Document, err)
	}
	return tx.save(bucketRevision, revisionKey(rev.Dossier, rev.Document, rev.No), toRevision(rev))
}

func (tx *Tx) mayAdd(rev dossier.Revision, chunks []string) error {
	last := 0
	r := kv.Range{Prefix: documentKey(rev.Dossier, rev.Document), Limit: 1, Reverse: true}
	err := tx.r.Scan(bucketRevision, r, func(k, _ []byte) error {
		last = lastNum(k)
		return nil
	})
	switch {
	case err != nil:
		return err
	case rev.No >= 1 && rev.No <= last:
		return conflict("store.revision_exists", rev.No)
	case rev.No != last+1:
		return fmt.Errorf("number %d does not follow %d", rev.No, last)
	case hashOf(chunks...) != rev.Hash:
		return errHash
	}
	return nil
}

func hashOf(parts ...string) (sum [32]byte) {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, p) // a hash never fails
	}
	h.Sum(sum[:0])
	return sum
}

// RevisionText rebuilds the text of a revision and checks it against its hash.
func (tx *Tx) RevisionText(id dossier.ID, doc, no int) (string, error) {
	text, _, err := tx.revisionText(id, doc, no)
	return text, err
}

// RevisionChunks is RevisionText in the chunks that the revision was added with.
func (tx *Tx) RevisionChunks(id dossier.ID, doc, no int) ([]string, error) {
	text, ends, err := tx.revisionText(id, doc, no)
	if err != nil {
		return nil, err
	}
	chunks := make([]string, len(ends))
	start := 0
	for i, end := range ends {
		chunks[i], start = text[start:end], end
	}
	return chunks, nil
}

func (tx *Tx) revisionText(id dossier.ID, doc, no int) (text string, ends []int, err error) {
	rev, err := tx.Revision(id, doc, no)
	if err != nil {
		return "", nil, err
	}
	l, err := tx.layout(id, doc, no)
	if err != nil {
		return "", nil, err
	}
	if text, ends, err = tx.text(id, doc, l.epoch, l.texts); err != nil {
		return "", nil, fmt.Errorf("text of revision %d of %s/%02d: %w", no, id, doc, err)
	}
	if hashOf(text) != rev.Hash {
		return "", nil, &Damaged{bucketRevision, revisionKey(id, doc, no), errHash}
	}
	return text, ends, nil
}

// Marks returns the marks that a revision was added with.
func (tx *Tx) Marks(id dossier.ID, doc, no int) ([]dossier.Mark, error) {
	l, err := tx.layout(id, doc, no)
	if err != nil {
		return nil, err
	}
	return l.marks, nil
}

// NextProvision returns the identity that the next new provision of a document
// gets: greater than all that its revisions have had.
func (tx *Tx) NextProvision(id dossier.ID, doc int) (uint32, error) {
	next := uint32(1)
	r := kv.Range{Prefix: documentKey(id, doc), Limit: 1, Reverse: true}
	err := tx.scan(bucketLayout, r, func(k, payload []byte) error {
		var r layoutRecord
		if err := unpack(bucketLayout, k, payload, &r); err != nil {
			return err
		}
		next = r.Next
		return nil
	})
	return next, err
}
