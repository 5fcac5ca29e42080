package views

import (
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
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

// TestAWordingSaysWhetherItApplies: nothing to come is said to apply, nothing that
// applies is said to be past.
func TestAWordingSaysWhetherItApplies(t *testing.T) {
	p := Revision{Layout: Layout{Lang: lang.Et, Now: time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)}}
	day := func(s string) (d clock.Date) {
		if s != "" {
			d, _ = clock.ParseDate(s)
		}
		return d
	}
	for _, c := range [][3]string{
		{"2029-01-01", "", "hakkab kehtima 01.01.2029."},
		{"2027-01-01", "2027-12-31", "hakkab kehtima 01.01.2027 ja kehtib kuni 31.12.2027."},
		{"2026-01-01", "2026-12-31", "kehtib 01.01.2026 kuni 31.12.2026."},
		{"2026-01-01", "2026-11-27", "kehtib 01.01.2026 kuni 27.11.2026."},
		{"2026-11-27", "", "kehtib alates 27.11.2026."},
		{"2024-01-01", "2025-12-31", "kehtis 01.01.2024 kuni 31.12.2025."},
	} {
		p.Revision.InForce = dossier.Period{From: day(c[0]), Until: day(c[1])}
		if got := p.inForce(); got != "See sõnastus "+c[2] {
			t.Errorf("from %s until %q: %q", c[0], c[1], got)
		}
	}
}
