package views

import (
	"fmt"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
)

var months = map[lang.Tag][12]string{
	lang.Et: {"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember"},
	lang.En: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	lang.Ru: {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
}

// onMonths are months as Estonian says when something happened: 4. detsembril.
var onMonths = [12]string{"jaanuaril", "veebruaril", "märtsil", "aprillil", "mail", "juunil", "juulil", "augustil", "septembril", "oktoobril", "novembril", "detsembril"}

// weekdays are as calendars abbreviate them, from Sunday.
var weekdays = map[lang.Tag][7]string{
	lang.Et: {"P", "E", "T", "K", "N", "R", "L"},
	lang.En: {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	lang.Ru: {"вс", "пн", "вт", "ср", "чт", "пт", "сб"},
}

// nbsp keeps the parts of a date on one line.
const nbsp = "\u00a0"

// Number writes a whole number with its thousands apart, as the language does.
func Number(tag lang.Tag, n int) string {
	s := strconv.Itoa(n)
	// Estonian and Russian keep four digits together.
	if len(s) < 4 || len(s) == 4 && tag != lang.En {
		return s
	}
	gap := nbsp
	if tag == lang.En {
		gap = ","
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + gap + s[i:]
	}
	return s
}

// Day writes a day in full: 4. detsember 2026. An unknown day is said to be so.
func Day(tag lang.Tag, d clock.Date) string {
	if d.IsZero() {
		return T(tag, "time.unknown")
	}
	return dayMonth(tag, d) + nbsp + strconv.Itoa(d.Year)
}

// ShortDay writes a day in figures: 04.12.2026.
func ShortDay(tag lang.Tag, d clock.Date) string {
	switch {
	case d.IsZero():
		return T(tag, "time.unknown")
	case tag == lang.En:
		return fmt.Sprintf("%d %s %d", d.Day, months[tag][d.Month-1][:3], d.Year)
	}
	return twoDigits(d.Day) + "." + twoDigits(int(d.Month)) + "." + strconv.Itoa(d.Year)
}

// OnDay writes the day on which something happened: 4. detsembril 2026.
func OnDay(tag lang.Tag, d clock.Date) string {
	if tag != lang.Et || d.IsZero() {
		return Day(tag, d)
	}
	return onDayMonth(d) + nbsp + strconv.Itoa(d.Year)
}

func onDayMonth(d clock.Date) string { return strconv.Itoa(d.Day) + "." + nbsp + onMonths[d.Month-1] }

// Moment writes when something happened, in Tallinn: 4. detsembril 2026 kell 14.05.
func Moment(tag lang.Tag, t time.Time) string {
	if t.IsZero() {
		return T(tag, "time.unknown")
	}
	return T(tag, "time.moment", OnDay(tag, clock.DateOf(t)), hour(tag, t))
}

func dayMonth(tag lang.Tag, d clock.Date) string {
	if tag == lang.Et {
		return strconv.Itoa(d.Day) + "." + nbsp + months[tag][d.Month-1]
	}
	return strconv.Itoa(d.Day) + nbsp + months[tag][d.Month-1]
}

func hour(tag lang.Tag, t time.Time) string {
	t = t.In(clock.Tallinn)
	if tag == lang.Et {
		return strconv.Itoa(t.Hour()) + "." + twoDigits(t.Minute())
	}
	return strconv.Itoa(t.Hour()) + ":" + twoDigits(t.Minute())
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// day writes a day as people say it: without the year when it is this one.
func (l Layout) day(d clock.Date) string {
	if d.Year == clock.DateOf(l.Now).Year && !d.IsZero() {
		return dayMonth(l.Lang, d)
	}
	return Day(l.Lang, d)
}

// onDay is day for something that happened then.
func (l Layout) onDay(d clock.Date) string {
	switch {
	case l.Lang != lang.Et || d.IsZero():
		return l.day(d)
	case d.Year == clock.DateOf(l.Now).Year:
		return onDayMonth(d)
	}
	return OnDay(l.Lang, d)
}

// until writes when a window ends: kuni R 4. detsember 23.59.
func (l Layout) until(d clock.Date) string {
	return l.T("time.until", weekdays[l.Lang][d.Weekday()]+nbsp+l.day(d), hour(l.Lang, clock.EndOfDay(d)))
}

// left writes how long a window is still open, or when it ended: veel 6 päeva,
// viimane päev, lõppes eile.
func (l Layout) left(d clock.Date) string {
	switch n := clock.DaysLeft(l.Now, d); {
	case n == 0:
		return l.T("time.last_day")
	case n == 1:
		return l.T("time.tomorrow")
	case n > 1:
		return l.T("time.days_left", n)
	case n == -1:
		return l.T("time.ended_yesterday")
	default:
		return l.T("time.ended_days", -n)
	}
}

// urgent reports whether under three days are left.
func (l Layout) urgent(d clock.Date) bool {
	n := clock.DaysLeft(l.Now, d)
	return n >= 0 && n < 3
}

// iso is a day for the datetime attribute.
func iso(d clock.Date) string { return d.String() }
