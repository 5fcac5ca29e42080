package query

import (
	"slices"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// lawNames returns the names of the acts that anyone may know of: those of
// public dossiers, then those that are generally known.
func (c *catalogue) lawNames() *cite.Names {
	if names := c.names.Load(); names != nil {
		return names
	}
	var acts []cite.Act
	for _, e := range c.all() {
		if e.public() {
			acts = append(acts, e.acts...)
		}
	}
	names := cite.NewNames(append(acts, cite.Known()...))
	c.names.Store(names)
	return names
}

// actsOf lists the acts whose own texts a dossier has.
func actsOf(d dossier.Dossier, documents []dossier.Document) []cite.Act {
	doc, ok := amend.ActOf(d, documents)
	if !ok {
		return nil
	}
	return []cite.Act{{Title: d.Title.In(lang.Et), Short: doc.Act, Key: string(d.ID)}}
}

// sameActs reports whether two entries of a dossier, either of which may be
// missing, have the same acts for everybody, in the same revisions.
func sameActs(a, b *entry) bool {
	acts := func(e *entry) []cite.Act {
		if e == nil || !e.public() {
			return nil
		}
		return e.acts
	}
	before, now := acts(a), acts(b)
	return slices.Equal(before, now) && (len(now) == 0 || a.revisions == b.revisions)
}
