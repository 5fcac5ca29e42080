package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// fill turns an alignment into entries: in the order of the new text, and each
// node that is gone after the one it used to follow.
func (r *Result) fill(a *alignment) {
	r.Entries = make([]Entry, 0, len(r.New.Nodes)+len(r.Old.Nodes)/8)
	gone := 0 // nodes of the old text before this one have been looked at
	flush := func(until int) {
		for ; gone < until; gone++ {
			if a.toNew[gone] < 0 {
				r.byOld[gone] = len(r.Entries)
				r.Entries = append(r.Entries, Entry{Old: gone, New: -1, Link: Deleted, Certainty: 1})
			}
		}
	}
	for j := range r.New.Nodes {
		i := a.toOld[j]
		if i >= gone && !a.moved[j] {
			flush(i)
		}
		r.byNew[j] = len(r.Entries)
		if i < 0 {
			r.Entries = append(r.Entries, Entry{Old: -1, New: j, Link: Inserted, Certainty: 1})
			continue
		}
		r.byOld[i] = len(r.Entries)
		r.Entries = append(r.Entries, r.pair(a, i, j))
	}
	flush(len(r.Old.Nodes))
}

// pair makes the entry of two nodes that belong together.
func (r *Result) pair(a *alignment, i, j int) Entry {
	e := Entry{Old: i, New: j, Moved: a.moved[j], Certainty: a.certainty[j], Share: 1}
	o, n := &r.Old.Nodes[i], &r.New.Nodes[j]
	e.Renumbered = o.Number != n.Number && o.Kind == n.Kind
	old, new := r.Old.Text(i), r.New.Text(j)
	if old == new {
		return e
	}
	ta, tb := tokens(old, nil), tokens(new, nil)
	edits, gaveUp := diffTokens(ta, tb)
	r.Fallback = r.Fallback || gaveUp
	e.Share = share(ta, tb, edits)
	if e.Share == 1 {
		return e
	}
	e.Link = Reworded
	e.Pieces = pieces(nil, old, new, ta, tb, edits)
	return e
}

// share is how many of the words of both texts stayed.
func share(a, b []token, edits []edit) float64 {
	total, kept := 0, 0
	for _, t := range a {
		if t.bare > t.start {
			total++
		}
	}
	for _, t := range b {
		if t.bare > t.start {
			total++
		}
	}
	i, j := 0, 0
	for _, e := range edits {
		if e.op == Keep {
			for _, t := range a[i : i+e.a] {
				if t.bare > t.start {
					kept += 2
				}
			}
		}
		i, j = i+e.a, j+e.b
	}
	if total == 0 {
		return 1
	}
	return float64(kept) / float64(total)
}

func (r *Result) count() {
	for _, e := range r.Entries {
		kind := r.kind(e)
		if kind != lawtext.Section {
			continue
		}
		s := &r.Summary
		switch e.Link {
		case Inserted:
			s.Inserted++
		case Deleted:
			s.Deleted++
		case Replaced:
			s.Replaced++
		default:
			if r.changedInside(e) {
				s.Reworded++
			}
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

func (r *Result) kind(e Entry) lawtext.Kind {
	if e.New >= 0 {
		return r.New.Nodes[e.New].Kind
	}
	return r.Old.Nodes[e.Old].Kind
}

// changedInside reports whether any words of a linked node, or of what is or
// was inside it, changed.
func (r *Result) changedInside(e Entry) bool {
	if e.Link != Same {
		return true
	}
	for j := e.New + 1; j < r.New.Nodes[e.New].End; j++ {
		if c := r.NewEntry(j); c.Link != Same {
			return true
		}
	}
	for i := e.Old + 1; i < r.Old.Nodes[e.Old].End; i++ {
		if c := r.OldEntry(i); c.Link == Deleted || c.New < e.New || c.New >= r.New.Nodes[e.New].End {
			return true
		}
	}
	return false
}

// Linear gives the comparison as one run of pieces that rebuilds both texts
// byte for byte: what was kept and dropped is the old text, what was kept and
// added is the new one. What moved is dropped where it was and added where it
// is.
func (r *Result) Linear() []Piece {
	l := linear{r: r}
	i, j := 0, 0
	for _, p := range r.backbone() {
		l.drop(i, p.i)
		l.add(j, p.j)
		l.keep(p.i, p.j)
		i, j = p.i+1, p.j+1
	}
	l.drop(i, len(r.Old.Nodes))
	l.add(j, len(r.New.Nodes))
	return l.out
}

type nodePair struct{ i, j int }

// backbone is a run of linked nodes in the order of both texts.
func (r *Result) backbone() []nodePair {
	var run []nodePair
	last := -1
	for j := range r.New.Nodes {
		if e := r.NewEntry(j); e.Old > last && !e.Moved {
			run = append(run, nodePair{e.Old, j})
			last = e.Old
		}
	}
	return run
}

type linear struct {
	r   *Result
	out []Piece
}

func (l *linear) put(p Piece) {
	if p.Old == "" && p.New == "" {
		return
	}
	if n := len(l.out); n > 0 && l.out[n-1].Op == p.Op {
		l.out[n-1].Old += p.Old
		l.out[n-1].New += p.New
		return
	}
	l.out = append(l.out, p)
}

func (l *linear) drop(from, to int) {
	for i := from; i < to; i++ {
		l.put(Piece{Op: Drop, Old: l.r.Old.Own(i)})
	}
}

func (l *linear) add(from, to int) {
	for j := from; j < to; j++ {
		l.put(Piece{Op: Add, New: l.r.New.Own(j)})
	}
}

func (l *linear) keep(i, j int) {
	old, new := l.r.Old.Own(i), l.r.New.Own(j)
	if old == new {
		l.put(Piece{Keep, old, new})
		return
	}
	for _, p := range Words(old, new) {
		l.put(p)
	}
}

// Display gives the entries as a page shows them: a moved provision appears
// once, where it is now, with its own changes, and a pointer stands where it
// was.
func (r *Result) Display() []Entry {
	out := make([]Entry, 0, len(r.Entries)+8)
	out = append(out, r.Entries...)
	return out
}
