package query

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/storetest"
)

// section writes a section with its subsections.
func section(no int, heading string, subsections ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "##### § %d. %s\n\n", no, heading)
	for n, s := range subsections {
		fmt.Fprintf(&b, "(%d) %s\n\n", n+1, s)
	}
	return b.String()
}

// TestHistoryThroughMovesSplitsAndCorrections moves a section, renumbers it,
// splits it and writes it anew so that only an official can tell what became of
// it, and reads the histories of all its parts.
func TestHistoryThroughMovesSplitsAndCorrections(t *testing.T) {
	const (
		grants   = "Luba antakse viieks aastaks pärast nõuetekohase taotluse esitamist ja riigilõivu tasumist."
		refuses  = "Loa andmisest keeldutakse, kui taotleja on esitanud valeandmeid või tema suhtes kehtib tegutsemiskeeld."
		revokes  = "Järelevalveasutus tunnistab loa kehtetuks, kui ettevõtja ei kõrvalda ettekirjutuses nimetatud rikkumist tähtajaks."
		appeals  = "Otsuse peale võib esitada vaide kolmekümne päeva jooksul otsuse teatavakstegemisest arvates."
		registry = "Register sisaldab andmeid ettevõtjate, nende tegevuskohtade ning väljastatud dokumentide kohta."
		keeper   = "Registri vastutav töötleja on ministeerium, kes korraldab andmete avalikustamise oma veebilehel."
		watches  = "Riiklikku järelevalvet seaduse nõuete täitmise üle teostab amet kohapealse kontrolli ja aruannete põhjal."
		enters   = "Järelevalveametnikul on õigus siseneda sadama territooriumile, tutvuda dokumentidega ning võtta neist ärakirju ja väljavõtteid."
		orders   = "Ettekirjutuse täitmata jätmise korral on sunniraha ülemmäär asendustäitmise ja sunniraha seaduses sätestatud korras kuus tuhat eurot."
		scope    = "Seadus reguleerib väikesadamate pidamist, nende ohutust ja hüvitisi vee-elustikule tekitatud kahju eest."
		terms    = "Väikesadam on sadam, kus osutatakse teenuseid alla kahekümne nelja meetri pikkustele veesõidukitele."
		anew     = "Kes tahab paate silduda lasta, see küsib enne nõusoleku. Vald vastab kuu ajaga."
	)
	texts := []string{
		section(1, "Reguleerimisala", scope) + section(2, "Luba", grants, refuses, revokes, appeals) + section(3, "Register", registry, keeper) + section(4, "Järelevalve", watches, enters, orders),
		section(1, "Reguleerimisala", scope) + section(2, "Register", registry, keeper) + section(3, "Järelevalve", watches, enters, orders) + section(4, "Luba", grants, refuses, revokes, appeals),
		section(1, "Reguleerimisala", scope) + section(2, "Mõisted", terms) + section(3, "Register", registry, keeper) + section(4, "Järelevalve", watches, enters, orders) + section(5, "Luba", grants, refuses, revokes, appeals),
		section(1, "Reguleerimisala", scope) + section(2, "Mõisted", terms) + section(3, "Register", registry, keeper) + section(4, "Järelevalve", watches, enters, orders) + section(5, "Luba", grants, refuses) + section(6, "Loa kehtetuks tunnistamine", revokes, appeals),
		section(1, "Reguleerimisala", scope) + section(2, "Mõisted", terms) + section(3, "Sildumine", anew) + section(4, "Register", registry, keeper) + section(5, "Järelevalve", watches, enters, orders) + section(6, "Loa kehtetuks tunnistamine", revokes, appeals),
	}
	ctx, st, clk := context.Background(), storetest.Open(t), clock.At(storetest.Now)
	do := action.New(st, clk, action.Settings{BaseURL: "http://127.0.0.1", ConsultationDays: 28})
	official := people.Person{ID: "p", Name: "Ametnik", Institution: "KLIM", Roles: []people.Role{people.Official}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := do.OpenDossier(ctx, official, action.OpenDossier{Facts: dossier.Facts{Title: lang.Text{Et: "Sadamaseadus"}, Kind: dossier.Bill, Contact: dossier.Contact{Office: "Osakond", Email: "a@klim.example.ee"}}})
	must(err)
	must(do.PublishDossier(ctx, official, id))
	_, err = do.AddDocument(ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
	must(err)
	for base, text := range texts {
		_, err := do.SaveDraft(ctx, official, action.SaveDraft{Dossier: id, Document: 1, Base: base, Text: []byte("# Sadamaseadus\n\n" + text), Reason: lang.Text{Et: "Täpsustus"}})
		must(err)
		_, err = do.PublishRevision(ctx, official, action.PublishRevision{Dossier: id, Document: 1, Version: 1})
		must(err)
	}
	q := New(st, nil, nil, clk, Settings{})
	// history is the revisions in which what stands at a place in one took a form,
	// and how it was cited there.
	history := func(revision int, address string) string {
		t.Helper()
		page, err := q.Revision(ctx, people.Person{}, id, 1, revision)
		must(err)
		node, ok := page.Text.Find(address)
		for k, i := range page.Text.Addressable() {
			if !ok || i != node {
				continue
			}
			p, err := q.Provision(ctx, people.Person{}, id, 1, page.Marks[k].Provision)
			must(err)
			var out []string
			for _, s := range p.States {
				one := fmt.Sprintf("%d: %s", s.Revision.No, s.Cite)
				if s.Moved {
					one += " moved"
				}
				if s.Deleted {
					one += " gone"
				}
				out = append(out, one)
			}
			return strings.Join(out, ", ")
		}
		t.Fatalf("revision %d has no %s", revision, address)
		return ""
	}
	check := func(when string, want map[string]string) {
		t.Helper()
		for place, told := range want {
			no, address, _ := strings.Cut(place, " ")
			if got := history(int(no[0]-'0'), address); got != told {
				t.Errorf("%s, %s:\n got %s\nwant %s", when, place, got, told)
			}
		}
	}
	check("before it is corrected", map[string]string{
		"1 para2":    "1: § 2, 2: § 4 moved, 3: § 5, 4: § 5, 5: § 5 gone",
		"1 para2lg1": "1: § 2 lg 1, 5: § 2 lg 1 gone",
		"1 para2lg3": "1: § 2 lg 3, 4: § 6 lg 1",
		"4 para6":    "4: § 6",
		"5 para3":    "5: § 3",
		"1 para3":    "1: § 3, 2: § 2, 3: § 3, 5: § 4",
	})
	must(do.CorrectLinks(ctx, official, action.CorrectLinks{Dossier: id, Document: 1, Revision: 5, Said: []compare.Fixed{{Old: "para5", New: "para3"}}}))
	check("corrected", map[string]string{
		"1 para2":    "1: § 2, 2: § 4 moved, 3: § 5, 4: § 5, 5: § 3 moved",
		"5 para3":    "1: § 2, 2: § 4 moved, 3: § 5, 4: § 5, 5: § 3 moved",
		"1 para2lg4": "1: § 2 lg 4, 4: § 6 lg 2",
		"4 para6":    "4: § 6",
	})
	for _, pair := range [][2]int{{1, 5}, {5, 1}, {2, 5}, {4, 5}} {
		page, err := q.Comparison(ctx, people.Person{}, id, Side{1, pair[0]}, Side{1, pair[1]})
		must(err)
		places := map[int]string{1: "para2", 2: "para4", 4: "para5", 5: "para3"}
		node, _ := page.Result.Old.Find(places[pair[0]])
		e := page.Result.OldEntry(node)
		if e.New < 0 || page.Result.New.Nodes[e.New].Address != places[pair[1]] || !e.Fixed {
			t.Errorf("revision %d against %d: %+v", pair[0], pair[1], e)
		}
	}
}
