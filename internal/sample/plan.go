package sample

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// consultationDays is the window below which a reason is needed.
const consultationDays = 28

// plan is the library as things that happened, one after another.
type plan struct {
	now      time.Time
	today    clock.Date
	lib      library
	dossiers map[string]*matter // by folder
	deeds    []deed
}

// deed is one thing that happened. Its do decides by the rules of the domain as
// they stood at that moment and writes the outcome.
type deed struct {
	at   time.Time
	what string // for errors
	do   func(*store.Tx) error
}

// newPlan does the slow work, parsing and comparing, outside a transaction.
func newPlan(lib library, now time.Time) (*plan, error) {
	p := &plan{now: now, today: clock.DateOf(now), lib: lib, dossiers: map[string]*matter{}}
	ids := map[dossier.ID]string{}
	for _, f := range lib.Dossiers {
		if !slices.ContainsFunc(lib.Institutions, func(i institutionFile) bool { return i.Code == f.Series }) {
			return nil, fmt.Errorf("%s: no institution %q in institutions.yaml", f.slug, f.Series)
		}
		m := &matter{plan: p, file: f, id: p.number(f), remarks: map[string]*remark{}}
		if other := ids[m.id]; other != "" {
			return nil, fmt.Errorf("%s: has the number of %s", f.slug, other)
		}
		ids[m.id] = f.slug
		p.dossiers[f.slug] = m
	}
	for _, f := range lib.Dossiers {
		if err := p.dossiers[f.slug].planAll(); err != nil {
			return nil, fmt.Errorf("%s: %w", f.slug, err)
		}
	}
	slices.SortStableFunc(p.deeds, func(a, b deed) int { return a.at.Compare(b.at) })
	return p, nil
}

// number is the dossier's number in the year in which it was opened.
func (p *plan) number(f dossierFile) dossier.ID {
	return dossier.ID(fmt.Sprintf("%s/%02d-%04d", f.Series, f.Opened.date(p.today).Year%100, f.Number))
}

// add notes a deed. What has not happened yet cannot be written.
func (m *matter) add(w when, usual hour, what string, do func(tx *store.Tx, at time.Time) error) error {
	at := w.time(m.plan.today, usual)
	if w.zero() || at.After(m.plan.now) {
		return fmt.Errorf("%s: needs a day in the past", what)
	}
	m.plan.deeds = append(m.plan.deeds, deed{at, m.file.slug + ": " + what, func(tx *store.Tx) error { return do(tx, at) }})
	return nil
}

// write runs the plan in one transaction.
func (p *plan) write(tx *store.Tx) error {
	if _, loaded, err := tx.Once(loadedKey); err != nil || loaded {
		return err
	}
	if err := p.writeInstitutions(tx); err != nil {
		return err
	}
	if err := p.writeAuthors(tx); err != nil {
		return err
	}
	for _, d := range p.deeds {
		if err := d.do(tx); err != nil {
			return fmt.Errorf("%s: %w", d.what, err)
		}
	}
	return tx.PutOnce(loadedKey, p.today.String(), p.now.AddDate(100, 0, 0))
}

var blank = regexp.MustCompile(`\{\{(.*?)\}\}`)

// fill puts the values of the day of loading into a text: {{aasta}} and
// {{aasta+1}} are years, {{-30d}} is a day and {{kuupäev}} the text's own date.
func (p *plan) fill(text string, dated clock.Date) (string, error) {
	var wrong error
	text = blank.ReplaceAllStringFunc(text, func(found string) string {
		value, err := p.value(strings.Trim(found, "{}"), dated)
		if err != nil {
			wrong = err
		}
		return value
	})
	return text, wrong
}

func (p *plan) value(name string, dated clock.Date) (string, error) {
	if name == "kuupäev" {
		return day(dated), nil
	}
	if more, ok := strings.CutPrefix(name, "aasta"); ok {
		n, err := strconv.Atoi(cmp.Or(more, "0"))
		return strconv.Itoa(p.today.Year + n), err
	}
	var w when
	if err := w.UnmarshalYAML([]byte(name)); err != nil {
		return "", err
	}
	return day(w.date(p.today)), nil
}

func day(d clock.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, int(d.Month), d.Year) }

// complete reports a text that lacks one of the three languages.
func complete(what string, s said) error {
	if t := s.text(); t.Et == "" || t.En == "" || t.Ru == "" {
		return fmt.Errorf("%s: needs et, en and ru", what)
	}
	return nil
}

func (p *plan) author(key string) (authorFile, error) {
	a, known := p.lib.Authors[key]
	if !known {
		return a, fmt.Errorf("no author %q in authors.yaml", key)
	}
	return a, nil
}

// personID is stable, so that every installation has the same persons.
func personID(key string) people.ID { return people.ID("sample-" + key) }

var errSlug = errors.New("no such dossier folder")

func (p *plan) find(slug string) (*matter, error) {
	m := p.dossiers[slug]
	if m == nil {
		return nil, fmt.Errorf("%q: %w", slug, errSlug)
	}
	return m, nil
}

// earliest is the first day anything in the library happens.
func (p *plan) earliest() time.Time {
	first := slices.MinFunc(p.deeds, func(a, b deed) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	return first.at
}
