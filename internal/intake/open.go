package intake

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// opened tells of a dossier just opened.
type opened struct {
	id           dossier.ID
	institution  people.Code
	institutions []people.Code // recorded on the way
}

// mayOpen refuses an act nobody is known to answer for.
func (r *runner) mayOpen(a *act, f exchange.Act) error {
	if department(a, f) == "" && r.options.Institution == "" {
		return refusal("exchange.no_institution")
	}
	return nil
}

func department(a *act, f exchange.Act) string {
	if a.facts.Department != "" {
		return a.facts.Department
	}
	return f.Department
}

// institution is who answers for an act.
func (r *runner) institution(a *act, f exchange.Act) people.Institution {
	if d := department(a, f); d != "" {
		return giver(d)
	}
	return byCode(string(r.options.Institution), string(r.options.Institution))
}

// open writes the dossier of an act and its document, numbered by the year of
// the first wording.
func (r *runner) open(tx *store.Tx, a *act, w wording, p prepared) (opened, error) {
	who, err := distinct(tx, r.institution(a, p.facts))
	if err != nil {
		return opened{}, err
	}
	known, err := record(tx, who)
	if err != nil {
		return opened{}, err
	}
	at := published(w, p.facts, tx.Now())
	id, err := tx.NextNumber(string(who.Code), firstYear(w, p.facts, at))
	if err != nil {
		return opened{}, err
	}
	d := dossier.Dossier{
		ID: id, Title: lang.Text{Et: title(a, p.facts)}, Kind: actKind(rank(a, p.facts), department(a, p.facts)),
		Institution: who.Code, Contact: dossier.Contact{Office: who.Name.Et, Email: who.Email},
		References: []dossier.Reference{a.reference}, Steps: steps(p.facts, department(a, p.facts), tx.Now()),
		Published: at, Created: tx.Now(), Changed: at, Documents: theDocument,
	}
	doc := dossier.Document{
		Dossier: id, No: theDocument, Kind: dossier.DraftAct, Title: d.Title, Language: lang.Et,
		Created: tx.Now(), Act: shortTitle(a, p.facts),
	}
	if err := tx.PutDossier(d); err != nil {
		return opened{}, err
	}
	if err := tx.PutDocument(doc); err != nil {
		return opened{}, err
	}
	return opened{id, who.Code, known}, tell(tx, d, at,
		event.Event{Name: event.DossierOpened}, event.Event{Name: event.DossierPublished},
		event.Event{Name: event.StepRecorded}, event.Event{Name: event.DocumentAdded, Document: theDocument})
}

func title(a *act, f exchange.Act) string {
	if a.facts.Title != "" {
		return a.facts.Title
	}
	return f.Title
}

func rank(a *act, f exchange.Act) string {
	if a.facts.Rank != "" {
		return a.facts.Rank
	}
	return f.Rank
}

func shortTitle(a *act, f exchange.Act) string {
	if a.facts.ShortTitle != "" {
		return a.facts.ShortTitle
	}
	return f.ShortTitle
}

func firstYear(w wording, f exchange.Act, published time.Time) int {
	if day := w.dated(f); !day.IsZero() {
		return day.Year
	}
	return clock.DateOf(published).Year
}

// original is how the type of a text begins that stands as first published.
const original = "algtekst"

// steps are the known steps of an act: where it was adopted, that it was
// published, and its outcome. Days that the source does not tell stay unknown.
func steps(f exchange.Act, department string, now time.Time) []dossier.Step {
	publication := dossier.Step{Stage: dossier.Publication, Recorded: now, Source: f.Source}
	if strings.HasPrefix(f.TextType, original) {
		publication.Happened = plausible(f.Published, f.Adopted, now)
	}
	if f.Original != "" {
		publication.Note = lang.Text{Et: f.Original, En: f.Original, Ru: f.Original}
	}
	adopted := dossier.Step{Outcome: dossier.Adopted, Happened: plausible(f.Adopted, clock.Date{}, now), Recorded: now, Source: f.Source}
	all := []dossier.Step{publication, adopted}
	if department == "Riigikogu" {
		passed := dossier.Step{Stage: dossier.Riigikogu, Happened: adopted.Happened, Recorded: now}
		all = slices.Insert(all, 0, passed)
	}
	return all
}

// plausible returns the day unless it is before another or in the future: old
// wordings hold 1900-01-01 where a day is not known.
func plausible(day, from clock.Date, now time.Time) clock.Date {
	if day.IsZero() || day.Year < 1918 || day.Before(from) || day.After(clock.DateOf(now)) {
		return clock.Date{}
	}
	return day
}

// published is when a wording was published: the day its source gives, else the
// day it took effect, else now.
func published(w wording, f exchange.Act, now time.Time) time.Time {
	for _, day := range []clock.Date{f.Published, w.dated(f), f.From} {
		if day := plausible(day, f.Adopted, now); !day.IsZero() {
			return clock.StartOfDay(day).UTC()
		}
	}
	return now
}

// addRevision keeps a revision and brings its document and dossier up to date.
func addRevision(tx *store.Tx, rev dossier.Revision, p prepared) error {
	doc, err := tx.Document(rev.Dossier, rev.Document)
	if err != nil {
		return err
	}
	d, err := tx.Dossier(rev.Dossier)
	if err != nil {
		return err
	}
	if doc.Revisions != rev.No-1 {
		return fmt.Errorf("somebody published revision %d meanwhile: %w", doc.Revisions, fault.ErrConflict)
	}
	rev.Institution = d.Institution
	if err := tx.AddRevision(rev, lawtext.Chunks(p.text), p.marks); err != nil {
		return err
	}
	doc.Revisions = rev.No
	if err := tx.PutDocument(doc); err != nil {
		return err
	}
	if rev.Published.After(d.Changed) {
		d.Changed = rev.Published
		if err := tx.PutDossier(d); err != nil {
			return err
		}
	}
	return tell(tx, d, rev.Published, event.Event{Name: event.RevisionPublished, Document: rev.Document, Revision: rev.No})
}

// tell appends public events about a dossier.
func tell(tx *store.Tx, d dossier.Dossier, at time.Time, events ...event.Event) error {
	for _, e := range events {
		e.Version, e.Occurred, e.Institution, e.Dossier, e.Public = 1, at, d.Institution, d.ID, true
		if _, err := tx.Append(e); err != nil {
			return err
		}
	}
	return nil
}

// record keeps an institution that the store does not know yet, with those it
// came from and those that followed it, and returns the codes of the new ones.
func record(tx *store.Tx, i people.Institution) ([]people.Code, error) {
	var added []people.Code
	for _, one := range family(i) {
		_, err := tx.Institution(one.Code)
		if err == nil {
			continue
		}
		if !errors.Is(err, fault.ErrNotFound) {
			return nil, err
		}
		if err := tx.PutInstitution(one); err != nil {
			return nil, err
		}
		if _, err := tx.Append(event.Event{Name: event.InstitutionRecorded, Version: 1, Occurred: tx.Now(), Institution: one.Code, Public: true}); err != nil {
			return nil, err
		}
		added = append(added, one.Code)
	}
	return added, nil
}

// distinct returns the institution as the store knows it, or with a code that
// no other has. The codes of the register are given, whatever the name.
func distinct(tx *store.Tx, i people.Institution) (people.Institution, error) {
	wanted := i.Code
	for n := 2; ; n++ {
		known, err := tx.Institution(i.Code)
		if errors.Is(err, fault.ErrNotFound) {
			return i, nil
		}
		if err != nil {
			return i, err
		}
		if _, given := register.Find(i.Code); given || strings.EqualFold(known.Name.Et, i.Name.Et) {
			return known, nil
		}
		i.Code = wanted + people.Code(strconv.Itoa(n))
	}
}

// family is an institution with all its predecessors and successors.
func family(i people.Institution) []people.Institution {
	all := []people.Institution{i}
	add := func(more ...people.Institution) {
		for _, one := range more {
			if !slices.ContainsFunc(all, func(x people.Institution) bool { return x.Code == one.Code }) {
				all = append(all, one)
			}
		}
	}
	for n := 0; n < len(all); n++ {
		for _, code := range all[n].Predecessors {
			if before, ok := register.Find(code); ok {
				add(before)
			}
		}
		add(register.Successors(all[n].Code)...)
	}
	return all
}
