package sample

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// imprint is one revision's text with what was worked out from it.
type imprint struct {
	text      *lawtext.Text
	dated     clock.Date
	published time.Time // zero for a draft
	marks     []dossier.Mark
	changed   dossier.Changes
}

// prepare parses a document's texts and compares each with the one before.
func (m *matter) prepare(i int) error {
	var prints []*imprint
	var next uint32
	for j, f := range m.file.Documents[i].Revisions {
		print, err := m.imprint(f, printing+hour(i))
		if err != nil {
			return fmt.Errorf("revision %d: %w", j+1, err)
		}
		if j == 0 {
			print.marks, next = compare.First(print.text)
		} else {
			before := prints[j-1]
			result := compare.Texts(before.text, print.text)
			print.marks, next = compare.Trace(before.marks, result, j+1, next)
			s := result.Summary
			print.changed = dossier.Changes{
				Reworded: s.Reworded + s.Replaced, Inserted: s.Inserted, Deleted: s.Deleted, Moved: s.Moved, Renumbered: s.Renumbered,
			}
		}
		prints = append(prints, print)
	}
	m.prints = append(m.prints, prints)
	return nil
}

func (m *matter) imprint(f revisionFile, usual hour) (*imprint, error) {
	print := &imprint{dated: f.Dated.date(m.plan.today), published: f.Published.time(m.plan.today, usual)}
	if f.Dated.zero() {
		print.dated = f.Published.date(m.plan.today)
	}
	filled, err := m.plan.fill(f.text, print.dated)
	if err != nil {
		return nil, err
	}
	clean, repairs, err := lawtext.Clean([]byte(filled))
	if err != nil {
		return nil, err
	}
	if len(repairs) > 0 {
		return nil, fmt.Errorf("line %d: damaged text (%v)", repairs[0].Line, repairs[0].Kind)
	}
	print.text = lawtext.Parse(clean)
	return print, nil
}

func (m *matter) planRevision(i, j int) error {
	f, print := m.file.Documents[i].Revisions[j], m.prints[i][j]
	if j > 0 {
		if err := complete("reason", f.Reason); err != nil {
			return err
		}
	}
	if f.Published.zero() {
		return m.planDraft(i, j)
	}
	if j > 0 && !print.published.After(m.prints[i][j-1].published) {
		return errors.New("published before the revision before it")
	}
	usual := printing + hour(i)
	return m.add(f.Published, usual, fmt.Sprintf("document %02d revision %d", i+1, j+1), func(tx *store.Tx, at time.Time) error {
		return m.addRevision(tx, i, j, at)
	})
}

func (m *matter) addRevision(tx *store.Tx, i, j int, at time.Time) error {
	print, doc := m.prints[i][j], m.docs[i]
	draft := dossier.Draft{Dossier: m.id, Document: doc.No, Base: j, Text: print.text.Source, Reason: m.file.Documents[i].Revisions[j].Reason.text(), Dated: print.dated}
	var last [32]byte
	if j > 0 {
		last = sha256.Sum256([]byte(m.prints[i][j-1].text.Source))
	}
	rev, err := dossier.Publish(m.d, doc, draft, last, at)
	if err != nil {
		return err
	}
	if in := m.file.Documents[i].Revisions[j].InForce; !in.zero() {
		rev.InForce.From = in.date(m.plan.today)
	}
	rev.Sections, rev.Changed = len(print.text.Sections()), print.changed
	if err := tx.AddRevision(rev, lawtext.Chunks(print.text), print.marks); err != nil {
		return err
	}
	doc.Revisions = rev.No
	m.docs[i] = doc
	if err := tx.PutDocument(doc); err != nil {
		return err
	}
	d := m.d
	d.Changed = at
	return m.keep(tx, d, event.Event{Name: event.RevisionPublished, Document: doc.No, Revision: rev.No, Occurred: at, Public: true})
}

// planDraft notes a text still within the institution; only the last of a
// document can be one.
func (m *matter) planDraft(i, j int) error {
	files := m.file.Documents[i].Revisions
	if j != len(files)-1 || files[j].Dated.zero() {
		return errors.New("a draft comes last and says on which day it is dated")
	}
	return m.add(files[j].Dated, printing+hour(i), fmt.Sprintf("document %02d draft", i+1), func(tx *store.Tx, at time.Time) error {
		print := m.prints[i][j]
		draft := dossier.Draft{
			Dossier: m.id, Document: i + 1, Base: j, Version: 1, Text: print.text.Source,
			Reason: files[j].Reason.text(), Dated: print.dated, Saved: at,
		}
		if err := tx.PutDraft(draft); err != nil {
			return err
		}
		return m.record(tx, event.Event{Name: event.DraftSaved, Document: i + 1, Occurred: at})
	})
}
