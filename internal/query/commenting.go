package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Place is where a comment is being written.
type Place struct {
	Document dossier.Document
	Cite     string // of the provision; empty for the whole document
	Words    string // of the provision
}

// Place returns what stands at an anchor. What is not there is NotFound.
func (q *Queries) Place(ctx context.Context, p people.Person, id dossier.ID, at consult.Anchor) (Place, error) {
	var place Place
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if _, place.Document, err = visibleRevision(tx, p, id, at.Document, at.Revision); err != nil {
			return err
		}
		source, err := tx.RevisionText(id, at.Document, at.Revision)
		if err != nil || at.Address == "" {
			return err
		}
		text := lawtext.Parse(source)
		node, ok := text.Find(at.Address)
		if !ok {
			return fault.ErrNotFound
		}
		place.Cite, place.Words = text.Cite(node), text.Full(node)
		return nil
	})
	return place, err
}

// CommentFacts returns a comment with its consultation and dossier alone.
func (q *Queries) CommentFacts(ctx context.Context, p people.Person, no consult.CommentNo) (m consult.Comment, c consult.Consultation, d dossier.Dossier, err error) {
	err = q.store.View(ctx, func(tx *store.Tx) error {
		if m, err = tx.Comment(no); err != nil {
			return err
		}
		if d, err = visible(tx, p, m.Consultation.Dossier); err != nil {
			return err
		}
		m = shown(p, d, m)
		c, err = tx.Consultation(m.Consultation)
		return err
	})
	return m, c, d, err
}

// MayConfirm reports whether a comment waits for the link with this token to be
// opened. A link opened before still leads to its comment.
func (q *Queries) MayConfirm(ctx context.Context, token string) bool {
	known := false
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.Pending(token); err == nil {
			known = true
			return nil
		}
		var err error
		_, known, err = tx.Once("form//confirm-" + token)
		return err
	})
	return err == nil && known
}

// RevisionCount returns how many revisions of a document are published.
func (q *Queries) RevisionCount(ctx context.Context, p people.Person, id dossier.ID, document int) (int, error) {
	var doc dossier.Document
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if _, err := visible(tx, p, id); err != nil {
			return err
		}
		var err error
		doc, err = tx.Document(id, document)
		return err
	})
	return doc.Revisions, err
}

// Unanswered returns comments of a consultation that wait for a response, oldest
// first, at most so many.
func (q *Queries) Unanswered(ctx context.Context, p people.Person, id consult.ID, most int) ([]CommentCard, error) {
	var cards []CommentCard
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id.Dossier)
		if err != nil {
			return err
		}
		for after := consult.CommentNo(0); len(cards) < most; {
			comments, err := tx.CommentsOf(id, after, 200)
			if err != nil || len(comments) == 0 {
				return err
			}
			for _, c := range comments {
				after = c.No
				if c.State == consult.Public && c.Response == 0 && len(cards) < most {
					cards = append(cards, CommentCard{Comment: shown(p, d, c)})
				}
			}
		}
		return q.readAnchors(tx, id.Dossier, cards, texts)
	})
	if err != nil {
		return nil, err
	}
	q.citation(cards, texts)
	return cards, nil
}

// citation names the provisions that comments are on.
func (q *Queries) citation(cards []CommentCard, texts map[consult.DocumentAt]source) {
	for i := range cards {
		q.citeCard(&cards[i], texts)
	}
}
