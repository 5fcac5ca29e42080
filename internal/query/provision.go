package query

import (
	"context"
	"errors"
	"slices"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ProvisionPage is one provision through all revisions of its document.
type ProvisionPage struct {
	Dossier   lang.Text
	Document  dossier.Document
	Provision uint32
	Cite      string // as the newest revision that has it names it
	Heading   string
	Revisions []dossier.Revision // all, oldest first
	States    []ProvisionState   // oldest first, only where it changed
}

// ProvisionState is a provision from the revision in which it took a form.
type ProvisionState struct {
	Revision dossier.Revision
	Cite     string
	Address  string
	Deleted  bool
	Moved    bool
	Lines    []DiffLine
	Acts     []PublishedAct // that brought it about, as the text says
	Asked    []AskedBy      // whose comments asked for the change, as their responses say
}

// PublishedAct is an act that a text says brought a wording about.
type PublishedAct struct {
	cite.Publication
	Dossier dossier.ID // that has it; empty when none has, or none that the person may see
}

// DiffLine is one block of a text with what changed in it.
type DiffLine struct {
	Kind   lawtext.Kind
	Label  string
	Link   compare.Link
	Pieces []compare.Piece
}

// Provision returns the history of a provision.
func (q *Queries) Provision(ctx context.Context, p people.Person, id dossier.ID, document int, provision uint32) (ProvisionPage, error) {
	page := ProvisionPage{Provision: provision}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, doc, err := visibleDocument(tx, p, id, document)
		if err != nil {
			return err
		}
		page.Dossier, page.Document = d.Title, doc
		page.Revisions, err = tx.Revisions(id, document)
		return err
	})
	if err != nil {
		return ProvisionPage{}, err
	}
	var before sighting
	for _, r := range page.Revisions {
		// One short transaction for each revision: a published one never changes.
		now, err := q.sight(ctx, before.revision, r, provision)
		if err != nil {
			return ProvisionPage{}, err
		}
		if now.full != before.full || now.node < 0 != (before.node < 0) || page.States == nil {
			page.add(q, r, before, now)
		}
		before = now
	}
	if len(page.States) == 0 {
		return ProvisionPage{}, fault.ErrNotFound
	}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		if err := page.findActs(tx, p); err != nil {
			return err
		}
		return page.readAsked(tx, p, id, document)
	})
	return page, err
}

// sighting is a provision as one revision has it; node -1 when it has not.
type sighting struct {
	revision dossier.Revision
	sides    pair // with the revision before
	text     source
	node     int
	full     string // its words, with those of what is inside
}

func (q *Queries) sight(ctx context.Context, before, r dossier.Revision, provision uint32) (sighting, error) {
	s := sighting{revision: r, node: -1}
	var marks []dossier.Mark
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if marks, err = tx.Marks(r.Dossier, r.Document, r.No); err != nil {
			return err
		}
		if s.text, err = q.texts.source(tx, r); err != nil || before.No == 0 {
			return err
		}
		s.sides, err = q.texts.pair(tx, before, r)
		return err
	})
	i := slices.IndexFunc(marks, func(m dossier.Mark) bool { return m.Provision == provision })
	if err != nil || i < 0 {
		return s, err
	}
	text := q.texts.parse(s.text)
	if nodes := text.Addressable(); i < len(nodes) {
		s.node = nodes[i]
		s.full = text.Full(s.node)
	}
	return s, nil
}

// add notes that the provision changed in a revision.
func (page *ProvisionPage) add(q *Queries, r dossier.Revision, before, now sighting) {
	state := ProvisionState{Revision: r, Deleted: now.node < 0}
	switch {
	case now.node < 0 && len(page.States) == 0:
		return // not yet there
	case now.node < 0:
		state.Cite = page.Cite
		state.Lines = whole(q.texts.parse(before.text), before.node, compare.Deleted)
	default:
		text := q.texts.parse(now.text)
		state.Cite, state.Address = text.Cite(now.node), text.Nodes[now.node].Address
		page.Cite, page.Heading = state.Cite, text.Heading(now.node)
		if len(page.States) == 0 || before.node < 0 {
			state.Lines = whole(text, now.node, compare.Inserted)
			break
		}
		changes := q.texts.compare(now.sides)
		state.Moved = changes.NewEntry(now.node).Moved
		state.Lines = lines(changes, before.node, now.node)
	}
	if !state.Deleted && len(page.States) > 0 {
		state.Acts = newActs(before.full, now.full)
	}
	page.States = append(page.States, state)
}

// newActs are the acts that a wording names as having changed it and the one before
// did not.
func newActs(before, now string) []PublishedAct {
	known := cite.Publications(before)
	var acts []PublishedAct
	for _, p := range cite.Publications(now) {
		if !slices.ContainsFunc(known, func(k cite.Publication) bool { return k.Issue == p.Issue }) {
			acts = append(acts, PublishedAct{Publication: p})
		}
	}
	return acts
}

// findActs finds the dossiers that have the acts named.
func (page *ProvisionPage) findActs(tx *store.Tx, p people.Person) error {
	for i := range page.States {
		for k := range page.States[i].Acts {
			act := &page.States[i].Acts[k]
			for _, value := range []string{act.Issue, act.Act()} {
				if value == "" {
					continue
				}
				id, err := tx.DossierByReference("RT", value)
				if err == nil {
					_, err = visible(tx, p, id)
				}
				switch {
				case errors.Is(err, fault.ErrNotFound):
				case err != nil:
					return err
				default:
					act.Dossier = id
				}
			}
		}
	}
	return nil
}

// whole returns a provision as text that was all added or all left out.
func whole(t *lawtext.Text, node int, link compare.Link) []DiffLine {
	var list []DiffLine
	for i := node; i < t.Nodes[node].End; i++ {
		piece := compare.Piece{Op: compare.Add, New: t.Text(i)}
		if link == compare.Deleted {
			piece = compare.Piece{Op: compare.Drop, Old: t.Text(i)}
		}
		list = append(list, DiffLine{Kind: t.Nodes[i].Kind, Label: t.Label(i), Link: link, Pieces: []compare.Piece{piece}})
	}
	return list
}

// lines returns what changed inside a provision.
func lines(r *compare.Result, old, now int) []DiffLine {
	var list []DiffLine
	inOld := func(i int) bool { return i >= old && i < r.Old.Nodes[old].End }
	inNew := func(i int) bool { return i >= now && i < r.New.Nodes[now].End }
	for _, e := range r.Entries {
		switch {
		case e.New >= 0 && inNew(e.New):
			line := DiffLine{Kind: r.New.Nodes[e.New].Kind, Label: r.New.Label(e.New), Link: e.Link, Pieces: e.Pieces}
			if line.Pieces == nil {
				line.Pieces = []compare.Piece{{Op: compare.Keep, Old: r.New.Text(e.New), New: r.New.Text(e.New)}}
			}
			list = append(list, line)
		case e.New < 0 && inOld(e.Old):
			list = append(list, DiffLine{Kind: r.Old.Nodes[e.Old].Kind, Label: r.Old.Label(e.Old), Link: e.Link,
				Pieces: []compare.Piece{{Op: compare.Drop, Old: r.Old.Text(e.Old)}}})
		}
	}
	return list
}
