package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var now = clock.At(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))

// folder writes files into a temporary folder and returns it.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	path := t.TempDir()
	for name, content := range files {
		file := filepath.Join(path, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// wordingFile is a wording of an invented act.
func wordingFile(id, department, from, body string) string {
	return fmt.Sprintf("---\ntitle: \"Näidisseadus\"\nidentifier: %q\nrank: \"seadus\"\npublication_date: \"2020-01-10\"\nadoption_date: \"2019-12-20\"\ndepartment: %q\nshort_title: \"NäS\"\ntext_type: \"algtekst-terviktekst\"\neffective_from: %q\n---\n# Näidisseadus\n\n%s", id, department, from, body)
}

func manifest(acts ...string) string { return `{"list":[` + strings.Join(acts, ",") + `]}` }

func manifestAct1(files ...string) string {
	var revisions []string
	for i, f := range files {
		revisions = append(revisions, fmt.Sprintf(`{"n":%d,"date":"2020-0%d-01","file":%q,"source":"https://www.riigiteataja.ee/akt/1%d","effective_from":"2020-0%d-01"}`, i+1, i+1, f, i+1, i+1))
	}
	return `{"id":"11","title":"Näidisseadus","rank":"seadus","department":"Riigikogu","short_title":"NäS","revisions":[` + strings.Join(revisions, ",") + `]}`
}

func run(t *testing.T, st *store.Store, paths ...string) Report {
	t.Helper()
	report, err := Run(context.Background(), st, now, paths, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func corpusOfThree(t *testing.T) string {
	return folder(t, map[string]string{
		"manifest.json": manifest(manifestAct1("a/1.md", "a/2.md", "a/3.md")),
		"a/1.md":        wordingFile("11", "Riigikogu", "2020-01-01", "##### § 1. Eesmärk\n\n(1) Seadus näitab.\n"),
		"a/2.md":        wordingFile("11", "Riigikogu", "2020-02-01", "##### § 1. Eesmärk\n\n(1) Seadus \u0084õpetab\u0093.\n\n##### § 1<sup>1</sup>. Uus\n\n(1) Uus säte.\n"),
		"a/3.md":        wordingFile("11", "Riigikogu", "2020-03-01", "##### § 1. Eesmärk\n\n(1) Seadus õpetab.\n"),
	})
}

func TestCorpus(t *testing.T) {
	st := storetest.Open(t)
	report := run(t, st, corpusOfThree(t))
	if report.Opened != 1 || report.Added != 3 || report.Failed() {
		t.Fatalf("%+v", report)
	}
	if len(report.Repairs) != 1 || report.Repairs[0].Kind != lawtext.Control || report.Repairs[0].Count != 2 {
		t.Errorf("repairs %+v", report.Repairs)
	}
	view(t, st, func(tx *store.Tx) error {
		d, err := tx.Dossier("RIIGIKOGU/20-0001")
		if err != nil {
			return err
		}
		if d.Kind != dossier.Bill || d.Title.Et != "Näidisseadus" || !d.Ended() || len(d.Steps) != 3 || d.Published.IsZero() {
			t.Errorf("dossier %+v", d)
		}
		doc, err := tx.Document(d.ID, 1)
		if err != nil {
			return err
		}
		if doc.Revisions != 3 || doc.Kind != dossier.DraftAct || doc.Act != "NäS" {
			t.Errorf("document %+v", doc)
		}
		return second(t, tx, d.ID)
	})
	storetest.Check(t, st)
}

// second looks at the revision that inserted a section.
func second(t *testing.T, tx *store.Tx, id dossier.ID) error {
	rev, err := tx.Revision(id, 1, 2)
	if err != nil {
		return err
	}
	if rev.Dated != clock.NewDate(2020, 2, 1) || rev.Sections != 2 || rev.Changed.Inserted != 1 || rev.Changed.Reworded != 1 || rev.Source != "https://www.riigiteataja.ee/akt/12" {
		t.Errorf("revision %+v", rev)
	}
	text, err := tx.RevisionText(id, 1, 2)
	if err != nil {
		return err
	}
	if !strings.Contains(text, "„õpetab“") {
		t.Errorf("controls were not repaired: %q", text)
	}
	first, err := tx.Marks(id, 1, 1)
	if err != nil {
		return err
	}
	marks, err := tx.Marks(id, 1, 2)
	if err != nil {
		return err
	}
	if marks[0].Provision != first[0].Provision {
		t.Errorf("§ 1 became somebody else: %v, then %v", first, marks)
	}
	return nil
}

func view(t *testing.T, st *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := st.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestAgainChangesNothing(t *testing.T) {
	st := storetest.Open(t)
	path := folder(t, map[string]string{
		"manifest.json":     manifest(manifestAct1("1.md", "2.md")),
		"1.md":              wordingFile("11", "Riigikogu", "2020-01-01", "##### § 1. A\n"),
		"2.md":              wordingFile("11", "Riigikogu", "2020-02-01", "##### § 1. B\n"),
		"eis/dossiers.json": `{"dossiers":[{"number":"JDM/26-0214","title":"Muutmine","kind":"AmendmentBill","initiator":"Justiitsministeerium","published":"2026-02-17","url":"https://eelnoud.valitsus.ee/1"}]}`,
	})
	first := run(t, st, path)
	if first.Opened != 2 || first.Added != 2 {
		t.Fatalf("%+v", first)
	}
	before, seq := snapshot(t, st), st.LastSeq()
	again := run(t, st, path, path)
	if again.Opened != 0 || again.Added != 0 || again.Unchanged != 4 || again.UnchangedDossiers != 2 || again.Failed() {
		t.Errorf("%+v", again)
	}
	if st.LastSeq() != seq || snapshot(t, st) != before {
		t.Error("the store changed")
	}
	storetest.Check(t, st)
}

func snapshot(t *testing.T, st *store.Store) string {
	t.Helper()
	var b strings.Builder
	if err := st.Snapshot(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An import that is cut off after any change goes on there, and ends with the
// same texts and identities as one that was not.
func TestCutOff(t *testing.T) {
	path := corpusOfThree(t)
	whole := storetest.Open(t)
	run(t, whole, path)
	for after := 1; after <= 3; after++ {
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			st := storetest.Open(t)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			n := 0
			_, err := Run(ctx, st, now, []string{path}, Options{Progress: func(Progress) {
				if n++; n == after {
					cancel()
				}
			}})
			if after < 3 && err == nil {
				t.Fatal("was not cut off")
			}
			rest := run(t, st, path)
			if rest.Unchanged != after || rest.Added != 3-after {
				t.Fatalf("%+v", rest)
			}
			same(t, whole, st)
			storetest.Check(t, st)
		})
	}
}

// same compares texts, marks and events of the one act of two stores.
func same(t *testing.T, a, b *store.Store) {
	t.Helper()
	if x, y := all(t, a), all(t, b); x != y {
		t.Errorf("differ:\n%s\n%s", x, y)
	}
}

func all(t *testing.T, st *store.Store) string {
	var out strings.Builder
	view(t, st, func(tx *store.Tx) error {
		for no := 1; no <= 3; no++ {
			rev, err := tx.Revision("RIIGIKOGU/20-0001", 1, no)
			if err != nil {
				return err
			}
			marks, err := tx.Marks(rev.Dossier, 1, no)
			if err != nil {
				return err
			}
			fmt.Fprintln(&out, rev, marks)
		}
		events, err := tx.Events(0, 0)
		fmt.Fprintln(&out, events)
		return err
	})
	return out.String()
}

func TestOneBadFileStopsNothing(t *testing.T) {
	st := storetest.Open(t)
	path := folder(t, map[string]string{
		"manifest.json": manifest(manifestAct1("1.md", "2.md", "absent.md", "3.md", "../x.md"[3:], "empty.md")),
		"1.md":          wordingFile("11", "Riigikogu", "2020-01-01", "##### § 1. A\n"),
		"2.md":          wordingFile("11", "Riigikogu", "2020-02-01", "##### § 1. \xe4\n"),
		"3.md":          wordingFile("11", "Riigikogu", "2020-03-01", "##### § 1. C\n"),
		"x.md":          "",
		"empty.md":      "---\ntitle: A\n---\n \n",
	})
	report := run(t, st, path)
	if report.Added != 2 || len(report.Refused) != 4 || !report.Failed() {
		t.Fatalf("%+v", report)
	}
	var told strings.Builder
	if err := report.Write(&told, func(m fault.Message) string { return m.Key }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		filepath.Join(path, "2.md") + ":14: lawtext.not_utf8",
		filepath.Join(path, "absent.md") + ": exchange.cannot_open",
		filepath.Join(path, "empty.md") + ": exchange.no_text",
		"Refused: 4",
	} {
		if !strings.Contains(told.String(), want) {
			t.Errorf("not told: %s in\n%s", want, told.String())
		}
	}
	// Again: what was refused is refused again, and nothing else happens.
	again := run(t, st, path)
	if again.Added != 0 || again.Unchanged != 2 || len(again.Refused) != 4 {
		t.Errorf("%+v", again)
	}
	// Mended too late: revisions never change, so it cannot go in between.
	if err := os.WriteFile(filepath.Join(path, "2.md"), []byte(wordingFile("11", "Riigikogu", "2020-02-01", "##### § 1. B\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if late := run(t, st, path); late.Added != 0 || late.Refused[0].Reason.Key != "exchange.too_late" {
		t.Errorf("%+v", late)
	}
	storetest.Check(t, st)
}

func TestNewWordingIsAdded(t *testing.T) {
	st := storetest.Open(t)
	path := folder(t, map[string]string{"1.md": wordingFile("7", "Sotsiaalminister", "2020-01-01", "##### § 1. A\n")})
	run(t, st, path)
	if err := os.WriteFile(filepath.Join(path, "2.md"), []byte(wordingFile("7", "Sotsiaalminister", "2021-01-01", "##### § 1. B\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	report := run(t, st, path)
	if report.Opened != 0 || report.Added != 1 || report.Unchanged != 1 {
		t.Errorf("%+v", report)
	}
	view(t, st, func(tx *store.Tx) error {
		_, err := tx.Revision("SOM/20-0001", 1, 2)
		return err
	})
}

func TestNobodyAnswers(t *testing.T) {
	path := folder(t, map[string]string{"a.txt": "Määrus\n\n§ 1. Ese\n(1) Tekst.\n"})
	st := storetest.Open(t)
	report := run(t, st, path)
	if len(report.Refused) != 1 || report.Refused[0].Reason.Key != "exchange.no_institution" || st.LastSeq() != 0 {
		t.Fatalf("%+v", report)
	}
	report, err := Run(context.Background(), st, now, []string{path}, Options{Institution: "RAM"})
	if err != nil || report.Added != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	view(t, st, func(tx *store.Tx) error {
		_, err := tx.Dossier("RAM/26-0001")
		return err
	})
}

func TestList(t *testing.T) {
	st := storetest.Open(t)
	path := folder(t, map[string]string{"list.json": `{"dossiers":[
{"number":"KLIM/11-0277","title":"Kivistised","kind":"MinisterialRegulation","initiator":"Kliimaministeerium","published":"2011-05-26","stage":"PublicConsultation","url":"https://eelnoud.valitsus.ee/a"},
{"number":null,"title":"COM(2015) 240 - 9.6.1/15-1712 (27.05.2015)","kind":"Other","initiator":null,"published":null,"stage":"PublicConsultation","url":"https://eelnoud.valitsus.ee/b"},
{"number":null,"title":"Numbrita","url":"https://eelnoud.valitsus.ee/c"},
{"number":"KLIM-11","title":"Vale number"},
{"number":"UUS/24-0001","title":"Tundmatu asutus","initiator":"Uus Amet"},
{"number":"UUS/24-0001","title":"Teine","url":"https://eelnoud.valitsus.ee/d"}]}`})
	report := run(t, st, filepath.Join(path, "list.json"))
	if report.Opened != 3 || len(report.Refused) != 3 || len(report.Notes) != 1 {
		t.Fatalf("%+v", report)
	}
	for i, want := range []Refusal{{Line: 4, Reason: fault.Message{Key: "exchange.no_number"}}, {Line: 5, Reason: fault.Message{Key: "exchange.bad_number"}}, {Line: 7, Reason: fault.Message{Key: "exchange.twice"}}} {
		if got := report.Refused[i]; got.Line != want.Line || got.Reason.Key != want.Reason.Key {
			t.Errorf("refused %+v, want %+v", got, want)
		}
	}
	view(t, st, func(tx *store.Tx) error {
		eu, err := tx.Dossier("9.6.1/15-1712")
		if err != nil {
			return err
		}
		if eu.Kind != dossier.EUMatter || eu.Institution != "RK" || eu.Steps[0].Happened != clock.NewDate(2015, 5, 27) {
			t.Errorf("%+v", eu)
		}
		klim, err := tx.Dossier("KLIM/11-0277")
		if err != nil {
			return err
		}
		if klim.Kind != dossier.MinisterRegulation || klim.Institution != "KLIM" || klim.Steps[0].Stage != dossier.Consultation {
			t.Errorf("%+v", klim)
		}
		if _, err := tx.Institution("KEM"); err != nil {
			t.Error("the predecessor of KLIM is not recorded")
		}
		unknown, err := tx.Institution("UUS")
		if err != nil || unknown.Name.Et != "Uus Amet" {
			t.Errorf("%+v, %v", unknown, err)
		}
		return nil
	})
	storetest.Check(t, st)
}

// A number that the eelnõude infosüsteem has given belongs to its dossier alone.
func TestNumberTaken(t *testing.T) {
	st := storetest.Open(t)
	run(t, st, folder(t, map[string]string{"1.md": wordingFile("7", "Sotsiaalminister", "2020-01-01", "§ 1. A\n")}))
	report := run(t, st, filepath.Join(folder(t, map[string]string{"l.json": `{"dossiers":[{"number":"SOM/20-0001","title":"Teine"}]}`}), "l.json"))
	if len(report.Refused) != 1 || report.Refused[0].Reason.Key != "exchange.number_taken" || report.Refused[0].Line != 1 {
		t.Errorf("%+v", report)
	}
}

func TestNothingThere(t *testing.T) {
	st := storetest.Open(t)
	empty := t.TempDir()
	outside := folder(t, map[string]string{"secret.md": "§ 1. Salajane\n"})
	linked := t.TempDir()
	if err := os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(linked, "a.md")); err != nil {
		t.Fatal(err)
	}
	report := run(t, st, "/no/such/path", empty, filepath.Join(linked, "a.md"), linked)
	if len(report.Refused) != 4 || report.Added != 0 || st.LastSeq() != 0 {
		t.Errorf("%+v", report)
	}
}

func TestEventsArePublic(t *testing.T) {
	st := storetest.Open(t)
	run(t, st, corpusOfThree(t))
	view(t, st, func(tx *store.Tx) error {
		events, err := tx.Events(0, 0)
		names := map[event.Name]int{}
		for _, e := range events {
			names[e.Name]++
			if !e.Public || e.Actor != "" || e.Occurred.IsZero() {
				t.Errorf("%+v", e)
			}
		}
		if names[event.RevisionPublished] != 3 || names[event.DossierOpened] != 1 || names[event.DocumentAdded] != 1 || names[event.InstitutionRecorded] != 1 {
			t.Errorf("%v", names)
		}
		return err
	})
}

func TestGiver(t *testing.T) {
	for authority, want := range map[string]string{
		"Riigikogu": "RIIGIKOGU", "Vabariigi Valitsus": "VV", "Siseminister": "SIM", "Maaeluminister": "MEM", "Tervise- ja tööminister": "SOM",
		"Ülemnõukogu": "ÜN", "Tartu Linnavolikogu": "TARTU-LVK", "Otepää Vallavalitsus": "OTEPÄÄ-VV", "Tallinna  Linnavalitsus": "TALLINNA-LV",
		"Välisministeerium": "VÄM", "Lääne-Nigula Vallavalitsus": "LÄÄNE-NIGULA-VV", "Eesti Panga President": "EP", "Sotsiaalkaitseminister ja terviseminister": "SOM", "Mingi Väga Pikk Asutus": "MINVPA",
	} {
		if got := giver(authority); string(got.Code) != want || got.Name.Et == "" {
			t.Errorf("%s: %+v, want %s", authority, got, want)
		}
	}
	for _, i := range Institutions() {
		if i.Name.Et == "" || i.Name.En == "" || i.Name.Ru == "" {
			t.Errorf("%s lacks a name", i.Code)
		}
		for _, before := range i.Predecessors {
			if _, ok := Institutions().Find(before); !ok {
				t.Errorf("%s: predecessor %s is not there", i.Code, before)
			}
		}
	}
}

// Two authorities whose names shorten alike stay two.
func TestCodesDoNotMeet(t *testing.T) {
	st := storetest.Open(t)
	path := folder(t, map[string]string{
		"1.md": wordingFile("1", "Uue Asja Komisjon", "2020-01-01", "§ 1. A\n"),
		"2.md": wordingFile("2", "Uue Asjaajamise Koda", "2020-01-01", "§ 1. A\n"),
		"3.md": wordingFile("3", "Uue Asja Komisjon", "2020-01-01", "§ 1. B\n"),
	})
	run(t, st, path)
	view(t, st, func(tx *store.Tx) error {
		for number, name := range map[dossier.ID]string{"UUEAK/20-0001": "Uue Asja Komisjon", "UUEAK2/20-0002": "Uue Asjaajamise Koda", "UUEAK/20-0003": "Uue Asja Komisjon"} {
			d, err := tx.Dossier(number)
			if err != nil {
				return err
			}
			if i, err := tx.Institution(d.Institution); err != nil || i.Name.Et != name {
				t.Errorf("%s: %+v, %v", number, i, err)
			}
		}
		return nil
	})
}

func TestProgress(t *testing.T) {
	p := Progress{Done: 5, Total: 10, DoneBytes: 5e6, TotalBytes: 10e6, Elapsed: 10 * time.Second}
	if got := p.String(); got != "5 of 10, 5.0 MB, 0 a second, 10s left" && got != "5 of 10, 5.0 MB, 1 a second, 10s left" {
		t.Error(got)
	}
	var b strings.Builder
	printer := Printer(&b, false, time.Second)
	for i := 1; i <= 10; i++ {
		printer(Progress{Done: i, Total: 10, Elapsed: time.Duration(i) * 300 * time.Millisecond})
	}
	if n := strings.Count(b.String(), "\n"); n != 3 {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
}
