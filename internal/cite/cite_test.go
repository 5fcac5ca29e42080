package cite_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

var names = cite.NewNames(append(cite.Known(), cite.Act{Title: "Hoiu-laenuühistu seadus", Short: "HLÜS"},
	cite.Act{Title: "Tsiviilkohtumenetluse seadustiku ja täitemenetluse seadustiku rakendamise seadus", Short: "TsMSRS"},
	cite.Act{Title: "Õpilaste vastuvõtu tingimused ja kord"}))

// shown writes references as text: scope, place, and the words that name it.
func shown(text string, list []cite.Reference) string {
	var b strings.Builder
	for _, r := range list {
		act := map[cite.Scope]string{cite.Own: "", cite.Foreign: "?", cite.Named: r.Act.Short}[r.Scope]
		if r.Scope == cite.Named && act == "" {
			act = r.Act.Title
		}
		place := r.Place.String()
		if r.Until.N != 0 {
			place += "–" + r.Until.String()
		}
		if r.Maybe.N != 0 {
			place += " or " + r.Maybe.String()
		}
		fmt.Fprintf(&b, "[%s: %s]", strings.TrimSpace(act+" "+place), text[r.Start:r.End])
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"KarS § 121":                                 "[KarS § 121: KarS § 121]",
		"käibemaksuseaduse § 5 lg 2 p 3":             "[KMS § 5 lg 2 p 3: käibemaksuseaduse § 5 lg 2 p 3]",
		"sätestatud §-s 126¹ ette":                   "[§ 126¹: §-s 126¹]",
		"§ 126-1 järgi":                              "[§ 126¹: § 126-1]",
		"§ 12 prim 1":                                "[§ 12¹: § 12 prim 1]",
		"§ 12<sup>1</sup> lõikes 2":                  "[§ 12¹ lg 2: § 12<sup>1</sup> lõikes 2]",
		"paragrahvi 121 lõike 2 punktist 3":          "[§ 121 lg 2 p 3: paragrahvi 121 lõike 2 punktist 3]",
		"käesoleva paragrahvi lõike 3 punktis 1":     "[lg 3 p 1: lõike 3 punktis 1]",
		"§ 5 lõigetes 2 ja 4 ning § 7 punktides 1–3": "[§ 5 lg 2: § 5 lõigetes 2][§ 5 lg 4: 4][§ 7 p 1–3: § 7 punktides 1–3]",
		"käesoleva seaduse §-des 5, 6 ja 7":          "[§ 5: käesoleva seaduse §-des 5][§ 6: 6][§ 7: 7]",
		"§ 5 lõike 1 punktis 2 ja lõikes 3":          "[§ 5 lg 1 p 2: § 5 lõike 1 punktis 2][§ 5 lg 3: lõikes 3]",
		"karistusseadustiku §-des 121–123":           "[KarS § 121–123: karistusseadustiku §-des 121–123]",
		"KarS-i § 121 lg-s 2":                        "[KarS § 121 lg 2: KarS-i § 121 lg-s 2]",
		"karistusseadustiku (edaspidi KarS) § 5":     "[KarS § 5: karistusseadustiku (edaspidi KarS) § 5]",
		"töölepingu seaduses sätestatu":              "[TLS: töölepingu seaduses]",
		"hoiu-laenuühistu seaduse § 2":               "[HLÜS § 2: hoiu-laenuühistu seaduse § 2]",
		"tsiviilkohtumenetluse seadustiku ja täitemenetluse seadustiku rakendamise seaduse § 3": "[TsMSRS § 3: tsiviilkohtumenetluse seadustiku ja täitemenetluse seadustiku rakendamise seaduse § 3]",
		"tundmatu asja seaduse § 4 ja käesoleva seaduse § 5":                                    "[? § 4: § 4][§ 5: käesoleva seaduse § 5]",
		"KarS § 121 ja TLS § 5":                                "[KarS § 121: KarS § 121][TLS § 5: TLS § 5]",
		"KarS § 121 ja sama seaduse § 5":                       "[KarS § 121: KarS § 121][KarS § 5: sama seaduse § 5]",
		"§ 5 lõige 2 ja sama paragrahvi lõige 4":               "[§ 5 lg 2: § 5 lõige 2][§ 5 lg 4: lõige 4]",
		"§ 5 kohaselt 12 kuud":                                 "[§ 5: § 5]",
		"§ 5 ja 12 kuud":                                       "[§ 5: § 5]",
		"paragrahvid 5 ja 6 tunnistatakse kehtetuks":           "[§ 5: paragrahvid 5][§ 6: 6]",
		"lõiked 2 ja 3 kuuluvad muutmisele":                    "[lg 2: lõiked 2][lg 3: 3]",
		"§-des 5 ja 6 mainitud korras":                         "[§ 5: §-des 5][§ 6: 6]",
		"§ 5 ja 6 tunni jooksul":                               "[§ 5: § 5]",
		"§ 5 ja 3. lause":                                      "[§ 5: § 5]",
		"§ 5, 12.03.2020":                                      "[§ 5: § 5]",
		"lõike 1 punkti 2 alapunktis a":                        "[lg 1 p 2 alap a: lõike 1 punkti 2 alapunktis a]",
		"p 3 on valesti":                                       "",
		"üks on seadus":                                        "",
		"§ sätestab":                                           "",
		"käesoleva seaduse 3. peatükis":                        "[3. ptk: käesoleva seaduse 3. peatükis]",
		"KarS 9. peatüki 1. jaos":                              "[KarS 9. ptk 1. jagu: KarS 9. peatüki 1. jaos]",
		"karistusseadustiku 2.–4. peatükk":                     "[KarS 2. ptk–4: karistusseadustiku 2.–4. peatükk]",
		"TLS 1. ja 3<sup>1</sup>. peatükki":                    "[TLS 1. ptk: TLS 1.][TLS 3¹. ptk: 3<sup>1</sup>. peatükki]",
		"käesoleva määruse lisas":                              "[lisa: käesoleva määruse lisas]",
		"TLS lisade 1 ja 2":                                    "[TLS lisa 1: TLS lisade 1][TLS lisa 2: 2]",
		"KarS lisa 1 § 3":                                      "[KarS lisa 1 § 3: KarS lisa 1 § 3]",
		"lisa raha ja muu lisas":                               "",
		"käesoleva paragrahvi 1. lõikes":                       "[lg 1: 1. lõikes]",
		"käesoleva paragrahvi 1.–3. lõikes":                    "[lg 1–3: 1.–3. lõikes]",
		"käesoleva paragrahvi 1. ja 2<sup>1</sup>. lõike nõue": "[lg 1: 1.][lg 2¹: 2<sup>1</sup>. lõike]",
		"käesoleva paragrahvi 1. lõike punkti 3 nõue":          "[lg 1 p 3: 1. lõike punkti 3]",
		"käesoleva paragrahvi 1. lõike 2. punktis":             "[lg 1 p 2: 1. lõike 2. punktis]",
		"KarS § 121 2. lõikes":                                 "[KarS § 121 lg 2: KarS § 121 2. lõikes]",
		"KarS § 121, 2. lõik":                                  "[KarS § 121: KarS § 121]",
		"§ 12<sup>1</sup> 3. lõikes ja § 5":                    "[§ 12¹ lg 3: § 12<sup>1</sup> 3. lõikes][§ 5: § 5]",
		"§ 5 ja sama paragrahvi 2. lõige":                      "[§ 5: § 5][§ 5 lg 2: 2. lõige]",
		"§ 5 3. lause":                                         "[§ 5: § 5]",
		"7. osa võtma":                                         "[7. osa: 7. osa]",
		"12. märtsil":                                          "",
		"§ 5\n\n§ 6":                                           "[§ 5: § 5][§ 6: § 6]",
		"lisa 1 punktis 3":                                     "[lisa 1 p 3: lisa 1 punktis 3]",
		"„Õpilaste vastuvõtu tingimused ja kord“ § 2":          "[Õpilaste vastuvõtu tingimused ja kord § 2: Õpilaste vastuvõtu tingimused ja kord“ § 2]",
	} {
		if got := shown(text, cite.Find(text, names)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	for query, want := range map[string]string{
		"KarS § 121":                     "[KarS § 121: KarS § 121] KarS | ",
		"kars §121 lg2 p3":               "[KarS § 121 lg 2 p 3: kars §121 lg2 p3] kars | ",
		"kaibemaksuseaduse § 5 lg 2 p 3": "[KMS § 5 lg 2 p 3: kaibemaksuseaduse § 5 lg 2 p 3] kaibemaksuseaduse | ",
		"§ 126 1":                        "[§ 126 or 126¹: § 126 1]  | ",
		"§ 126-1":                        "[§ 126¹: § 126-1]  | ",
		"§ 121 KarS":                     "[KarS § 121: § 121] KarS | ",
		"par 121 karistusseadustik":      "[KarS § 121: par 121] karistusseadustik | ",
		"tundmatu seaduse § 4":           "[? § 4: § 4] tundmatu seaduse | ",
		"peksmine KarS § 121 karistus":   "[KarS § 121: KarS § 121] KarS | peksmine karistus",
		"section 12 subsection 3":        "[§ 12 lg 3: section 12 subsection 3]  | ",
		"статья 12 часть 3":              "[§ 12 lg 3: статья 12 часть 3]  | ",
		"töölepingu seadusest":           "[TLS: töölepingu seadusest] töölepingu seadusest | töölepingu seadusest",
		"tls":                            "[TLS: tls] tls | tls",
		"käibemaks":                      "none",
		"lg 3":                           "none",
		"KMS § 5, lg 2, p 3":             "[KMS § 5 lg 2 p 3: KMS § 5, lg 2, p 3] KMS | ",
		"paragrahv 5 lõige 2 töölepingu seaduses": "[TLS § 5 lg 2: paragrahv 5 lõige 2] töölepingu seaduses | ",
	} {
		ref, rest, ok := cite.Read(query, names)
		got := "none"
		if ok {
			got = shown(query, []cite.Reference{ref}) + " " + ref.Written + " | " + rest
		}
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", query, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	n := func(n, sup int) lawtext.Number { return lawtext.Number{N: n, Sup: sup} }
	p := cite.Place{Section: n(12, 1), Subsection: n(2, 0), Point: n(3, 0), Subpoint: n(2, 0)}
	if got := p.Address() + " " + p.String(); got != "para12b1lg2p3apb § 12¹ lg 2 p 3 alap b" {
		t.Error(got)
	}
	if got := (cite.Place{Point: n(4, 0)}).In(p).Address(); got != "para12b1lg2p4" {
		t.Error(got)
	}
	if got := (cite.Place{Point: n(4, 0)}).Address(); got != "" {
		t.Error(got)
	}
	var list []string
	for _, place := range cite.Find("§-des 3–6 ja 7¹–7³", nil) {
		for _, one := range place.All() {
			list = append(list, one.Address())
		}
	}
	if got := strings.Join(list, " "); got != "para3 para4 para5 para6 para7b1 para7b2 para7b3" {
		t.Error(got)
	}
}

// Whatever is read, the references stand in order, apart and inside the text.
func TestReferencesStandApart(t *testing.T) {
	parts := []string{"§", "§-s", "lg", "lõikes", "p", "punktis", "alapunktis", "a", "5", "12¹", "126-1", "–", ",", "ja", "KarS", "käesoleva", "sama", "seaduse",
		"paragrahvi", "(", ")", "“", "\n\n", ".", "töölepingu", "2.3", "99999999999", "^", "<sup>1</sup>", "prim 1", "\xff", "õ", "lisa"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 25).Draw(t, "parts"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		at := 0
		for _, r := range cite.Find(text, names) {
			if r.Start < at || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("%q: %+v", text, r)
			}
			at = r.End
			for _, p := range r.All() {
				_ = p.Address()
			}
		}
		if _, rest, ok := cite.Read(text, names); ok && utf8.ValidString(text) && !utf8.ValidString(rest) {
			t.Fatalf("%q: rest %q", text, rest)
		}
	})
}

// Every abbreviation that we know means what the state says it means.
func TestKnownAbbreviationsAgree(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(shared(t), "corpus", "rt", "abbreviations.json"))
	if err != nil {
		t.Skip("no list of abbreviations: ", err)
	}
	var list struct {
		Acts []struct{ Abbreviation, Title string }
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	for _, theirs := range list.Acts {
		i := slices.IndexFunc(cite.Known(), func(a cite.Act) bool { return a.Short == theirs.Abbreviation })
		if i >= 0 && cite.Known()[i].Title != theirs.Title {
			t.Errorf("%s is %q, we say %q", theirs.Abbreviation, theirs.Title, cite.Known()[i].Title)
		}
	}
}

// Nearly every § of real acts is read, and what is read is there to be read.
func TestActsOfTheState(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "corpus", "acts", "184411", "*_11*.md"))
	if err != nil || len(files) == 0 {
		t.Skip("no acts to read")
	}
	b, err := os.ReadFile(files[len(files)-1])
	if err != nil {
		t.Fatal(err)
	}
	signs, read := 0, 0
	text := string(b)
	for _, r := range cite.Find(text, names) {
		if r.Section.N != 0 {
			read++
		}
	}
	signs = strings.Count(text, "§ ") + strings.Count(text, "§-")
	if read < signs*97/100 {
		t.Errorf("%d references to sections read of %d signs", read, signs)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("KarS § 121 lg 2 p 3, 4 ja 5")
	f.Add("§§ 12¹–12³; sama seaduse lõige 1")
	f.Fuzz(func(t *testing.T, text string) {
		cite.Find(text, names)
		cite.Read(text, names)
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Käesoleva seaduse § 5 lõigetes 2 ja 4 sätestatud juhul kohaldatakse töölepingu seadust ning karistusseadustiku § 121. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		cite.Find(text, names)
	}
}

// shared is the folder of material for tests beside the repository.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		path := filepath.Join(filepath.Dir(dir), "shared")
		if _, missing := os.Stat(path); missing == nil {
			return path
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("no material beside the repository")
	return ""
}
