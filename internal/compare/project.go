package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Linear gives the comparison as one run of pieces that rebuilds both texts
// byte for byte: what was kept and dropped is the old text, what was kept and
// added is the new one. What moved is dropped where it was and added where it
// is.
func (r *Result) Linear() []Piece {
	l := linear{r: r, room: room{budget: maxWork}}
	open, i0, j0 := false, 0, 0 // nodes that are compared together begin here
	i, j := 0, 0                // nodes not yet looked at
	shut := func() {
		if open {
			l.region(i0, i, j0, j)
		}
		open = false
	}
	for n := range r.New.Nodes {
		e := r.NewEntry(n)
		if e.Old < 0 || r.aside[n] {
			continue
		}
		gap := e.Old > i || n > j
		if !gap {
			shut()
		} else if !open {
			open, i0, j0 = true, i, j
		}
		i, j = e.Old, n
		same := r.Old.Own(i) == r.New.Own(j)
		if same {
			shut()
			l.keep(e)
		} else if !open {
			open, i0, j0 = true, i, j
		}
		i, j = i+1, j+1
	}
	if !open {
		open, i0, j0 = true, i, j
	}
	i, j = len(r.Old.Nodes), len(r.New.Nodes)
	shut()
	l.join()
	return l.pieces()
}

// linear walks both texts at once and collects stretches of them.
type linear struct {
	r        *Result
	out      []stretch
	old, new int // bytes of the texts that are done
	room     room
}

// stretch is a run of both texts that was kept or changed, up to these bytes.
type stretch struct {
	kept     bool
	old, new int
}

// to ends a stretch of both texts at these bytes.
func (l *linear) to(kept bool, old, new int) {
	if old == l.old && new == l.new {
		return
	}
	l.old, l.new = old, new
	if n := len(l.out); n > 0 && l.out[n-1].kept == kept {
		l.out[n-1].old, l.out[n-1].new = old, new
		return
	}
	l.out = append(l.out, stretch{kept, old, new})
}

func (l *linear) change(old, new int) { l.to(false, old, new) }

// same keeps the next bytes of both texts.
func (l *linear) same(old, new int) { l.to(true, l.old+old, l.new+new) }

// join makes one change of two that only a small run parts, where the two stand
// in different blocks.
func (l *linear) join() {
	out := l.out[:0:0]
	from := func(k int) stretch {
		if k == 0 {
			return stretch{}
		}
		return out[k-1]
	}
	weight := func(k int) float64 { // of a change
		f := from(k)
		if out[k].old-f.old > 400 || out[k].new-f.new > 400 {
			return 2 * smallRunAcross
		}
		return max(weigh(tokens(l.r.Old.Source[f.old:out[k].old], nil)), weigh(tokens(l.r.New.Source[f.new:out[k].new], nil)))
	}
	for _, s := range l.out {
		out = append(out, s)
		for n := len(out); n > 2 && !out[n-1].kept; n = len(out) {
			f := from(n - 2)
			if out[n-2].old-f.old > 100 {
				break
			}
			k := weigh(tokens(l.r.Old.Source[f.old:out[n-2].old], nil))
			if k > smallRun || !tooSmall(k, weight(n-3), weight(n-1)) {
				break
			}
			out[n-3] = out[n-1]
			out = out[:n-2]
		}
	}
	l.out = out
}

// pieces gives the stretches as pieces: what was dropped stands before what was
// added.
func (l *linear) pieces() []Piece {
	out := make([]Piece, 0, len(l.out)+len(l.out)/2)
	i, j := 0, 0
	for _, s := range l.out {
		old, new := l.r.Old.Source[i:s.old], l.r.New.Source[j:s.new]
		i, j = s.old, s.new
		if s.kept {
			out = append(out, Piece{Keep, old, new})
			continue
		}
		if old != "" {
			out = append(out, Piece{Op: Drop, Old: old})
		}
		if new != "" {
			out = append(out, Piece{Op: Add, New: new})
		}
	}
	return out
}

// maxRegion is how many bytes of both texts are compared as one region; a larger
// one is another text.
const maxRegion = 2 << 20

// region goes over nodes that are compared together: one pair of linked nodes,
// or nodes that came and went with the linked ones before and after them, since
// paragraphs are split and joined without a change of words.
func (l *linear) region(i0, i1, j0, j1 int) {
	if i1 == i0+1 && j1 == j0+1 {
		if e := l.r.NewEntry(j0); e.Old == i0 && !l.r.aside[j0] {
			l.keep(e)
			return
		}
	}
	old, new := end(l.r.Old, i1), end(l.r.New, j1)
	if i0 == i1 || j0 == j1 || old-l.old+new-l.new > maxRegion {
		l.change(old, new)
		return
	}
	l.room.a, l.room.b = l.room.cutNodes(l.r.Old, i0, i1, l.room.a[:0]), l.room.cutNodes(l.r.New, j0, j1, l.room.b[:0])
	a, b := l.room.a, l.room.b
	if len(a) == 0 || len(b) == 0 {
		l.change(old, new)
		return
	}
	d := differ{room: &l.room, edits: l.room.edits[:0]}
	d.diff(a, b, 0)
	l.room.edits = d.edits
	i, j := 0, 0
	for _, e := range tidy(d.edits, a, b, false) {
		i, j = i+e.a, j+e.b
		if e.op == Keep {
			l.same(reach(a, i, l.old), reach(b, j, l.new))
		} else {
			l.change(max(l.old, offset(a, i)), max(l.new, offset(b, j)))
		}
	}
	l.change(old, new)
}

// end is where a node begins or, after the last, the text ends.
func end(t *lawtext.Text, i int) int {
	if i < len(t.Nodes) {
		return t.Nodes[i].Own.Start
	}
	return len(t.Source)
}

func offset(ts []token, i int) int {
	if i == 0 {
		return int(ts[0].start)
	}
	return int(ts[i-1].end)
}

// reach is how many bytes lie between a place and the end of the first i tokens.
func reach(ts []token, i, from int) int { return offset(ts, i) - from }

// cutNodes cuts the own bytes of nodes into tokens: the marks before a number
// and the number itself are one token each, and white space belongs to the
// token before it.
func (m *room) cutNodes(t *lawtext.Text, from, to int, out []token) []token {
	if cap(out) == 0 {
		out = make([]token, 0, (end(t, to)-end(t, from))/5+8)
	}
	for i := from; i < to; i++ {
		n := &t.Nodes[i]
		if n.Kind == lawtext.Root {
			n = &lawtext.Node{Own: n.Own, Label: lawtext.Range{Start: n.Own.Start, End: n.Own.Start}, Text: lawtext.Range{Start: n.Own.Start, End: n.Own.Start}}
		}
		label := n.Label
		if label.Start == label.End {
			label = lawtext.Range{Start: n.Text.Start, End: n.Text.Start}
		}
		out = m.single(out, t.Source, n.Own.Start, label.Start, false)
		out = m.single(out, t.Source, label.Start, n.Text.Start, true)
		k := len(out)
		out = many(out, t.Source, n.Text.Start, n.Own.End)
		if n.Kind == lawtext.Row {
			out = withoutBars(out, k, t.Source)
		}
	}
	return out
}

// single appends a stretch of text as a single token.
func (m *room) single(out []token, s string, from, to int, word bool) []token {
	if from >= to {
		return out
	}
	m.label = tokens(s[from:to], m.label[:0])
	h, _ := foldedHash(m.label)
	bare := from + len(strings.TrimRight(s[from:to], " \n\t"))
	if bare == from && len(out) > 0 {
		out[len(out)-1].end = int32(to)
		return out
	}
	return append(out, token{start: int32(from), bare: int32(bare), end: int32(to), word: word && bare > from, hash: h})
}

// withoutBars gives the bars of a table row, from token k on, to the tokens
// before them: a table set as paragraphs keeps its words.
func withoutBars(out []token, k int, s string) []token {
	rule := true // the line between head and body has bars and hyphens alone
	for _, t := range out[k:] {
		c := s[t.start]
		rule = rule && (c == '|' || c == '-' || c == ':')
	}
	kept := out[:k]
	for _, t := range out[k:] {
		if n := len(kept); n > 0 && (rule || s[t.start] == '|') {
			kept[n-1].end = t.end
			continue
		}
		kept = append(kept, t)
	}
	return kept
}

// many appends the tokens of a stretch of text.
func many(out []token, s string, from, to int) []token {
	k := len(out)
	out = tokens(s[from:to], out)
	for m := k; m < len(out); m++ {
		t := &out[m]
		t.start, t.bare, t.end = t.start+int32(from), t.bare+int32(from), t.end+int32(from)
	}
	if k > 0 && k < len(out) && out[k].bare <= out[k].start { // white space alone
		out[k-1].end = out[k].end
		out = append(out[:k], out[k+1:]...)
	}
	return out
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
	for i, end := 0, 0; i < len(r.Old.Nodes); i++ {
		e := r.OldEntry(i)
		switch {
		case e.New >= 0 && e.Moved:
			after[last] = append(after[last], i)
			end = max(end, r.Old.Nodes[i].End)
		case i < end && e.New < 0: // went along
		case e.New < 0 || !r.aside[e.New]:
			last = r.byOld[i]
		}
	}
	return after
}
