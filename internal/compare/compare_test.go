package compare

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// told writes a comparison as one line for each entry that says something.
func told(r *Result) string {
	var b strings.Builder
	cite := func(t *lawtext.Text, i int) string {
		if i < 0 {
			return "-"
		}
		return strings.TrimSpace(t.Cite(i) + map[bool]string{true: "…"}[t.Nodes[i].Address == ""])
	}
	links := [...]string{"same", "reworded", "replaced", "inserted", "deleted"}
	for _, e := range r.Display() {
		if e.New == 0 || e.Link == Same && !e.Moved && !e.Renumbered {
			continue
		}
		fmt.Fprintf(&b, "%s → %s %s", cite(r.Old, e.Old), cite(r.New, e.New), links[e.Link])
		for word, said := range map[string]bool{" pointer": e.Pointer} {
			if said {
				b.WriteString(word)
			}
		}
		if e.Moved && !e.Pointer {
			b.WriteString(" moved")
		}
		if e.Renumbered && !e.Pointer {
			b.WriteString(" renumbered")
		}
		if len(e.Pieces) > 0 {
			b.WriteString(": " + show(e.Pieces))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func show(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Op {
		case Keep:
			b.WriteString(p.New)
		case Add:
			b.WriteString("[+" + p.New + "+]")
		case Drop:
			b.WriteString("[-" + p.Old + "-]")
		}
	}
	return b.String()
}

const (
	one   = "##### § 1. Ala\n\n(1) Seadus reguleerib avalike dokumentide avaldamist ja nende säilitamise korda.\n\n"
	two   = "##### § 2. Mõiste\n\n(1) Dokument on mis tahes viisil jäädvustatud teave, mida asutus valdab.\n\n(2) Asutus on riigi või kohaliku omavalitsuse asutus.\n\n"
	three = "##### § 3. Kord\n\n(1) Avaldamise korra kehtestab valdkonna eest vastutav minister määrusega.\n\n"
)

func TestTexts(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"nothing", one + two, one + two, ""},
		{"white space and quotation marks", "##### § 1. «A b»\n\n(1) C d.\n", "##### § 1. „A\u00a0b”\n\n(1)  C\nd.\n", ""},
		{"a word", one, strings.Replace(one, "avalike", "kõigi", 1),
			"§ 1 lg 1 → § 1 lg 1 reworded: Seadus reguleerib [-avalike -][+kõigi +]dokumentide avaldamist ja nende säilitamise korda.\n"},
		{"a superscript", "(1) Vastavalt § 3<sup>1</sup> lõikele 2 avaldatakse teave kohe.", "(1) Vastavalt § 3<sup>2</sup> lõikele 2 avaldatakse teave kohe.",
			"lg 1 → lg 1 reworded: Vastavalt § [-3<sup>1</sup> -][+3<sup>2</sup> +]lõikele 2 avaldatakse teave kohe.\n"},
		{"a section inserted and the rest renumbered", one + two, one + strings.Replace(three, "§ 3", "§ 2", 1) + strings.Replace(two, "§ 2", "§ 3", 1),
			"- → § 2 inserted\n- → § 2 lg 1 inserted\n§ 2 → § 3 same renumbered\n"},
		{"a section moved", one + two + three, strings.Replace(three, "§ 3", "§ 1", 1) + strings.Replace(one, "§ 1", "§ 2", 1) + strings.Replace(two, "§ 2", "§ 3", 1),
			"§ 3 → § 1 same moved renumbered\n§ 1 → § 2 same renumbered\n§ 2 → § 3 same renumbered\n§ 3 → § 1 same pointer\n"},
		{"a section repealed", one + two + three, one + "##### § 2.\n\n" + three,
			"§ 2 → § 2 reworded: [-Mõiste-]\n§ 2 lg 1 → - deleted\n§ 2 lg 2 → - deleted\n"},
		{"another text under the number", one + two, strings.Replace(one, "§ 1", "§ 1", 1) + "##### § 2. Lõpp\n\n(1) Käesolev määrus jõustub järgmisel nädalal.\n",
			"§ 2 → § 2 replaced: [-Mõiste-][+Lõpp+]\n§ 2 lg 1 → - deleted\n§ 2 lg 2 → - deleted\n- → § 2 lg 1 inserted\n"},
		{"the only text numbered", "##### § 1. A\n\nSeadus reguleerib avalike dokumentide avaldamist.\n", "##### § 1. A\n\n(1) Seadus reguleerib avalike dokumentide avaldamist.\n\n(2) Uus lõige teisest asjast.\n",
			"§ 1… → § 1 lg 1 same renumbered\n- → § 1 lg 2 inserted\n"},
		{"a subsection split", "##### § 1. A\n\n(1) Luba antakse viieks aastaks pärast taotluse esitamist. Loa andmisest keeldutakse, kui taotleja on esitanud valeandmeid.\n", "##### § 1. A\n\n(1) Luba antakse viieks aastaks pärast taotluse esitamist.\n\n(2) Loa andmisest keeldutakse, kui taotleja on esitanud valeandmeid.\n",
			"§ 1 lg 1 → § 1 lg 1 reworded: Luba antakse viieks aastaks pärast taotluse esitamist.[-Loa andmisest keeldutakse, kui taotleja on esitanud valeandmeid.-]\n- → § 1 lg 2 inserted\n"},
		{"a date line", one + "Jõustunud 01.01.2026\n\n17. detsember 2008\n", one + "Jõustunud 15.03.2027\n\n2. mai 2011\n",
			"§ 1 lg 1… → § 1 lg 1… reworded: Jõustunud [-01.01.2026-][+15.03.2027+]\n§ 1 lg 1… → § 1 lg 1… reworded: [-17. detsember 2008-][+2. mai 2011+]\n"},
		{"lines with dates that say other things", one + "Jõustunud 01.01.2026\n", one + "Avaldatud 15.03.2027\n",
			"§ 1 lg 1… → - deleted\n- → § 1 lg 1… inserted\n"},
		{"table rows", "| A aine | 1 |\n| B aine | 2 |\n| C aine | 3 |\n", "| A aine | 1 |\n| Uus aine | 7 |\n| B aine | 5 |\n| C aine | 3 |\n",
			"- → … inserted\n… → … reworded: | B aine | [-2 -][+5 +]|\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
			checkRebuilt(t, r)
			if got := told(r); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	new := one + strings.Replace(three, "§ 3", "§ 2", 1) + strings.Replace(two, "§ 2. Mõiste", "§ 3. Mõisted", 1)
	r := Texts(lawtext.Parse(one+two), lawtext.Parse(new))
	if want := (Summary{Sections: 3, Reworded: 1, Inserted: 1, Renumbered: 1}); r.Summary != want {
		t.Errorf("got %+v, want %+v", r.Summary, want)
	}
}

func TestNotes(t *testing.T) {
	old := lawtext.Parse(one + two + three)
	new := lawtext.Parse(strings.Replace(three, "§ 3", "§ 1", 1) + strings.Replace(one, "§ 1", "§ 2", 1))
	r := Texts(old, new)
	var got []string
	for _, e := range r.Display() {
		for _, n := range r.Notes(e) {
			got = append(got, string(n.Kind)+" "+n.Cite)
		}
	}
	want := []string{"from § 3", "was § 1", "deleted ", "deleted ", "deleted ", "to § 1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWords(t *testing.T) {
	cases := []struct{ old, new, want string }{
		{"kuni 1,5 eurot", "kuni 2,5 eurot", "kuni [-1,5 -][+2,5 +]eurot"},
		{"12.03.2024 a", "13.03.2024 a", "[-12.03.2024 -][+13.03.2024 +]a"},
		{"öösel õues", "öösel äris", "öösel [-õues-][+äris+]"},
		{"a b c d e", "a b c d e f", "a b c d e [+f+]"},
		{"üks, kaks ja kolm", "üks, kaks, neli ja kolm", "üks, kaks[+, neli +]ja kolm"},
		{"", "uus", "[+uus+]"},
		{"vana", "", "[-vana-]"},
		{"5²", "5<sup>2</sup>", "5<sup>2</sup>"},
		{"õ", "o\u0303", "o\u0303"},
	}
	for _, c := range cases {
		pieces := Words(c.old, c.new)
		var old, new strings.Builder
		for _, p := range pieces {
			old.WriteString(p.Old)
			new.WriteString(p.New)
		}
		if old.String() != c.old || new.String() != c.new {
			t.Errorf("%q, %q: not rebuilt: %q", c.old, c.new, pieces)
		}
		if got := show(pieces); got != c.want {
			t.Errorf("%q, %q: got %s, want %s", c.old, c.new, got, c.want)
		}
	}
}

// TestSameUnderLoad compares the same texts on many goroutines at once.
func TestSameUnderLoad(t *testing.T) {
	act := hard()["unrelated"]
	old, new := act[0]+one+two, two+act[1][:len(act[1])/2]+act[0][:len(act[0])/2]+three
	want := Texts(lawtext.Parse(old), lawtext.Parse(new))
	linear := want.Linear()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			r := Texts(lawtext.Parse(old), lawtext.Parse(new))
			if !reflect.DeepEqual(r.Entries, want.Entries) || !reflect.DeepEqual(r.Linear(), linear) {
				t.Error("the same texts gave another result")
			}
		})
	}
	wg.Wait()
}

// TestReadersShareAResult: pages keep a result and read it from many requests.
func TestReadersShareAResult(t *testing.T) {
	r := Texts(lawtext.Parse(one+two), lawtext.Parse(two+three))
	want := r.Linear()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !reflect.DeepEqual(r.Linear(), want) {
				t.Error("a second reading gave another answer")
			}
			r.Display()
			Carry(r, Place{Node: 2, Quote: "avalike dokumentide"})
		})
	}
	wg.Wait()
}
