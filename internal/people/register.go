package people

import (
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
)

// ValidOn reports whether the institution existed on the day. A day that is not
// known counts as within.
func (i Institution) ValidOn(day clock.Date) bool {
	if day.IsZero() {
		return true
	}
	return !day.Before(i.From) && (i.Until.IsZero() || !day.After(i.Until))
}

// Register is the institutions the service knows, past and present.
type Register []Institution

// Find returns the institution with the code and whether there is one.
func (r Register) Find(code Code) (Institution, bool) {
	i := slices.IndexFunc(r, func(i Institution) bool { return i.Code == code })
	if i < 0 {
		return Institution{}, false
	}
	return r[i], true
}

// At returns the institutions that existed on the day, in the register's order.
func (r Register) At(day clock.Date) Register {
	return slices.DeleteFunc(slices.Clone(r), func(i Institution) bool { return !i.ValidOn(day) })
}

// Successors returns the institutions that name the code as a predecessor.
func (r Register) Successors(code Code) Register {
	return slices.DeleteFunc(slices.Clone(r), func(i Institution) bool { return !slices.Contains(i.Predecessors, code) })
}

// Heirs returns the codes of those who answer on the day for what was the
// institution's: itself while it exists, else its successors, else theirs. It
// is empty when nobody does.
func (r Register) Heirs(code Code, day clock.Date) []Code {
	return r.heirs(code, day, map[Code]bool{})
}

func (r Register) heirs(code Code, day clock.Date, seen map[Code]bool) []Code {
	if seen[code] {
		return nil // registers are kept by people; a circle must not hang a page
	}
	seen[code] = true
	if i, known := r.Find(code); known && i.ValidOn(day) {
		return []Code{code}
	}
	var heirs []Code
	for _, next := range r.Successors(code) {
		heirs = append(heirs, r.heirs(next.Code, day, seen)...)
	}
	return heirs
}

// Inherited returns the codes of the former institutions for which the one with
// the code answers on the day.
func (r Register) Inherited(by Code, day clock.Date) []Code {
	var codes []Code
	for _, i := range r {
		if i.Code != by && !i.ValidOn(day) && slices.Contains(r.Heirs(i.Code, day), by) {
			codes = append(codes, i.Code)
		}
	}
	return codes
}

// Serving is the person with what their institution has inherited by the day.
func (r Register) Serving(p Person, day clock.Date) Person {
	p.Inherited = nil
	if p.Institution != "" {
		p.Inherited = r.Inherited(p.Institution, day)
	}
	return p
}

// Lineage returns the code and the codes of all its predecessors, nearest
// first, so that a filter by institution finds what it did under older names.
func (r Register) Lineage(code Code) []Code {
	line := []Code{code}
	for i := 0; i < len(line); i++ {
		at, _ := r.Find(line[i])
		for _, before := range at.Predecessors {
			if !slices.Contains(line, before) {
				line = append(line, before)
			}
		}
	}
	return line
}
