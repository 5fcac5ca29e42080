package estonian

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestGradedIsAsAMap(t *testing.T) {
	word := rapid.StringMatching(`[a-zõäöü+~=]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.MapOf(word, rapid.Uint8Range(1, 255)).Draw(t, "gradings")
		var list []grading
		for s, n := range want {
			list = append(list, grading{hashOf(s), n})
		}
		g := newGraded(list)
		for _, s := range slices.AppendSeq(rapid.SliceOf(word).Draw(t, "others"), maps.Keys(want)) {
			if got := g.get(hashOf(s)); got != want[s] {
				t.Fatalf("%q has %d, want %d", s, got, want[s])
			}
		}
		key, vowel := word.Draw(t, "key"), rapid.Byte().Draw(t, "vowel")
		if withVowelHash(hashOf(key), vowel) != hashOf(withVowel(key, vowel)) {
			t.Fatalf("%q with %d", key, vowel)
		}
	})
}
