package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// Texts compares two texts. It always ends, in time bounded by their lengths,
// and its answer depends on nothing else.
func Texts(old, new *lawtext.Text) *Result { return With(old, new, nil) }

// With compares two texts, and where officials said which provision is which
// that stands: Certainty is 1 and Fixed is set. Corrections that cannot be kept
// are left aside and listed in Unused; Check refuses them beforehand.
func With(old, new *lawtext.Text, fixed []Fixed) *Result {
	r := &Result{
		Old: old, New: new,
		byOld: make([]int, len(old.Nodes)), byNew: make([]int, len(new.Nodes)),
		room: room{budget: maxWork},
	}
	a := align(old, new, fixed)
	r.aside, r.Fallback, r.Unused = a.aside, a.gaveUp, a.unused
	r.fill(a)
	r.room = room{}
	r.count()
	return r
}

// fill turns an alignment into entries: in the order of the new text, and each
// node that is gone after the one it used to follow.
func (r *Result) fill(a *aligner) {
	r.Entries = make([]Entry, 0, len(r.New.Nodes)+len(r.Old.Nodes)/8)
	gone := 0 // nodes of the old text before this one have been looked at
	flush := func(until int) {
		for ; gone < until; gone++ {
			if a.toNew[gone] < 0 {
				r.byOld[gone] = len(r.Entries)
				r.Entries = append(r.Entries, Entry{Old: gone, New: -1, Link: Deleted, Certainty: 1, Fixed: a.heldOld[gone], Into: a.into[gone]})
			}
		}
	}
	for j := range r.New.Nodes {
		i := a.toOld[j]
		if i >= gone && !a.aside[j] {
			flush(i)
		}
		r.byNew[j] = len(r.Entries)
		if i < 0 {
			r.Entries = append(r.Entries, Entry{Old: -1, New: j, Link: Inserted, Certainty: 1, Fixed: a.heldNew[j], From: a.from[j]})
			continue
		}
		r.byOld[i] = len(r.Entries)
		r.Entries = append(r.Entries, r.pair(a, i, j))
		if !a.aside[j] {
			flush(i + 1)
		}
	}
	flush(len(r.Old.Nodes))
}

// pair makes the entry of two nodes that belong together.
func (r *Result) pair(a *aligner, i, j int) Entry {
	e := Entry{Old: i, New: j, Moved: a.moved[j], Certainty: a.certainty[j], Fixed: a.heldNew[j], Share: 1}
	o, n := &r.Old.Nodes[i], &r.New.Nodes[j]
	e.Renumbered = o.Number != n.Number || o.Kind != n.Kind && n.Address != ""
	old, new := r.Old.Text(i), r.New.Text(j)
	if old != new {
		e.Pieces, e.Share = r.words(old, new)
		if unchanged(e.Pieces) {
			e.Pieces, e.Share = nil, 1
		} else {
			e.Link = Reworded
		}
	}
	if a.replaced[j] {
		e.Link = Replaced
	}
	return e
}

func unchanged(pieces []Piece) bool {
	for _, p := range pieces {
		if p.Op != Keep {
			return false
		}
	}
	return true
}

func (r *Result) count() {
	for k := range r.Entries {
		e := &r.Entries[k]
		if r.kind(e) != lawtext.Section {
			continue
		}
		s := &r.Summary
		switch {
		case e.Link == Inserted:
			s.Inserted++
		case e.Link == Deleted:
			s.Deleted++
		case e.Link == Replaced:
			s.Replaced++
		case r.ChangedInside(e):
			s.Reworded++
		}
		if e.New >= 0 {
			s.Sections++
		}
		if e.Moved {
			s.Moved++
		}
		if e.Renumbered {
			s.Renumbered++
		}
	}
}

func (r *Result) kind(e *Entry) lawtext.Kind {
	if e.New >= 0 {
		return r.New.Nodes[e.New].Kind
	}
	return r.Old.Nodes[e.Old].Kind
}

// ChangedInside reports whether any words of an entry's node, or of what is or
// was inside it, changed, came or went.
func (r *Result) ChangedInside(e *Entry) bool {
	if e.Link != Same {
		return true
	}
	end := r.New.Nodes[e.New].End
	for j := e.New + 1; j < end; j++ {
		if c := r.NewEntry(j); c.Link != Same || c.Moved {
			return true
		}
	}
	for i := e.Old + 1; i < r.Old.Nodes[e.Old].End; i++ {
		if c := r.OldEntry(i); c.New < e.New || c.New >= end {
			return true
		}
	}
	return false
}
