package dossier

import (
	"slices"
	"testing"
)

func TestCorrect(t *testing.T) {
	said := func(revision int, old, new string, provisions ...uint32) Correction {
		return Correction{Revision: revision, Old: old, New: new, Provisions: provisions}
	}
	all := Links{}.Correct(nil, []Correction{said(3, "para2", "para3", 7)})
	all = all.Correct(nil, []Correction{said(2, "para2", "para3", 5, 7), said(2, "para4", "", 9)})
	if all.Version != 2 || len(all.Corrections) != 3 || all.Corrections[0].Revision != 2 {
		t.Fatalf("%+v", all)
	}
	now := all.Correct(nil, []Correction{said(2, "para2", "para6")})
	if list := now.Of(2); len(list) != 2 || list[1].New != "para6" {
		t.Errorf("a later word must take the place of an earlier one: %+v", list)
	}
	if list := now.Correct([]Correction{said(2, "para4", "")}, nil).Of(2); len(list) != 1 {
		t.Errorf("what was taken back stays: %+v", list)
	}
	if len(all.Corrections) != 3 {
		t.Error("the links before have changed")
	}
	for _, c := range []struct {
		from, to int
		want     []uint32
	}{{1, 2, []uint32{5, 7, 9}}, {2, 3, []uint32{7}}, {3, 1, []uint32{5, 7, 9}}, {3, 4, nil}} {
		if got := all.Provisions(c.from, c.to); !slices.Equal(got, c.want) {
			t.Errorf("%d to %d: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
