package query

import (
	"context"
	"errors"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// OwnComment is a comment as its author sees it.
type OwnComment struct {
	CommentPage
	Window  Window
	Correct error // why it cannot be corrected now, as a fault; nil when it can
}

// OwnList is a page of the comments of a person.
type OwnList struct {
	Rows []OwnComment // newest first
	Page Page
}

// ownOnPage is how many of one's own comments a page has: the place of each is
// looked up in the newest revision.
const ownOnPage = 20

// OwnComments returns the comments of a person, for themselves, after the number
// given or from the newest.
func (q *Queries) OwnComments(ctx context.Context, p people.Person, after string) (OwnList, error) {
	if err := people.May(p, people.KeepOwn, people.Object{Owner: p.ID}); err != nil {
		return OwnList{}, err
	}
	if _, err := ParseComment(after); err != nil {
		return OwnList{}, err
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return OwnList{}, err
	}
	var list OwnList
	var sides []pair
	err = q.store.View(ctx, func(tx *store.Tx) error {
		nos, err := tx.CommentNosBy(p.ID)
		if err != nil {
			return err
		}
		nos, list.Page = page(nos, after, ownOnPage, consult.CommentNo.String)
		for _, no := range nos {
			own, side, err := q.readOwn(tx, c, p, no)
			if errors.Is(err, fault.ErrNotFound) {
				continue // of a dossier that they no longer see
			}
			if err != nil {
				return err
			}
			list.Rows, sides = append(list.Rows, own), append(sides, side)
		}
		return nil
	})
	for i := range list.Rows {
		q.placeNow(&list.Rows[i].CommentPage, sides[i])
	}
	return list, err
}

// OwnComment returns a comment for its author. For everybody else it is NotFound.
func (q *Queries) OwnComment(ctx context.Context, p people.Person, no consult.CommentNo) (OwnComment, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return OwnComment{}, err
	}
	var own OwnComment
	var sides pair
	err = q.store.View(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		if people.May(p, people.KeepOwn, people.Object{Owner: m.Author.Person}) != nil {
			return fault.ErrNotFound
		}
		own, sides, err = q.readOwn(tx, c, p, no)
		return err
	})
	if err != nil {
		return OwnComment{}, err
	}
	q.placeNow(&own.CommentPage, sides)
	return own, nil
}

// readOwn reads a comment with what its author wants to know of it.
func (q *Queries) readOwn(tx *store.Tx, c *catalogue, p people.Person, no consult.CommentNo) (OwnComment, pair, error) {
	page, sides, err := q.readComment(tx, c, p, no)
	if err != nil {
		return OwnComment{}, sides, err
	}
	own := OwnComment{CommentPage: page}
	if own.Window, _, err = q.readWindow(tx, p, page.Comment.Consultation); err != nil {
		return own, sides, err
	}
	own.Correct = page.Comment.Correctable(own.Window.Consultation, q.clock())
	return own, sides, nil
}
