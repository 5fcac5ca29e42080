package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// entry is what lists show of a dossier. It never changes once it is in the
// catalogue: a change puts another in its place.
type entry struct {
	facts         dossier.Dossier // without summary and references
	search        string          // number and titles, folded
	consultations []consult.Consultation
	rounds        []consult.Round // without their texts
	revisions     int
	acts          []cite.Act
	law           *law             // whose wordings it keeps, or nil
	standing      dossier.Standing // its quiet days are of the day it was read
	newest        event.Seq        // the last event that concerns it
}

// public reports whether anyone may know of the dossier.
func (e *entry) public() bool { return !e.facts.Published.IsZero() }

// catalogue keeps the entries of all dossiers and the register of institutions
// in memory, as of one place in the event log. It follows the log; there is
// nothing to expire.
type catalogue struct {
	begun    atomic.Bool
	seq      atomic.Uint64 // up to which it has followed
	mu       sync.RWMutex
	entries  map[dossier.ID]*entry
	order    []*entry                   // newest change first; nil after a change
	names    atomic.Pointer[cite.Names] // nil after a change
	laws     atomic.Pointer[laws]       // nil after a change
	offices  atomic.Pointer[offices]    // nil after a change
	register people.Register
	common   event.Seq     // the last event that concerns all dossiers
	public   atomic.Uint64 // the last event that an anonymous reader could notice
	staffed  atomic.Uint64 // the last event that concerns who serves an institution
	recent   []event.Event // public ones, oldest first
}

// keepRecent is how many events the catalogue remembers for lists of news.
const keepRecent = 400

// fresh returns the catalogue as of the newest event.
func (q *Queries) fresh(ctx context.Context) (*catalogue, error) {
	c := &q.catalogue
	if c.upTo(q.store.LastSeq()) {
		return c, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.upTo(q.store.LastSeq()) {
		return c, nil
	}
	if err := q.store.View(ctx, c.follow); err != nil {
		return nil, fmt.Errorf("refresh the catalogue: %w", err)
	}
	return c, nil
}

func (c *catalogue) upTo(last event.Seq) bool {
	return c.begun.Load() && event.Seq(c.seq.Load()) >= last
}

// follow reads the events after the catalogue's place and what they concern.
func (c *catalogue) follow(tx *store.Tx) error {
	if !c.begun.Load() {
		return c.begin(tx)
	}
	events, err := tx.Events(event.Seq(c.seq.Load()), 0)
	if err != nil || len(events) == 0 {
		return err
	}
	touched, spoken := map[dossier.ID]event.Seq{}, map[dossier.ID]event.Seq{}
	for _, e := range events {
		c.note(e)
		if e.Dossier != "" && !internalWork[e.Name] {
			touched[e.Dossier] = e.Seq
			if showsElsewhere(e.Name) {
				spoken[e.Dossier] = e.Seq
			}
		}
		if e.Name == event.InstitutionRecorded {
			if c.register, err = tx.Institutions(); err != nil {
				return err
			}
			c.offices.Store(nil)
		}
	}
	for id, seq := range touched {
		d, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		before := c.entries[id]
		if c.entries[id], err = newEntry(tx, d, seq); err != nil {
			return err
		}
		if before != nil && before.law != nil || c.entries[id].law != nil {
			c.laws.Store(nil)
		}
		if !sameActs(before, c.entries[id]) {
			c.names.Store(nil)
			c.common = seq // texts everywhere may name the act
		}
	}
	for id, seq := range spoken {
		if err := c.renew(tx, id, seq); err != nil {
			return err
		}
	}
	c.order = nil
	c.seq.Store(uint64(events[len(events)-1].Seq))
	return nil
}

// begin reads everything once.
func (c *catalogue) begin(tx *store.Tx) error {
	last, err := tx.LastSeq()
	if err != nil {
		return err
	}
	if c.register, err = tx.Institutions(); err != nil {
		return err
	}
	entries := map[dossier.ID]*entry{}
	err = tx.EachDossier("", func(d dossier.Dossier) error {
		e, err := newEntry(tx, d, last)
		entries[d.ID] = e
		return err
	})
	if err != nil {
		return err
	}
	after := event.Seq(0)
	if last > 5*keepRecent {
		after = last - 5*keepRecent
	}
	events, err := tx.Events(after, 0)
	if err != nil {
		return err
	}
	for _, e := range events {
		c.note(e)
	}
	c.common = last
	c.public.Store(uint64(last))
	c.staffed.Store(uint64(last))
	c.entries, c.order = entries, nil
	c.names.Store(nil)
	c.laws.Store(nil)
	c.seq.Store(uint64(last))
	c.begun.Store(true)
	return nil
}

// internalWork are the events of work inside one institution. They change no page of
// anybody else, and not even its mark.
var internalWork = map[event.Name]bool{
	event.DraftSaved: true, event.ResponseDrafted: true, event.CommentAssigned: true, event.LetterSaved: true,
	event.RoundAssigned: true, event.RemarkDrafted: true, event.ReplyPrepared: true,
	event.OrganisationRecorded: true, event.JointSaved: true,
}

// note remembers what an event means for pages as a whole.
func (c *catalogue) note(e event.Event) {
	if internalWork[e.Name] {
		return
	}
	switch e.Name {
	case event.PersonRecorded:
		c.staffed.Store(uint64(e.Seq))
		return // nobody else can notice
	case event.InstitutionRecorded:
		c.common = e.Seq
	}
	c.public.Store(uint64(e.Seq))
	if !e.Public || e.Dossier == "" {
		return
	}
	if len(c.recent) >= 2*keepRecent {
		c.recent = slices.Clone(c.recent[keepRecent:])
	}
	c.recent = append(c.recent, e)
}

func newEntry(tx *store.Tx, d dossier.Dossier, seq event.Seq) (*entry, error) {
	e := &entry{newest: seq, standing: dossier.Where(d, clock.DateOf(tx.Now()), dossier.StaleDays)}
	e.search = fold(string(d.ID) + "\n" + d.Title.Et + "\n" + d.Title.En + "\n" + d.Title.Ru)
	if d.Consultations > 0 {
		list, err := tx.Consultations(d.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			c.Summary, c.Affected, c.Closing, c.Questions = lang.Text{}, lang.Text{}, lang.Text{}, nil
			e.consultations = append(e.consultations, c)
		}
	}
	if d.Rounds > 0 {
		list, err := tx.Rounds(d.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			r.Note = lang.Text{}
			for i := range r.Addressees {
				r.Addressees[i].Reasons = ""
			}
			e.rounds = append(e.rounds, r)
		}
	}
	if d.Documents > 0 {
		documents, err := tx.Documents(d.ID)
		if err != nil {
			return nil, err
		}
		e.acts = actsOf(d, documents)
		if e.law, err = lawOf(tx, d, e.standing, documents); err != nil {
			return nil, err
		}
		for _, doc := range documents {
			e.revisions += doc.Revisions
		}
	}
	d.Summary, d.References, d.Topics = lang.Text{}, nil, nil
	e.facts = d
	return e, nil
}

// fold makes texts comparable that differ in case alone.
func fold(s string) string { return strings.ToLower(s) }

// all returns the entries by newest change. The slice must not be changed.
func (c *catalogue) all() []*entry {
	c.mu.RLock()
	order := c.order
	c.mu.RUnlock()
	if order != nil {
		return order
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.order == nil {
		c.order = make([]*entry, 0, len(c.entries))
		for _, e := range c.entries {
			c.order = append(c.order, e)
		}
		slices.SortFunc(c.order, byChange)
	}
	return c.order
}

// byChange puts the newest change first and tells equal ones apart by number,
// so that pages of a list neither repeat nor miss a row.
func byChange(a, b *entry) int {
	if n := changed(b).Compare(changed(a)); n != 0 {
		return n
	}
	return strings.Compare(string(b.facts.ID), string(a.facts.ID))
}

func changed(e *entry) time.Time {
	if e.facts.Changed.IsZero() {
		return e.facts.Created
	}
	return e.facts.Changed
}

// find returns a dossier's entry, or nil.
func (c *catalogue) find(id dossier.ID) *entry {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.entries[id]
}

// institutions returns the register. It must not be changed.
func (c *catalogue) institutions() people.Register {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.register
}

// news returns the public events remembered, oldest first.
func (c *catalogue) news() []event.Event {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Clone(c.recent)
}

// Newest returns the place of the last event that an anonymous reader could
// notice. A page made after asking is at least as new.
func (q *Queries) Newest(ctx context.Context) (event.Seq, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return 0, err
	}
	return event.Seq(c.public.Load()), nil
}

// NewestOf is Newest for the pages of one dossier.
func (q *Queries) NewestOf(id dossier.ID) event.Seq {
	c := &q.catalogue
	c.mu.RLock()
	defer c.mu.RUnlock()
	if e := c.entries[id]; e != nil {
		return max(e.newest, c.common)
	}
	return event.Seq(c.public.Load())
}
