package amend

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// linked writes the links of a text as people read them, with what they say besides.
func linked(text string) string {
	t := lawtext.Parse(text)
	var lines []string
	for _, l := range Read(t, names, true) {
		line := strings.TrimSpace(fmt.Sprintf("%s %s", l.Act, l.Place))
		for word, is := range map[string]bool{" cited": !l.Amends, " alone": l.Alone, " repealed": l.Whole} {
			if is {
				line += word
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

func TestChangesAboveSections(t *testing.T) {
	const j = "KLIM/04-0001/01"
	for said, want := range map[string]string{
		"1) seadust täiendatakse 3<sup>1</sup>. peatükiga järgmises sõnastuses:\n\n„3<sup>1</sup>. peatükk Jäätmed”;":             j + " 3¹. ptk",
		"1) seaduse 3. peatüki 2. jagu tunnistatakse kehtetuks;":                                                                  j + " 3. ptk 2. jagu",
		"1) seaduse 3. peatükki täiendatakse §-ga 31<sup>1</sup> järgmises sõnastuses:\n\n„§ 31<sup>1</sup>. Uus”;":               j + " § 31¹",
		"1) 2. peatüki pealkiri muudetakse ja sõnastatakse järgmiselt:\n\n„2. peatükk Load”;":                                     j + " 2. ptk alone",
		"1) lisa 2 punktis 3 asendatakse arv „5” arvuga „6”;":                                                                     j + " lisa 2 p 3",
		"1) seaduse lisa 1 tunnistatakse kehtetuks;\n\n2) paragrahvis 4 asendatakse sõna „a\" sõnaga „b\";\n\n3) § 6 muudetakse;": j + " lisa 1; " + j + " § 4; " + j + " § 6",
		"| Nr | Muudatus |\n|---|---|\n| 1 | paragrahvi 31 lõikes 2 asendatakse arv „5” arvuga „6” |":                             j + " § 31 lg 2",
	} {
		text := "##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n" + said + "\n"
		if got := linked(text); got != j+"; "+want {
			t.Errorf("%s\n got %s\nwant %s", said, got, j+"; "+want)
		}
	}
}

func TestActsThatAreChangedInOneSentence(t *testing.T) {
	for said, want := range map[string]string{
		"##### § 44. Muutmine\n\nTäiskasvanute koolituse seaduse (RT I 1993, 74, 1054) § 4 täiendatakse lõikega 4<sup>1</sup> järgmises sõnastuses:\n\n„(4<sup>1</sup>) Uus.”": "= täiskasvanute koolituse seadus § 4 lg 4¹",
		"##### § 23. Kehtetuks tunnistamine\n\n(1) Vabariigi Valitsuse 14. augusti 2008. a määrus nr 131 „Tervise infosüsteemi põhimäärus” tunnistatakse kehtetuks.":           "= tervise infosüsteemi põhimäärus repealed",
		"##### § 45. Kehtetuks tunnistamine\n\n(1) Jäätmeseadus (RT I 1995, 23, 334) tunnistatakse kehtetuks.":                                                                 "KLIM/04-0001/01 repealed",
	} {
		if got := linked(said); !strings.HasSuffix(got, want) {
			t.Errorf("%s\n got %s\nwant %s", said, got, want)
		}
	}
}

func TestNoActIsNamedByASentenceThatBeginsOtherwise(t *testing.T) {
	for _, said := range []string{"Enne käesoleva seaduse 5<sup>1</sup>. peatüki jõustumist registreeritud andmekogu loetakse registreerituks.", "Taotlus jäetakse rahuldamata ühendmääruse § 8 lõikes 2 nimetatud juhul."} {
		if got := linked("##### § 3. Kord\n\n(1) " + said); got != "" {
			t.Errorf("%s: %s", said, got)
		}
	}
}

func TestMentionsOfChaptersAndAnnexes(t *testing.T) {
	for text, want := range map[string]string{
		"##### § 5. Kord\n\n(1) Käesoleva seaduse 3. peatükis ja haldusmenetluse seaduse 2. peatüki 1. jaos sätestatut kohaldatakse.": "\"Käesoleva seaduse 3. peatükis\"  3. ptk\n\"haldusmenetluse seaduse 2. peatüki 1. jaos\" JDM/01-0002/01 2. ptk 1. jagu",
		"##### § 5. Kord\n\n(1) Nõuded on käesoleva määruse lisas 2 ning direktiivi 2003/87 lisas 1.":                                 "\"käesoleva määruse lisas 2\"  lisa 2",
		"##### § 5. Kord\n\n(1) Tasu koosneb 2. osast ja lisast.":                                                                     "",
	} {
		if got := mentioned(lawtext.Parse(text), false); got != want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", text, got, want)
		}
	}
}
