package compare

import (
	"reflect"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

func TestTraceKeepsIdentity(t *testing.T) {
	first := lawtext.Parse(one + two)
	marks, next := First(first)
	want := []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 1}, {Provision: 3, Changed: 1}, {Provision: 4, Changed: 1}, {Provision: 5, Changed: 1}}
	if !reflect.DeepEqual(marks, want) || next != 6 {
		t.Fatalf("first: got %v, %d", marks, next)
	}
	second := lawtext.Parse(one + strings.Replace(three, "§ 3", "§ 2", 1) + strings.Replace(strings.Replace(two, "§ 2", "§ 3", 1), "riigi", "rahva", 1))
	marks, next = Trace(marks, Texts(first, second), 2, next)
	want = []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 1}, {Provision: 6, Changed: 2}, {Provision: 7, Changed: 2}, {Provision: 3, Changed: 1}, {Provision: 4, Changed: 1}, {Provision: 5, Changed: 2}}
	if !reflect.DeepEqual(marks, want) || next != 8 {
		t.Errorf("second: got %v, %d, want %v, 8", marks, next, want)
	}
}

func TestCarry(t *testing.T) {
	old := one + two + three
	cases := []struct {
		name, new, address, quote string
		offset                    int
		state                     State
		now, address2             string
	}{
		{"same", old, "para2lg1", "mis tahes viisil", 2, StateSame, "mis tahes viisil", "para2lg1"},
		{"renumbered", one + strings.Replace(two, "§ 2", "§ 2<sup>1</sup>", 1), "para2lg1", "mis tahes viisil", 2, StateSame, "mis tahes viisil", "para2b1lg1"},
		{"word before changed", strings.Replace(old, "Dokument on", "Iga dokument on", 1), "para2lg1", "mis tahes viisil", 2, StateSame, "mis tahes viisil", "para2lg1"},
		{"one word changed", strings.Replace(old, "mis tahes viisil jäädvustatud", "mis tahes moel jäädvustatud", 1), "para2lg1", "mis tahes viisil jäädvustatud", 2, StateReworded, "mis tahes moel jäädvustatud", "para2lg1"},
		{"words gone", strings.Replace(old, "mis tahes viisil ", "", 1), "para2lg1", "mis tahes viisil", 2, StateDeleted, "", "para2lg1"},
		{"section gone", one + three, "para2lg1", "mis tahes viisil", 2, StateDeleted, "", ""},
		{"section moved", two + one + three, "para3lg1", "vastutav minister", 5, StateSame, "vastutav minister", "para3lg1"},
		{"taken up", strings.Replace(old, "valdab.\n\n(2) ", "valdab. ", 1), "para2lg2", "kohaliku omavalitsuse", 4, StateMoved, "kohaliku omavalitsuse", "para2lg1"},
		{"whole section", strings.Replace(old, "riigi", "rahva", 1), "para2", "", 0, StateReworded, "", "para2"},
		{"whole section same", old, "para2", "", 0, StateSame, "", "para2"},
		{"other words", old, "para2lg1", "mida siin ei ole", 2, StateUncertain, "", "para2lg1"},
	}
	from := lawtext.Parse(old)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Texts(from, lawtext.Parse(c.new))
			node, ok := from.Find(c.address)
			if !ok {
				t.Fatal("no such provision")
			}
			got := Carry(r, Place{Node: node, Offset: c.offset, Quote: c.quote})
			address := ""
			if got.Node > 0 {
				address = r.New.Nodes[got.Node].Address
			}
			if got.State != c.state || got.Quote != c.now || address != c.address2 {
				t.Errorf("got %+v at %q", got, address)
			}
		})
	}
}

func TestCarryKnowsWhichOfTwoPlaces(t *testing.T) {
	old := lawtext.Parse("(1) Taotlus esitatakse kirjalikult ja taotlus esitatakse elektrooniliselt ning taotlus esitatakse suuliselt.")
	new := lawtext.Parse("(1) Taotlus esitatakse kirjalikult, taotlus esitatakse elektrooniliselt ning taotlus esitatakse suuliselt.")
	r := Texts(old, new)
	got := Carry(r, Place{Node: 1, Offset: 4, Quote: "taotlus esitatakse", Suffix: " elektrooniliselt"})
	if got.State != StateSame || got.Offset != 3 {
		t.Errorf("got %+v", got)
	}
	if got := Carry(r, Place{Node: 1, Offset: -1, Quote: "taotlus esitatakse"}); got.State != StateUncertain {
		t.Errorf("two places alike: got %+v", got)
	}
}
