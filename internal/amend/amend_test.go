package amend

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

var names = cite.NewNames(append([]cite.Act{
	{Title: "Jäätmeseadus", Short: "JäätS", Key: "KLIM/04-0001/01"},
	{Title: "Kohaliku omavalitsuse korralduse seadus", Key: "RAM/93-0001/01"},
	{Title: "Haldusmenetluse seadus", Key: "JDM/01-0002/01"},
}, cite.Known()...))

// said writes links as people read them.
func said(t *lawtext.Text, links []Link) string {
	var lines []string
	for _, l := range links {
		verb := "cites"
		if l.Amends {
			verb = "amends"
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", t.Cite(l.Node), verb, l.Act, l.Place)))
	}
	return strings.Join(lines, "\n")
}

func TestRead(t *testing.T) {
	text := lawtext.Parse(`# Jäätmeseaduse muutmise seadus

##### § 1. Jäätmeseaduse muutmine

Jäätmeseaduses tehakse järgmised muudatused:

1) paragrahvi 31 lõige 2 muudetakse ja sõnastatakse järgmiselt:

„(2) Haldusmenetluse seaduse § 5 kohaldatakse. Paragrahvi 9 ei kohaldata.”;

2) paragrahvi 31 täiendatakse lõikega 2<sup>1</sup> järgmises sõnastuses:

„(2<sup>1</sup>) Esimene lõik.

(3) Haldusmenetluse seaduse § 6 kohaselt.”;

3) paragrahvi 66 lõikes 4 asendatakse sõna „üks” sõnaga „kaks”;

4) seadust täiendatakse §-ga 66<sup>1</sup> järgmises sõnastuses:

„§ 66<sup>1</sup>. Tasu

(1) Tasu määrab vald.”;

5) paragrahvi 71 lõiked 3–5 tunnistatakse kehtetuks.

##### § 2. Kohaliku omavalitsuse korralduse seaduse muutmine

Kohaliku omavalitsuse korralduse seaduse § 22 lõike 1 punkti 36<sup>1</sup> täiendatakse pärast sõna „eeskirja” tekstiosaga „ja tasu”.

##### § 3. Tundmatu seaduse muutmine

Tundmatus seaduses tehakse järgmised muudatused:

1) paragrahv 3 tunnistatakse kehtetuks.

##### § 4. Rakendamine

Teatamisele kohaldatakse haldusmenetluse seaduse § 7 lõiget 1. Käesoleva seaduse § 1 jõustub hiljem.
`)
	want := `§ 1 amends KLIM/04-0001/01
§ 1 p 1 amends KLIM/04-0001/01 § 31 lg 2
§ 1 p 2 amends KLIM/04-0001/01 § 31 lg 2¹
§ 1 p 3 amends KLIM/04-0001/01 § 66 lg 4
§ 1 p 4 amends KLIM/04-0001/01 § 66¹
§ 1 p 5 amends KLIM/04-0001/01 § 71 lg 3
§ 1 p 5 amends KLIM/04-0001/01 § 71 lg 4
§ 1 p 5 amends KLIM/04-0001/01 § 71 lg 5
§ 2 amends RAM/93-0001/01 § 22 lg 1 p 36¹
§ 3 amends = tundmatus seadus
§ 3 p 1 amends = tundmatus seadus § 3
§ 4 cites JDM/01-0002/01 § 7 lg 1`
	if got := said(text, Read(text, names, true)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestALawThatIsNoDraftAmendsNothing(t *testing.T) {
	text := lawtext.Parse("# Seadus\n\n§ 1. Muutmine\n\nJäätmeseaduse § 5 muudetakse ja avaliku teabe seaduse § 3 kohaldatakse.\n")
	want := "§ 1 cites KLIM/04-0001/01 § 5\n§ 1 cites = avaliku teabe seadus § 3"
	if got := said(text, Read(text, names, false)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTitled(t *testing.T) {
	for title, want := range map[string]string{
		"Jäätmeseaduse ja kohaliku omavalitsuse korralduse seaduse muutmise seadus": "[KLIM/04-0001/01 RAM/93-0001/01]",
		"Jäätmeseaduse rakendamise kava":                                            "[]",
		"Riigi Teataja seaduse muutmise seadus":                                     "[= riigi teataja seadus]",
		"":                                                                          "[]",
	} {
		if got := fmt.Sprint(Titled(title, names)); got != want {
			t.Errorf("%q: %s, want %s", title, got, want)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"para3", "para3", true}, {"para3", "para3lg2", true}, {"para3lg2", "para3", true},
		{"para3", "para31", false}, {"para3", "para3b1", false}, {"para3lg2", "para3lg5", false},
		{"", "para3", false}, {"", "", false}, {"para3lg1", "para3lg1p2", true}, {"para3lg1", "para3lg12", false},
	} {
		if got := Overlap(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// Whatever is read, a link lies in the text, names an act and overlaps itself.
func TestAnyTextIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"§ 1. Jäätmeseaduse muutmine\n\n", "Jäätmeseaduses tehakse järgmised muudatused:\n\n", "1) paragrahvi 3 lõiked 1–", "9 tunnistatakse kehtetuks", "„", "”", "\"", "haldusmenetluse seaduse ", "§ 5<sup>1</sup> ", "\n\n", "| a | b |\n", "sama seaduse § 7 muudetakse "}), 0, 25).Draw(t, "parts")
		text := lawtext.Parse(strings.Join(parts, ""))
		for _, draft := range []bool{true, false} {
			for _, l := range Read(text, names, draft) {
				if l.Node <= 0 || l.Node >= len(text.Nodes) || l.Act == "" || l.Amends && !draft {
					t.Fatalf("%+v of a text of %d nodes", l, len(text.Nodes))
				}
				if a := l.Place.Address(); a != "" && !Overlap(a, a) {
					t.Fatalf("%s does not overlap itself", a)
				}
			}
		}
	})
}
