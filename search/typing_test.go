package search

import "testing"

func TestSlips(t *testing.T) {
	for _, c := range []struct{ typed, likelier, than string }{
		{"tahtag", "tahtaeg", "tahtad"},  // a letter left out before one changed
		{"saedus", "seadus", "saeaus"},   // two in each other's place
		{"seafus", "seadus", "sealus"},   // a key beside the right one
		{"setus", "sedus", "selus"},      // sounds alike, against far on the keyboard
		{"lepping", "leping", "lepring"}, // the same letter twice
		{"eadus", "keadus", "eraudus"},   // one slip before two
		{"seadu", "seadus", "steadui"},   // one before two
		{"aeadus", "seadus", "mearus"},   // the first letter, but a key beside it
		{"seadis", "seadus", "seadib"},   // within before at the end
		{"закшн", "закон", "закен"},
	} {
		if a, b := slip(c.typed, c.likelier), slip(c.typed, c.than); a <= b {
			t.Errorf("%s for %s: %.2f, for %s: %.2f", c.typed, c.likelier, a, c.than, b)
		}
	}
}

func TestKeysBesideEachOther(t *testing.T) {
	for _, pair := range []string{"as", "sd", "qa", "sw", "se", "zs", "zx", "xd", "lo", "фы", "ыц"} {
		r := []rune(pair)
		if !neighbours[r[0]][r[1]] || !neighbours[r[1]][r[0]] {
			t.Errorf("%s are not beside each other", pair)
		}
	}
	for _, pair := range []string{"ap", "qz", "am", "aa"} {
		if neighbours[rune(pair[0])][rune(pair[1])] {
			t.Errorf("%s are beside each other", pair)
		}
	}
}
