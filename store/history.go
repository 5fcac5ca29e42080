package store

import (
	"slices"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

// TextID names one of the distinct texts that the revisions of a document are
// made of. The same text may have several, an old one never gets another meaning.
type TextID uint64

func textID(epoch int, number uint32) TextID { return TextID(epoch)<<32 | TextID(number) }

// EachText calls fn with every distinct text of a document's revisions, each
// once however many revisions have it. The bytes die when fn returns. An error
// of fn ends the walk.
func (tx *Tx) EachText(id dossier.ID, doc int, fn func(TextID, []byte) error) error {
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	epoch, first := -1, uint32(0)
	return tx.scan(bucketPack, kv.Range{Prefix: documentKey(id, doc)}, func(k, payload []byte) error {
		_, at, err := splitKey(k, 3) // document, epoch, pack
		if err != nil {
			return &Damaged{bucketPack, slices.Clone(k), err}
		}
		if at[1] != epoch {
			epoch, first = at[1], 0
		}
		texts, grown, err := tx.store.codec.unpack(payload, *buf)
		*buf = grown
		if err != nil {
			return &Damaged{bucketPack, slices.Clone(k), err}
		}
		for i, t := range texts {
			if err := fn(textID(epoch, first+uint32(i)), t); err != nil {
				return err
			}
		}
		first += uint32(len(texts))
		return nil
	})
}

// EachArrangement calls fn with the texts that each revision of a document
// consists of, by number of revision. It reads no text, so walking through a
// hundred revisions costs little more than reading the last. The list is fn's.
func (tx *Tx) EachArrangement(id dossier.ID, doc int, fn func(no int, texts []TextID) error) error {
	var at layout
	return tx.scan(bucketLayout, kv.Range{Prefix: documentKey(id, doc)}, func(k, payload []byte) error {
		var r layoutRecord
		if err := unpack(bucketLayout, k, payload, &r); err != nil {
			return err
		}
		no := lastNum(k)
		var err error
		if at, err = r.after(at, no); err != nil {
			return &Damaged{bucketLayout, slices.Clone(k), err}
		}
		texts := make([]TextID, len(at.texts))
		for i, n := range at.texts {
			texts[i] = textID(at.epoch, n)
		}
		return fn(no, texts)
	})
}

// EachMarks calls fn with the marks of each revision of a document, by number of
// revision. It reads no text. The list dies when fn returns.
func (tx *Tx) EachMarks(id dossier.ID, doc int, fn func(no int, marks []dossier.Mark) error) error {
	var at layout
	return tx.scan(bucketLayout, kv.Range{Prefix: documentKey(id, doc)}, func(k, payload []byte) error {
		var r layoutRecord
		if err := unpack(bucketLayout, k, payload, &r); err != nil {
			return err
		}
		no := lastNum(k)
		var err error
		if at, err = r.after(at, no); err != nil {
			return &Damaged{bucketLayout, slices.Clone(k), err}
		}
		return fn(no, at.marks)
	})
}
