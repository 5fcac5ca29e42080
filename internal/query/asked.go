package query

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// AskedBy is a comment that a change answers, as its response says.
type AskedBy struct {
	Comment consult.CommentNo
	Author  consult.Author
	Outcome consult.Outcome
}

// askedBy gathers for each change between two revisions of a document, by its
// address as compare.Result.Address names it, the comments whose responses
// point to it. Comments that are not public are left out.
func askedBy(tx *store.Tx, p people.Person, d dossier.Dossier, document, from, to int) (map[string][]AskedBy, error) {
	if d.Consultations == 0 {
		return nil, nil
	}
	comments, err := tx.CommentsOn(d.ID, document)
	if err != nil {
		return nil, err
	}
	asked := map[string][]AskedBy{}
	for _, c := range comments {
		if c.State != consult.Public || c.Response == 0 {
			continue
		}
		r, err := tx.Response(c.Response)
		if err != nil {
			return nil, err
		}
		if r.From != from || r.Revision != to {
			continue
		}
		by := AskedBy{Comment: c.No, Author: shown(p, d, c).Author, Outcome: r.Outcome}
		for _, change := range r.Changes {
			asked[change] = append(asked[change], by)
		}
	}
	return asked, nil
}
