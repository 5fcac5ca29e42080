package query

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
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
