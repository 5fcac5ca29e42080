package store

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/dossier"
)

// Links returns what officials said about the provisions of a document's
// revisions; nothing said is no error.
func (tx *Tx) Links(id dossier.ID, doc int) (dossier.Links, error) {
	var r linksRecord
	if _, err := found(tx.load(bucketLinks, documentKey(id, doc), &r)); err != nil {
		return dossier.Links{}, fmt.Errorf("links of %s/%02d: %w", id, doc, err)
	}
	return r.links(id, doc), nil
}

// PutLinks keeps what officials said about the provisions of a document.
func (tx *Tx) PutLinks(l dossier.Links) error {
	return tx.save(bucketLinks, documentKey(l.Dossier, l.Document), toLinks(l))
}

// Remark replaces the marks of a revision and of those after it, in order to the
// last, after links between them were corrected. Their texts stay. An identity
// once given to a provision is never given to another.
func (tx *Tx) Remark(id dossier.ID, doc, from int, marks [][]dossier.Mark) error {
	next, err := tx.NextProvision(id, doc)
	if err != nil {
		return err
	}
	var before layout // the one before, as it is now
	if from > 1 {
		if before, err = tx.layout(id, doc, from-1); err != nil {
			return err
		}
	}
	// Later layouts are differences from earlier ones: all are read before any is written.
	olds := make([]layout, len(marks))
	records := make([]layoutRecord, len(marks))
	for k := range marks {
		if olds[k], records[k], err = tx.layoutAt(id, doc, from+k); err != nil {
			return fmt.Errorf("layout of revision %d of %s/%02d: %w", from+k, id, doc, err)
		}
		if len(olds[k].marks) != len(marks[k]) {
			return fmt.Errorf("revision %d of %s/%02d has %d provisions, not %d", from+k, id, doc, len(olds[k].marks), len(marks[k]))
		}
	}
	for k := range marks {
		now := layout{olds[k].epoch, olds[k].texts, marks[k]}
		r := toLayout(now, before, records[k].Depth, next, from+k)
		if err := tx.save(bucketLayout, revisionKey(id, doc, from+k), r); err != nil {
			return err
		}
		before, next = now, r.Next
	}
	return nil
}

// Recount replaces the count of what changed in a revision, after a link of it
// was corrected.
func (tx *Tx) Recount(id dossier.ID, doc, no int, changed dossier.Changes) error {
	rev, err := tx.Revision(id, doc, no)
	if err != nil || rev.Changed == changed {
		return err
	}
	rev.Changed = changed
	return tx.save(bucketRevision, revisionKey(id, doc, no), toRevision(rev))
}

// links checks that every correction speaks of a revision that there is.
func (c *checker) links(k, payload []byte) error {
	var r linksRecord
	if err := unpack(bucketLinks, k, payload, &r); err != nil {
		return err
	}
	id, no, err := splitKey(k, 1)
	if err != nil {
		return err
	}
	for _, said := range r.Corrections {
		if _, err := c.tx.Revision(id, no[0], said.Revision); err != nil {
			return err
		}
	}
	return nil
}
