package query

import (
	"context"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestCorrectionsReachEveryComparison corrects one link and looks at what follows:
// comparisons of neighbours, of others and backwards, the place of a comment and
// the history of the provision.
func TestCorrectionsReachEveryComparison(t *testing.T) {
	const first = "# Seadus\n\n##### § 1. Kord\n\nEsimene lause.\n\n##### § 2. Hooldaja\n\nParki hooldab vald 30 päeva jooksul.\n"
	const second = "# Seadus\n\n##### § 1. Kord\n\nEsimene lause.\n\n##### § 2. Järelevalve\n\nAmet nõuab selgitusi.\n\n##### § 3. Korrashoid\n\nLinn koristab haljasala kuu ajaga.\n"
	ctx, st, clk := context.Background(), storetest.Open(t), clock.At(storetest.Now)
	do := action.New(st, clk, action.Settings{BaseURL: "http://127.0.0.1", ConsultationDays: 28})
	official := people.Person{ID: "p", Name: "Ametnik", Institution: "KLIM", Roles: []people.Role{people.Official}}
	citizen := people.Person{ID: "c", Name: "Mari Maasikas"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := do.OpenDossier(ctx, official, action.OpenDossier{Facts: dossier.Facts{Title: lang.Text{Et: "Seadus"}, Kind: dossier.Bill, Contact: dossier.Contact{Office: "Osakond", Email: "a@klim.example.ee"}}})
	must(err)
	must(do.PublishDossier(ctx, official, id))
	_, err = do.AddDocument(ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
	must(err)
	publish := func(base int, text string) {
		t.Helper()
		_, err := do.SaveDraft(ctx, official, action.SaveDraft{Dossier: id, Document: 1, Base: base, Text: []byte(text), Reason: lang.Text{Et: "Täpsustus"}})
		must(err)
		_, err = do.PublishRevision(ctx, official, action.PublishRevision{Dossier: id, Document: 1, Version: 1})
		must(err)
	}
	publish(0, first)
	window, err := do.OpenConsultation(ctx, official, action.OpenConsultation{
		Dossier: id, Title: lang.Text{Et: "Pargid"}, Summary: lang.Text{Et: "Lühidalt"}, Affected: lang.Text{Et: "Linnad"},
		Documents: []int{1}, Deadline: clock.DateOf(clk()).AddDays(30),
	})
	must(err)
	_, err = do.SubmitComment(ctx, citizen, action.SubmitComment{Consultation: window, As: consult.Private, Text: "Miks vald?", Received: clk(),
		Anchor: consult.Anchor{Document: 1, Revision: 1, Address: "para2"}})
	must(err)
	publish(1, second)
	publish(2, strings.Replace(second, "kuu ajaga", "kahe kuuga", 1))

	q := New(st, nil, nil, clk, Settings{})
	linked := func(old, new int) (string, bool) {
		t.Helper()
		page, err := q.Comparison(ctx, people.Person{}, id, Side{1, old}, Side{1, new})
		must(err)
		address := map[bool]string{true: "para2", false: "para3"}[old < new]
		node, _ := page.Result.Old.Find(address)
		e := page.Result.OldEntry(node)
		if e.New < 0 {
			return "", e.Fixed
		}
		return page.Result.New.Nodes[e.New].Address, e.Fixed
	}
	if at, _ := linked(1, 2); at == "para3" {
		t.Fatal("nothing is left to correct")
	}
	must(do.CorrectLinks(ctx, official, action.CorrectLinks{Dossier: id, Document: 1, Revision: 2, Said: []compare.Fixed{{Old: "para2", New: "para3"}}}))
	for _, pair := range [][2]int{{1, 2}, {1, 3}, {2, 1}, {3, 1}} {
		want := map[bool]string{true: "para3", false: "para2"}[pair[0] < pair[1]]
		if at, fixed := linked(pair[0], pair[1]); at != want || !fixed {
			t.Errorf("%v leads to %q, fixed %v", pair, at, fixed)
		}
	}
	page, err := q.Revision(ctx, people.Person{}, id, 1, 3)
	must(err)
	if at := page.Text.Nodes[page.Comments[0].Node].Address; at != "para3" {
		t.Errorf("the comment stands at %q", at)
	}
	node, _ := page.Text.Find("para3")
	for k, i := range page.Text.Addressable() {
		if i != node {
			continue
		}
		history, err := q.Provision(ctx, people.Person{}, id, 1, page.Marks[k].Provision)
		must(err)
		if len(history.States) != 3 || history.States[0].Address != "para2" {
			t.Errorf("the history has %d states: %+v", len(history.States), history.States)
		}
	}
}

// TestTypedProvisions reads provisions as people cite them.
func TestTypedProvisions(t *testing.T) {
	text := newTexts().parse(sourceOf("# Seadus\n\n##### § 1. Kord\n\n(1) Esimene.\n\n(2) Teine:\n\n1) punkt.\n"))
	page := LinksPage{Result: compare.Texts(text, text)}
	for typed, want := range map[string]string{
		"": "", "para1lg2": "para1lg2", "§ 1": "para1", " §1 lg 2 ": "para1lg2", "§ 1 lg 2 p 1": "para1lg2p1", "§ 1 LG 2": "para1lg2", "§ 9": "§ 9",
	} {
		if got := page.Fixed(typed, "").Old; got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
