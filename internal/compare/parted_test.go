package compare

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Subsections to make sections of.
const (
	grants   = "Luba antakse viieks aastaks pärast nõuetekohase taotluse esitamist ja riigilõivu tasumist."
	refuses  = "Loa andmisest keeldutakse, kui taotleja on esitanud valeandmeid või tema suhtes kehtib tegutsemiskeeld."
	revokes  = "Järelevalveasutus tunnistab loa kehtetuks, kui ettevõtja ei kõrvalda ettekirjutuses nimetatud rikkumist tähtajaks."
	appeals  = "Otsuse peale võib esitada vaide kolmekümne päeva jooksul otsuse teatavakstegemisest arvates."
	registry = "Register sisaldab andmeid ettevõtjate, nende tegevuskohtade ning väljastatud dokumentide kohta."
	keeper   = "Registri vastutav töötleja on ministeerium, kes korraldab andmete avalikustamise oma veebilehel."
	usual    = "Käesolevas paragrahvis nimetatud tingimused ja korra kehtestab valdkonna eest vastutav minister määrusega."
)

// law writes sections from a number on, each of a heading and its subsections.
func law(from int, sections ...[]string) string {
	var b strings.Builder
	for k, s := range sections {
		fmt.Fprintf(&b, "##### § %d. %s\n\n", from+k, s[0])
		for n, text := range s[1:] {
			fmt.Fprintf(&b, "(%d) %s\n\n", n+1, text)
		}
	}
	return b.String()
}

// parted writes which sections came from which and went into which.
func parted(r *Result) string {
	var out []string
	for _, e := range r.Entries {
		switch {
		case e.New >= 0 && e.From > 0 && r.New.Nodes[e.New].Kind == lawtext.Section:
			out = append(out, r.New.Cite(e.New)+" from "+r.Old.Cite(e.From))
		case e.Old >= 0 && e.Into > 0 && r.Old.Nodes[e.Old].Kind == lawtext.Section:
			out = append(out, r.Old.Cite(e.Old)+" into "+r.New.Cite(e.Into))
		}
	}
	return strings.Join(out, ", ")
}

func TestPartedSections(t *testing.T) {
	permit := []string{"Luba", grants, refuses, revokes, appeals}
	register := []string{"Register", registry, keeper}
	long := []string{"Luba", grants + " " + refuses + " " + revokes + " " + appeals}
	cases := []struct{ name, old, new, want string }{
		{"split in two", law(5, permit), law(5, permit[:3], []string{"Loa kehtetuks tunnistamine", revokes, appeals}), "§ 6 from § 5"},
		{"everything after renumbered", law(5, permit, register), law(5, permit[:3], []string{"Loa kehtetuks tunnistamine", revokes, appeals}, register), "§ 6 from § 5"},
		{"under the number of one left out", law(5, permit, register), law(5, permit[:3], []string{"Loa kehtetuks tunnistamine", revokes, appeals}), "§ 6 from § 5"},
		{"in one paragraph", law(5, long, register), law(5, []string{"Luba", grants + " " + refuses}, []string{"Loa kehtetuks tunnistamine", revokes + " " + appeals}, register), "§ 6 from § 5"},
		{"in one paragraph, with other words", law(5, long, register),
			law(5, []string{"Luba", grants + " " + refuses}, []string{"Loa kehtetuks tunnistamine", strings.Replace(revokes, "ettevõtja", "loa omaja", 1) + " " + appeals}, register), "§ 6 from § 5"},
		{"merged", law(7, permit[:3], register), law(7, []string{"Luba ja register", grants, refuses, registry, keeper}), "§ 8 into § 7"},
		{"merged in one paragraph", law(7, []string{"Luba", grants + " " + refuses}, []string{"Kehtetuks tunnistamine", revokes}, register),
			law(7, []string{"Luba", grants + " " + refuses + " " + revokes}, register), "§ 8 into § 7"},
		{"merged among other changes", law(6, []string{"Vaie", appeals}, permit[:3], register, []string{"Kord", usual}),
			law(6, []string{"Vaie", strings.Replace(appeals, "kolmekümne", "neljateistkümne", 1)}, []string{"Luba ja register", grants, refuses, registry, keeper}, []string{"Kord", usual}), "§ 8 into § 7"},
		{"the same usual sentence", law(5, []string{"Luba", grants, refuses, usual}), law(5, []string{"Luba", grants, refuses, usual}, []string{"Register", registry, keeper, usual}), ""},
		{"a usual sentence moved to a new section", law(5, []string{"Luba", grants, refuses, usual}), law(5, []string{"Luba", grants, refuses}, []string{"Register", registry, keeper, usual}), ""},
		{"inserted", law(5, permit), law(5, permit, register), ""},
		{"deleted", law(5, permit, register), law(5, permit), ""},
		{"replaced", law(5, permit, register), law(5, permit, []string{"Kord", usual}), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
			checkRebuilt(t, r)
			if got := parted(r); got != c.want {
				t.Errorf("got %q, want %q\n%s", got, c.want, told(r))
			}
		})
	}
}

// TestPartedWords: words that went to another section are compared with those
// they were, not shown as new.
func TestPartedWords(t *testing.T) {
	old := law(5, []string{"Luba", grants + " " + refuses + " " + revokes})
	new := law(5, []string{"Luba", grants + " " + refuses}, []string{"Kehtetus", strings.Replace(revokes, "tähtajaks", "kuu jooksul", 1)})
	for _, c := range []struct{ old, new, want string }{
		{old, new, strings.Replace(revokes, "tähtajaks", "[-tähtajaks-][+kuu jooksul+]", 1)},
		{new, old, strings.Replace(revokes, "tähtajaks", "[-kuu jooksul-][+tähtajaks+]", 1)},
	} {
		r := Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
		var got []string
		for _, e := range r.Entries {
			if pieces := r.Parted(e); pieces != nil {
				got = append(got, strings.TrimSpace(strings.ReplaceAll(show(pieces), " -]", "-]")))
			}
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestAnchorsOnPartedSections: a remark on a section that was merged goes where
// its words went, and is uncertain when many did not.
func TestAnchorsOnPartedSections(t *testing.T) {
	old := lawtext.Parse(law(7, []string{"Luba", grants, refuses}, []string{"Register", registry, keeper, usual}))
	node, _ := old.Find("para8")
	for _, c := range []struct {
		name string
		new  []string
		want State
	}{
		{"all", []string{"Luba ja register", grants, refuses, registry, keeper, usual}, StateMoved},
		{"most", []string{"Luba ja register", grants, refuses, registry, keeper}, StateUncertain},
	} {
		r := Texts(old, lawtext.Parse(law(7, c.new)))
		got := Carry(r, Place{Node: node})
		if to, _ := r.New.Find("para7"); got.State != c.want || got.Node != to {
			t.Errorf("%s: got %+v, want %v", c.name, got, c.want)
		}
		block, _ := old.Find("para8lg1")
		if got := Carry(r, Place{Node: block, Quote: "nende tegevuskohtade"}); got.Quote != "nende tegevuskohtade" {
			t.Errorf("%s: words inside were not followed: %+v", c.name, got)
		}
	}
	long := lawtext.Parse(law(5, []string{"Luba", grants + " " + refuses + " " + revokes}))
	r := Texts(long, lawtext.Parse(law(5, []string{"Luba", grants + " " + refuses}, []string{"Kehtetus", revokes})))
	block, _ := long.Find("para5lg1")
	got := Carry(r, Place{Node: block, Quote: "ettekirjutuses nimetatud rikkumist tähtajaks"})
	if want, _ := r.New.Find("para6lg1"); got.State != StateMoved || got.Node != want {
		t.Errorf("words split off were not followed: %+v", got)
	}
}

// TestPartedAreRebuilt: however sections are cut up and joined, both texts come
// back whole, and what is said of an entry speaks of sections there are.
func TestPartedAreRebuilt(t *testing.T) {
	texts := []string{grants, refuses, revokes, appeals, registry, keeper, usual}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *lawtext.Text {
			var sections [][]string
			for _, text := range rapid.Permutation(texts).Draw(t, name) {
				last := len(sections) - 1
				switch how := rapid.IntRange(0, 2).Draw(t, "how"); {
				case last < 0 || how == 0:
					sections = append(sections, []string{"Pealkiri", text})
				case how == 1:
					sections[last] = append(sections[last], text)
				default:
					sections[last][len(sections[last])-1] += " " + text
				}
			}
			return lawtext.Parse(law(rapid.IntRange(1, 3).Draw(t, "from"), sections...))
		}
		r := Texts(draw("old"), draw("new"))
		checkRebuilt(t, r)
		for _, e := range r.Entries {
			if e.From > 0 && e.Link != Inserted || e.Into > 0 && e.Link != Deleted {
				t.Fatalf("%+v is linked and parted at once", e)
			}
			for _, p := range r.Parted(e) {
				if p.Op == Keep && p.Old == "" {
					t.Fatalf("an empty piece in %+v", e)
				}
			}
		}
	})
}
