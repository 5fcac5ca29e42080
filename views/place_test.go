package views

import (
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lang"
)

// TestARewordedPlaceSaysWhatStayed: no place is said to have changed and to have all
// its words without saying what changed.
func TestARewordedPlaceSaysWhatStayed(t *testing.T) {
	l := Layout{Lang: lang.Et}
	for want, c := range map[string]compare.Carried{
		"40 % sõnadest alles":       {State: compare.StateReworded, Share: .4},
		"99 % sõnadest alles":       {State: compare.StateReworded, Share: .999},
		"kõik need sõnad on alles":  {State: compare.StateReworded, Share: 1, Quote: "ühe aasta"},
		"sõnad on samad, muutunud":  {State: compare.StateReworded, Share: 1},
		l.T("comments.place_moved"): {State: compare.StateMoved, Share: 1, Quote: "ühe aasta"},
	} {
		if got := strings.ReplaceAll(l.placeState(c), "\u00a0", " "); !strings.Contains(got, want) || strings.Contains(got, "100") {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}
