package dossier

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/people"
)

// Links are what officials said about how the provisions of a document's
// revisions belong together. They win over what a comparison finds.
type Links struct {
	Dossier     ID
	Document    int
	Version     int // grows with every change
	Corrections []Correction
}

// Correction says of one revision which provision of the revision before is
// which of its own. With Old or New empty the other has no counterpart.
type Correction struct {
	Revision   int      // the newer one, from 2
	Old, New   string   // addresses, such as para5lg2
	Provisions []uint32 // whom it concerns, so that comparisons of other revisions can follow it
	By         people.ID
	At         time.Time
}

// same reports whether two corrections say the same.
func (c Correction) same(d Correction) bool {
	return c.Revision == d.Revision && c.Old == d.Old && c.New == d.New
}

// against reports whether two corrections speak of the same provision of the
// same revision.
func (c Correction) against(d Correction) bool {
	return c.Revision == d.Revision && (c.Old != "" && c.Old == d.Old || c.New != "" && c.New == d.New)
}

// Of lists the corrections of one revision.
func (l Links) Of(revision int) []Correction {
	var list []Correction
	for _, c := range l.Corrections {
		if c.Revision == revision {
			list = append(list, c)
		}
	}
	return list
}

// Correct returns the links after some corrections were taken back and others
// said. A new one takes the place of those that speak of the same provisions.
func (l Links) Correct(dropped, said []Correction) Links {
	l.Version++
	l.Corrections = slices.DeleteFunc(slices.Clone(l.Corrections), func(c Correction) bool {
		return slices.ContainsFunc(dropped, c.same) || slices.ContainsFunc(said, c.against)
	})
	l.Corrections = append(l.Corrections, said...)
	slices.SortStableFunc(l.Corrections, func(a, b Correction) int { return a.Revision - b.Revision })
	return l
}

// Provisions lists whom the corrections between two revisions concern, whichever
// of the two is the older.
func (l Links) Provisions(from, to int) []uint32 {
	from, to = min(from, to), max(from, to)
	var list []uint32
	for _, c := range l.Corrections {
		if c.Revision > from && c.Revision <= to {
			list = append(list, c.Provisions...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
