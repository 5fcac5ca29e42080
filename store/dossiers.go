package store

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store/kv"
)

func dossierKey(id dossier.ID) key { return key(nil).str(string(id)) }

func dossierEntries(d dossier.Dossier) []entry {
	var list []entry
	for _, r := range d.References {
		list = append(list, entry{indexReference, key(nil).str(r.System).str(r.Value).str(string(d.ID)), string(d.ID)})
	}
	if year, n, ok := ordinal(d.ID); ok {
		list = append(list, entry{indexOrdinal, key(nil).num(year).num(n).str(string(d.ID)), ""})
	}
	return unique(list)
}

// unique drops entries that are there before, as when a reference is given twice.
func unique(list []entry) []entry {
	var out []entry
	for _, e := range list {
		if !holds(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// ordinal reads the year of two digits and the ordinal at the end of a number
// such as JDM/26-0214.
func ordinal(id dossier.ID) (year, n int, ok bool) {
	s := string(id)
	s = s[strings.LastIndexByte(s, '/')+1:]
	var rest string
	if c, _ := fmt.Sscanf(s, "%2d-%d%s", &year, &n, &rest); c != 2 || year < 0 || n < 1 {
		return 0, 0, false
	}
	return year, n, true
}

// Dossier returns a dossier.
func (tx *Tx) Dossier(id dossier.ID) (dossier.Dossier, error) {
	var r dossierRecord
	if err := tx.load(bucketDossier, dossierKey(id), &r); err != nil {
		return dossier.Dossier{}, fmt.Errorf("dossier %s: %w", id, err)
	}
	return r.dossier(id), nil
}

// PutDossier keeps a dossier, new or changed.
func (tx *Tx) PutDossier(d dossier.Dossier) error {
	old, err := tx.Dossier(d.ID)
	exists, err := found(err)
	if err != nil {
		return err
	}
	var before []entry
	if exists {
		before = dossierEntries(old)
	}
	if err := tx.reindex(before, dossierEntries(d)); err != nil {
		return err
	}
	return tx.save(bucketDossier, dossierKey(d.ID), toDossier(d))
}

// EachDossier calls fn with every dossier after the one given, in the order of
// their numbers, until it fails, and returns its error.
func (tx *Tx) EachDossier(after dossier.ID, fn func(dossier.Dossier) error) error {
	var r kv.Range
	if after != "" {
		r.After = dossierKey(after)
	}
	return tx.scan(bucketDossier, r, func(k, payload []byte) error {
		var r dossierRecord
		if err := unpack(bucketDossier, k, payload, &r); err != nil {
			return err
		}
		id, _ := cutStr(k)
		return fn(r.dossier(dossier.ID(id)))
	})
}

// DossierByReference finds a dossier by its number in another system. Of
// several the one with the lowest number is returned.
func (tx *Tx) DossierByReference(system, value string) (dossier.ID, error) {
	id, err := tx.first(indexReference, key(nil).str(system).str(value))
	if err != nil {
		return "", fmt.Errorf("dossier %s %s: %w", system, value, err)
	}
	return dossier.ID(id), nil
}

// NextNumber returns a number for a new dossier: the series, the year and an
// ordinal that all series share within the year. It passes over ordinals that
// dossiers from elsewhere have, and gives none twice.
func (tx *Tx) NextNumber(series string, year int) (dossier.ID, error) {
	year %= 100
	n, err := tx.counter(counterDossier, year)
	if err != nil {
		return "", err
	}
	for taken := true; taken; {
		n++
		if taken, err = tx.any(indexOrdinal, key(nil).num(year).num(int(n))); err != nil {
			return "", err
		}
	}
	if err := tx.setCounter(counterDossier, year, n); err != nil {
		return "", err
	}
	return dossier.ID(fmt.Sprintf("%s/%02d-%04d", series, year, n)), nil
}

// any reports whether a bucket has a key with the prefix.
func (tx *Tx) any(bucket string, prefix key) (yes bool, err error) {
	err = tx.r.Scan(bucket, kv.Range{Prefix: prefix, Limit: 1}, func(_, _ []byte) error {
		yes = true
		return nil
	})
	return yes, err
}

// The counters that start anew every year.
const (
	counterDossier = "dossier"
	counterComment = "comment"
)

func (tx *Tx) counter(name string, year int) (uint64, error) {
	b, err := tx.get(bucketCounter, key(nil).str(name).num(year))
	if exists, err := found(err); !exists {
		return 0, err
	}
	n, _ := binary.Uvarint(b)
	return n, nil
}

func (tx *Tx) setCounter(name string, year int, n uint64) error {
	return tx.put(bucketCounter, key(nil).str(name).num(year), binary.AppendUvarint(nil, n))
}

func documentKey(id dossier.ID, no int) key { return dossierKey(id).num(no) }

// Document returns a document of a dossier.
func (tx *Tx) Document(id dossier.ID, no int) (dossier.Document, error) {
	var r documentRecord
	if err := tx.load(bucketDocument, documentKey(id, no), &r); err != nil {
		return dossier.Document{}, fmt.Errorf("document %s/%02d: %w", id, no, err)
	}
	return r.document(id, no), nil
}

// PutDocument keeps a document, new or changed.
func (tx *Tx) PutDocument(d dossier.Document) error {
	return tx.save(bucketDocument, documentKey(d.Dossier, d.No), toDocument(d))
}

// Documents lists the documents of a dossier by number.
func (tx *Tx) Documents(id dossier.ID) ([]dossier.Document, error) {
	var list []dossier.Document
	err := tx.scan(bucketDocument, kv.Range{Prefix: dossierKey(id)}, func(k, payload []byte) error {
		var r documentRecord
		if err := unpack(bucketDocument, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.document(id, lastNum(k)))
		return nil
	})
	return list, err
}

// Draft returns the draft of a document. A dossier's documents have one each.
func (tx *Tx) Draft(id dossier.ID, doc int) (dossier.Draft, error) {
	var r draftRecord
	if err := tx.load(bucketDraft, documentKey(id, doc), &r); err != nil {
		return dossier.Draft{}, fmt.Errorf("draft of %s/%02d: %w", id, doc, err)
	}
	return r.draft(id, doc), nil
}

// PutDraft keeps the draft of a document in place of the one before. The
// caller has compared versions.
func (tx *Tx) PutDraft(d dossier.Draft) error {
	return tx.save(bucketDraft, documentKey(d.Dossier, d.Document), toDraft(d))
}

// DeleteDraft removes the draft of a document, if there is one.
func (tx *Tx) DeleteDraft(id dossier.ID, doc int) error {
	return tx.delete(bucketDraft, documentKey(id, doc))
}

// conflict is the fault for a thing that exists already.
func conflict(key string, args ...any) error { return fault.New(fault.Conflict, key, args...) }
