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
// node that is gone after the one it used to follow. What was inside a provision
// that moved stands with it, where it is now.
func (r *Result) fill(a *aligner) {
	r.Entries = make([]Entry, 0, len(r.New.Nodes)+len(r.Old.Nodes)/8)
	f := filler{r: r, a: a, movedWith: movedWith(a)}
	f.walk(0, len(r.New.Nodes), 0, len(r.Old.Nodes), -1)
}

// movedWith gives, by node of the old text, the node that moved and took it
// along, or -1; a node that moved by itself has moved with none.
func movedWith(a *aligner) []int {
	out := make([]int, len(a.toNew))
	for i := range out {
		out[i] = -1
		p := a.a.t.Nodes[i].Parent
		switch {
		case p < 0:
		case a.toNew[p] >= 0 && a.moved[a.toNew[p]]:
			out[i] = p
		default:
			out[i] = out[p]
		}
	}
	return out
}

// filler makes the entries of a result.
type filler struct {
	r         *Result
	a         *aligner
	movedWith []int
}

// walk makes the entries of the nodes of the new text from j to end. Those of
// the old text from gone to until belong among them when they moved with the
// given node, or with none.
func (f *filler) walk(j, end, gone, until, with int) {
	r, a := f.r, f.a
	flush := func(to int) {
		for ; gone < to; gone++ {
			if a.toNew[gone] < 0 && f.movedWith[gone] == with {
				r.byOld[gone] = len(r.Entries)
				r.Entries = append(r.Entries, Entry{Old: gone, New: -1, Link: Deleted, Certainty: 1, Fixed: a.heldOld[gone], Into: a.into[gone]})
			}
		}
	}
	for ; j < end; j++ {
		i := a.toOld[j]
		stays := i >= 0 && f.stays(j, with)
		if stays && i >= gone {
			flush(min(i, until))
		} else {
			flush(f.before(j, gone, until, with))
		}
		f.add(i, j)
		switch {
		case i >= 0 && a.moved[j]:
			f.walk(j+1, r.New.Nodes[j].End, i+1, r.Old.Nodes[i].End, i)
			j = r.New.Nodes[j].End - 1
		case stays:
			flush(min(i+1, until))
		}
	}
	flush(until)
}

// stays reports whether a linked node of the new text stands among those that
// moved with the given one, or with none, as in the old text.
func (f *filler) stays(j, with int) bool {
	return !f.a.moved[j] && f.movedWith[f.a.toOld[j]] == with && (with >= 0 || !f.a.aside[j])
}

// before tells up to which node of the old text those that are gone stand before
// a node of the new text that has come: what is left out of a section stands in
// that section, and before what was put in its place.
func (f *filler) before(j, gone, until, with int) int {
	for ; gone < until; gone++ {
		to := f.a.toNew[gone]
		switch {
		case f.movedWith[gone] != with || to >= 0 && !f.stays(to, with):
		case to >= 0 || f.r.Old.Nodes[gone].Depth < f.r.New.Nodes[j].Depth:
			return gone
		}
	}
	return gone
}

// add makes the entry of a node of the new text.
func (f *filler) add(i, j int) {
	r, a := f.r, f.a
	r.byNew[j] = len(r.Entries)
	if i < 0 {
		r.Entries = append(r.Entries, Entry{Old: -1, New: j, Link: Inserted, Certainty: 1, Fixed: a.heldNew[j], From: a.from[j]})
		return
	}
	r.byOld[i] = len(r.Entries)
	r.Entries = append(r.Entries, r.pair(a, i, j))
}

// pair makes the entry of two nodes that belong together.
func (r *Result) pair(a *aligner, i, j int) Entry {
	e := Entry{Old: i, New: j, Moved: a.moved[j], Certainty: a.certainty[j], Fixed: a.heldNew[j], Share: 1}
	o, n := &r.Old.Nodes[i], &r.New.Nodes[j]
	e.Renumbered = o.Number != n.Number || o.Kind != n.Kind && n.Address != ""
	old, new := r.Old.Text(i), r.New.Text(j)
	if old != new {
		e.Pieces, e.Share = r.words(old, new, a.a.cutUp(i), a.b.cutUp(j))
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
