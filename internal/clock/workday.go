package clock

import "time"

// Holiday returns the message key of the Estonian public holiday that falls on
// the day, or "" when none does.
func (d Date) Holiday() string {
	switch d.Sub(Easter(d.Year)) {
	case -2:
		return "clock.good_friday"
	case 0:
		return "clock.easter"
	case 49:
		return "clock.pentecost"
	}
	return fixedHolidays[monthDay{d.Month, d.Day}]
}

// IsHoliday reports whether the day is an Estonian public holiday.
func (d Date) IsHoliday() bool { return d.Holiday() != "" }

type monthDay struct {
	month time.Month
	day   int
}

var fixedHolidays = map[monthDay]string{
	{time.January, 1}:   "clock.new_year",
	{time.February, 24}: "clock.independence_day",
	{time.May, 1}:       "clock.spring_day",
	{time.June, 23}:     "clock.victory_day",
	{time.June, 24}:     "clock.midsummer_day",
	{time.August, 20}:   "clock.restoration_day",
	{time.December, 24}: "clock.christmas_eve",
	{time.December, 25}: "clock.christmas_day",
	{time.December, 26}: "clock.boxing_day",
}

// Easter returns Easter Sunday of a year, by the Gregorian reckoning of Meeus.
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return Date{year, time.Month(month), day}
}

// IsWorkingDay reports whether the day is neither a weekend nor a public holiday.
func (d Date) IsWorkingDay() bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !d.IsHoliday()
}

// AddWorkingDays returns the n-th working day after d, or before it when n is
// negative. The day itself does not count, as in the law; with n = 0 it is d.
func (d Date) AddWorkingDays(n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if d.IsWorkingDay() {
			n--
		}
	}
	return d
}

// WorkingDaysBetween counts the working days after from, up to and with until.
// It is the inverse of AddWorkingDays and negative when until comes first.
func WorkingDaysBetween(from, until Date) int {
	if until.Before(from) {
		return -WorkingDaysBetween(until.AddDays(-1), from.AddDays(-1))
	}
	n := 0
	for d := from.AddDays(1); !d.After(until); d = d.AddDays(1) {
		if d.IsWorkingDay() {
			n++
		}
	}
	return n
}

// WorkingDaysLeft returns how many working days remain after today until the
// deadline, or 0 once it has passed.
func WorkingDaysLeft(now time.Time, deadline Date) int {
	return max(0, WorkingDaysBetween(DateOf(now), deadline))
}
