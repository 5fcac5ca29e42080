package query

import (
	"strings"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// spoken is all that is kept of what texts say of one act, or of the text of a
// draft. It is shared and must not be changed; who may know of what is decided
// where it is used.
type spoken struct {
	cites, amends []sayer
}

// sayer is one document, or with number 0 the title of a dossier, and what it says.
type sayer struct {
	id       dossier.ID
	document dossier.Document
	sayings  []saying
}

// saying is a citation and the days on which the text that has it stood.
type saying struct {
	dossier.Citation
	from  clock.Date // of the first of its revisions
	read  clock.Date // of the last of them, to which what is cited then belongs
	until clock.Date // when another wording took its place; zero: none has
	draft bool       // of a draft, which stands until its dossier ends
}

type saidKey struct {
	id       dossier.ID
	document int
	newest   event.Seq
}

// saidOf reads what is said of a document of a dossier.
func (q *Queries) saidOf(tx *store.Tx, c *catalogue, id dossier.ID, document int) (*spoken, error) {
	e := c.find(id)
	if e == nil {
		return readSaid(tx, id, document)
	}
	key := saidKey{id, document, e.newest}
	if s, ok := q.texts.said.get(key); ok {
		return s, nil
	}
	s, err := readSaid(tx, id, document)
	if err != nil {
		return nil, err
	}
	return q.texts.said.make(key, func() (*spoken, int) { return s, s.size() }), nil
}

func (s *spoken) size() int {
	n := 200
	for _, list := range [...][]sayer{s.cites, s.amends} {
		for i := range list {
			n += 400 + 160*len(list[i].sayings)
		}
	}
	return n
}

func readSaid(tx *store.Tx, id dossier.ID, document int) (s *spoken, err error) {
	s = &spoken{}
	if s.cites, err = readSayers(tx, id, document, false); err != nil {
		return nil, err
	}
	s.amends, err = readSayers(tx, id, document, true)
	return s, err
}

func readSayers(tx *store.Tx, id dossier.ID, document int, amends bool) ([]sayer, error) {
	citing, err := tx.CitedBy(id, document, amends)
	if err != nil {
		return nil, err
	}
	list := make([]sayer, 0, len(citing))
	for _, c := range citing {
		one := sayer{id: c.Dossier, document: dossier.Document{Dossier: c.Dossier, No: c.Document}}
		var revisions []dossier.Revision
		if c.Document > 0 {
			if one.document, err = tx.Document(c.Dossier, c.Document); err != nil {
				return nil, err
			}
			if revisions, err = tx.Revisions(c.Dossier, c.Document); err != nil {
				return nil, err
			}
		}
		for _, citation := range c.Citations {
			one.sayings = append(one.sayings, dated(citation, one.document, revisions))
		}
		list = append(list, one)
	}
	return list, nil
}

// dated says when the text that has a citation stood. A title always stands.
func dated(c dossier.Citation, doc dossier.Document, revisions []dossier.Revision) saying {
	s := saying{Citation: c, draft: true}
	if c.From < 1 || c.Until > len(revisions) {
		return s
	}
	first, last := revisions[c.From-1], revisions[c.Until-1]
	s.draft = amend.Drafts(doc, last) || doc.Kind != dossier.DraftAct
	s.from, s.read = first.Began(), last.Began()
	switch {
	case c.Until < len(revisions):
		s.until = revisions[c.Until].Began()
	case !last.InForce.Until.IsZero():
		s.until = last.InForce.Until.AddDays(1)
	}
	return s
}

// stands reports whether the text that has a citation stood on a day. A draft no
// longer does once its dossier has ended.
func (s saying) stands(e *entry, day clock.Date) bool {
	if s.from.After(day) || !s.until.IsZero() && !day.Before(s.until) {
		return false
	}
	if ended := e.standing.Ended; s.draft && ended != nil {
		return !ended.Happened.IsZero() && day.Before(ended.Happened)
	}
	return true
}

// seen lists the documents among those that say something that a person may know
// of, each with its entry in the catalogue.
func seen(p people.Person, c *catalogue, list []sayer, fn func(*sayer, *entry)) {
	for i := range list {
		if e := c.find(list[i].id); e != nil && sees(p, e) {
			fn(&list[i], e)
		}
	}
}

// Marked is how often a section is named by others.
type Marked struct {
	Cited   int // provisions that cite it or something in it
	Amended int // drafts under way that change it or something in it
}

// markedFor is marked, kept for anonymous readers, to whom it is the same.
func (q *Queries) markedFor(p people.Person, c *catalogue, s *spoken, key saidKey, day clock.Date) map[string]Marked {
	if !p.Anonymous() {
		return marked(p, c, s, day)
	}
	return q.texts.marked.make(markedKey{key, day}, func() (map[string]Marked, int) {
		m := marked(p, c, s, day)
		return m, 100 + 60*len(m)
	})
}

type markedKey struct {
	said saidKey
	day  clock.Date
}

// marked counts by address what is said on a day of the sections of a text.
func marked(p people.Person, c *catalogue, s *spoken, day clock.Date) map[string]Marked {
	type source struct {
		section   string
		id        dossier.ID
		document  int
		provision uint32
	}
	found := map[string]Marked{}
	counted := map[source]bool{}
	count := func(list []sayer, add func(m *Marked), each bool) {
		seen(p, c, list, func(d *sayer, e *entry) {
			for i := range d.sayings {
				one := &d.sayings[i]
				if !one.stands(e, day) {
					continue
				}
				section := sectionOf(one.Address)
				if section == "" {
					continue
				}
				key := source{section: section, id: d.id}
				if each {
					key.document, key.provision = d.document.No, one.Provision
				}
				if counted[key] {
					continue
				}
				counted[key] = true
				m := found[section]
				add(&m)
				found[section] = m
			}
		})
	}
	count(s.cites, func(m *Marked) { m.Cited++ }, true)
	clear(counted)
	count(s.amends, func(m *Marked) { m.Amended++ }, false)
	return found
}

// sectionOf is the address of the section that a provision stands in.
func sectionOf(address string) string {
	at := strings.LastIndex(address, "para")
	if at < 0 {
		return ""
	}
	end := at + len("para")
	for end < len(address) && (address[end] <= '9' || address[end] == 'b' || address[end] == 'x') {
		end++
	}
	return address[:end]
}

// partOf reports whether an address is another or a part of it. Everything is a
// part of the empty address.
func partOf(part, whole string) bool {
	return whole == "" || len(part) >= len(whole) && amend.Overlap(part, whole)
}
