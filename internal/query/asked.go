package query

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// AskedBy is a comment that a change answers, as its response says.
type AskedBy struct {
	Comment consult.CommentNo
	Author  consult.Author
	Signers []consult.Author // who signed it beside the author
	Outcome consult.Outcome
}

// askedBy gathers for each change between two revisions of a document, by its
// address as compare.Result.Address names it, the comments whose responses
// point to it. A response that names the same newer revision against another
// older one counts where the place is in the newer text. Comments that are not
// public are left out.
func askedBy(tx *store.Tx, p people.Person, all papers, document, from, to int) (map[string][]AskedBy, error) {
	responses, err := tx.ResolvedIn(all.dossier.ID, document)
	if err != nil {
		return nil, err
	}
	asked := map[string][]AskedBy{}
	for _, r := range responses {
		if r.Revision != to || len(r.Changes) == 0 || !all.knows(r.Consultation) {
			continue
		}
		by, err := askers(tx, p, all.dossier, r)
		if err != nil {
			return nil, err
		}
		for _, change := range r.Changes {
			if r.From == from || !strings.HasPrefix(change, compare.Gone) {
				asked[change] = append(asked[change], by...)
			}
		}
	}
	return asked, nil
}

// askersShown is how many comments are named of those that one response answers.
const askersShown = 5

// askers are the first public comments that a response answers.
func askers(tx *store.Tx, p people.Person, d dossier.Dossier, r consult.Response) ([]AskedBy, error) {
	var list []AskedBy
	for _, no := range r.Comments {
		if len(list) == askersShown {
			break
		}
		c, err := tx.Comment(no)
		if err != nil {
			return nil, err
		}
		if c.State == consult.Public {
			c = shown(p, d, c)
			list = append(list, AskedBy{Comment: c.No, Author: c.Author, Signers: c.Signers, Outcome: r.Outcome})
		}
	}
	return list, nil
}

// readAsked finds for each state of a provision the comments whose responses
// name a change inside it, made on the way to that state.
func (page *ProvisionPage) readAsked(tx *store.Tx, p people.Person, id dossier.ID, document int) error {
	responses, err := tx.ResolvedIn(id, document)
	if err != nil || len(responses) == 0 {
		return err
	}
	d, err := visible(tx, p, id)
	if err != nil {
		return err
	}
	for i := range page.States {
		state := &page.States[i]
		for _, r := range responses {
			if r.From >= state.Revision.No || r.Revision < state.Revision.No || !slices.ContainsFunc(r.Changes, func(c string) bool { return inside(c, state.Address) }) {
				continue
			}
			by, err := askers(tx, p, d, r)
			if err != nil {
				return err
			}
			state.Asked = append(state.Asked, by...)
		}
	}
	return nil
}

// inside reports whether the address of a change is that of a provision or of
// something in it: para1lg2 is inside para1, and para12 and para1b1 are not.
func inside(change, provision string) bool {
	rest, ok := strings.CutPrefix(change, provision)
	if !ok || provision == "" {
		return false
	}
	return rest == "" || rest[0] == '-' || strings.HasPrefix(rest, "lg") || strings.HasPrefix(rest, "p") || strings.HasPrefix(rest, "ap")
}
