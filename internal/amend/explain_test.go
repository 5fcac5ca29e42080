package amend

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/lawtext"
)

const explainedLaw = "# Rahvaraamatukogu seadus\n\n##### § 3. Kord\n\n(1) Üks.\n\n(2) Kaks.\n\n##### § 5. Teenused\n\n(1) Teenused on:\n\n1) esimene;\n\n2) teine.\n\n##### § 5<sup>1</sup>. Muu\n\nMuu.\n\n##### § 10. Andmed\n\nAndmed.\n"

const explainedChange = "# Jäätmeseaduse muutmise seadus\n\n##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n1) paragrahvi 3 lõige 2 muudetakse;\n\n2) paragrahv 5 tunnistatakse kehtetuks;\n\n3) paragrahvi 7 muudetakse.\n\n##### § 2. Jõustumine\n\n(1) Seadus jõustub.\n\n##### § 3. Rakendamine\n\nRakendamine.\n"

// TestPassages: what a note says is beside the provision it begins with, and no
// other.
func TestPassages(t *testing.T) {
	for note, want := range map[string]string{
		"Paragrahv 3 piirab kiirust kõnniteel. Paragrahv 5 paneb vastutuse rentijale.": "para3: Paragrahv 3 piirab kiirust kõnniteel. | para5: Paragrahv 5 paneb vastutuse rentijale.",
		"Eelnõu § 5 lõike 1 punktis 2 on teine.":                                       "para5lg1p2: Eelnõu § 5 lõike 1 punktis 2 on teine.",
		"§ 3 – sätestatakse kord.\n\nKord on uus.":                                     "para3: § 3 – sätestatakse kord. / Kord on uus.",
		"Paragrahvides 3 ja 10 on ühine mõiste.":                                       "para3: Paragrahvides 3 ja 10 on ühine mõiste. | para10: Paragrahvides 3 ja 10 on ühine mõiste.",
		"Paragrahv 5<sup>1</sup> on uus.":                                              "para5b1: Paragrahv 5¹ on uus.",
		"**Paragrahvi 3 lõige 1.** Üks.\n\nLõikes 2 on kaks.":                          "para3lg1: Paragrahvi 3 lõige 1. Üks. | para3lg2: Lõikes 2 on kaks.",
		"Paragrahv 3 on kord:\n\n1) üks;\n\n2) kaks.":                                  "para3: Paragrahv 3 on kord: / 1) üks; / 2) kaks.",
		"Paragrahv 3 on kord.\n\n### 4. Mõjud\n\nMõju on väike.":                       "para3: Paragrahv 3 on kord.",
		"##### § 10. Andmed\n\nAndmeid ei säilitata.":                                  "para10: Andmeid ei säilitata.",
		"##### § 3. Kord\n\n(1) Üks.":                                                  "", // the draft quoted
		"Paragrahv 77 puudub. Lõige 2 samuti.":                                         "", // not in the draft
		"Karistusseadustiku § 3 sätestab karistuse.":                                   "", // another act
		"Muudatus puudutab ka §-i 5, vt. § 3. Lõpp.":                                   "", // in passing
		"Lõikes 2 on kaks.":                                                            "", // of which section?
	} {
		if got := passages(note, explainedLaw); got != want {
			t.Errorf("%q\n got %s\nwant %s", note, got, want)
		}
	}
}

// TestPassagesOnADraftThatChangesALaw: a provision of the law is not taken for one
// of the draft with the same number.
func TestPassagesOnADraftThatChangesALaw(t *testing.T) {
	for note, want := range map[string]string{
		"Paragrahvi 1 punktiga 1 alandatakse korterite arvu. Punktiga 2 jäetakse välja kompost.\n\nPunktiga 3 sätestatakse sagedus.": "para1p1: Paragrahvi 1 punktiga 1 alandatakse korterite arvu. | para1p2: Punktiga 2 jäetakse välja kompost. | para1p3: Punktiga 3 sätestatakse sagedus.",
		"Eelnõu § 1 punktidega 1–3 muudetakse seadust.":                                                                              "para1p1: Eelnõu § 1 punktidega 1–3 muudetakse seadust. | para1p2: Eelnõu § 1 punktidega 1–3 muudetakse seadust. | para1p3: Eelnõu § 1 punktidega 1–3 muudetakse seadust.",
		"Seaduseelnõu § 2 on jõustumine.":                                                                                            "para2: Seaduseelnõu § 2 on jõustumine.",
		"Paragrahviga 3 nähakse ette rakendamine.":                                                                                   "para3: Paragrahviga 3 nähakse ette rakendamine.",
		"Paragrahvi 3 lõikes 2 on kaks korda kuus.":                                                                                  "", // of the law that is changed
		"Paragrahv 3 kehtib praegu teisiti.":                                                                                         "",
		"§ 3 – muudetakse.":                                                                                                          "",
	} {
		if got := passages(note, explainedChange); got != want {
			t.Errorf("%q\n got %s\nwant %s", note, got, want)
		}
	}
}

// TestALongPassageIsCut: after a sentence, without harm to letters.
func TestALongPassageIsCut(t *testing.T) {
	for _, sentence := range []string{"Õiguslik mõju on väike. ", "õõõõõõõõõõ ", "õ"} {
		list := Passages(lawtext.Parse("Paragrahv 3 "+strings.Repeat(sentence, 400)), lawtext.Parse(explainedLaw))
		if len(list) != 1 || !list[0].More || len(list[0].Words) != 1 || len(list[0].Words[0]) > passageLong+8 || !utf8.ValidString(list[0].Words[0]) {
			t.Errorf("%q: %+v", sentence, list)
		}
	}
}

// TestPassagesOfTheSample reads the notes of the sample content.
func TestPassagesOfTheSample(t *testing.T) {
	const folder = "../sample/content/rahvaraamatukogu/"
	note, err1 := os.ReadFile(folder + "02-explanatory-note.r2.md")
	draft, err2 := os.ReadFile(folder + "01-draft-act.r2.md")
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	got := passages(string(note), string(draft))
	if !strings.Contains(got, "para5: Paragrahv 5 loetleb tasuta teenused.") || !strings.Contains(got, "para10: Paragrahv 10 käsitleb") || strings.Count(got, " | ") != 1 {
		t.Error(got)
	}
}

// TestPassagesOfLaws: a real law read as a note of itself quotes itself, and says
// nothing of itself that would have to be shown, at any rate not much.
func TestPassagesOfLaws(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/acts/*/*_001.md")
	if len(files) == 0 {
		t.Skip("no laws in ../shared/corpus")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		law := lawtext.Parse(string(data))
		for _, p := range Passages(law, law) {
			if _, ok := law.Find(p.Address); !ok || p.Node <= 0 || p.Node >= len(law.Nodes) {
				t.Fatalf("%s: %+v", file, p)
			}
		}
	}
}

func passages(note, draft string) string {
	var list []string
	for _, p := range Passages(lawtext.Parse(note), lawtext.Parse(draft)) {
		list = append(list, fmt.Sprintf("%s: %s", p.Address, strings.Join(p.Words, " / ")))
	}
	return strings.Join(list, " | ")
}
