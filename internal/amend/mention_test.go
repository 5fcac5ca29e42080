package amend

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/lawtext"
)

func mentioned(t *lawtext.Text, draft bool) string {
	var lines []string
	for _, m := range Mentions(t, names, draft) {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%q %s %s", t.Text(m.Node)[m.Start:m.End], m.Act, m.Place)))
	}
	return strings.Join(lines, "\n")
}

func TestMentions(t *testing.T) {
	for text, want := range map[string]string{
		"##### § 5. Kord\n\n(1) Lõikes 2 ja käesoleva seaduse §-s 7 sätestatut kohaldatakse.\n\n(2) Haldusmenetluse seaduse § 6 lõige 1 ja direktiivi artikli 4 lõiked 1 ja 2.":                "\"Lõikes 2\"  § 5 lg 2\n\"käesoleva seaduse §-s 7\"  § 7\n\"Haldusmenetluse seaduse § 6 lõige 1\" JDM/01-0002/01 § 6 lg 1",
		"##### § 5. Kord\n\n(1) Käesoleva paragrahvi 1.–4. lõikes ja paragrahvi 1. ja 2. lõikes, korra „Toetused” §-s 6 ja seaduse (RT I 1997, 51) § 3 lõikes 2.":                              "\"1.–4. lõikes\"  § 5 lg 1",
		"##### § 5. Kord\n\n(1) Toetust antakse, kui eelnimetatud määruse § 4 lõigetes 2–5 sätestatu ja käesoleva paragrahvi 1. lõike punkti 3 nõue on täidetud.":                              "\"1. lõike punkti 3\"  § 5 lg 1 p 3",
		"##### § 5. Kord\n\n(1) Määruse § 7 lõige 3 jõustub 1. mail.\n\n(2) Määruse § 7 lõikes 4 nimetatud.":                                                                                   "\"§ 7 lõige 3\"  § 7 lg 3",
		"##### § 5. Kord\n\n(1) Käesoleva paragrahvi 2., 3. ja 4. lõikes nimetatud.":                                                                                                           "\"2.\"  § 5 lg 2\n\"3.\"  § 5 lg 3\n\"4. lõikes\"  § 5 lg 4",
		"##### § 5. Kord\n\n(1) Seaduse § 22, välja arvatud punktid 3 ja 5, jõustub 2013. aastal.":                                                                                             "\"§ 22\"  § 22",
		"##### § 5. Kord\n\n(1) Kord „Nõuded kehtib.\n\n(2) Lõikes 1 nimetatu.":                                                                                                                "\"Lõikes 1\"  § 5 lg 1",
		"##### § 5. Kord\n\n(1) Seadust täiendatakse:\n\n„Lõikes 7 nimetatu.\n\nLõikes 8 nimetatu.”\n\n(2) Lõikes 1 nimetatu.":                                                                 "\"Lõikes 1\"  § 5 lg 1",
		"##### § 5. Kord\n\n(1) Käesoleva seaduse 1., 1<sup>1</sup>. ja 3. peatükis sätestatu.":                                                                                                "\"Käesoleva seaduse 1.\"  1. ptk\n\"1<sup>1</sup>.\"  1¹. ptk\n\"3. peatükis\"  3. ptk",
		"Määrus kehtestatakse § 22 alusel.\n\n##### § 22. Muu":                                                                                                                                 "",
		"##### § 5. Kord\n\nVõõra seaduse § 3 ja avaliku teabe seaduse § 4 kohaselt.":                                                                                                          "",
		"##### § 1. Muutmine\n\nJäätmeseaduses tehakse järgmised muudatused:\n\n1) paragrahvi 31 lõige 2 muudetakse ja sõnastatakse järgmiselt:\n\n„(2) Käesoleva seaduse § 9 kohaldatakse.”;": "\"Jäätmeseaduses\" KLIM/04-0001/01\n\"paragrahvi 31 lõige 2\" KLIM/04-0001/01 § 31 lg 2\n\"Käesoleva seaduse § 9\" KLIM/04-0001/01 § 9",
	} {
		draft := strings.Contains(text, "Muutmine")
		if got := mentioned(lawtext.Parse(text), draft); got != want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", text, got, want)
		}
	}
}

// Whatever is read, a mention lies in its node's text and in their order.
func TestMentionsLieInTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"##### § 1. Jäätmeseaduse muutmine\n\n", "Jäätmeseaduses tehakse järgmised muudatused:\n\n", "1) paragrahvi 3 lõiked 1–", "9 ", "„", "”", "artikli 4 lõiked 1 ja 2 ", "haldusmenetluse seaduse ", "§ 5<sup>1</sup> ", "\n\n", "käesoleva seaduse §-s 1 "}), 0, 25).Draw(t, "parts")
		text := lawtext.Parse(strings.Join(parts, ""))
		for _, draft := range []bool{true, false} {
			node, end := 0, 0
			for _, m := range Mentions(text, names, draft) {
				if m.Node != node {
					node, end = m.Node, 0
				}
				if m.Start < end || m.End <= m.Start || m.End > len(text.Text(m.Node)) {
					t.Fatalf("%+v after %d", m, end)
				}
				end = m.End
			}
		}
	})
}
