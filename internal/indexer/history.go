package indexer

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// A provision is indexed once for each wording it has had, with the time that
// wording stood. What the newest revision consists of, and since when, is kept
// in a note beside the documents: the tail. A new revision is compared with it,
// so publishing costs what has changed, not the whole history.

// version is one wording of a unit.
type version struct {
	since int // the revision in which it came
	sum   uint64
}

type tail struct {
	revision int
	units    map[key]version
}

func tailNote(d dossier.Document) string { return fmt.Sprintf("tail %s/%02d", d.Dossier, d.No) }

func (t tail) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(t.revision))
	for k, v := range t.units {
		b = binary.AppendUvarint(b, uint64(k.provision))
		b = binary.AppendUvarint(b, uint64(k.piece))
		b = binary.AppendUvarint(b, uint64(v.since))
		b = binary.LittleEndian.AppendUint64(b, v.sum)
	}
	return b
}

var errTail = errors.New("the note of a document's wordings is damaged")

func decodeTail(b []byte) (tail, error) {
	t := tail{units: map[key]version{}}
	if len(b) == 0 {
		return t, nil
	}
	bad := false
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			bad = true
			return 0
		}
		b = b[n:]
		return v
	}
	t.revision = int(next())
	for len(b) > 0 && !bad {
		k := key{provision: uint32(next()), piece: int(next())}
		v := version{since: int(next())}
		if bad || len(b) < 8 {
			return t, errTail
		}
		v.sum, b = binary.LittleEndian.Uint64(b), b[8:]
		t.units[k] = v
	}
	if bad {
		return t, errTail
	}
	return t, nil
}

// revisions indexes the revisions of a document that came after its tail.
func (w *work) revisions(ctx context.Context, m *matter, doc dossier.Document, target *writer) error {
	if doc.Revisions == 0 {
		if m.dossier.Published.IsZero() {
			target.add(m.paper(doc, nil)) // its title; the text is a draft
		}
		return target.rest()
	}
	note, err := target.note(tailNote(doc))
	if err != nil {
		return err
	}
	last, err := decodeTail(note)
	if err != nil {
		return err
	}
	list, err := w.facts(ctx, doc)
	if err != nil || len(list) == 0 {
		return err
	}
	target.add(m.paper(doc, list))
	h := &history{m: m, doc: doc, revisions: list, tail: last, target: target}
	if last.revision > 0 && last.revision < len(list) {
		if h.before, err = w.read(ctx, doc, last.revision); err != nil {
			return w.unreadable(doc, last.revision, err)
		}
	}
	for no := last.revision + 1; no <= len(list); no++ {
		units, err := w.read(ctx, doc, no)
		if err != nil {
			return w.unreadable(doc, no, err)
		}
		h.take(no, units)
		if err := target.rest(); err != nil {
			return err
		}
	}
	return target.rest()
}

// unreadable lets the index go on without a text that the store cannot give
// back; `eelnou check` tells what to do about it.
func (w *work) unreadable(doc dossier.Document, no int, err error) error {
	var damaged *store.Damaged
	if !errors.As(err, &damaged) {
		return err
	}
	w.log.Error("a revision cannot be indexed", "document", doc.Dossier.Document(doc.No), "revision", no, "error", err)
	return nil
}

func (w *work) facts(ctx context.Context, doc dossier.Document) (list []dossier.Revision, err error) {
	err = w.store.View(ctx, func(tx *store.Tx) error {
		list, err = tx.Revisions(doc.Dossier, doc.No)
		return err
	})
	return list, err
}

// read cuts a revision into units. The text is parsed outside the transaction.
func (w *work) read(ctx context.Context, doc dossier.Document, no int) ([]unit, error) {
	var text string
	var marks []dossier.Mark
	err := w.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if text, err = tx.RevisionText(doc.Dossier, doc.No, no); err != nil {
			return err
		}
		marks, err = tx.Marks(doc.Dossier, doc.No, no)
		return err
	})
	if err != nil {
		return nil, err
	}
	return units(lawtext.Parse(text), marks), nil
}

// history walks through the revisions of one document.
type history struct {
	m         *matter
	doc       dossier.Document
	revisions []dossier.Revision
	tail      tail
	before    []unit // of the revision the tail is at
	target    *writer
}

// take indexes what is new in a revision, and ends what it no longer has.
func (h *history) take(no int, now []unit) {
	next := tail{revision: no, units: make(map[key]version, len(now))}
	for i := range now {
		u := &now[i]
		sum := u.sum()
		v, known := h.tail.units[u.key()]
		if !known || v.sum != sum {
			v = version{since: no, sum: sum}
			h.target.add(h.document(u, v.since, 0))
		}
		next.units[u.key()] = v
	}
	for i := range h.before {
		u := &h.before[i]
		v := h.tail.units[u.key()]
		if n, stays := next.units[u.key()]; !stays || n.since != v.since {
			h.target.add(h.document(u, v.since, no))
		}
	}
	h.tail, h.before = next, now
	h.target.keep(tailNote(h.doc), next.encode())
}

// document makes the search document of a wording that came in one revision
// and, unless until is 0, was gone in another.
func (h *history) document(u *unit, since, until int) search.Document {
	rev := h.revisions[since-1]
	d := search.Document{
		ID:   fmt.Sprintf("unit %s/%02d/%d.%d@%d", h.doc.Dossier, h.doc.No, u.provision, u.piece, since),
		Kind: search.Paper, Title: u.heading, Text: u.text, Lang: string(h.doc.Language), Label: u.label,
		Address: documentPath(h.doc.Dossier, h.doc.No), From: began(rev), Changed: dated(rev),
	}
	switch {
	case accompanies(h.doc.Kind):
		d.Kind = search.Note
	case u.section:
		d.Kind = search.Provision
	}
	if !u.section && d.Title == "" {
		d.Title = h.doc.Title.In(lang.Et)
	}
	if h.doc.Act != "" {
		d.Names = []string{h.doc.Act}
	}
	if until > 0 {
		d.Past, d.Until = true, began(h.revisions[until-1]).AddDate(0, 0, -1)
		d.Address += fmt.Sprintf("/revisions/%d", since)
	}
	if u.address != "" {
		d.Address += "#" + u.address
	}
	h.m.share(&d)
	return d
}

// accompanies reports whether a document explains an act and is none itself.
func accompanies(kind dossier.DocumentKind) bool {
	switch kind {
	case dossier.ExplanatoryNote, dossier.CorrelationTable, dossier.CoveringLetter, dossier.Study:
		return true
	}
	return false
}

// began is the day from which a revision's wording stood.
func began(r dossier.Revision) time.Time { return clock.StartOfDay(r.Began()) }

// dayOf is the beginning of the day of a moment, which the search as of a day
// compares; none for a moment that is not known.
func dayOf(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return clock.StartOfDay(clock.DateOf(t))
}

func dated(r dossier.Revision) time.Time {
	if !r.Dated.IsZero() {
		return clock.StartOfDay(r.Dated)
	}
	return r.Published
}

// paper makes the document that stands for a document as a whole.
func (m *matter) paper(doc dossier.Document, revisions []dossier.Revision) search.Document {
	title, tag := doc.Title.Find(lang.Et)
	d := search.Document{
		ID: "document " + doc.Dossier.Document(doc.No), Kind: search.Paper, Title: title, Lang: string(tag),
		Address: documentPath(doc.Dossier, doc.No), Names: []string{doc.Dossier.Document(doc.No)}, Changed: doc.Created,
	}
	if n := len(revisions); n > 0 {
		d.Text = joined(revisions[n-1].Reason.In(tag))
		d.Changed, d.From = dated(revisions[n-1]), began(revisions[0])
	}
	for _, other := range lang.All {
		if t := only(doc.Title, other); t != "" && other != tag {
			d.Others = append(d.Others, search.Other{Lang: string(other), Title: t})
		}
	}
	m.share(&d)
	return d
}
