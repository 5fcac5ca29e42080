package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/sample"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var today = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func loaded(t *testing.T) (*store.Store, *Queries) {
	t.Helper()
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	if err := sample.Load(context.Background(), st, clock.At(today)); err != nil {
		t.Fatal(err)
	}
	return st, New(st, nil, nil, clock.At(today), Settings{})
}

// TestCatalogueThatFollowsEqualsOneReadAnew changes dossiers at random and
// compares what has followed with what is read from the store.
func TestCatalogueThatFollowsEqualsOneReadAnew(t *testing.T) {
	st, q := loaded(t)
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(r, "changes")
		for range n {
			id := dossier.ID(fmt.Sprintf("JDM/26-%04d", rapid.IntRange(9000, 9005).Draw(r, "number")))
			public := rapid.Bool().Draw(r, "public")
			storetest.Do(t, st, func(tx *store.Tx) error {
				d := storetest.Dossier(id)
				d.Title.Et = rapid.StringMatching(`[a-zõäöü ]{3,20}`).Draw(r, "title")
				d.Changed = today.Add(-time.Duration(rapid.IntRange(0, 1000).Draw(r, "age")) * time.Hour)
				if !public {
					d.Published = time.Time{}
				}
				if err := tx.PutDossier(d); err != nil {
					return err
				}
				_, err := tx.Append(event.Event{Name: event.DossierChanged, Version: 1, Occurred: today, Dossier: id, Public: public})
				return err
			})
		}
		for _, p := range []people.Person{{}, {ID: "x", Institution: "JDM", Roles: []people.Role{people.Official}}} {
			for _, by := range []string{"", "number", "title", "deadline"} {
				ask := Dossiers{Sort: by, Size: 1000}
				followed, err1 := q.Dossiers(ctx, p, ask)
				anew, err2 := New(st, nil, nil, clock.At(today), Settings{}).Dossiers(ctx, p, ask)
				if err1 != nil || err2 != nil || fmt.Sprint(followed) != fmt.Sprint(anew) {
					r.Fatalf("sorted by %q: %v %v\n%v\n%v", by, err1, err2, followed, anew)
				}
				if p.ID == "" && slices.ContainsFunc(followed.Rows, func(row DossierRow) bool { return row.Hidden }) {
					r.Fatal("a hidden dossier is listed")
				}
			}
		}
	})
}

// TestCountsOfChoices holds that every choice leaves as many rows as it says.
func TestCountsOfChoices(t *testing.T) {
	_, q := loaded(t)
	ctx := context.Background()
	for _, base := range []Dossiers{{}, {Kind: dossier.Bill}, {Institution: "KLIM"}, {Words: "seadus"}, {Stage: dossier.Consultation}} {
		list, err := q.Dossiers(ctx, people.Person{}, base)
		if err != nil {
			t.Fatal(err)
		}
		check := func(c Choice, set func(*Dossiers)) {
			t.Helper()
			ask := base
			set(&ask)
			if got, err := q.Dossiers(ctx, people.Person{}, ask); err != nil || got.Page.Total != c.Count {
				t.Errorf("%+v: %q says %d, leaves %d", base, c.Value, c.Count, got.Page.Total)
			}
		}
		for _, c := range list.Kinds {
			check(c, func(d *Dossiers) { d.Kind = dossier.Kind(c.Value) })
		}
		for _, c := range list.Institutions {
			check(c, func(d *Dossiers) { d.Institution = people.Code(c.Value) })
		}
		for _, c := range list.Stages {
			check(c, func(d *Dossiers) {
				d.Stage, d.Outcome = dossier.Stage(c.Value), ""
				if slices.Contains(dossier.Outcomes, dossier.Outcome(c.Value)) {
					d.Stage, d.Outcome = "", dossier.Outcome(c.Value)
				}
			})
		}
	}
}

func TestPagesOfAListHoldEveryRowOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, size := rapid.IntRange(0, 60).Draw(r, "rows"), rapid.IntRange(1, 20).Draw(r, "size")
		rows := make([]string, n)
		for i := range rows {
			rows[i] = fmt.Sprint("r", i)
		}
		same := func(s string) string { return s }
		var seen []string
		after := ""
		for {
			part, at := page(rows, after, size, same)
			if at.Total != n || at.First != len(seen)+1 {
				r.Fatalf("page after %q: %+v", after, at)
			}
			if at.Before != nil {
				if back, _ := page(rows, *at.Before, size, same); !slices.Equal(back, rows[len(seen)-size:len(seen)]) {
					r.Fatalf("back from %q: %v", after, back)
				}
			}
			seen = append(seen, part...)
			if at.Next == nil {
				break
			}
			after = *at.Next
		}
		if !slices.Equal(seen, rows) {
			r.Fatalf("%v", seen)
		}
	})
}

func TestKeptStaysWithinItsRoomAndMakesOnce(t *testing.T) {
	k := newKept[int, int](1000)
	made := make([]int, 50)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Go(func() {
			for i := range 200 {
				key := (i*7 + g) % 10 // ten keys of 90 fit
				if got := k.make(key, func() (int, int) {
					mu.Lock()
					defer mu.Unlock()
					made[key]++
					return key * 2, 90
				}); got != key*2 {
					t.Errorf("%d gave %d", key, got)
				}
			}
		})
	}
	wait.Wait()
	for key := range 10 {
		if made[key] != 1 {
			t.Errorf("%d was made %d times", key, made[key])
		}
	}
	for i := range 40 {
		k.make(10+i, func() (int, int) { return i, 90 })
		if k.used > k.room || k.order.Len() != len(k.byKey) {
			t.Fatalf("%d bytes in %d", k.used, k.room)
		}
	}
}

func TestPanicWhileMakingIsNotKept(t *testing.T) {
	k := newKept[string, int](10)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		k.make("x", func() (int, int) { panic("broken") })
	}()
	if got := k.make("x", func() (int, int) { return 7, 1 }); got != 7 {
		t.Errorf("got %d", got)
	}
}

// TestCommentsAreCarriedToEveryLaterRevision holds that no comment is lost on
// the way: each stands in every revision from its own on.
func TestCommentsAreCarriedToEveryLaterRevision(t *testing.T) {
	st, q := loaded(t)
	ctx, carried := context.Background(), 0
	var documents []dossier.Document
	storetest.Look(t, st, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			list, err := tx.Documents(d.ID)
			if !d.Published.IsZero() {
				documents = append(documents, list...)
			}
			return err
		})
	})
	for _, doc := range documents {
		before := map[string]bool{}
		for no := 1; no <= doc.Revisions; no++ {
			r, err := q.Revision(ctx, people.Person{}, doc.Dossier, doc.No, no)
			if err != nil {
				t.Fatal(err)
			}
			now := map[string]bool{}
			for _, c := range r.Comments {
				now[c.Comment.No.String()] = true
				if c.Node < 0 || c.Node >= len(r.Text.Nodes) || c.Carried.State == "" {
					t.Errorf("%s r%d: %s stands at %d, %q", doc.Dossier, no, c.Comment.No, c.Node, c.Carried.State)
				}
				carried++
			}
			for comment := range before {
				if !now[comment] {
					t.Errorf("%s r%d: %s is lost", doc.Dossier, no, comment)
				}
			}
			before = now
		}
	}
	if carried == 0 {
		t.Error("no comment was carried")
	}
}

func TestProvisionsHaveAHistory(t *testing.T) {
	st, q := loaded(t)
	ctx, changes := context.Background(), 0
	storetest.Look(t, st, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			list, err := tx.Documents(d.ID)
			for _, doc := range list {
				if doc.Revisions < 2 || d.Published.IsZero() {
					continue
				}
				page, err := q.Revision(ctx, people.Person{}, d.ID, doc.No, doc.Revisions)
				if err != nil {
					return err
				}
				for _, m := range page.Marks[min(1, len(page.Marks)):min(len(page.Marks), 12)] {
					p, err := q.Provision(ctx, people.Person{}, d.ID, doc.No, m.Provision)
					if err != nil || len(p.States) == 0 {
						t.Errorf("%s provision %d: %d states, %v", d.ID, m.Provision, len(p.States), err)
						continue
					}
					changes += len(p.States) - 1
					last := p.States[len(p.States)-1]
					if last.Deleted || last.Revision.No < m.Changed {
						t.Errorf("%s %s: last changed in %d, the mark says %d", d.ID, p.Cite, last.Revision.No, m.Changed)
					}
				}
			}
			return err
		})
	})
	if changes == 0 {
		t.Error("nothing ever changed")
	}
}

func TestChangesTellNoSecrets(t *testing.T) {
	_, q := loaded(t)
	var all []event.Event
	after := event.Seq(0)
	for {
		part, last, err := q.Changes(context.Background(), after, 7)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
		if len(part) < 7 {
			break
		}
		after = last
	}
	whole, _, err := q.Changes(context.Background(), 0, 100_000)
	if err != nil || fmt.Sprint(all) != fmt.Sprint(whole) {
		t.Errorf("in pages %d, at once %d: %v", len(all), len(whole), err)
	}
	for _, e := range whole {
		if !e.Public || e.Actor != "" {
			t.Errorf("%+v", e)
		}
	}
}

func TestParseComment(t *testing.T) {
	for s, ok := range map[string]bool{"26-000123": true, "": true, "26-123": false, "126-000123": false, "26-000123 ": false, "26": false, "-1-000001": false, "26-+00123": false} {
		if _, err := ParseComment(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	if strings.Contains(fmt.Sprint(ParseComment("26-000123")), "NotFound") {
		t.Error("a good number is refused")
	}
}
