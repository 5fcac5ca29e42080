package dossier

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
)

var today = clock.Date{Year: 2026, Month: time.November, Day: 23}

// steps reads "notice 2026-01-02; coordination; adopted 2026-05-01".
func steps(t *testing.T, s string) []Step {
	t.Helper()
	var list []Step
	for part := range strings.SplitSeq(s, "; ") {
		name, date, dated := strings.Cut(part, " ")
		step := Step{Stage: Stage(name)}
		if slices.Contains(Outcomes, Outcome(name)) {
			step = Step{Outcome: Outcome(name)}
		}
		if dated {
			day, err := clock.ParseDate(date)
			if err != nil {
				t.Fatal(err)
			}
			step.Happened = day
		}
		list = append(list, step)
	}
	return list
}

func TestWhere(t *testing.T) {
	for _, c := range []struct{ name, steps, want string }{
		{"usual way", "notice 2026-01-02; intent 2026-02-01; consultation 2026-09-01", "consultation since 2026-09-01 done [notice intent] next coordination"},
		{"recorded out of order", "coordination 2026-09-01; notice 2026-01-02", "coordination since 2026-09-01 done [notice] next submission"},
		{"sent back to coordination", "submission 2026-03-01; coordination 2026-10-01", "coordination since 2026-10-01 done [submission] next submission"},
		{"two on one day", "coordination 2026-09-01; consultation 2026-09-01", "coordination since 2026-09-01 done [consultation] next submission"},
		{"no dates", "notice; coordination", "coordination since  done [notice] next submission"},
		{"late note without a date", "submission 2026-09-01; notice", "submission since 2026-09-01 done [notice] next session"},
		{"next one without a date", "coordination 2026-09-01; submission", "submission since  done [coordination] next session"},
		{"the same stage again keeps its beginning", "riigikogu 2026-08-01; riigikogu 2026-09-01", "riigikogu since 2026-08-01 done [] next proclamation"},
		{"ended", "notice 2026-01-02; riigikogu 2026-03-01; adopted 2026-05-01", "riigikogu since 2026-03-01 done [notice] next  ended adopted"},
		{"ended without a date, stage told later", "rejected; riigikogu 2020-03-01", "riigikogu since 2020-03-01 done [] next  ended rejected"},
		{"stale", "coordination 2025-11-22", "coordination since 2025-11-22 done [] next submission stale"},
		{"a year and not a day more", "coordination 2025-11-23", "coordination since 2025-11-23 done [] next submission"},
		{"old but ended", "coordination 2015-11-22; lapsed", "coordination since 2015-11-22 done [] next  ended lapsed"},
	} {
		at := Where(Dossier{Kind: Bill, Steps: steps(t, c.steps)}, today, StaleDays)
		if got := describe(at); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func describe(at Standing) string {
	s := fmt.Sprintf("%s since %s done %v next %s", at.Stage, at.Since, at.Done, at.Next)
	if at.Ended != nil {
		s += " ended " + string(at.Ended.Outcome)
	}
	if at.Stale {
		s += " stale"
	}
	return s
}

func TestWhereWithoutSteps(t *testing.T) {
	at := Where(Dossier{Kind: Bill}, today, StaleDays)
	if at.Stage != "" || at.Next != Notice || at.Stale || at.Ended != nil {
		t.Errorf("a dossier without steps stands at %+v", at)
	}
}

func TestNextDependsOnKind(t *testing.T) {
	for kind, want := range map[Kind]Stage{Bill: Submission, MinisterRegulation: Publication, GovernmentRegulation: Submission} {
		d := Dossier{Kind: kind, Steps: []Step{{Stage: Coordination, Happened: today}}}
		if got := Where(d, today, StaleDays).Next; got != want {
			t.Errorf("after coordination of a %s comes %s, want %s", kind, got, want)
		}
	}
}

func TestARecentRevisionIsASignOfLife(t *testing.T) {
	d := Dossier{Steps: steps(t, "coordination 2020-01-01"), Changed: clock.StartOfDay(today.AddDays(-10))}
	if at := Where(d, today, StaleDays); at.Stale || at.Quiet != 10 {
		t.Errorf("quiet for %d days, stale %v; want 10 days", at.Quiet, at.Stale)
	}
}

// The order of recording does not matter when every step has its date.
func TestStandingDoesNotDependOnRecording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Step {
			day := clock.Date{Year: 2025, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 600).Draw(t, "day"))
			return Step{Stage: rapid.SampledFrom(Stages).Draw(t, "stage"), Happened: day}
		}), 0, 12).Draw(t, "steps")
		other := rapid.Permutation(list).Draw(t, "other")
		a, b := Where(Dossier{Steps: list}, today, StaleDays), Where(Dossier{Steps: other}, today, StaleDays)
		if describe(a) != describe(b) {
			t.Fatalf("%s, but recorded in another order %s", describe(a), describe(b))
		}
	})
}

func TestParseID(t *testing.T) {
	for _, good := range []string{"JDM/26-0214", "VÄM/18-0165", "RK/11-0822", "9.6.1/15-1712", "19.1.1/26-0007", "KLIM/26-12345", "S2/01-0001"} {
		if id, ok := ParseID(good); !ok || string(id) != good {
			t.Errorf("ParseID(%q) = %q, %v", good, id, ok)
		}
	}
	for _, bad := range []string{"", "JDM", "jdm/26-0214", "JDM/26-214", "JDM/2026-0214", "JDM/26-0214/01", "JDM/26-0214 ", "../26-0214", "JDM/26-00214", "J/26-0001", "9.6./15-1712"} {
		if id, ok := ParseID(bad); ok {
			t.Errorf("ParseID(%q) = %q, want a refusal", bad, id)
		}
	}
}

func TestNewID(t *testing.T) {
	id := NewID("JDM", 2026, 214)
	if id != "JDM/26-0214" || id.Year() != 2026 || id.Series() != "JDM" || id.European() || id.Document(1) != "JDM/26-0214/01" {
		t.Errorf("NewID gives %s of %d, series %s, document %s", id, id.Year(), id.Series(), id.Document(1))
	}
	if eu := ID("9.6.1/15-1712"); !eu.European() || eu.Series() != "9.6.1" || eu.Year() != 2015 {
		t.Errorf("%s: European %v, series %s, year %d", eu, eu.European(), eu.Series(), eu.Year())
	}
}
