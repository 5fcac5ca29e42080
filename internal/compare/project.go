package compare

// Linear gives the comparison as one run of pieces that rebuilds both texts
// byte for byte: what was kept and dropped is the old text, what was kept and
// added is the new one. What moved is dropped where it was and added where it
// is.
func (r *Result) Linear() []Piece {
	l := linear{r: r}
	for j := range r.New.Nodes {
		if e := r.NewEntry(j); e.Old >= 0 && !r.aside[j] {
			l.until(e.Old, j)
			l.keep(e)
		}
	}
	l.change(len(r.Old.Source), len(r.New.Source))
	l.flush()
	return l.out
}

// linear walks both texts at once. Everything before old and new is in out,
// except for a change not yet ended.
type linear struct {
	r                *Result
	out              []Piece
	old, new         int // bytes of the texts that are done
	oldFrom, newFrom int // where the change being collected begins
}

// until makes a change of everything before two nodes.
func (l *linear) until(i, j int) {
	l.change(l.r.Old.Nodes[i].Own.Start, l.r.New.Nodes[j].Own.Start)
}

func (l *linear) change(old, new int) { l.old, l.new = old, new }

// same keeps the next bytes of both texts.
func (l *linear) same(old, new int) {
	if old == 0 && new == 0 {
		return
	}
	l.flush()
	p := Piece{Keep, l.r.Old.Source[l.old : l.old+old], l.r.New.Source[l.new : l.new+new]}
	l.old, l.new = l.old+old, l.new+new
	l.oldFrom, l.newFrom = l.old, l.new
	if n := len(l.out); n > 0 && l.out[n-1].Op == Keep {
		q := &l.out[n-1]
		q.Old = l.r.Old.Source[l.old-old-len(q.Old) : l.old]
		q.New = l.r.New.Source[l.new-new-len(q.New) : l.new]
		return
	}
	l.out = append(l.out, p)
}

// flush ends a change: what was dropped stands before what was added.
func (l *linear) flush() {
	if l.old > l.oldFrom {
		l.out = append(l.out, Piece{Op: Drop, Old: l.r.Old.Source[l.oldFrom:l.old]})
	}
	if l.new > l.newFrom {
		l.out = append(l.out, Piece{Op: Add, New: l.r.New.Source[l.newFrom:l.new]})
	}
	l.oldFrom, l.newFrom = l.old, l.new
}

// keep goes over the own bytes of two linked nodes: the marks and the number,
// the text, and the white space after it. A number is one thing, changed whole.
func (l *linear) keep(e *Entry) {
	o, n := &l.r.Old.Nodes[e.Old], &l.r.New.Nodes[e.New]
	old, new := l.r.Old.Own(e.Old), l.r.New.Own(e.New)
	if old == new {
		l.same(len(old), len(new))
		return
	}
	a, b := o.Text.Start-o.Own.Start, n.Text.Start-n.Own.Start
	if foldedEqual(old[:a], new[:b]) {
		l.same(a, b)
	} else {
		l.change(l.old+a, l.new+b)
	}
	if len(e.Pieces) == 0 {
		l.same(o.Text.End-o.Text.Start, n.Text.End-n.Text.Start)
	}
	for _, p := range e.Pieces {
		if p.Op == Keep {
			l.same(len(p.Old), len(p.New))
		} else {
			l.change(l.old+len(p.Old), l.new+len(p.New))
		}
	}
	a, b = o.Own.End-o.Text.End, n.Own.End-n.Text.End
	if foldedEqual(old[len(old)-a:], new[len(new)-b:]) {
		l.same(a, b)
	} else {
		l.change(l.old+a, l.new+b)
	}
}

func foldedEqual(a, b string) bool {
	if a == b {
		return true
	}
	x, _ := foldedHash(tokens(a, nil))
	y, _ := foldedHash(tokens(b, nil))
	return x == y
}

// Display gives the entries as a page shows them: a moved provision appears
// once, where it is now, with its own changes, and a pointer stands where it
// was.
func (r *Result) Display() []Entry {
	after := r.pointers()
	if len(after) == 0 {
		return r.Entries
	}
	out := make([]Entry, 0, len(r.Entries)+len(after))
	add := func(k int) {
		for _, i := range after[k] {
			e := *r.OldEntry(i)
			e.Pointer, e.Pieces = true, nil
			out = append(out, e)
		}
	}
	add(-1)
	for k, e := range r.Entries {
		out = append(out, e)
		add(k)
	}
	return out
}

// pointers lists the moved nodes of the old text after the entry each stood
// behind.
func (r *Result) pointers() map[int][]int {
	after := map[int][]int{}
	last := -1
	for i := range r.Old.Nodes {
		e := r.OldEntry(i)
		switch {
		case e.New >= 0 && e.Moved:
			after[last] = append(after[last], i)
		case e.New < 0 || !r.aside[e.New]:
			last = r.byOld[i]
		}
	}
	return after
}
