package clock

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWorkingDaysOfYears(t *testing.T) {
	for year, want := range map[int]int{2024: 254, 2025: 251, 2026: 252} {
		from := NewDate(year-1, time.December, 31)
		if got := WorkingDaysBetween(from, NewDate(year, time.December, 31)); got != want {
			t.Errorf("working days of %d = %d, want %d", year, got, want)
		}
	}
}

func TestEaster(t *testing.T) {
	for _, want := range []Date{{2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5}, {2038, 4, 25}} {
		if got := Easter(want.Year); got != want {
			t.Errorf("Easter(%d) = %s, want %s", want.Year, got, want)
		}
	}
}

func TestHoliday(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01": "clock.new_year", "2026-02-24": "clock.independence_day", "2026-04-03": "clock.good_friday",
		"2026-04-05": "clock.easter", "2026-04-06": "", "2026-05-24": "clock.pentecost", "2026-06-23": "clock.victory_day",
		"2026-08-20": "clock.restoration_day", "2026-12-24": "clock.christmas_eve", "2026-12-27": "",
	} {
		d, err := ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Holiday(); got != want {
			t.Errorf("Holiday(%s) = %q, want %q", day, got, want)
		}
	}
}

func TestEndOfDayIsOneSecondBeforeMidnight(t *testing.T) {
	for _, c := range []struct {
		day   Date
		hours float64
		utc   string
	}{
		{Date{2026, time.January, 15}, 24, "2026-01-15T21:59:59Z"},
		{Date{2026, time.March, 29}, 23, "2026-03-29T20:59:59Z"},
		{Date{2026, time.July, 15}, 24, "2026-07-15T20:59:59Z"},
		{Date{2026, time.October, 25}, 25, "2026-10-25T21:59:59Z"},
		{Date{2026, time.December, 31}, 24, "2026-12-31T21:59:59Z"},
	} {
		end := EndOfDay(c.day)
		if got := end.UTC().Format(time.RFC3339); got != c.utc {
			t.Errorf("EndOfDay(%s) = %s, want %s", c.day, got, c.utc)
		}
		if got := (end.Sub(StartOfDay(c.day)) + time.Second).Hours(); got != c.hours {
			t.Errorf("%s has %v hours, want %v", c.day, got, c.hours)
		}
	}
}

func TestPassed(t *testing.T) {
	deadline := Date{2026, time.October, 25}
	end := EndOfDay(deadline)
	for _, c := range []struct {
		now  time.Time
		want bool
	}{{end, false}, {end.Add(999 * time.Millisecond), false}, {end.Add(time.Second), true}, {end.AddDate(0, 0, -3), false}} {
		if got := Passed(c.now, deadline); got != c.want {
			t.Errorf("Passed(%s) = %v, want %v", c.now, got, c.want)
		}
	}
}

func TestDateOfIsTheDayInTallinn(t *testing.T) {
	late := time.Date(2026, time.March, 1, 22, 30, 0, 0, time.UTC)
	if got := DateOf(late).String(); got != "2026-03-02" {
		t.Errorf("DateOf(%s) = %s, want the next day", late, got)
	}
	if !DateOf(time.Time{}).IsZero() {
		t.Error("the zero time has a day")
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01T00:00", "01.02.2026", " 2026-01-01"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", s, d)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-06-19", 1, "2026-06-22"}, // over a weekend
		{"2026-06-22", 1, "2026-06-25"}, // over both midsummer holidays
		{"2026-12-23", 1, "2026-12-28"},
		{"2026-06-25", -1, "2026-06-22"},
		{"2026-06-20", 0, "2026-06-20"},
		{"2026-11-02", 15, "2026-11-23"},
	} {
		from, _ := ParseDate(c.from)
		if got := from.AddWorkingDays(c.n).String(); got != c.want {
			t.Errorf("%s + %d working days = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestDateProperties(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) Date {
		return Date{2011, time.January, 1}.AddDays(rapid.IntRange(0, 20000).Draw(t, "days"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, n := day.Draw(t, "a"), rapid.IntRange(-400, 400).Draw(t, "n")
		b := a.AddDays(n)
		if b.Sub(a) != n || b.AddDays(-n) != a {
			t.Fatalf("%s and %d days later %s do not agree", a, n, b)
		}
		if back, err := ParseDate(a.String()); err != nil || back != a {
			t.Fatalf("%s read back as %s, %v", a, back, err)
		}
		if DateOf(StartOfDay(a)) != a || DateOf(EndOfDay(a)) != a {
			t.Fatalf("%s does not begin and end within itself", a)
		}
		if got := WorkingDaysBetween(a, a.AddWorkingDays(n)); got != n {
			t.Fatalf("%s: %d working days added, %d counted", a, n, got)
		}
	})
}
