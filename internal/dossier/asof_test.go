package dossier

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
)

func TestAsOf(t *testing.T) {
	on := func(year, month, day int) clock.Date { return clock.NewDate(year, time.Month(month), day) }
	force := func(no int, from clock.Date) Revision { return Revision{No: no, InForce: Period{From: from}} }
	published := func(no int, at clock.Date) Revision { return Revision{No: no, Published: clock.StartOfDay(at)} }
	for _, c := range []struct {
		name string
		list []Revision
		day  clock.Date
		want int // 0: none
	}{
		{"no revisions", nil, on(2020, 1, 1), 0},
		{"the day before the first", []Revision{published(1, on(2020, 5, 2))}, on(2020, 5, 1), 0},
		{"the first day", []Revision{published(1, on(2020, 5, 2))}, on(2020, 5, 2), 1},
		{"between", []Revision{published(1, on(2020, 1, 1)), published(2, on(2021, 1, 1))}, on(2020, 12, 31), 1},
		{"in force counts, not publication", []Revision{{No: 1, Published: clock.StartOfDay(on(2019, 1, 1)), InForce: Period{From: on(2020, 1, 1)}}}, on(2019, 6, 1), 0},
		{"two on one day", []Revision{force(1, on(2020, 1, 1)), force(2, on(2020, 1, 1))}, on(2020, 1, 1), 2},
		{"out of order", []Revision{force(1, on(2020, 1, 1)), force(2, on(2024, 1, 1)), force(3, on(2022, 1, 1))}, on(2025, 1, 1), 2},
		{"not yet in force", []Revision{force(1, on(2020, 1, 1)), force(2, on(2027, 1, 1))}, on(2026, 11, 23), 1},
	} {
		got, ok := AsOf(c.list, c.day)
		if got.No != c.want || ok != (c.want > 0) {
			t.Errorf("%s: revision %d, %v; want %d", c.name, got.No, ok, c.want)
		}
	}
}

// What AsOf finds had begun, and none that had begun began later.
func TestAsOfFindsTheLastThatHadBegun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := clock.NewDate(2020, time.January, 1)
		var list []Revision
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 40), 1, 12).Draw(t, "days") {
			list = append(list, Revision{No: i + 1, InForce: Period{From: start.AddDays(n)}})
		}
		day := start.AddDays(rapid.IntRange(-3, 45).Draw(t, "day"))
		got, ok := AsOf(list, day)
		for _, r := range list {
			if !r.Began().After(day) && (!ok || r.Began().After(got.Began())) {
				t.Fatal(fmt.Sprintf("revision %d began %s, found %d of %s for %s", r.No, r.Began(), got.No, got.Began(), day))
			}
		}
		if ok && got.Began().After(day) {
			t.Fatal("found one that had not begun")
		}
	})
}

func TestLapsed(t *testing.T) {
	until := clock.NewDate(2020, time.May, 1)
	r := Revision{InForce: Period{Until: until}}
	if r.Lapsed(until) || !r.Lapsed(until.AddDays(1)) || (Revision{}).Lapsed(until) {
		t.Error("a wording lapses the day after its last")
	}
}
