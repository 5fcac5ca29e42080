package search

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAnalyse(t *testing.T) {
	words, more := Analyse("Tegevusloa § 12¹ и законы")
	if more || len(words) != 5 {
		t.Fatalf("%d words, more %v", len(words), more)
	}
	loa := words[0]
	got := fmt.Sprintln(loa.Text, loa.Folded, loa.Keys, loa.Parts, loa.PartKeys, loa.Readings[0].Kept)
	if want := "Tegevusloa tegevusloa map[en:[tegevusloa] et:[tegevus=luba]] [tegevus loa] [tegevus =luba] true\n"; got != want {
		t.Errorf("understood as %s, want %s", got, want)
	}
	if !words[2].Number || words[2].Folded != "12^1" || len(words[2].Keys) != 0 {
		t.Errorf("number: %+v", words[2])
	}
	if !words[3].Common || words[4].Lang != "ru" || fmt.Sprint(words[4].Keys) != "map[ru:[закон]]" {
		t.Errorf("Russian: %+v %+v", words[3], words[4])
	}
}

func TestAnalysisIsWhatTheIndexDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zõäöüA-Z0-9§¹ .-]*`), rapid.StringMatching(`([а-яё]{1,9} )*`)).Draw(t, "text")
		words, _ := Analyse(text)
		for _, w := range words {
			for lang, keys := range w.Keys {
				held := newRecord(&Document{Text: w.Text, Lang: lang}, &sheet{})
				held.analyse()
				for _, key := range keys {
					if heldTerms(held, fieldBody).freqs[key] == nil {
						t.Fatalf("%q in %s: key %q is not in the index", w.Text, lang, key)
					}
				}
			}
			for _, r := range w.Readings {
				if r.Kept && !slices.Contains(w.Keys["et"], r.Key) {
					t.Fatalf("%q: %q is not kept", w.Text, r.Key)
				}
			}
		}
	})
}
