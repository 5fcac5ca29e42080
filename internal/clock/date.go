package clock

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day in the calendar without a time or a zone. The zero Date means
// that the day is not known.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate returns the day, normalised: the 32nd of January is the 1st of February.
func NewDate(year int, month time.Month, day int) Date {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day it is in Tallinn at t; the zero time has no day.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return dayOf(t.In(Tallinn))
}

// ParseDate reads a day written 2006-01-02. A day that is not in the calendar
// is refused.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %.20q: not a day written as 2006-01-02", s)
	}
	return dayOf(t), nil
}

func dayOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// String writes the day as 2006-01-02, and the zero Date as nothing.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// IsZero reports whether the day is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Compare orders days; the zero Date comes before all others.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// Sub returns how many days d is later than other.
func (d Date) Sub(other Date) int { return int(d.midnight().Sub(other.midnight()) / (24 * time.Hour)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// midnight is in UTC, where every day has 24 hours.
func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// StartOfDay returns the first moment of the day in Tallinn.
func StartOfDay(d Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Tallinn)
}

// EndOfDay returns 23:59:59 of the day in Tallinn, the last second in which a
// deadline on that day can be met. On the days when clocks change it is still
// one second before the next midnight.
func EndOfDay(d Date) time.Time { return StartOfDay(d.AddDays(1)).Add(-time.Second) }

// Passed reports whether a deadline on the day has passed at now. What arrives
// within the last second of the day is in time.
func Passed(now time.Time, deadline Date) bool {
	return !now.Before(StartOfDay(deadline.AddDays(1)))
}

// DaysLeft returns how many days remain until the deadline: 0 on its own day,
// negative once it has passed.
func DaysLeft(now time.Time, deadline Date) int { return deadline.Sub(DateOf(now)) }
