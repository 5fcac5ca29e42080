// Package citer is the follower that reads what texts cite and what drafts change,
// and keeps it in the store. Everything it keeps follows from the texts and from
// the names of the acts that anyone may read, and can be made anew.
package citer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
)

// Version changes whenever the same texts may give other citations; then all are
// read again.
const Version = 1

// Citer follows the event log.
type Citer struct{ store *store.Store }

// New returns a citer of the texts of a store.
func New(st *store.Store) *Citer { return &Citer{st} }

// Name is the follower's name in the log and, with the version of what it reads,
// of its position: a newer version begins anew.
func (c *Citer) Name() string { return fmt.Sprintf("citer %d.%d", Version, amend.Version) }

// Position is the last event whose texts have been read.
func (c *Citer) Position(ctx context.Context) (at event.Seq, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		at, err = tx.Position(c.Name())
		return err
	})
	return at, err
}

// Handle reads the texts that events concern, those of all that have happened by
// now: acts whose names are new make others be read again, and after an import
// that is done once.
func (c *Citer) Handle(ctx context.Context, events []event.Event) error {
	if len(events) == 0 {
		return nil
	}
	var w work
	if events[0].Seq == 1 {
		return c.Rebuild(ctx, nil)
	}
	err := c.store.View(ctx, func(tx *store.Tx) (err error) {
		if events, err = tx.Events(events[0].Seq-1, 0); err != nil {
			return err
		}
		w, err = plan(tx, events)
		return err
	})
	if err != nil {
		return err
	}
	return c.do(ctx, w, events[len(events)-1].Seq)
}

// Rebuild reads everything anew. Progress, which may be nil, is told how many
// documents of how many are done.
func (c *Citer) Rebuild(ctx context.Context, progress func(done, total int)) error {
	var w work
	var last event.Seq
	err := c.store.View(ctx, func(tx *store.Tx) (err error) {
		if last, err = tx.LastSeq(); err != nil {
			return err
		}
		w, err = everything(tx)
		return err
	})
	if err != nil {
		return err
	}
	w.progress = progress
	return c.do(ctx, w, last)
}

// atOnce is how many entries are forgotten in one transaction.
const atOnce = 5000

// Renew forgets what is kept, whatever became of it, and reads everything anew. Ended
// at any moment, it leaves all to be read from the first event on.
func (c *Citer) Renew(ctx context.Context, progress func(done, total int)) error {
	for more := true; more; {
		err := c.store.Update(ctx, func(tx *store.Tx) (err error) {
			if err = tx.SetPosition(c.Name(), 0); err != nil {
				return err
			}
			more, err = tx.ForgetCiting(atOnce)
			return err
		})
		if err != nil {
			return fmt.Errorf("forget what texts cite: %w", err)
		}
	}
	return c.Rebuild(ctx, progress)
}

// do reads what is to be read, and then moves the position. Each document is
// written by itself; what is the same as before is not.
func (c *Citer) do(ctx context.Context, w work, last event.Seq) error {
	documents, err := c.documents(ctx, w)
	if err != nil {
		return err
	}
	r := newReader(w.acts)
	for n, d := range documents {
		if err := c.bring(ctx, r, d); err != nil {
			return fmt.Errorf("read what %s cites: %w", d, err)
		}
		if w.progress != nil {
			w.progress(n+1, len(documents))
		}
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		for _, a := range w.gone {
			if err := tx.DeleteKnownAct(a.Dossier); err != nil {
				return err
			}
		}
		for _, a := range w.came {
			if err := tx.PutKnownAct(a); err != nil {
				return err
			}
		}
		return tx.SetPosition(c.Name(), last)
	})
}

// bring reads one document and keeps what it says.
func (c *Citer) bring(ctx context.Context, r *reader, d document) error {
	now, err := r.read(ctx, c.store, d)
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		before, err := tx.Citing(d.dossier, d.no)
		if err == nil && same(before, now) {
			return nil
		}
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if err := tx.PutCiting(now); err != nil {
			return err
		}
		if same(before, dossier.Citing{Dossier: d.dossier, Document: d.no, Revisions: now.Revisions}) && len(now.Citations) == 0 {
			return nil // nobody can notice
		}
		_, err = tx.Append(event.Event{Name: event.CitationsRead, Version: 1, Dossier: d.dossier, Document: d.no})
		return err
	})
}

func same(a, b dossier.Citing) bool {
	return a.Revisions == b.Revisions && slices.Equal(a.Citations, b.Citations) && slices.Equal(a.Stays, b.Stays)
}

// Check reads everything anew and says what is kept otherwise. While events wait
// to be followed there is nothing to compare with, and it says nothing.
func (c *Citer) Check(ctx context.Context) (problems []string, err error) {
	var w work
	err = c.store.View(ctx, func(tx *store.Tx) error {
		at, err := tx.Position(c.Name())
		if err != nil {
			return err
		}
		waiting, err := tx.Events(at, 0)
		if err != nil || slices.ContainsFunc(waiting, concerns) {
			return err
		}
		w, err = everything(tx)
		return err
	})
	if err != nil || w.acts == nil {
		return nil, err
	}
	if len(w.came)+len(w.gone) > 0 {
		problems = append(problems, "texts were read by other names of acts than there are")
	}
	documents, err := c.documents(ctx, w)
	if err != nil {
		return nil, err
	}
	r := newReader(w.acts)
	for _, d := range documents {
		now, err := r.read(ctx, c.store, d)
		if err != nil {
			return problems, err
		}
		err = c.store.View(ctx, func(tx *store.Tx) error {
			kept, err := tx.Citing(d.dossier, d.no)
			if err != nil && !errors.Is(err, fault.ErrNotFound) {
				return err
			}
			if err != nil && len(now.Citations)+now.Revisions > 0 || err == nil && !same(kept, now) {
				problems = append(problems, fmt.Sprintf("what %s cites is kept otherwise than it is read", d))
			}
			return nil
		})
		if err != nil {
			return problems, err
		}
	}
	return problems, nil
}

// concerns reports whether an event may change what texts cite.
func concerns(e event.Event) bool {
	switch e.Name {
	case event.DossierOpened, event.DossierChanged, event.DossierPublished, event.DocumentAdded, event.RevisionPublished, event.LinksCorrected:
		return true
	}
	return false
}

// document is what is read as one: a document, or with number 0 the title of a
// dossier.
type document struct {
	dossier dossier.ID
	no      int
}

func (d document) String() string {
	if d.no == 0 {
		return "the title of " + string(d.dossier)
	}
	return fmt.Sprintf("%s/%02d", d.dossier, d.no)
}

// work is what is to be read, and by which names.
type work struct {
	documents  []document
	acts       map[dossier.ID]store.KnownAct // that anyone may know of; of two with one name neither has a document
	came, gone []store.KnownAct              // since texts were read last
	progress   func(done, total int)
}

// plan finds what a run of events makes to be read.
func plan(tx *store.Tx, events []event.Event) (work, error) {
	var w work
	touched, listed := map[dossier.ID]bool{}, map[document]bool{}
	for _, e := range events {
		if !concerns(e) || e.Dossier == "" {
			continue
		}
		touched[e.Dossier] = true
		for _, d := range [...]document{{e.Dossier, 0}, {e.Dossier, e.Document}} {
			if !listed[d] {
				listed[d] = true
				w.documents = append(w.documents, d)
			}
		}
	}
	known, err := tx.KnownActs()
	if err != nil {
		return w, err
	}
	w.acts = map[dossier.ID]store.KnownAct{}
	for _, a := range known {
		w.acts[a.Dossier] = a
	}
	for id := range touched {
		if err := w.act(tx, id); err != nil {
			return w, err
		}
	}
	return w, nil
}

// act brings the act of a dossier up to date.
func (w *work) act(tx *store.Tx, id dossier.ID) error {
	d, err := tx.Dossier(id)
	if err != nil {
		return err
	}
	documents, err := tx.Documents(id)
	if err != nil {
		return err
	}
	before, was := w.acts[id]
	doc, is := amend.ActOf(d, documents)
	if d.Published.IsZero() || doc.Revisions == 0 {
		is = false
	}
	now := store.KnownAct{Dossier: id, Document: doc.No, Title: d.Title.Et, Short: doc.Act}
	if was && (!is || before != now) {
		w.gone = append(w.gone, before)
		delete(w.acts, id)
	}
	if is && (!was || before != now) {
		w.came = append(w.came, now)
		w.acts[id] = now
	}
	return nil
}

// everything is the work of reading all there is.
func everything(tx *store.Tx) (work, error) {
	known, err := tx.KnownActs()
	if err != nil {
		return work{}, err
	}
	w := work{acts: map[dossier.ID]store.KnownAct{}}
	for _, a := range known {
		w.acts[a.Dossier] = a
	}
	var ids []dossier.ID
	err = tx.EachDossier("", func(d dossier.Dossier) error {
		ids = append(ids, d.ID)
		return nil
	})
	if err != nil {
		return w, err
	}
	for _, id := range ids {
		if err := w.act(tx, id); err != nil {
			return w, err
		}
		documents, err := tx.Documents(id)
		if err != nil {
			return w, err
		}
		w.documents = append(w.documents, document{id, 0})
		for _, d := range documents {
			w.documents = append(w.documents, document{id, d.No})
		}
	}
	return w, nil
}

// documents are all that is to be read: what was touched, and what may name an act
// that came or went.
func (c *Citer) documents(ctx context.Context, w work) ([]document, error) {
	if len(w.came)+len(w.gone) == 0 {
		return w.documents, nil
	}
	signs := signsOf(append(slices.Clone(w.came), w.gone...))
	listed := map[document]bool{}
	for _, d := range w.documents {
		listed[d] = true
	}
	list := w.documents
	var all []dossier.Dossier
	err := c.store.View(ctx, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			all = append(all, d)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if one := (document{d.ID, 0}); !listed[one] && signs.in(d.Title.Et) {
			list = append(list, one)
		}
		// One short transaction for each dossier.
		err := c.store.View(ctx, func(tx *store.Tx) error {
			for no := 1; no <= d.Documents; no++ {
				one := document{d.ID, no}
				if listed[one] {
					continue
				}
				found, err := signs.inText(tx, one)
				if err != nil {
					return err
				}
				if found {
					list = append(list, one)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// signs are words one of which a text has if it may name one of some acts: the
// beginning of the last word of the name, or the abbreviation.
type signs []string

// beginning is how many letters of a word stay in every inflection, at most.
const beginning = 8

func signsOf(acts []store.KnownAct) signs {
	var list signs
	for _, a := range acts {
		if a.Short != "" {
			list = append(list, strings.ToLower(a.Short))
		}
		longest := ""
		for _, w := range strings.Fields(strings.ToLower(a.Title)) {
			if len(w) > len(longest) {
				longest = w
			}
		}
		letters := []rune(longest)
		list = append(list, string(letters[:max(1, min(beginning, len(letters)-4))]))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (s signs) in(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(s, func(sign string) bool { return strings.Contains(lower, sign) })
}

var errFound = errors.New("found")

func (s signs) inText(tx *store.Tx, d document) (bool, error) {
	err := tx.EachText(d.dossier, d.no, func(_ store.TextID, text []byte) error {
		if s.in(string(text)) {
			return errFound
		}
		return nil
	})
	if errors.Is(err, errFound) {
		return true, nil
	}
	return false, err
}
