package compare

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// now is where a provision of the old text is in the new one, by addresses.
func now(t *testing.T, r *Result, address string) string {
	t.Helper()
	i, ok := r.Old.Find(address)
	if !ok {
		t.Fatalf("no %s", address)
	}
	e := r.OldEntry(i)
	if e.New < 0 {
		return ""
	}
	return r.New.Nodes[e.New].Address
}

func TestCorrectionsWin(t *testing.T) {
	old := lawtext.Parse(one + two + three)
	new := lawtext.Parse(one + "##### § 2. Muu\n\n(1) Hoopis teine tekst teisest asjast.\n\n" + strings.Replace(two, "§ 2", "§ 3", 1))
	cases := []struct {
		name  string
		fixed []Fixed
		want  map[string]string
	}{
		{"none", nil, map[string]string{"para2": "para3", "para2lg2": "para3lg2", "para1": "para1"}},
		{"another section", []Fixed{{"para2", "para2"}}, map[string]string{"para2": "para2", "para3": "para3", "para1": "para1"}},
		{"crosswise", []Fixed{{"para1", "para3"}, {"para2", "para1"}}, map[string]string{"para1": "para3", "para2": "para1"}},
		{"no counterpart", []Fixed{{"para2", ""}}, map[string]string{"para2": ""}},
		{"new without counterpart", []Fixed{{"", "para3"}}, map[string]string{"para2": "para2"}},
		{"a subsection of another section", []Fixed{{"para1lg1", "para3lg1"}}, map[string]string{"para1lg1": "para3lg1", "para1": "para1", "para2": "para3"}},
		{"a subsection made a section", []Fixed{{"para2lg1", "para2"}}, map[string]string{"para2lg1": "para2", "para2": "para3"}},
		{"a section made a subsection", []Fixed{{"para3", "para1lg1"}}, map[string]string{"para3": "para1lg1", "para1": "para1"}},
		{"confirmed", []Fixed{{"para2", "para3"}}, map[string]string{"para2": "para3"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := Check(old, new, c.fixed); err != nil {
				t.Fatal(err)
			}
			r := With(old, new, c.fixed)
			checkRebuilt(t, r)
			if len(r.Unused) > 0 {
				t.Errorf("not kept: %v", r.Unused)
			}
			for from, to := range c.want {
				if got := now(t, r, from); got != to {
					t.Errorf("%s went to %q, want %q", from, got, to)
				}
			}
			for _, f := range c.fixed {
				if i, ok := old.Find(f.Old); ok {
					if e := r.OldEntry(i); !e.Fixed || e.Certainty != 1 || e.Suggested() || e.Link == Replaced {
						t.Errorf("%v: got %+v", f, *e)
					}
				}
			}
		})
	}
}

func TestCorrectionsThatCannotBeKept(t *testing.T) {
	old := lawtext.Parse("## 1. peatükk Üldsätted\n\n" + one + two)
	new := lawtext.Parse("## 1. peatükk Üldsätted\n\n" + one + two)
	cases := []struct {
		name, key string
		fixed     []Fixed
		unused    int
	}{
		{"not in the old text", "compare.fixed_absent", []Fixed{{"para7", "para1"}}, 1},
		{"not in the new text", "compare.fixed_absent", []Fixed{{"para1", "para7"}}, 1},
		{"not an address", "compare.fixed_absent", []Fixed{{"§ \xff", "para1"}}, 1},
		{"linked twice", "compare.fixed_twice", []Fixed{{"para1", "para2"}, {"para1", "para1"}}, 1},
		{"two linked with one", "compare.fixed_twice", []Fixed{{"para1", "para2"}, {"para2", "para2"}}, 1},
		{"linked and without counterpart", "compare.fixed_twice", []Fixed{{"para1", "para2"}, {"para1", ""}}, 1},
		{"nothing", "compare.fixed_nothing", []Fixed{{}}, 1},
		{"a chapter and a section", "compare.fixed_kind", []Fixed{{"ptk1", "para1"}}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := fault.Of(Check(old, new, c.fixed))
			if f == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Key != c.key {
				t.Errorf("got %v, want %s", f, c.key)
			}
			r := With(old, new, c.fixed)
			checkRebuilt(t, r)
			if len(r.Unused) != c.unused {
				t.Errorf("not kept: %v", r.Unused)
			}
		})
	}
}

// TestAnyCorrectionsHold gives a comparison corrections at random: those that
// can be kept are kept, and both texts are rebuilt.
func TestAnyCorrectionsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := lawtext.Parse(text().Draw(t, "old")), lawtext.Parse(text().Draw(t, "new"))
		pick := func(x *lawtext.Text, name string) string {
			list := append([]string{"", "para99"}, places(x)...)
			return rapid.SampledFrom(list).Draw(t, name)
		}
		var fixed []Fixed
		for range rapid.IntRange(1, 5).Draw(t, "corrections") {
			fixed = append(fixed, Fixed{pick(old, "from"), pick(new, "to")})
		}
		r := With(old, new, fixed)
		checkRebuilt(t, r)
		if (Check(old, new, fixed) == nil) != (len(r.Unused) == 0) {
			t.Fatalf("Check and With do not agree on %v", fixed)
		}
		for _, f := range fixed {
			if contains(r.Unused, f) {
				continue
			}
			if i, ok := old.Find(f.Old); ok {
				to := ""
				if e := r.OldEntry(i); e.New >= 0 {
					to = new.Nodes[e.New].Address
				}
				if to != f.New {
					t.Fatalf("%v was not kept: went to %q", f, to)
				}
			}
		}
	})
}

func contains(list []Fixed, f Fixed) bool {
	for _, g := range list {
		if g == f {
			return true
		}
	}
	return false
}

func places(t *lawtext.Text) []string {
	var out []string
	for _, i := range t.Addressable() {
		out = append(out, t.Nodes[i].Address)
	}
	return out
}

// TestRetraceChangesNoOther corrects a link of the second revision and carries
// the marks of the third anew.
func TestRetraceChangesNoOther(t *testing.T) {
	first := lawtext.Parse(one + two)
	second := lawtext.Parse(one + "##### § 2. Muu\n\n(1) Hoopis teine tekst teisest asjast.\n\n")
	third := lawtext.Parse(second.Source + three)
	m1, next := First(first)
	m2, next := Trace(m1, Texts(first, second), 2, next)
	m3, next := Trace(m2, Texts(second, third), 3, next)
	want := []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 1}, {Provision: 6, Changed: 2}, {Provision: 7, Changed: 2}, {Provision: 8, Changed: 3}, {Provision: 9, Changed: 3}}
	if !reflect.DeepEqual(m3, want) {
		t.Fatalf("before: got %v", m3)
	}
	fixed := []Fixed{{"para2", "para2"}}
	r := With(first, second, fixed)
	n2, after := Retrace(m1, m2, r, 2, next)
	n3, after := Retrace(n2, m3, Texts(second, third), 3, after)
	want[2] = dossier.Mark{Provision: 3, Changed: 2}
	if !reflect.DeepEqual(n3[:3], want[:3]) || !reflect.DeepEqual(n3[4:], want[4:]) || after != next {
		t.Errorf("after: got %v, next %d, want %v", n3, after, want)
	}
	far := Along(first, third, m1, n3, []uint32{3, 5, 8, 77})
	if want := []Fixed{{"para2", "para2"}, {"para2lg2", ""}, {"", "para3"}}; !reflect.DeepEqual(far, want) {
		t.Errorf("along: got %v, want %v", far, want)
	}
	if got := now(t, With(first, third, far), "para2"); got != "para2" {
		t.Errorf("far apart: § 2 went to %q", got)
	}
}

func TestDoubtful(t *testing.T) {
	old := lawtext.Parse(one + two)
	new := lawtext.Parse(one + "##### § 3. Mõiste\n\n(1) Dokument on mis tahes viisil jäädvustatud andmed, mida keegi hoiab või omab.\n\n(2) Asutus on riigi või linna ettevõte.\n\n")
	r := Texts(old, new)
	var got []string
	for _, k := range r.Doubtful() {
		got = append(got, r.New.Cite(r.Entries[k].New))
	}
	if len(got) == 0 || got[0] != "§ 3" {
		t.Errorf("got %q", got)
	}
	confirmed := With(old, new, []Fixed{{"para2", "para3"}})
	for _, k := range confirmed.Doubtful() {
		if confirmed.New.Cite(confirmed.Entries[k].New) == "§ 3" {
			t.Error("a confirmed link is still doubtful")
		}
	}
}
