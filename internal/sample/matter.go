package sample

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
)

// matter is one dossier of the plan as far as it has been told.
type matter struct {
	plan    *plan
	file    dossierFile
	id      dossier.ID
	d       dossier.Dossier
	docs    []dossier.Document
	prints  [][]*imprint // by document and revision
	remarks map[string]*remark
}

// planAll notes all deeds of one dossier.
func (m *matter) planAll() error {
	f := m.file
	if err := complete("title", f.Title); err != nil {
		return err
	}
	if err := complete("summary", f.Summary); err != nil {
		return err
	}
	if err := m.add(f.Opened, opening, "opened", m.open); err != nil {
		return err
	}
	if !f.Published.zero() {
		if err := m.add(f.Published, opening+5, "published", m.publish); err != nil {
			return err
		}
	}
	for i, s := range f.Steps {
		if err := m.planStep(i, s); err != nil {
			return err
		}
	}
	for i := range f.Documents {
		if err := m.planDocument(i); err != nil {
			return err
		}
	}
	for i := range f.Consultations {
		if err := m.planConsultation(i); err != nil {
			return fmt.Errorf("consultation %d: %w", i+1, err)
		}
	}
	for i := range f.Rounds {
		if err := m.planRound(i); err != nil {
			return fmt.Errorf("round %d: %w", i+1, err)
		}
	}
	return nil
}

func (m *matter) open(tx *store.Tx, at time.Time) error {
	f := m.file
	facts := dossier.Facts{
		Title: f.Title.text(), Kind: f.Kind, Summary: f.Summary.text(), Topics: f.Topics,
		Contact: dossier.Contact{Office: f.Contact.Office, Name: f.Contact.Name, Email: f.Contact.Email, Phone: f.Contact.Phone},
	}
	for _, r := range f.References {
		value, err := m.plan.fill(strings.ReplaceAll(r.Value, "{{number}}", m.number()), m.plan.today)
		if err != nil {
			return err
		}
		facts.References = append(facts.References, dossier.Reference{System: r.System, Value: value, Address: r.Address})
	}
	d, err := dossier.New(facts, f.Series, at)
	if err != nil {
		return err
	}
	d.ID = m.id
	return m.keep(tx, d, event.Event{Name: event.DossierOpened, Occurred: at})
}

// number is the dossier's number without its series.
func (m *matter) number() string {
	_, number, _ := strings.Cut(string(m.id), "/")
	return number
}

func (m *matter) publish(tx *store.Tx, at time.Time) error {
	d := m.d
	d.Published, d.Changed = at, at
	return m.keep(tx, d, event.Event{Name: event.DossierPublished, Occurred: at, Public: true})
}

// planStep notes a step at the moment it was recorded, which is the day it
// happened unless the file says otherwise.
func (m *matter) planStep(i int, s stepFile) error {
	what := fmt.Sprintf("step %d", i+1)
	recorded := s.Recorded
	if recorded.zero() {
		recorded = s.On
	}
	usual := stepping
	if s.Outcome != "" {
		usual = closing + 60
	}
	return m.add(recorded, usual, what, func(tx *store.Tx, at time.Time) error {
		step := dossier.Step{
			Stage: s.Stage, Outcome: s.Outcome, Happened: s.On.date(m.plan.today), Note: s.Note.text(), Source: s.Source,
		}
		if s.SupersededBy != "" {
			other, err := m.plan.find(s.SupersededBy)
			if err != nil {
				return err
			}
			step.SupersededBy = other.id
		}
		d, err := m.d.WithStep(step, at)
		if err != nil {
			return err
		}
		return m.keep(tx, d, event.Event{Name: event.StepRecorded, Occurred: at, Public: true})
	})
}

// planDocument notes a document, a moment before its first revision.
func (m *matter) planDocument(i int) error {
	f := m.file.Documents[i]
	what := fmt.Sprintf("document %02d", i+1)
	if err := complete(what, f.Title); err != nil {
		return err
	}
	if err := m.prepare(i); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	// Documents are numbered in the order they are added, so all are added when
	// the dossier is opened; the public sees them once they have a revision.
	err := m.add(m.file.Opened, opening+hour(1+i), what, func(tx *store.Tx, at time.Time) error {
		d, doc, err := m.d.AddDocument(dossier.Document{Kind: f.Kind, Title: f.Title.text(), Language: lang.Et, Act: f.Act}, at)
		if err != nil {
			return err
		}
		m.docs = append(m.docs, doc)
		if err := tx.PutDocument(doc); err != nil {
			return err
		}
		return m.keep(tx, d, event.Event{Name: event.DocumentAdded, Document: doc.No, Occurred: at})
	})
	if err != nil {
		return err
	}
	for j := range f.Revisions {
		if err := m.planRevision(i, j); err != nil {
			return fmt.Errorf("%s revision %d: %w", what, j+1, err)
		}
	}
	return nil
}

// keep writes the dossier and the event that changed it.
func (m *matter) keep(tx *store.Tx, d dossier.Dossier, e event.Event) error {
	m.d = d
	if err := tx.PutDossier(d); err != nil {
		return err
	}
	return m.record(tx, e)
}

func (m *matter) record(tx *store.Tx, e event.Event) error {
	e.Version, e.Dossier, e.Institution = 1, m.id, cmp.Or(e.Institution, m.d.Institution)
	e.Public = e.Public && !m.d.Published.IsZero()
	_, err := tx.Append(e)
	return err
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
