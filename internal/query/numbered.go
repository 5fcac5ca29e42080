package query

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// numbered is how a law is numbered now, and how it was when drafts were written. Of
// an act that is not kept, nothing is known and numbers are taken as they stand.
type numbered struct {
	q         *Queries
	revisions []dossier.Revision
	now       dossier.Revision
	stays     []dossier.Stay
	text      *lawtext.Text
}

func (q *Queries) numbered(tx *store.Tx, c *catalogue, act dossier.ID, document int, today clock.Date) (*numbered, error) {
	n := &numbered{q: q}
	e := c.find(act)
	if document == 0 || e == nil || !e.public() {
		return n, nil
	}
	var err error
	if n.revisions, err = tx.Revisions(act, document); err != nil {
		return nil, err
	}
	n.now, _ = dossier.AsOf(n.revisions, today)
	n.stays, err = tx.Stays(act, document)
	return n, err
}

// place finds where in the law what clauses change stands now. What stands no longer
// is left out.
func (n *numbered) place(tx *store.Tx, list []clause) ([]clause, error) {
	if n.now.No == 0 {
		return list, nil
	}
	placed := make([]clause, 0, len(list))
	for _, c := range list {
		rev, err := tx.Revision(c.Dossier, c.Document, c.Revision)
		if err != nil {
			return nil, err
		}
		then, ok := dossier.AsOf(n.revisions, rev.Began())
		if ok && !c.whole {
			if c.Changes, ok = carried(n.stays, c.Written, then.No, n.now.No); !ok {
				continue
			}
		}
		placed = append(placed, c)
	}
	return placed, nil
}

// units finds the chapters that clauses change, and those in which others stand. The
// text of the law is read only when a clause changes what stands above sections.
func (n *numbered) units(tx *store.Tx, ours, theirs []clause) error {
	above := func(c clause) bool { return c.Changes != "" && sectionOf(c.Changes) == "" }
	if n.now.No == 0 || !slices.ContainsFunc(ours, above) && !slices.ContainsFunc(theirs, above) {
		return nil
	}
	if n.text == nil {
		source, err := n.q.texts.source(tx, n.now)
		if err != nil {
			return err
		}
		n.text = n.q.texts.parse(source)
	}
	n.find(ours)
	n.find(theirs)
	return nil
}

func (n *numbered) find(list []clause) {
	for i := range list {
		c := &list[i]
		if c.above != nil {
			continue
		}
		if full, ok := cite.Above(n.text, c.Changes); ok {
			c.Changes = full
		}
		node, ok := n.text.Find(sectionOf(c.Changes))
		if !ok {
			node, ok = n.text.Find(c.Changes)
		}
		for ok && node > 0 {
			if node = n.text.Nodes[node].Parent; n.text.Nodes[node].Address != "" {
				c.above = append(c.above, n.text.Nodes[node].Address)
			}
		}
	}
}

// carried is the address that a provision with an address in one revision has in
// another, by the identities of provisions. What the first does not have, a draft may
// be about to add: it goes where the provision around it goes. It reports false when
// the provision no longer stands.
func carried(stays []dossier.Stay, address string, from, to int) (string, bool) {
	if from == to {
		return address, true
	}
	for cut := address; cut != ""; cut = around(cut) {
		i := slices.IndexFunc(stays, func(s dossier.Stay) bool { return s.Address == cut && from >= s.From && from <= s.Until })
		if i < 0 {
			continue
		}
		k := slices.IndexFunc(stays, func(s dossier.Stay) bool {
			return s.Provision == stays[i].Provision && to >= s.From && to <= s.Until
		})
		if k < 0 {
			return "", false
		}
		return stays[k].Address + address[len(cut):], true
	}
	return address, true
}

// around is the address of the provision in which another stands.
func around(address string) string {
	address = strings.TrimRight(address, "0123456789bx")
	return strings.TrimRight(address, "abcdefghijklmnopqrstuvwyzõäöüšž")
}
