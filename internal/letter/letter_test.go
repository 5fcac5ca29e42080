package letter_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/letter"
)

const act = `# Pargiseadus

##### § 1. Reguleerimisala

(1) Seadus reguleerib parkide hooldamist.

(2) Seadust ei kohaldata:

1) metsale;

2) põllule.

##### § 12<sup>1</sup>. Hooldaja

Parki hooldab linn.
`

func has(address string) bool {
	_, ok := lawtext.Parse(act).Find(address)
	return ok
}

// told writes each piece as one line: left out or where it is, then its words.
func told(text string) string {
	l := consult.Letter{Blocks: letter.Propose(letter.Paragraphs(text), 1, has)}
	var b strings.Builder
	for _, block := range l.Blocks {
		mark := "  "
		if block.Cut {
			mark = "+ "
		}
		if block.Skip {
			mark = "- "
		}
		first, _, _ := strings.Cut(block.Text, "\n")
		words := strings.Fields(first)
		at := ""
		if block.Cut && block.At != "" {
			at = " @ " + block.At
		}
		fmt.Fprintf(&b, "%s%s%s\n", mark, strings.Join(words[:min(3, len(words))], " "), at)
	}
	return b.String()
}

func TestPropose(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"numbered paragraphs", `Justiitsministeerium
Suur-Ameerika 1

Teie 12.03.2026 nr 8-1/1234

Lugupeetud minister

Täname võimaluse eest arvamust avaldada. Oleme eelnõuga tutvunud ja esitame järgmised märkused.

1. Eelnõu § 1 lg 2 p 2 on liiga kitsas.

Palume lisada ka aiad.

2. § 12¹ kohta: linn ei jõua.

3. Palume pikemat tähtaega.

Lugupidamisega

Aino Mägi
juhatuse liige`, `- Justiitsministeerium
  Teie 12.03.2026 nr
  Lugupeetud minister
+ Täname võimaluse eest
+ 1. Eelnõu § @ § 1 lg 2 p 2
  Palume lisada ka
+ 2. § 12¹ @ § 12¹
+ 3. Palume pikemat
- Lugupidamisega
  Aino Mägi
`},
		{"headings over remarks", "# Märkused sätete kohta\n\n§ 1 lõige 1 on ebaselge.\n\n§ 1 lõige 2 on ebaselge.\n\n# Muu\n\nTähtaeg on lühike.", `- # Märkused sätete
+ § 1 lõige @ § 1 lg 1
+ § 1 lõige @ § 1 lg 2
+ # Muu
  Tähtaeg on lühike.
`},
		{"the provision stands later", "Hooldamisest.\n\nSee puudutab eeskätt § 1 lõiget 2.", "+ Hooldamisest. @ § 1 lg 2\n  See puudutab eeskätt\n"},
		{"a provision that is not there", "§ 1 lg 2 p 9 puudub, nagu ka § 99.", "+ § 1 lg @ § 1 lg 2\n"},
		{"another act", "Karistusseadustiku § 1 lg 1 ei ole siin oluline.", "+ Karistusseadustiku § 1\n"},
		{"lines without empty ones between", "1) § 1 lg 1 on hea\n2) § 12¹ on halb\nja kallis", "+ 1) § 1 @ § 1 lg 1\n+ 2) § 12¹ @ § 12¹\n"},
		{"short lines alone", "Ei toeta\n\nMari", "+ Ei toeta\n  Mari\n"},
		{"nothing", " \n\n", ""},
	} {
		if got := told(test.text); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
	}
}

// TestNoWordOfALetterIsLost: what is cut is all there, in order.
func TestNoWordOfALetterIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{"", "1. Üks", "§ 1 lg 1 kaks", "# Pealkiri", "Lugupeetud", "sõna sõna", "Lugupidamisega", "  taane", "a) kolm"})
		text := strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n")
		var got []string
		for _, b := range letter.Propose(letter.Paragraphs(text), 1, has) {
			got = append(got, strings.Fields(b.Text)...)
		}
		if want := strings.Fields(text); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%q became %q", want, got)
		}
	})
}
