package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// shelved are dossiers with one text each, and what they say of each other.
type shelved struct {
	t  *testing.T
	st *store.Store
}

// add opens a dossier with a text that says something.
func (s shelved) add(d dossier.Dossier, act, text string, says ...dossier.Citation) {
	s.t.Helper()
	storetest.Do(s.t, s.st, func(tx *store.Tx) error {
		d.Documents = 1
		doc := storetest.Document(d.ID, 1)
		doc.Act, doc.Revisions = act, 1
		now := lawtext.Parse(text)
		marks, _ := compare.First(now)
		rev := storetest.Revision(d.ID, 1, 1, text)
		if act != "" {
			rev.InForce.From = rev.Dated
		}
		for i := range says {
			says[i].From, says[i].Until = 1, 1
		}
		_, err := tx.Append(event.Event{Name: event.RevisionPublished, Dossier: d.ID, Document: 1, Revision: 1})
		for _, err := range []error{err, tx.PutDossier(d), tx.PutDocument(doc), tx.AddRevision(rev, lawtext.Chunks(now), marks), tx.PutCiting(dossier.Citing{Dossier: d.ID, Document: 1, Revisions: 1, Citations: says})} {
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func titled(id dossier.ID, title string) dossier.Dossier {
	d := storetest.Dossier(id)
	d.Title = lang.Text{Et: title}
	return d
}

// citedShelf is a law that two texts and two drafts name; one of each is not public.
func citedShelf(t *testing.T) *Queries {
	s := shelved{t, storetest.Open(t)}
	cites := func(at, address string, amends bool) dossier.Citation {
		return dossier.Citation{Act: "JDM/20-0001", ActDocument: 1, Address: address, Provision: 1, At: at, Amends: amends}
	}
	s.add(titled("JDM/20-0001", "Näiteseadus"), "NäS", "# Näiteseadus\n\n##### § 1. Ala\n\n(1) Üks.\n\n(2) Kaks.\n\n##### § 2. Kord\n\nKaks.\n")
	s.add(titled("JDM/20-0002", "Teine seadus"), "TeS", "# Teine seadus\n\n##### § 1. A\n\nA.\n", cites("para1", "para1lg2", false))
	s.add(titled("JDM/26-0003", "Avalik muutmine"), "", "# Avalik\n\n##### § 1. A\n\nA.\n", cites("para1", "para1", true))
	hidden := titled("JDM/26-0004", "Salajane muutmine")
	hidden.Published = dossier.Dossier{}.Published
	s.add(hidden, "", "# Salajane\n\n##### § 1. A\n\nA.\n", cites("para1", "para1lg1", true), cites("para1", "para1lg1", false))
	ended := titled("JDM/26-0005", "Lõppenud muutmine")
	ended.Steps = append(slices.Clone(ended.Steps), dossier.Step{Outcome: dossier.Withdrawn, Happened: clock.DateOf(storetest.Now)})
	s.add(ended, "", "# Lõppenud\n\n##### § 1. A\n\nA.\n", cites("para1", "para1", true))
	return New(s.st, nil, nil, clock.At(storetest.Now), Settings{})
}

func citedWords(t *testing.T, q *Queries, p people.Person, ask CitedBy) string {
	t.Helper()
	ask.Dossier, ask.Document = "JDM/20-0001", 1
	page, err := q.CitedBy(context.Background(), p, ask)
	if err != nil {
		return err.Error()
	}
	lines := []string{fmt.Sprintf("%d, %d past", page.Page.Total, page.Past)}
	for _, r := range page.Rows {
		lines = append(lines, strings.TrimSpace(string(r.Dossier)+" "+r.Cite()+": "+r.Names()))
	}
	return strings.Join(lines, "; ")
}

func TestWhoCitesAProvision(t *testing.T) {
	q := citedShelf(t)
	official := people.Person{ID: "o", Institution: "JDM", Roles: []people.Role{people.Official}}
	for _, c := range []struct {
		as   people.Person
		ask  CitedBy
		want string
	}{
		{people.Person{}, CitedBy{}, "1, 0 past; JDM/20-0002 § 1: § 1 lg 2"},
		{official, CitedBy{}, "2, 0 past; JDM/26-0004 § 1: § 1 lg 1; JDM/20-0002 § 1: § 1 lg 2"},
		{people.Person{}, CitedBy{Address: "para1"}, "1, 0 past; JDM/20-0002 § 1: § 1 lg 2"},
		{people.Person{}, CitedBy{Address: "para1lg1"}, "0, 0 past"},
		{people.Person{}, CitedBy{Address: "para2"}, "0, 0 past"},
		{people.Person{}, CitedBy{Amends: true}, "1, 1 past; JDM/26-0003 § 1: § 1"},
		{people.Person{}, CitedBy{Amends: true, Past: true}, "2, 1 past; JDM/26-0003 § 1: § 1; JDM/26-0005 § 1: § 1"},
		{people.Person{}, CitedBy{Amends: true, Address: "para1lg2"}, "1, 1 past; JDM/26-0003 § 1: § 1"},
		{official, CitedBy{Amends: true, Address: "para1lg1"}, "2, 1 past; JDM/26-0003 § 1: § 1; JDM/26-0004 § 1: § 1 lg 1"},
		{people.Person{}, CitedBy{Amends: true, Address: "para2"}, "0, 0 past"},
	} {
		if got := citedWords(t, q, c.as, c.ask); got != c.want {
			t.Errorf("%+v as %q:\n%s\nwant\n%s", c.ask, c.as.ID, got, c.want)
		}
	}
	if _, err := q.CitedBy(context.Background(), people.Person{}, CitedBy{Dossier: "JDM/20-0001", Document: 1, Address: "para99"}); err == nil {
		t.Error("a provision that is not there is cited")
	}
	if _, err := q.CitedBy(context.Background(), people.Person{}, CitedBy{Dossier: "JDM/26-0004", Document: 1}); err == nil {
		t.Error("a hidden text is shown")
	}
}

// A mark in the margin counts what its list shows, to whoever looks.
func TestMarksCountWhatListsShow(t *testing.T) {
	q := citedShelf(t)
	official := people.Person{ID: "o", Institution: "JDM", Roles: []people.Role{people.Official}}
	for _, p := range []people.Person{{}, official} {
		page, err := q.Revision(context.Background(), p, "JDM/20-0001", 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		cited := strings.Count(citedWords(t, q, p, CitedBy{Address: "para1"}), ";")
		amended := strings.Count(citedWords(t, q, p, CitedBy{Address: "para1", Amends: true}), ";")
		if got, want := page.Marked["para1"], (Marked{cited, amended}); got != want || cited == 0 || len(page.Marked) != 1 {
			t.Errorf("as %q: marks %v, lists %v", p.ID, page.Marked, want)
		}
	}
}
