package lawtext

import (
	"fmt"
	"strings"
	"testing"
)

// outline writes a text's structure, one node on a line.
func outline(t *Text) string {
	var b strings.Builder
	for i, n := range t.Nodes[1:] {
		fmt.Fprintf(&b, "%s%s|%s|%s\n", strings.Repeat(" ", n.Depth-1), n.Address, t.Label(i+1), t.Text(i+1))
	}
	return b.String()
}

func TestParse(t *testing.T) {
	cases := []struct{ name, source, want string }{
		{"markdown", "# Seadus\n\n### 1. peatükk ÜLD\n\n##### § 1<sup>2</sup>. Ala\n\n(1) Reguleerib:\n\n1) ühte;\n\na) seda;\n\n2) teist.\n\n(2) Muu.\n",
			"||Seadus\nptk1|1. peatükk|ÜLD\n para1b2|§ 1<sup>2</sup>.|Ala\n  para1b2lg1|(1)|Reguleerib:\n   para1b2lg1p1|1)|ühte;\n    para1b2lg1p1apa|a)|seda;\n   para1b2lg1p2|2)|teist.\n  para1b2lg2|(2)|Muu.\n"},
		{"pasted", "Seadus\n§ 1. Xseaduse muutmine\nXseaduses tehakse muudatused:\n1) paragrahvi 5 lõige 2 muudetakse;\n2) § 6 tunnistatakse kehtetuks.\n§ 2. Jõustumine\n",
			"||Seadus\npara1|§ 1.|Xseaduse muutmine\n ||Xseaduses tehakse muudatused:\n para1p1|1)|paragrahvi 5 lõige 2 muudetakse;\n para1p2|2)|§ 6 tunnistatakse kehtetuks.\npara2|§ 2.|Jõustumine\n"},
		{"quoted", "§ 1. Muutmine\n\n1) lisatakse § 5¹ järgmises sõnastuses:\n\n„§ 5¹. Uus\n\n(1) Tekst.“;\n\n2) muu.\n",
			"para1|§ 1.|Muutmine\n para1p1|1)|lisatakse § 5¹ järgmises sõnastuses:\n ||„§ 5¹. Uus\n ||(1) Tekst.“;\n para1p2|2)|muu.\n"},
		{"duplicates", "##### § 3. A\n\n(3) x\n\n(3) y\n\n##### § 3. B\n\n(1) z\n",
			"para3|§ 3.|A\n para3lg3|(3)|x\n para3lg3x2|(3)|y\npara3x2|§ 3.|B\n para3x2lg1|(1)|z\n"},
		{"wrapped", "Määrus kehtestatakse seaduse\n§ 5 lõike 2 alusel ja lõike\n(3) järgi.\n\nUus.",
			"||Määrus kehtestatakse seaduse\n§ 5 lõike 2 alusel ja lõike\n(3) järgi.\n||Uus.\n"},
		{"after points", "##### § 1. A\n\n(1) kui:\n\n1) a või\n\n2) b –\n\nkaristatakse.\n",
			"para1|§ 1.|A\n para1lg1|(1)|kui:\n  para1lg1p1|1)|a või\n  para1lg1p2|2)|b –\n  ||karistatakse.\n"},
		{"bold", "**§ 1. Ala**\n\n(1) Tekst.", "para1|§ 1.|Ala\n para1lg1|(1)|Tekst.\n"},
		{"range", "##### § 5–7.\n\n[Kehtetud]\n\n(1)–(3) [Kehtetud]\n", "para5|§ 5–7.|\n ||[Kehtetud]\n para5lg1|(1)–(3)|[Kehtetud]\n"},
		{"annex", "##### § 1. A\n\n# Lisa 2. Loetelu\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n", "para1|§ 1.|A\nlisa2|Lisa 2.|Loetelu\n ||| A | B |\n ||| --- | --- |\n ||| 1 | 2 |\n"},
		{"roman", "### IV. peatükk LÕPP\n\nII osa\n", "ptk4|IV. peatükk|LÕPP\nosa2|II osa|\n"},
		{"empty", "", ""},
		{"blank", " \n\n", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(Parse(c.source)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}
