package citer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// reader reads documents by the names of acts.
type reader struct {
	acts  map[dossier.ID]store.KnownAct
	names *cite.Names
}

func newReader(acts map[dossier.ID]store.KnownAct) *reader {
	titles := map[string]int{}
	for _, a := range acts {
		titles[strings.ToLower(a.Title)]++
	}
	list := make([]cite.Act, 0, len(acts))
	for _, a := range acts {
		one := cite.Act{Title: a.Title, Short: a.Short, Key: string(a.Dossier)}
		if titles[strings.ToLower(a.Title)] > 1 {
			one.Key = "" // nobody can say which is meant
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b cite.Act) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Title, b.Title)) })
	return &reader{acts: acts, names: cite.NewNames(append(list, cite.Known()...))}
}

// read reads a document in all its revisions. What is no text of law, and a
// document that nothing is published of, cites nothing.
func (r *reader) read(ctx context.Context, st *store.Store, d document) (dossier.Citing, error) {
	c := dossier.Citing{Dossier: d.dossier, Document: d.no}
	var facts dossier.Dossier
	var doc dossier.Document
	var revisions []dossier.Revision
	err := st.View(ctx, func(tx *store.Tx) (err error) {
		if facts, err = tx.Dossier(d.dossier); err != nil || d.no == 0 {
			return err
		}
		if doc, err = tx.Document(d.dossier, d.no); err != nil {
			return err
		}
		revisions, err = tx.Revisions(d.dossier, d.no)
		return err
	})
	if err != nil {
		return c, err
	}
	if d.no == 0 {
		c.Citations = r.title(facts)
		return c, nil
	}
	if doc.Kind != dossier.DraftAct && doc.Kind != dossier.ImplementingAct {
		return c, nil
	}
	k := newKeeper(r, doc)
	for _, rev := range revisions {
		if err := ctx.Err(); err != nil {
			return c, err
		}
		// One short transaction for each revision: a published one never changes.
		var source string
		var marks []dossier.Mark
		err := st.View(ctx, func(tx *store.Tx) (err error) {
			if marks, err = tx.Marks(d.dossier, d.no, rev.No); err != nil {
				return err
			}
			source, err = tx.RevisionText(d.dossier, d.no, rev.No)
			return err
		})
		if err != nil {
			return c, err
		}
		k.revision(rev, lawtext.Parse(source), marks)
	}
	c.Revisions, c.Citations, c.Stays = len(revisions), k.citations(), k.stays()
	return c, nil
}

// title is what the title of a dossier says it changes. A wording of an act
// changes nothing.
func (r *reader) title(d dossier.Dossier) []dossier.Citation {
	var list []dossier.Citation
	for _, key := range amend.Titled(d.Title.Et, r.names) {
		one := r.cited(key, cite.Place{})
		one.Amends = true
		if one.Act != d.ID && !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}

// cited is a citation of a place of an act by its key.
func (r *reader) cited(key string, place cite.Place) dossier.Citation {
	return dossier.Citation{Act: dossier.ID(key), ActDocument: r.acts[dossier.ID(key)].Document, Address: place.Address()}
}

// keeper gathers what the revisions of one document say.
type keeper struct {
	*reader
	doc    dossier.Document
	finder *amend.Finder
	said   map[dossier.Citation]*run // by the citation without its revisions
	order  []*run
	stood  map[stay]*run
	at     []*run
}

// run is revisions that follow one another.
type run struct {
	citation    dossier.Citation
	stay        stay
	from, until int
}

type stay struct {
	provision uint32
	address   string
}

func newKeeper(r *reader, doc dossier.Document) *keeper {
	return &keeper{reader: r, doc: doc, finder: amend.NewFinder(r.names), said: map[dossier.Citation]*run{}, stood: map[stay]*run{}}
}

// revision adds what a revision says, the one after those added before.
func (k *keeper) revision(rev dossier.Revision, t *lawtext.Text, marks []dossier.Mark) {
	own := make([]stay, len(t.Nodes)) // of the provision that each node is or stands in
	next := 0
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Parent >= 0 && i > 0 {
			own[i] = own[n.Parent]
		}
		if n.Address == "" {
			continue
		}
		own[i] = stay{address: n.Address}
		if next < len(marks) {
			own[i].provision = marks[next].Provision
			k.stand(own[i], rev.No)
		}
		next++
	}
	draft := amend.Drafts(k.doc, rev)
	changed := map[string]bool{}
	if draft {
		for _, l := range k.finder.Read(t, true) {
			if !l.Amends {
				continue
			}
			changed[l.Act] = true
			one := k.cited(l.Act, l.Place)
			one.Amends, one.Alone, one.Whole = true, l.Alone, l.Whole
			k.say(one, own[l.Node], rev.No)
		}
	}
	for _, m := range k.finder.Mentions(t, draft) {
		if changed[m.Act] {
			continue // what a draft says of an act it changes is about the change
		}
		for _, place := range m.All() {
			k.say(k.named(m.Act, place), own[m.Node], rev.No)
		}
	}
}

// named is a citation of an act, or of the text itself.
func (k *keeper) named(act string, place cite.Place) dossier.Citation {
	if act == "" || act == string(k.doc.Dossier) && k.acts[k.doc.Dossier].Document == k.doc.No {
		return dossier.Citation{Act: k.doc.Dossier, ActDocument: k.doc.No, Address: place.Address()}
	}
	return k.cited(act, place)
}

// say notes that a revision says something in a provision. A provision that names
// itself cites nothing.
func (k *keeper) say(one dossier.Citation, in stay, no int) {
	one.Provision, one.At = in.provision, in.address
	if one.Act == k.doc.Dossier && one.ActDocument == k.doc.No && (one.Address == "" || one.Address == one.At) {
		return
	}
	if r := k.said[one]; r != nil && r.until >= no-1 {
		r.until = no
		return
	}
	r := &run{citation: one, from: no, until: no}
	k.said[one] = r
	k.order = append(k.order, r)
}

// stand notes where a provision stands in a revision.
func (k *keeper) stand(at stay, no int) {
	if r := k.stood[at]; r != nil && r.until >= no-1 {
		r.until = no
		return
	}
	r := &run{stay: at, from: no, until: no}
	k.stood[at] = r
	k.at = append(k.at, r)
}

func (k *keeper) citations() []dossier.Citation {
	list := make([]dossier.Citation, 0, len(k.order))
	for _, r := range k.order {
		one := r.citation
		one.From, one.Until = r.from, r.until
		list = append(list, one)
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// stays are where provisions stood whose address and identity do not always go
// together.
func (k *keeper) stays() []dossier.Stay {
	addresses, provisions := map[uint32]string{}, map[string]uint32{}
	wandered, shared := map[uint32]bool{}, map[string]bool{}
	for _, r := range k.at {
		if a, seen := addresses[r.stay.provision]; seen && a != r.stay.address {
			wandered[r.stay.provision] = true
		}
		if p, seen := provisions[r.stay.address]; seen && p != r.stay.provision {
			shared[r.stay.address] = true
		}
		addresses[r.stay.provision], provisions[r.stay.address] = r.stay.address, r.stay.provision
	}
	var list []dossier.Stay
	for _, r := range k.at {
		if wandered[r.stay.provision] || shared[r.stay.address] {
			list = append(list, dossier.Stay{Provision: r.stay.provision, Address: r.stay.address, From: r.from, Until: r.until})
		}
	}
	slices.SortStableFunc(list, func(a, b dossier.Stay) int { return cmp.Or(cmp.Compare(a.Provision, b.Provision), a.From-b.From) })
	return list
}
