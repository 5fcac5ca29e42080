package sample

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
)

// when is a moment counted from the day of loading: "-21d", "-21d 14:30", or
// "+10wd" in working days. A day that falls on a weekend or holiday gives way to
// the working day before it when past and after it when to come, so that the
// order of days never turns around.
type when struct {
	days    int
	working bool
	minute  int // of the day; -1 when not said
}

var whenForm = regexp.MustCompile(`^([+-]\d{1,4})(d|wd)(?: (\d\d):(\d\d))?$`)

// UnmarshalYAML reads the form that when describes.
func (w *when) UnmarshalYAML(raw []byte) error {
	m := whenForm.FindStringSubmatch(strings.Trim(strings.TrimSpace(string(raw)), `"'`))
	if m == nil {
		return fmt.Errorf("%q is not a day such as -21d, -21d 14:30 or +10wd", raw)
	}
	w.days, _ = strconv.Atoi(m[1])
	w.working = m[2] == "wd"
	w.minute = -1
	if m[3] != "" {
		h, _ := strconv.Atoi(m[3])
		min, _ := strconv.Atoi(m[4])
		w.minute = h*60 + min
	}
	if w.days == 0 || w.minute >= 24*60 {
		return fmt.Errorf("%q: today and times past midnight depend on the hour of loading", raw)
	}
	return nil
}

func (w when) zero() bool { return w.days == 0 }

// date is the day meant when loading happens on today.
func (w when) date(today clock.Date) clock.Date {
	if w.zero() {
		return clock.Date{}
	}
	if w.working {
		return today.AddWorkingDays(w.days)
	}
	d, step := today.AddDays(w.days), 1
	if w.days < 0 {
		step = -1
	}
	for !d.IsWorkingDay() {
		d = d.AddDays(step)
	}
	return d
}

// time is the moment meant; usual is the hour of day when none is said.
func (w when) time(today clock.Date, usual hour) time.Time {
	if w.zero() {
		return time.Time{}
	}
	minute := int(usual)
	if w.minute >= 0 {
		minute = w.minute
	}
	d := w.date(today)
	return time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, clock.Tallinn).UTC()
}

// hour is a usual time of day, in minutes. Their order is the order of things
// that happen on one day.
type hour int

const (
	opening  hour = 8*60 + 40
	stepping hour = 9 * 60
	printing hour = 9*60 + 20  // a revision is published
	asking   hour = 10 * 60    // a consultation opens
	writing  hour = 10*60 + 30 // a comment is sent, or up to 200 minutes later
	moving   hour = 14 * 60    // a deadline moves
	replying hour = 15 * 60    // a response is published
	closing  hour = 16 * 60    // a consultation closes
)
