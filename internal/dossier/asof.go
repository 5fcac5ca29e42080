package dossier

import "github.com/eelnou/eelnou/internal/clock"

// Began is the day from which a revision stood: for an act the day its wording
// came into force, else the day it was published.
func (r Revision) Began() clock.Date {
	if !r.InForce.From.IsZero() {
		return r.InForce.From
	}
	return clock.DateOf(r.Published)
}

// AsOf finds the revision that stood on a day: the one that began last on or
// before it, and of several that began together the newest. It reports false for
// a day before them all. Revisions may have begun out of order.
func AsOf(revisions []Revision, day clock.Date) (Revision, bool) {
	var found Revision
	ok := false
	for _, r := range revisions {
		if began := r.Began(); !began.After(day) && (!ok || !began.Before(found.Began())) {
			found, ok = r, true
		}
	}
	return found, ok
}

// Lapsed reports whether an act's wording had ended by a day without another in
// its place.
func (r Revision) Lapsed(day clock.Date) bool {
	return !r.InForce.Until.IsZero() && r.InForce.Until.Before(day)
}
