package query

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestMeet(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		ha, hb bool
		want   bool
	}{
		{"para3", "para3", false, false, true}, {"para3", "para3lg2", false, false, true}, {"para3lg2", "para3", false, false, true},
		{"para3lg1", "para3lg2", false, false, false}, {"para3", "para3b1", false, false, false}, {"para3lg1p2", "para3", false, false, true},
		{"para3", "para3lg2", true, false, false}, {"para3lg2", "para3", false, true, false}, {"para3", "para3", true, false, true}, {"para3", "para3", true, true, true},
	} {
		a, b := clause{Clause: Clause{Changes: c.a}, alone: c.ha}, clause{Clause: Clause{Changes: c.b}, alone: c.hb}
		if got := meet(a, b); got != c.want {
			t.Errorf("%s %v and %s %v: %v", c.a, c.ha, c.b, c.hb, got)
		}
	}
}

// drafted are drafts of two ministries that change a law; one is not public, one has
// ended.
func drafted(t *testing.T) *Queries {
	s := shelved{t, storetest.Open(t)}
	changes := func(at, address string) dossier.Citation {
		return dossier.Citation{Act: "= näiteseadus", Address: address, Provision: 1, At: at, Amends: true}
	}
	const text = "# Muutmine\n\n##### § 1. A\n\n1) üks;\n\n2) kaks.\n"
	s.add(titled("JDM/26-0001", "Esimene"), "", text, changes("para1p1", "para5lg2"), changes("para1p2", "para7"))
	s.add(titled("RAM/26-0002", "Teine"), "", text, changes("para1p1", "para5"), changes("para1p2", "para8"))
	hidden := titled("RAM/26-0003", "Salajane")
	hidden.Institution, hidden.Published = "RAM", dossier.Dossier{}.Published
	s.add(hidden, "", text, changes("para1p1", "para7lg1"))
	ended := titled("RAM/26-0004", "Lõppenud")
	ended.Steps = []dossier.Step{{Outcome: dossier.Withdrawn, Happened: clock.DateOf(storetest.Now)}}
	s.add(ended, "", text, changes("para1p1", "para5lg2"))
	other := titled("RAM/26-0005", "Muu seadus")
	s.add(other, "", text, dossier.Citation{Act: "= muu seadus", Address: "para5lg2", Provision: 1, At: "para1p1", Amends: true})
	return New(s.st, nil, nil, clock.At(storetest.Now), Settings{})
}

func clashWords(list []Clash) string {
	var parts []string
	for _, c := range list {
		for _, p := range c.Pairs {
			parts = append(parts, fmt.Sprintf("%s: %s %s, %s %s", c.Other.ID, p.Ours.At, p.Ours.Changes, p.Theirs.At, p.Theirs.Changes))
		}
	}
	return strings.Join(parts, "; ")
}

// Drafts under way that change the same are shown to each other, as far as one may
// know of both.
func TestDraftsThatChangeTheSame(t *testing.T) {
	q, ctx := drafted(t), context.Background()
	justice := people.Person{ID: "j", Institution: "JDM", Roles: []people.Role{people.Official}}
	finance := people.Person{ID: "r", Institution: "RAM", Roles: []people.Role{people.Official}}
	const open = "RAM/26-0002: para1p1 para5lg2, para1p1 para5"
	const secret = "; RAM/26-0003: para1p2 para7, para1p1 para7lg1"
	for _, c := range []struct {
		as   people.Person
		id   dossier.ID
		want string
	}{
		{people.Person{}, "JDM/26-0001", open}, {justice, "JDM/26-0001", open}, {finance, "JDM/26-0001", open + secret},
		{people.Person{}, "RAM/26-0002", "JDM/26-0001: para1p1 para5, para1p1 para5lg2"}, {people.Person{}, "RAM/26-0004", ""}, {people.Person{}, "RAM/26-0005", ""},
		{finance, "RAM/26-0003", "JDM/26-0001: para1p1 para7lg1, para1p2 para7"},
	} {
		page, err := q.Dossier(ctx, c.as, c.id)
		if err != nil {
			t.Fatal(err)
		}
		if got := clashWords(page.Clashes); got != c.want {
			t.Errorf("%s as %q: %q, want %q", c.id, c.as.ID, got, c.want)
		}
		text, err := q.Revision(ctx, c.as, c.id, 1, 0)
		if err != nil || clashWords(text.Clashes) != c.want {
			t.Errorf("revision of %s as %q: %q, %v", c.id, c.as.ID, clashWords(text.Clashes), err)
		}
	}
	work, err := q.OurWork(ctx, justice)
	var ours []Clash
	for _, c := range work.Clashes {
		if c.Dossier == "JDM/26-0001" {
			ours = append(ours, c.Clash)
		}
	}
	if err != nil || clashWords(ours) != open {
		t.Errorf("our work: %q, %v", clashWords(ours), err)
	}
}

func TestMeetInAChapterOrAnAct(t *testing.T) {
	chapter := clause{Clause: Clause{Changes: "osa2ptk9"}}
	inside := clause{Clause: Clause{Changes: "para121lg2"}, above: []string{"osa2ptk9", "osa2"}}
	for _, c := range []struct {
		a, b clause
		want bool
		both string
	}{
		{chapter, inside, true, "para121lg2"}, {inside, chapter, true, "para121lg2"},
		{clause{Clause: Clause{Changes: "osa2ptk9"}, alone: true}, inside, false, ""},
		{clause{Clause: Clause{Changes: "osa2ptk8"}}, inside, false, ""},
		{clause{whole: true}, inside, true, "para121lg2"}, {inside, clause{whole: true}, true, "para121lg2"}, {clause{whole: true}, clause{whole: true}, true, ""},
		{clause{Clause: Clause{Changes: "lisa1"}}, clause{Clause: Clause{Changes: "lisa1p3"}}, true, "lisa1p3"},
		{clause{Clause: Clause{Changes: "lisa1"}}, clause{Clause: Clause{Changes: "lisa12"}}, false, ""},
	} {
		if got := meet(c.a, c.b); got != c.want || got && finer(c.a, c.b).Changes != c.both {
			t.Errorf("%v and %v: %v, %q", c.a, c.b, got, finer(c.a, c.b).Changes)
		}
	}
}

// A number that a draft has goes where the provision went; what it adds goes with
// the provision around it.
func TestCarried(t *testing.T) {
	stays := []dossier.Stay{
		{Provision: 5, Address: "para5", From: 1, Until: 2}, {Provision: 5, Address: "para6", From: 3, Until: 4},
		{Provision: 7, Address: "para5lg1", From: 1, Until: 2}, {Provision: 7, Address: "para6lg2", From: 3, Until: 4},
		{Provision: 9, Address: "para5", From: 3, Until: 4}, {Provision: 8, Address: "para9", From: 1, Until: 2},
	}
	for _, c := range []struct {
		address  string
		from, to int
		want     string
		ok       bool
	}{
		{"para5", 1, 3, "para6", true}, {"para5lg1", 1, 4, "para6lg2", true}, {"para5lg1p3", 2, 3, "para6lg2p3", true},
		{"para5lg2b1", 1, 3, "para6lg2b1", true}, {"para5", 3, 4, "para5", true}, {"para5", 1, 2, "para5", true},
		{"para9lg1", 1, 3, "", false}, {"para12", 1, 4, "para12", true}, {"para6lg2", 4, 1, "para5lg1", true}, {"para51", 1, 3, "para51", true},
	} {
		if got, ok := carried(stays, c.address, c.from, c.to); got != c.want || ok != c.ok {
			t.Errorf("%s from %d to %d: %q, %v", c.address, c.from, c.to, got, ok)
		}
	}
}

func TestAround(t *testing.T) {
	for address, want := range map[string]string{"para5lg2b1": "para5", "para5": "", "lisa1para3": "lisa1", "para1lg1p2apb": "para1lg1p2", "osa2ptk9jg1": "osa2ptk9", "lisa": "", "para12x2lg3": "para12x2", "": ""} {
		if got := around(address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

// A law was given a new § 5 after one of two drafts was published: the number that
// each has is that of its own day.
func TestDraftsOfBeforeAndAfterARenumbering(t *testing.T) {
	s := shelved{t, storetest.Open(t)}
	s.add(titled("JDM/20-0001", "Näiteseadus"), "NäS", "# Näiteseadus\n\n## 1. peatükk Üldsätted\n\n##### § 5. Kord\n\n(1) Üks.\n\n##### § 7. Muu\n\nKaks.\n")
	changes := func(at, address string) dossier.Citation {
		return dossier.Citation{Act: "JDM/20-0001", ActDocument: 1, Address: address, Provision: 1, At: at, Amends: true}
	}
	const text = "# Muutmine\n\n##### § 1. A\n\n1) üks;\n\n2) kaks.\n"
	s.add(titled("JDM/26-0001", "Esimene"), "", text, changes("para1p1", "para5lg1"))
	s.add(titled("RAM/26-0002", "Teine"), "", text, changes("para1p1", "para7"), changes("para1p2", "para5"))
	s.add(titled("RAM/26-0003", "Kolmas"), "", text, changes("para1p1", "ptk1"))
	day := clock.DateOf(storetest.Now)
	storetest.Do(t, s.st, func(tx *store.Tx) error {
		const now = "# Näiteseadus\n\n## 1. peatükk Üldsätted\n\n##### § 5. Uus\n\nUus kord.\n\n##### § 6. Kord\n\n(1) Üks.\n\n##### § 7. Muu\n\nKaks.\n"
		doc, err := tx.Document("JDM/20-0001", 1)
		if err != nil {
			return err
		}
		rev := storetest.Revision("JDM/20-0001", 1, 2, now)
		rev.InForce.From = day.AddDays(10)
		doc.Revisions = 2
		t := lawtext.Parse(now)
		marks, _ := compare.First(t)
		stays := []dossier.Stay{
			{Provision: 11, Address: "para5", From: 1, Until: 1}, {Provision: 11, Address: "para6", From: 2, Until: 2},
			{Provision: 12, Address: "para5lg1", From: 1, Until: 1}, {Provision: 12, Address: "para6lg1", From: 2, Until: 2}, {Provision: 13, Address: "para5", From: 2, Until: 2},
		}
		for _, err := range []error{tx.PutDocument(doc), tx.AddRevision(rev, lawtext.Chunks(t), marks), tx.PutCiting(dossier.Citing{Dossier: "JDM/20-0001", Document: 1, Revisions: 2, Stays: stays})} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		days int
		want string
	}{
		{0, "RAM/26-0002: para1p1 para5lg1, para1p2 para5; RAM/26-0003: para1p1 para5lg1, para1p1 ptk1"},
		{20, "RAM/26-0002: para1p1 para6lg1, para1p2 para6; RAM/26-0003: para1p1 para6lg1, para1p1 ptk1"},
	} {
		q := New(s.st, nil, nil, clock.At(storetest.Now.AddDate(0, 0, c.days)), Settings{})
		page, err := q.Dossier(context.Background(), people.Person{}, "JDM/26-0001")
		if err != nil {
			t.Fatal(err)
		}
		if got := clashWords(page.Clashes); got != c.want {
			t.Errorf("%d days on: %q, want %q", c.days, got, c.want)
		}
	}
}
