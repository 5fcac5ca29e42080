package indexer

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// matter is a dossier with the facts that its search documents share.
type matter struct {
	dossier       dossier.Dossier
	documents     []dossier.Document
	consultations []consult.Consultation
	stage         dossier.Stage
}

func (w *work) load(ctx context.Context, id dossier.ID) (*matter, error) {
	m := &matter{}
	err := w.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if m.dossier, err = tx.Dossier(id); err != nil {
			return err
		}
		if m.documents, err = tx.Documents(id); err != nil {
			return err
		}
		m.consultations, err = tx.Consultations(id)
		return err
	})
	m.stage = dossier.Where(m.dossier, clock.DateOf(w.clock()), dossier.StaleDays).Stage
	return m, err
}

func (m *matter) document(no int) (dossier.Document, bool) {
	i := slices.IndexFunc(m.documents, func(d dossier.Document) bool { return d.No == no })
	if i < 0 {
		return dossier.Document{}, false
	}
	return m.documents[i], true
}

// windows are the consultations and rounds in which remarks were made.
func (m *matter) windows() []consult.ID {
	var list []consult.ID
	for _, c := range m.consultations {
		list = append(list, c.ID)
	}
	for no := 1; no <= m.dossier.Rounds; no++ {
		list = append(list, consult.ID{Dossier: m.dossier.ID, No: no, Round: true})
	}
	return list
}

// share fills the facts that every document of a dossier has.
func (m *matter) share(d *search.Document) {
	d.Group = string(m.dossier.ID)
	d.Institution = string(m.dossier.Institution)
	d.Stage = string(m.stage)
	d.DossierKind = string(m.dossier.Kind)
	d.Year = m.dossier.ID.Year()
	d.Opened, d.Deadline = m.window()
	if d.Kind != search.Dossier {
		d.Within = m.dossier.Title.In(lang.Et)
	}
}

// summary tells whether the shared facts are still those of the documents in
// the index.
func (m *matter) summary() []byte {
	h := fnv.New64a()
	opened, deadline := m.window()
	_, _ = fmt.Fprintf(h, "%q %q %q %q %d %d", m.dossier.Institution, m.stage, m.dossier.Kind, m.dossier.Title.In(lang.Et), opened.Unix(), deadline.Unix()) // a hash never fails
	return h.Sum(nil)
}

func factsNote(id dossier.ID) string { return "facts " + string(id) }

// describe indexes the dossier itself. When the facts that all its documents
// share have changed, the others are written again with the new ones.
func (w *work) describe(m *matter, target *writer, known []byte) error {
	target.add(m.describe())
	now := m.summary()
	if string(known) == string(now) {
		return target.rest()
	}
	target.keep(factsNote(m.dossier.ID), now)
	if len(known) == 0 {
		return target.rest()
	}
	ids, err := target.sink.Group(string(m.dossier.ID))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, waiting := target.put[id]; waiting || target.deleted[id] {
			continue
		}
		d, found, err := target.sink.Get(id)
		if err != nil {
			return err
		}
		if found {
			m.share(&d)
			target.add(d)
		}
	}
	return target.rest()
}

// describe makes the document of the dossier itself.
func (m *matter) describe() search.Document {
	d := m.dossier
	title, tag := d.Title.Find(lang.Et)
	doc := search.Document{
		ID: "dossier " + string(d.ID), Kind: search.Dossier, Title: title, Lang: string(tag),
		Text: joined(d.Summary.In(tag), m.asked(tag)), Names: m.names(), Address: dossierPath(d.ID), Changed: cmp.Or(d.Changed, d.Created),
		From: dayOf(d.Published),
	}
	for _, other := range lang.All {
		if other == tag {
			continue
		}
		o := search.Other{Lang: string(other), Title: only(d.Title, other), Text: joined(only(d.Summary, other), m.asked(other))}
		if o.Title != "" || o.Text != "" {
			doc.Others = append(doc.Others, o)
		}
	}
	m.share(&doc)
	return doc
}

// only returns a text in a language and in no other.
func only(t lang.Text, tag lang.Tag) string {
	if s, in := t.Find(tag); in == tag {
		return s
	}
	return ""
}

// asked is what the dossier's consultations say in a language.
func (m *matter) asked(tag lang.Tag) string {
	var parts []string
	for _, c := range m.consultations {
		parts = append(parts, only(c.Title, tag), only(c.Summary, tag), only(c.Affected, tag))
		for _, q := range c.Questions {
			parts = append(parts, only(q, tag))
		}
		parts = append(parts, only(c.Closing, tag))
	}
	return joined(parts...)
}

// names lists what finds the dossier exactly: its number, those it has in other
// systems, and the short titles of the acts it is about.
func (m *matter) names() []string {
	id := string(m.dossier.ID)
	names := []string{id}
	if _, number, ok := strings.Cut(id, "/"); ok {
		names = append(names, number)
	}
	for _, r := range m.dossier.References {
		names = append(names, r.Value)
		if r.System != "" && !strings.Contains(r.Value, r.System) {
			names = append(names, r.System+" "+r.Value, r.Value+" "+r.System)
		}
	}
	for _, d := range m.documents {
		if d.Act != "" {
			names = append(names, d.Act)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// window is when people may comment: of the consultation that ends last.
func (m *matter) window() (opened, deadline time.Time) {
	for _, c := range m.consultations {
		if c.Closed.IsZero() && (deadline.IsZero() || c.Ends().After(deadline)) {
			opened, deadline = c.Opened, c.Ends()
		}
	}
	return opened, deadline
}

func joined(parts ...string) string {
	var lines []string
	for _, p := range parts {
		for l := range strings.Lines(p) {
			if l = lawtext.Plain(l); l != "" {
				lines = append(lines, l)
			}
		}
	}
	return strings.Join(lines, "\n")
}

func dossierPath(id dossier.ID) string {
	parts := strings.Split(string(id), "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "/dossiers/" + strings.Join(parts, "/")
}

func documentPath(id dossier.ID, no int) string {
	return fmt.Sprintf("%s/documents/%02d", dossierPath(id), no)
}
