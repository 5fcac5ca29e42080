package amend

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/lawtext"
)

const waste = `# Jäätmeseadus

##### § 31. Biojäätmed

(1) Biojäätmed kogutakse eraldi.

(2) Kogumise korra kehtestab vald.

(3) Kord on avalik.

##### § 66. Vedu

(1) Jäätmeid veetakse:

1) kaks korda kuus;

2) suvel kaks korda nädalas.

(2) Veo tasu määrab vald.

##### § 71. Järelevalve

(1) Järelevalvet teeb vald.

(2) Vald teatab amet ile.

(3) Amet vastab.
`

const key = "KLIM/04-0001/01"

func applied(t *testing.T, commands string) Applied {
	t.Helper()
	draft := lawtext.Parse("# Jäätmeseaduse muutmise seadus\n\n##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n" + commands)
	return Apply(lawtext.Parse(waste), draft, names, key)
}

// TestApply carries out each sort of change alone.
func TestApply(t *testing.T) {
	for name, c := range map[string]struct{ said, old, new string }{
		"a subsection reworded":       {"1) paragrahvi 31 lõige 2 muudetakse ja sõnastatakse järgmiselt:\n\n„(2) Korra kehtestab linn.”.", "(2) Kogumise korra kehtestab vald.", "(2) Korra kehtestab linn."},
		"without its number":          {"1) paragrahvi 31 lõige 2 sõnastatakse järgmiselt: „Korra kehtestab linn.”.", "Kogumise korra kehtestab vald.", "Korra kehtestab linn."},
		"a subsection added":          {"1) paragrahvi 31 täiendatakse lõikega 2<sup>1</sup> järgmises sõnastuses:\n\n„(2<sup>1</sup>) Erand.”.", "kehtestab vald.\n\n(3)", "kehtestab vald.\n\n(2<sup>1</sup>) Erand.\n\n(3)"},
		"two added together":          {"1) paragrahvi 31 täiendatakse lõigetega 4 ja 5 järgmises sõnastuses:\n\n„(4) Neljas.\n\n(5) Viies.”.", "(3) Kord on avalik.\n", "(3) Kord on avalik.\n\n(4) Neljas.\n\n(5) Viies.\n"},
		"a point added":               {"1) paragrahvi 66 lõiget 1 täiendatakse punktiga 3 järgmises sõnastuses:\n\n„3) mujal harvem.”.", "kaks korda nädalas.\n", "kaks korda nädalas.\n\n3) mujal harvem.\n"},
		"a section added":             {"1) seadust täiendatakse §-ga 66<sup>1</sup> järgmises sõnastuses:\n\n„§ 66<sup>1</sup>. Tasu\n\n(1) Tasu määrab vald.”.", "määrab vald.\n\n#####", "määrab vald.\n\n##### § 66<sup>1</sup>. Tasu\n\n(1) Tasu määrab vald.\n\n#####"},
		"words replaced":              {"1) paragrahvi 66 lõike 1 punktis 1 asendatakse sõnad „kaks korda” sõnadega „kolm korda”.", "1) kaks korda kuus", "1) kolm korda kuus"},
		"words left out":              {"1) paragrahvi 66 lõike 1 punktist 2 jäetakse välja sõna „suvel”.", "2) suvel kaks", "2) kaks"},
		"words added":                 {"1) paragrahvi 66 lõiget 2 täiendatakse pärast sõna „määrab” sõnadega „linn või”.", "määrab vald", "määrab linn või vald"},
		"words added before":          {"1) paragrahvi 66 lõiget 2 täiendatakse enne sõna „vald” sõnadega „linn või”.", "määrab vald", "määrab linn või vald"},
		"a sentence added":            {"1) paragrahvi 71 lõiget 3 täiendatakse teise lausega järgmises sõnastuses: „Vastus on avalik.”.", "Amet vastab.", "Amet vastab. Vastus on avalik."},
		"a sentence in its place":     {"1) paragrahvi 71 lõiget 1 täiendatakse esimese lausega järgmises sõnastuses: „Kord on avalik.”.", "(1) Järelevalvet", "(1) Kord on avalik. Järelevalvet"},
		"a superscript torn off":      {"1) paragrahvi 31 täiendatakse lõikega 2\n\n<sup>1</sup>\n\njärgmises sõnastuses:\n\n„(2\n\n<sup>1</sup>\n\n) Erand.”.", "kehtestab vald.\n\n(3)", "kehtestab vald.\n\n(2<sup>1</sup>) Erand.\n\n(3)"},
		"a subsection repealed":       {"1) paragrahvi 71 lõige 3 tunnistatakse kehtetuks.", "(3) Amet vastab.", "(3) [Kehtetu]"},
		"a section repealed":          {"1) paragrahv 71 tunnistatakse kehtetuks.", waste[strings.Index(waste, "##### § 71"):], "##### § 71. [Kehtetu]\n"},
		"several repealed":            {"1) paragrahvi 31 lõiked 2 ja 3 tunnistatakse kehtetuks.", "(2) Kogumise korra kehtestab vald.\n\n(3) Kord on avalik.", "(2) [Kehtetu]\n\n(3) [Kehtetu]"},
		"a heading reworded":          {"1) paragrahvi 31 pealkiri muudetakse ja sõnastatakse järgmiselt: „Köögijäätmed”.", "§ 31. Biojäätmed", "§ 31. Köögijäätmed"},
		"two changes in one sentence": {"1) paragrahvi 66 lõikes 2 asendatakse sõna „vald” sõnaga „linn” ja jäetakse välja sõna „Veo”.", "(2) Veo tasu määrab vald.", "(2) tasu määrab linn."},
		"two that touch":              {"1) paragrahvi 31 täiendatakse lõikega 4 järgmises sõnastuses: „(4) Neljas.”;\n\n2) paragrahvi 31 täiendatakse lõikega 5 järgmises sõnastuses: „(5) Viies.”.", "(3) Kord on avalik.\n", "(3) Kord on avalik.\n\n(4) Neljas.\n\n(5) Viies.\n"},
		"a change of what was added":  {"1) paragrahvi 31 täiendatakse lõikega 4 järgmises sõnastuses: „(4) Neljas.”;\n\n2) paragrahvi 31 lõikes 4 asendatakse sõna „Neljas” sõnaga „Uus”.", "(3) Kord on avalik.\n", "(3) Kord on avalik.\n\n(4) Uus.\n"},
	} {
		got := applied(t, c.said+"\n")
		want := strings.Replace(waste, c.old, c.new, 1)
		if want == waste {
			t.Fatalf("%s: the test changes nothing", name)
		}
		if got.Source != want || len(got.Left) > 0 {
			t.Errorf("%s: left %+v, done %d, got\n%s", name, got.Left, got.Done, diffLines(want, got.Source))
		}
	}
}

// TestSentences changes one sentence of several.
func TestSentences(t *testing.T) {
	const act = "# Jäätmeseadus\n\n##### § 5. Kord\n\n(1) Esimene on siin. Teine on siin. Kolmas on siin.\n\n(2) Vastavalt määruse nr 5. Vald määrab. Tasu.\n"
	draft := func(said string) *lawtext.Text {
		return lawtext.Parse("# Jäätmeseaduse muutmise seadus\n\n##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n1) " + said + "\n")
	}
	for said, want := range map[string]string{
		"paragrahvi 5 lõike 1 teine lause muudetakse ja sõnastatakse järgmiselt: „Uus.”.":                      "(1) Esimene on siin. Uus. Kolmas on siin.",
		"paragrahvi 5 lõike 1 viimane lause sõnastatakse järgmiselt: „Uus.”.":                                  "(1) Esimene on siin. Teine on siin. Uus.",
		"paragrahvi 5 lõike 1 esimene lause tunnistatakse kehtetuks.":                                          "(1) Teine on siin. Kolmas on siin.",
		"paragrahvi 5 lõike 1 kolmas lause tunnistatakse kehtetuks.":                                           "(1) Esimene on siin. Teine on siin.",
		"paragrahvi 5 lõikest 1 jäetakse välja teine lause.":                                                   "(1) Esimene on siin. Kolmas on siin.",
		"paragrahvi 5 lõiget 1 täiendatakse teise lausega järgmises sõnastuses: „Uus.”.":                       "(1) Esimene on siin. Uus. Teine on siin. Kolmas on siin.",
		"paragrahvi 5 lõiget 1 täiendatakse neljanda lausega järgmises sõnastuses: „Uus.”.":                    "(1) Esimene on siin. Teine on siin. Kolmas on siin. Uus.",
		"paragrahvi 5 lõiget 1 täiendatakse neljanda ja viienda lausega järgmises sõnastuses: „Uus. Uus ka.”.": "(1) Esimene on siin. Teine on siin. Kolmas on siin. Uus. Uus ka.",
		"paragrahvi 5 lõiget 1 täiendatakse lausega järgmises sõnastuses: „Uus.”.":                             "(1) Esimene on siin. Teine on siin. Kolmas on siin. Uus.",
	} {
		got := Apply(lawtext.Parse(act), draft(said), names, key)
		if !strings.Contains(got.Source, "\n\n"+want+"\n\n(2)") || got.Done != 1 || len(got.Left) > 0 {
			t.Errorf("%s: done %d, left %v\n%s", said, got.Done, got.Left, got.Source)
		}
	}
	for _, said := range []string{
		"paragrahvi 5 lõike 1 viies lause tunnistatakse kehtetuks.",
		"paragrahvi 5 lõike 1 esimene ja teine lause tunnistatakse kehtetuks.",
		"paragrahvi 5 lõiget 1 täiendatakse kuuenda lausega järgmises sõnastuses: „Uus.”.",
		"paragrahvi 5 lõike 2 teine lause tunnistatakse kehtetuks.", // does "nr 5." end one?
	} {
		got := Apply(lawtext.Parse(act), draft(said), names, key)
		if got.Source != act || len(got.Left) != 1 || got.Left[0].Why != leftUnclear {
			t.Errorf("%s: %+v\n%s", said, got.Left, got.Source)
		}
	}
}

func diffLines(want, got string) string {
	has := map[string]bool{}
	for line := range strings.Lines(want) {
		has[line] = true
	}
	var b strings.Builder
	for line := range strings.Lines(got) {
		if !has[line] {
			b.WriteString("+ " + line)
		}
		delete(has, line)
	}
	for line := range has {
		b.WriteString("- " + line)
	}
	return b.String()
}

// TestWhatIsNotUnderstoodIsLeft asks for what cannot be carried out; the act stays
// as it is.
func TestWhatIsNotUnderstoodIsLeft(t *testing.T) {
	for said, why := range map[string]string{
		"1) paragrahvi 99 lõige 2 tunnistatakse kehtetuks.":                                                  leftAbsent,
		"1) paragrahvi 31 lõikes 2 asendatakse sõna „maakond” sõnaga „riik”.":                                leftWords,
		"1) paragrahvi 31 lõikes 2 asendatakse sõna „val” sõnaga „riik”.":                                    leftWords,
		"1) paragrahvi 31 lõikes 2 asendatakse sõna „vald” sõnaga „linn” vastavas käändes.":                  leftUnclear,
		"1) paragrahvi 31 lõike 2 teine lause tunnistatakse kehtetuks.":                                      leftUnclear,
		"1) paragrahvi 31 lõige 2 muudetakse.":                                                               leftUnclear,
		"1) paragrahvi 31 täiendatakse lõikega 2 järgmises sõnastuses: „(2) Juba olemas.”.":                  leftUnclear,
		"1) paragrahvi 31 täiendatakse lõikega 9 järgmises sõnastuses: „(8) Vale number.”.":                  leftUnclear,
		"1) paragrahvi 66 lõike 1 punktis 1 asendatakse sõna „kaks korda kuus” sõnaga.":                      leftUnclear,
		"1) paragrahvi 66 lõikes 1 asendatakse sõna „kaks” sõnaga „kolm” ja sõna „kaks korda” sõnaga „üks”.": leftClash,
	} {
		got := applied(t, said+"\n")
		if got.Source != waste || len(got.Left) != 1 || got.Left[0].Why != why {
			t.Errorf("%s: %+v, want %s\n%s", said, got.Left, why, diffLines(waste, got.Source))
		}
	}
}

func TestOtherActsAreLeftAlone(t *testing.T) {
	draft := lawtext.Parse("# Seadus\n\n##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduse § 71 lõige 3 tunnistatakse kehtetuks.\n\n##### § 2. Haldusmenetluse seaduse muutmine\n\nHaldusmenetluse seaduse § 31 lõige 2 tunnistatakse kehtetuks.\n")
	got := Apply(lawtext.Parse(waste), draft, names, key)
	if want := strings.Replace(waste, "(3) Amet vastab.", "(3) [Kehtetu]", 1); got.Source != want || got.Done != 1 || len(got.Left) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestAnyDraftIsApplied holds that nothing panics and that what is said to be
// done and left adds up.
func TestAnyDraftIsApplied(t *testing.T) {
	parts := []string{"1) paragrahvi 31 lõige 2 ", "2) paragrahvi 66 ", "muudetakse ja sõnastatakse järgmiselt: ", "täiendatakse lõikega 4 järgmises sõnastuses: ", "tunnistatakse kehtetuks", "asendatakse sõna ", "jäetakse välja sõna ", "„vald”", "„(4) Uus.”", "„§ 5. ", "”", "\"", " sõnaga ", "\n\n", "##### § 2. Muu\n\n", "; ", "| a |\n", "täiendatakse §-dega 1–99999 järgmises sõnastuses: "}
	rapid.Check(t, func(t *rapid.T) {
		said := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 20).Draw(t, "parts"), "")
		draft := lawtext.Parse("# M\n\n##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n" + said)
		got := Apply(lawtext.Parse(waste), draft, names, key)
		if got.Done == 0 && got.Source != waste {
			t.Fatalf("nothing was done, and the act reads\n%s", got.Source)
		}
		for _, l := range got.Left {
			if l.Node <= 0 || l.Node >= len(draft.Nodes) || !strings.HasPrefix(l.Why, "amend.left_") {
				t.Fatal(fmt.Sprint(l))
			}
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add("1) paragrahvi 31 lõige 2 muudetakse ja sõnastatakse järgmiselt:\n\n„(2) Korra kehtestab linn.”.")
	f.Add("1) seadust täiendatakse §-ga 66<sup>1</sup> järgmises sõnastuses: „§ 66<sup>1</sup>. Tasu”;")
	f.Fuzz(func(t *testing.T, said string) {
		draft := lawtext.Parse("##### § 1. Jäätmeseaduse muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n" + said)
		Apply(lawtext.Parse(waste), draft, names, key)
	})
}
