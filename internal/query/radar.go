package query

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Clash is another draft under way that changes a provision of a law which a draft
// changes too.
type Clash struct {
	Law     lang.Text // its title
	LawName string    // in its address; empty when it has no page
	Other   DossierRow
	Pairs   []ClashPair
}

// ClashPair is a clause of each of the two drafts that change the same.
type ClashPair struct {
	Ours, Theirs Clause
	Both         string // address in the law of what both change: the finer of the two
}

// Clause is a provision of a draft and what it changes.
type Clause struct {
	Dossier  dossier.ID
	Document int
	Revision int
	At       string // address of the clause
	Changes  string // address in the law as it is numbered now; empty: the act as a whole
	Written  string // the same as the clause has it
}

// clause is a change to a provision that a draft makes in its newest revision.
type clause struct {
	Clause
	act      dossier.ID
	document int
	alone    bool
	whole    bool     // it repeals the act
	above    []string // addresses of the chapters and annexes in which it stands in the law
}

// clausesOf lists the changes that the drafts of a dossier make to provisions, or to
// an act that they repeal.
func clausesOf(tx *store.Tx, id dossier.ID, documents int) ([]clause, error) {
	var list []clause
	for no := 1; no <= documents; no++ {
		c, err := tx.Citing(id, no)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, clauses(c, c.Revisions)...)
	}
	return list, nil
}

func clauses(c dossier.Citing, newest int) []clause {
	var list []clause
	for _, one := range c.Citations {
		if one.Amends && one.Until == newest && one.Until > 0 && (one.Address != "" || one.Whole) {
			list = append(list, clause{
				Clause: Clause{c.Dossier, c.Document, one.Until, one.At, one.Address, one.Address},
				act:    one.Act, document: one.ActDocument, alone: one.Alone, whole: one.Whole,
			})
		}
	}
	return list
}

// meet reports whether two clauses change the same. One that changes a heading or
// an introduction alone leaves the parts of the provision as they are.
func meet(a, b clause) bool {
	switch {
	case a.whole || b.whole:
		return true
	case slices.Contains(b.above, a.Changes):
		return !a.alone
	case slices.Contains(a.above, b.Changes):
		return !b.alone
	}
	if !amend.Overlap(a.Changes, b.Changes) {
		return false
	}
	if a.Changes == b.Changes {
		return a.alone == b.alone || !a.alone || !b.alone
	}
	if len(a.Changes) > len(b.Changes) {
		a, b = b, a
	}
	return !a.alone // the whole of a, of which b changes a part
}

// finer is the one of two clauses that meet which changes less.
func finer(a, b clause) clause {
	if a.whole || slices.Contains(b.above, a.Changes) || !b.whole && !slices.Contains(a.above, b.Changes) && len(b.Changes) > len(a.Changes) {
		return b
	}
	return a
}

// clashes finds the other drafts under way, of those that the person may see, that
// change what the drafts of a dossier change. One that has ended has none.
func (q *Queries) clashes(tx *store.Tx, p people.Person, c *catalogue, d dossier.Dossier, now time.Time) ([]Clash, error) {
	if e := c.find(d.ID); d.Ended() || d.Documents == 0 || e != nil && e.law != nil {
		return nil, nil
	}
	ours, err := clausesOf(tx, d.ID, d.Documents)
	if err != nil || len(ours) == 0 {
		return nil, err
	}
	type target struct {
		act      dossier.ID
		document int
	}
	var list []Clash
	done := map[target]bool{}
	for _, one := range ours {
		at := target{one.act, one.document}
		if done[at] {
			continue
		}
		done[at] = true
		others, err := tx.CitedBy(at.act, at.document, true)
		if err != nil {
			return nil, err
		}
		law, err := q.numbered(tx, c, at.act, at.document, clock.DateOf(now))
		if err != nil {
			return nil, err
		}
		mine, err := law.place(tx, slices.DeleteFunc(slices.Clone(ours), func(o clause) bool { return o.act != at.act || o.document != at.document }))
		if err != nil {
			return nil, err
		}
		found := map[dossier.ID]*Clash{}
		for _, other := range others {
			e := c.find(other.Dossier)
			if other.Dossier == d.ID || other.Document == 0 || e == nil || e.standing.Ended != nil || !sees(p, e) {
				continue
			}
			doc, err := tx.Document(other.Dossier, other.Document)
			if err != nil {
				return nil, err
			}
			theirs, err := law.place(tx, clauses(other, doc.Revisions))
			if err != nil {
				return nil, err
			}
			if err := law.units(tx, mine, theirs); err != nil {
				return nil, err
			}
			pairs := pairs(mine, theirs)
			if len(pairs) == 0 {
				continue
			}
			if found[other.Dossier] == nil {
				found[other.Dossier] = &Clash{Law: c.actTitle(at.act), LawName: c.publicLaws().name[at.act], Other: q.row(c.institutions(), e, now)}
			}
			found[other.Dossier].Pairs = append(found[other.Dossier].Pairs, pairs...)
		}
		for _, clash := range found {
			list = append(list, *clash)
		}
	}
	slices.SortFunc(list, func(a, b Clash) int {
		return cmp.Or(cmp.Compare(a.Law.Et, b.Law.Et), cmp.Compare(a.Other.ID, b.Other.ID))
	})
	return list, nil
}

func pairs(ours, theirs []clause) []ClashPair {
	var list []ClashPair
	for _, a := range ours {
		for _, b := range theirs {
			if meet(a, b) {
				list = append(list, ClashPair{a.Clause, b.Clause, finer(a, b).Changes})
			}
		}
	}
	return list
}

// actTitle is the title of an act that is kept, or its name.
func (c *catalogue) actTitle(act dossier.ID) lang.Text {
	if e := c.find(act); e != nil && e.public() {
		return e.facts.Title
	}
	name := strings.TrimPrefix(string(act), "= ")
	for i, r := range name {
		return lang.Text{Et: strings.ToUpper(string(r)) + name[i+len(string(r)):]}
	}
	return lang.Text{}
}
