package query

import (
	"slices"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
)

// Explanation is what an explanatory note says of a provision of its draft.
type Explanation struct {
	Document, Revision int    // of the note
	At                 string // address of where it stands in the note, when that has one
	amend.Passage
}

// explainedKey names a note and a draft by the hashes of their texts.
type explainedKey struct{ note, draft [32]byte }

// noteSource is a revision of an explanatory note and its text.
type noteSource struct {
	revision dossier.Revision
	text     source
}

// readNotes reads the explanatory notes of the draft that a page shows, as they
// were until the draft's next revision. Where a dossier has several drafts no one
// can say of which a note speaks.
func (page *RevisionPage) readNotes(tx *store.Tx, q *Queries) ([]noteSource, error) {
	if !amend.Drafts(page.Document, page.Revision) {
		return nil, nil
	}
	documents, err := tx.Documents(page.Document.Dossier)
	if err != nil {
		return nil, err
	}
	var notes []noteSource
	for _, doc := range documents {
		switch {
		case doc.Kind == dossier.DraftAct && doc.No != page.Document.No && doc.Revisions > 0:
			return nil, nil
		case doc.Kind != dossier.ExplanatoryNote || doc.Revisions == 0 || doc.Language != lang.Et:
			continue
		}
		revisions, err := tx.Revisions(doc.Dossier, doc.No)
		if err != nil {
			return nil, err
		}
		at := page.noteAt(revisions)
		if at < 0 {
			continue
		}
		text, err := q.texts.source(tx, revisions[at])
		if err != nil {
			return nil, err
		}
		notes = append(notes, noteSource{revisions[at], text})
	}
	return notes, nil
}

// noteAt is the last of a note's revisions that came before the draft's next one.
func (page *RevisionPage) noteAt(revisions []dossier.Revision) int {
	next := slices.IndexFunc(page.Revisions, func(r dossier.Revision) bool { return r.No == page.Revision.No+1 })
	if next < 0 {
		return len(revisions) - 1
	}
	until := page.Revisions[next].Published
	for i := len(revisions) - 1; i >= 0; i-- {
		if revisions[i].Published.Before(until) {
			return i
		}
	}
	return -1
}

// explain finds what notes say of the provisions of the page, by address.
func (page *RevisionPage) explain(q *Queries, notes []noteSource) {
	for _, note := range notes {
		found := q.texts.explained.make(explainedKey{note.revision.Hash, page.Revision.Hash}, func() ([]amend.Passage, int) {
			list := amend.Passages(q.texts.parse(note.text), page.Text)
			return list, 900*len(list) + 100
		})
		for _, p := range found {
			if page.Explained == nil {
				page.Explained = map[string][]Explanation{}
			}
			page.Explained[p.Address] = append(page.Explained[p.Address], Explanation{
				Document: note.revision.Document, Revision: note.revision.No, At: q.texts.parse(note.text).Nodes[p.Node].Address, Passage: p,
			})
		}
	}
}
