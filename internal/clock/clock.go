// Package clock is the one source of time, of deadlines and of Estonian working
// days.
package clock

import (
	"time"
	_ "time/tzdata" // the zone must be known on a machine without zone files
)

// Clock tells the time. Tests give one that stands still.
type Clock func() time.Time

// System is the clock of the machine.
func System() time.Time { return time.Now().UTC() }

// At is a clock that stands still.
func At(t time.Time) Clock { return func() time.Time { return t } }

// Tallinn is the zone in which days begin and deadlines end.
var Tallinn = mustLoad("Europe/Tallinn")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		// The zone is part of the program, so this is a broken build.
		panic("clock: " + err.Error())
	}
	return zone
}
