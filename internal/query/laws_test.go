package query

import (
	"context"
	"fmt"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/storetest"
)

// lawShelf keeps three laws, two of one name, one not public, and drafts of one.
func lawShelf(t *testing.T) *Queries {
	s := shelved{t, storetest.Open(t)}
	const text = "# Seadus\n\n##### § 1. Ala\n\n(1) Üks.\n\n(2) Kaks.\n"
	s.add(titled("JDM/20-0001", "Õppe seadus"), "ÕpS", text)
	s.add(titled("JDM/20-0002", "Heakorra eeskiri"), "HE", text)
	s.add(titled("JDM/20-0003", "Heakorra eeskiri"), "HE", text)
	hidden := titled("JDM/20-0004", "Salajane seadus")
	hidden.Published = dossier.Dossier{}.Published
	s.add(hidden, "SalS", text, dossier.Citation{Act: "JDM/20-0001", ActDocument: 1, Address: "para1", Provision: 1, At: "para1"})
	changes := dossier.Citation{Act: "JDM/20-0001", ActDocument: 1, Address: "para1lg2", Provision: 1, At: "para1", Amends: true}
	s.add(titled("JDM/26-0005", "Õppe seaduse muutmise seadus"), "", text, changes)
	secret := titled("JDM/26-0006", "Salajane muutmise seadus")
	secret.Published = dossier.Dossier{}.Published
	s.add(secret, "", text, changes)
	return New(s.st, nil, nil, clock.At(storetest.Now), Settings{})
}

func TestNamesOfLaws(t *testing.T) {
	q, ctx := lawShelf(t), context.Background()
	for name, want := range map[string]dossier.ID{
		"ÕpS": "JDM/20-0001", "õps": "JDM/20-0001", "oppe-seadus": "JDM/20-0001", "Õppe seadus": "JDM/20-0001", "oppe-seadus-jdm-20-0001": "JDM/20-0001",
		"HE": "", "heakorra-eeskiri": "", "heakorra-eeskiri-jdm-20-0003": "JDM/20-0003", "SalS": "", "salajane-seadus": "", "oppe-seaduse-muutmise-seadus": "", "": "",
	} {
		page, err := q.Law(ctx, people.Person{}, name)
		if page.Dossier != want || (want == "") != (err != nil) {
			t.Errorf("%q is %q, %v; want %q", name, page.Dossier, err, want)
		}
		if want != "" {
			if again, err := q.Law(ctx, people.Person{}, page.Name); err != nil || again.Dossier != want {
				t.Errorf("%q has the address %q, which leads to %q", name, page.Name, again.Dossier)
			}
		}
	}
}

func TestListOfLaws(t *testing.T) {
	q, ctx := lawShelf(t), context.Background()
	rows := func(ask Laws) string {
		list, err := q.Laws(ctx, ask)
		if err != nil {
			t.Fatal(err)
		}
		words := fmt.Sprint(list.Page.Total)
		for _, r := range list.Rows {
			words += fmt.Sprintf(" %s/%d", r.Name, r.Drafts)
		}
		return words
	}
	for _, c := range []struct {
		ask  Laws
		want string
	}{
		{Laws{}, "3 heakorra-eeskiri-jdm-20-0002/0 heakorra-eeskiri-jdm-20-0003/0 ÕpS/1"},
		{Laws{Words: "õps"}, "1 ÕpS/1"}, {Laws{Words: "eeskiri heakorra"}, "2 heakorra-eeskiri-jdm-20-0002/0 heakorra-eeskiri-jdm-20-0003/0"},
		{Laws{Letter: "Õ"}, "1 ÕpS/1"}, {Laws{Words: "salajane"}, "0"},
	} {
		if got := rows(c.ask); got != c.want {
			t.Errorf("%+v: %s, want %s", c.ask, got, c.want)
		}
	}
}

// A title in quotation marks stands among the others by its first letter.
func TestATitleInQuotationMarksStandsByItsLetter(t *testing.T) {
	s := shelved{t, storetest.Open(t)}
	for i, title := range []string{"Õppe seadus", "„Liikuvus” elluviimise kord", "Ametiühingute seadus"} {
		s.add(titled(dossier.ID(fmt.Sprintf("JDM/20-000%d", i+1)), title), fmt.Sprintf("A%d", i), "# Seadus\n\n##### § 1. Ala\n\n(1) Üks.\n")
	}
	list, err := New(s.st, nil, nil, clock.At(storetest.Now), Settings{}).Laws(context.Background(), Laws{})
	got := ""
	for _, l := range list.Letters {
		got += l.Value
	}
	if err != nil || got != "ALÕ" {
		t.Errorf("%q, %v", got, err)
	}
}

// The page of a law tells each person of the drafts and texts that they may know of.
func TestPageOfALaw(t *testing.T) {
	q, ctx := lawShelf(t), context.Background()
	official := people.Person{ID: "o", Institution: "JDM", Roles: []people.Role{people.Official}}
	for _, c := range []struct {
		as            people.Person
		drafts, cited int
	}{{people.Person{}, 1, 0}, {official, 2, 1}} {
		page, err := q.Law(ctx, c.as, "ÕpS")
		if err != nil || len(page.Drafts) != c.drafts || page.Cited != c.cited || len(page.CitedBy) != c.cited {
			t.Errorf("as %q: %d drafts, cited %d, %v", c.as.ID, len(page.Drafts), page.Cited, err)
		}
		if page.Drafts[0].Provisions[0] != "para1lg2" || page.InForce == nil || page.InForce.No != 1 {
			t.Errorf("as %q: %+v", c.as.ID, page.Drafts[0])
		}
	}
}
