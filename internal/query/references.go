package query

import (
	"context"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
)

// Reference is a place in a text that names a provision which can be read here:
// of the text itself when Dossier is empty, else of a revision of another act.
type Reference struct {
	Start, End int // bytes of the node's text
	Dossier    dossier.ID
	Document   int
	Revision   int
	Address    string // empty: the act as a whole
}

type mentionKey struct {
	text  [32]byte
	names *cite.Names
	draft bool
}

// target is an act as it stood when another text named it.
type target struct {
	revision dossier.Revision
	text     source
	known    bool
}

// references finds what the text of a page names, by node. An act is one that
// anyone may read, and of its revisions the one that stood when the text came
// to be. What that revision has not got is left out.
func (q *Queries) references(ctx context.Context, c *catalogue, page *RevisionPage) (map[int][]Reference, error) {
	draft := amend.Drafts(page.Document, page.Revision)
	names := c.lawNames()
	mentions := q.texts.mentioned.make(mentionKey{page.Revision.Hash, names, draft}, func() ([]amend.Mention, int) {
		list := amend.Mentions(page.Text, names, draft)
		return list, 160*len(list) + 100
	})
	targets, err := q.targets(ctx, c, mentions, page.Revision.Began())
	if err != nil {
		return nil, err
	}
	found := map[int][]Reference{}
	for _, m := range mentions {
		r := Reference{Start: m.Start, End: m.End}
		text := page.Text
		if at := targets[m.Act]; m.Act != "" && m.Act != string(page.Document.Dossier) {
			if !at.known {
				continue
			}
			r.Dossier, r.Document, r.Revision = at.revision.Dossier, at.revision.Document, at.revision.No
			text = q.texts.parse(at.text)
		} else if m.Place.Empty() {
			continue
		}
		there := false
		if r.Address, there = m.Place.Resolve(text); there || m.Place.Empty() {
			found[m.Node] = append(found[m.Node], r)
		}
	}
	return found, nil
}

// targets reads the acts that are named, in one transaction.
func (q *Queries) targets(ctx context.Context, c *catalogue, mentions []amend.Mention, day clock.Date) (map[string]target, error) {
	found := map[string]target{}
	return found, q.store.View(ctx, func(tx *store.Tx) error {
		for _, m := range mentions {
			if _, seen := found[m.Act]; seen || m.Act == "" {
				continue
			}
			at, err := q.target(tx, c, dossier.ID(m.Act), day)
			if err != nil {
				return err
			}
			found[m.Act] = at
		}
		return nil
	})
}

func (q *Queries) target(tx *store.Tx, c *catalogue, id dossier.ID, day clock.Date) (target, error) {
	e := c.find(id)
	if e == nil || !e.public() || c.ambiguous(e) {
		return target{}, nil
	}
	documents, err := tx.Documents(id)
	if err != nil {
		return target{}, err
	}
	for _, doc := range documents {
		if doc.Act == "" || doc.Kind != dossier.DraftAct {
			continue
		}
		revisions, err := tx.Revisions(id, doc.No)
		if err != nil {
			return target{}, err
		}
		r, ok := dossier.AsOf(revisions, day)
		if !ok {
			return target{}, nil
		}
		text, err := q.texts.source(tx, r)
		return target{r, text, true}, err
	}
	return target{}, nil
}

// ambiguous reports whether another public dossier has an act of the same name.
func (c *catalogue) ambiguous(e *entry) bool {
	title := fold(e.facts.Title.In(lang.Et))
	for _, other := range c.all() {
		if other != e && other.public() && len(other.acts) > 0 && fold(other.facts.Title.In(lang.Et)) == title {
			return true
		}
	}
	return false
}
