package store

import (
	"bytes"
	"fmt"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

// What a document says of acts is one record. The index entries under each act
// hold the same citations again, so that one range read tells all that is said of
// an act.

func actKey(act dossier.ID, document int) key { return key(nil).str(string(act)).num(document) }

// citingEntries are the index entries of what a document says. Citations of one
// act that follow one another in the record do so in the entry.
func citingEntries(c dossier.Citing) ([]entry, error) {
	byKey := map[string]int{}
	var list []entry
	var values [][]citationRecord
	for _, one := range c.Citations {
		index := indexCited
		if one.Amends {
			index = indexAmended
		}
		k := actKey(one.Act, one.ActDocument).str(string(c.Dossier)).num(c.Document)
		i, known := byKey[index+string(k)]
		if !known {
			i = len(list)
			byKey[index+string(k)] = i
			list, values = append(list, entry{index: index, key: k}), append(values, nil)
		}
		r := toCitation(one)
		r.Act, r.ActDocument = "", 0 // the key says it
		values[i] = append(values[i], r)
	}
	for i := range list {
		b, err := encode(values[i])
		if err != nil {
			return nil, err
		}
		list[i].value = string(b)
	}
	return list, nil
}

// Citing returns what a document says of acts, or the fault NotFound when it has
// not been read. Document 0 is the title of the dossier.
func (tx *Tx) Citing(id dossier.ID, doc int) (dossier.Citing, error) {
	var r citingRecord
	if err := tx.load(bucketCiting, documentKey(id, doc), &r); err != nil {
		return dossier.Citing{}, fmt.Errorf("what %s/%02d cites: %w", id, doc, err)
	}
	return r.citing(id, doc), nil
}

// Stays returns where the provisions of a document stood whose address and
// identity do not always go together; none when it has not been read.
func (tx *Tx) Stays(id dossier.ID, doc int) ([]dossier.Stay, error) {
	var r struct { // of a citingRecord: the rest need not be decoded
		Stays []stayRecord `cbor:"3,keyasint,omitempty"`
	}
	if _, err := found(tx.load(bucketCiting, documentKey(id, doc), &r)); err != nil {
		return nil, fmt.Errorf("where provisions of %s/%02d stood: %w", id, doc, err)
	}
	return each(r.Stays, func(s stayRecord) dossier.Stay { return dossier.Stay(s) }), nil
}

// PutCiting keeps what a document says of acts in place of what it said before.
func (tx *Tx) PutCiting(c dossier.Citing) error {
	old, err := tx.Citing(c.Dossier, c.Document)
	if _, err := found(err); err != nil {
		return err
	}
	before, err := citingEntries(old)
	if err != nil {
		return err
	}
	now, err := citingEntries(c)
	if err != nil {
		return err
	}
	if err := tx.reindex(before, now); err != nil {
		return err
	}
	for _, e := range now { // where only what is said has changed
		if err := tx.put(e.index, e.key, []byte(e.value)); err != nil {
			return err
		}
	}
	return tx.save(bucketCiting, documentKey(c.Dossier, c.Document), toCiting(c))
}

// ForgetCiting forgets up to most entries of what documents say of acts and by which
// names they were read, damaged or not, and reports whether there are more. All of it
// is read anew from the texts.
func (tx *Tx) ForgetCiting(most int) (more bool, err error) {
	for _, bucket := range [...]string{bucketCiting, indexCited, indexAmended, bucketKnownAct} {
		var keys []key
		err := tx.r.Scan(bucket, kv.Range{Limit: most}, func(k, _ []byte) error {
			keys = append(keys, bytes.Clone(k))
			return nil
		})
		if err != nil {
			return false, fmt.Errorf("forget %s: %w", bucket, err)
		}
		for _, k := range keys {
			if err := tx.delete(bucket, k); err != nil {
				return false, err
			}
		}
		if most -= len(keys); most <= 0 {
			return true, nil
		}
	}
	return false, nil
}

// CitedBy lists by document who cites an act, and with amends who changes it. Of
// each only the citations of the act are returned.
func (tx *Tx) CitedBy(act dossier.ID, document int, amends bool) ([]dossier.Citing, error) {
	index := indexCited
	if amends {
		index = indexAmended
	}
	prefix := actKey(act, document)
	var list []dossier.Citing
	err := tx.scan(index, kv.Range{Prefix: prefix}, func(k, payload []byte) error {
		var records []citationRecord
		if err := unpack(index, k, payload, &records); err != nil {
			return err
		}
		id, rest := cutStr(k[len(prefix):])
		c := dossier.Citing{Dossier: dossier.ID(id), Document: lastNum(rest), Citations: each(records, citationRecord.citation)}
		for i := range c.Citations {
			c.Citations[i].Act, c.Citations[i].ActDocument = act, document
		}
		list = append(list, c)
		return nil
	})
	return list, err
}

// EachCiting calls fn with what every document says of acts, until it fails, and
// returns its error.
func (tx *Tx) EachCiting(fn func(dossier.Citing) error) error {
	return tx.scan(bucketCiting, kv.Range{}, func(k, payload []byte) error {
		var r citingRecord
		if err := unpack(bucketCiting, k, payload, &r); err != nil {
			return err
		}
		id, no, err := splitKey(k, 1)
		if err != nil {
			return err
		}
		return fn(r.citing(id, no[0]))
	})
}

// KnownAct is an act by whose name texts were read: its dossier, and the document
// of its wordings.
type KnownAct struct {
	Dossier      dossier.ID
	Document     int
	Title, Short string
}

// KnownActs lists the acts by whose names texts were read.
func (tx *Tx) KnownActs() ([]KnownAct, error) {
	var list []KnownAct
	err := tx.scan(bucketKnownAct, kv.Range{}, func(k, payload []byte) error {
		var r knownActRecord
		if err := unpack(bucketKnownAct, k, payload, &r); err != nil {
			return err
		}
		id, _ := cutStr(k)
		list = append(list, r.act(dossier.ID(id)))
		return nil
	})
	return list, err
}

// PutKnownAct notes an act by whose name texts have been read.
func (tx *Tx) PutKnownAct(a KnownAct) error {
	return tx.save(bucketKnownAct, dossierKey(a.Dossier), toKnownAct(a))
}

// DeleteKnownAct forgets an act by whose name texts are no longer read.
func (tx *Tx) DeleteKnownAct(id dossier.ID) error { return tx.delete(bucketKnownAct, dossierKey(id)) }

// citing checks what a document says against the index and the document.
func (c *checker) citing(k, payload []byte) error {
	var r citingRecord
	if err := unpack(bucketCiting, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 1)
	if err != nil {
		return err
	}
	entries, err := citingEntries(r.citing(id, no[0]))
	if err != nil {
		return err
	}
	if err := c.expect(entries); err != nil || no[0] == 0 {
		return err
	}
	doc, err := c.tx.Document(id, no[0])
	if err == nil && r.Revisions > doc.Revisions {
		return fmt.Errorf("%d revisions read, there are %d", r.Revisions, doc.Revisions)
	}
	return err
}

// knownAct checks that an act by whose name texts were read is there.
func (c *checker) knownAct(k, payload []byte) error {
	var r knownActRecord
	if err := unpack(bucketKnownAct, k, payload, &r); err != nil {
		return err
	}
	id, _ := cutStr(k)
	_, err := c.tx.Document(dossier.ID(id), r.Document)
	return err
}
