// Package clock is the one source of time, of deadlines and of Estonian working
// days.
package clock

import "time"

// Clock tells the time. Tests give one that stands still.
type Clock func() time.Time

// System is the clock of the machine.
func System() time.Time { return time.Now().UTC() }

// At is a clock that stands still.
func At(t time.Time) Clock { return func() time.Time { return t } }

// Date is a day in the calendar without a time or a zone. The zero Date means
// that the day is not known.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}
