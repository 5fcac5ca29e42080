package compare

import (
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Counts that bound the work on words. They are counts, never a clock, so that
// the answer does not depend on the load of the machine. A block with more words
// than maxTokens, its equal beginning and end taken off, is first cut at words, or rows
// of words, that stand once on each side; what is still too long is replaced whole.
const (
	maxTokens = 12_000
	maxWork   = 600_000_000 // tokens times tokens of all blocks of a comparison
)

// Words compares two short texts word by word.
func Words(old, new string) []Piece {
	r := Result{room: room{budget: maxWork}}
	out, _ := r.words(old, new, tokens(old, nil), tokens(new, nil))
	return out
}

// words compares two texts, cut into words, and tells how much of them stayed.
func (r *Result) words(old, new string, a, b []token) ([]Piece, float64) {
	m := &r.room
	d := differ{room: m, edits: m.edits[:0]}
	d.diff(a, b, 0)
	m.edits = d.edits
	r.Fallback = r.Fallback || d.gaveUp
	edits := tidy(d.edits, a, b, true)
	return pieces(old, new, a, b, edits), share(a, b, edits)
}

// edit is a run of tokens kept, added or dropped.
type edit struct {
	op   Op
	a, b int // how many tokens of the old and the new text
}

// differ collects the edits between two rows of tokens.
type differ struct {
	room   *room
	edits  []edit
	gaveUp bool
}

// room is what words are compared in, used again for every block.
type room struct {
	budget   int // work still allowed on words
	a, b     []token
	label    []token
	edits    []edit
	inA, ids table
	ra, rb   []rune
	is, js   []int
}

func (d *differ) push(op Op, a, b int) {
	if a == 0 && b == 0 {
		return
	}
	if n := len(d.edits); n > 0 && d.edits[n-1].op == op {
		d.edits[n-1].a += a
		d.edits[n-1].b += b
		return
	}
	d.edits = append(d.edits, edit{op, a, b})
}

// diff compares two rows of tokens. Depth counts how often they were cut.
func (d *differ) diff(a, b []token, depth int) {
	pre := 0
	for pre < len(a) && pre < len(b) && a[pre].hash == b[pre].hash {
		pre++
	}
	post := 0
	for post < len(a)-pre && post < len(b)-pre && a[len(a)-1-post].hash == b[len(b)-1-post].hash {
		post++
	}
	d.push(Keep, pre, pre)
	a, b = a[pre:len(a)-post], b[pre:len(b)-post]
	work := len(a) * len(b)
	switch {
	case len(a) == 0 || len(b) == 0:
		d.replace(a, b)
	case len(a)+len(b) > maxTokens && depth < 4:
		d.cut(a, b, depth)
	case len(a)+len(b) > maxTokens || work > d.room.budget:
		d.gaveUp = true
		d.replace(a, b)
	default:
		d.room.budget -= work
		d.core(a, b)
	}
	d.push(Keep, post, post)
}

func (d *differ) replace(a, b []token) {
	d.push(Drop, len(a), 0)
	d.push(Add, 0, len(b))
}

// cut splits two long rows at tokens that stand once on each side, alone or with
// those that follow: in a long text few words stand once.
func (d *differ) cut(a, b []token, depth int) {
	for n := 1; n <= maxFollowing; n *= 4 {
		if pairs := d.once(a, b, n); len(pairs) > 0 {
			p, q := 0, 0
			for _, x := range pairs {
				if x.i < p || x.j < q {
					continue
				}
				d.diff(a[p:x.i], b[q:x.j], depth+1)
				d.push(Keep, n, n)
				p, q = x.i+n, x.j+n
			}
			d.diff(a[p:], b[q:], depth+1)
			return
		}
	}
	d.gaveUp = true
	d.replace(a, b)
}

// maxFollowing is how many tokens together are looked for, at most.
const maxFollowing = 16

// once pairs places where n tokens stand that stand once on each side, and keeps
// the longest run of them in order.
func (d *differ) once(a, b []token, n int) []nodePair {
	one, other := newTable(len(a)), newTable(len(b))
	for p := 0; p+n <= len(a); p++ {
		one.note(together(a[p:p+n]), p)
	}
	for q := 0; q+n <= len(b); q++ {
		other.note(together(b[q:q+n]), q)
	}
	var pairs []nodePair
	var ps []int
	var weights []float64
	for q := 0; q+n <= len(b); q++ {
		h := together(b[q : q+n])
		if _, single := other.only(h); !single {
			continue
		}
		if p, ok := one.only(h); ok {
			pairs, ps, weights = append(pairs, nodePair{p, q}), append(ps, p), append(weights, 1)
		}
	}
	kept := pairs[:0]
	for k, in := range heaviestRun(ps, weights) {
		if in {
			kept = append(kept, pairs[k])
		}
	}
	return kept
}

// together hashes a row of tokens; one has its own hash.
func together(ts []token) uint64 {
	h := ts[0].hash
	for _, t := range ts[1:] {
		h = (h ^ t.hash) * fnvPrime
		h ^= h >> 29
	}
	return h
}

// core hands the tokens to go-diff as runes. Its clock is switched off: with a
// limit the answer would depend on the load. Its own clean-up is not used, for
// it knows letters and not words.
//
// Words that only one of the texts has are left out beforehand and put back
// afterwards: they cannot be kept, and the work grows with them most of all.
func (d *differ) core(a, b []token) {
	r := d.room
	inA, ids := r.inA.reset(len(a)), r.ids.reset(min(len(a), len(b)))
	for k := range a {
		inA.at(a[k].hash)
	}
	rb, js := r.rb[:0], r.js[:0]
	for j := range b {
		if h := b[j].hash; inA.has(h) {
			rb, js = append(rb, ids.rune(h)), append(js, j)
		}
	}
	ra, is := r.ra[:0], r.is[:0]
	for i := range a {
		if h := a[i].hash; ids.has(h) {
			ra, is = append(ra, ids.rune(h)), append(is, i)
		}
	}
	r.ra, r.rb, r.is, r.js = ra, rb, is, js
	if len(ra) == 0 {
		d.replace(a, b)
		return
	}
	m := diffmatchpatch.New()
	m.DiffTimeout = 0
	i, j, p, q := 0, 0, 0, 0 // done of a and b, and of what both have
	for _, x := range m.DiffMainRunes(ra, rb, false) {
		n := utf8.RuneCountInString(x.Text)
		switch x.Type {
		case diffmatchpatch.DiffDelete:
			p += n
		case diffmatchpatch.DiffInsert:
			q += n
		case diffmatchpatch.DiffEqual:
			for range n {
				d.push(Drop, is[p]-i, 0)
				d.push(Add, 0, js[q]-j)
				d.push(Keep, 1, 1)
				i, j, p, q = is[p]+1, js[q]+1, p+1, q+1
			}
		}
	}
	d.replace(a[i:], b[j:])
}

// rune gives each distinct hash a rune, the surrogates left out: go-diff turns
// those into U+FFFD.
func (t *table) rune(h uint64) rune {
	v := t.at(h)
	if *v == 0 {
		*v = int32(t.used)
		if *v >= 0xD800 {
			*v += 0x800
		}
	}
	return *v
}

// pieces turns edits into runs of text. In every change what was dropped stands
// before what was added.
func pieces(old, new string, a, b []token, edits []edit) []Piece {
	var out []Piece
	i, j := 0, 0
	for k := 0; k < len(edits); {
		if e := edits[k]; e.op == Keep {
			out = append(out, Piece{Keep, span(old, a, i, i+e.a), span(new, b, j, j+e.b)})
			i, j = i+e.a, j+e.b
			k++
			continue
		}
		di, dj := i, j
		for ; k < len(edits) && edits[k].op != Keep; k++ {
			i, j = i+edits[k].a, j+edits[k].b
		}
		if i > di {
			out = append(out, Piece{Op: Drop, Old: span(old, a, di, i)})
		}
		if j > dj {
			out = append(out, Piece{Op: Add, New: span(new, b, dj, j)})
		}
	}
	return out
}

func span(s string, ts []token, i, j int) string {
	if i == j {
		return ""
	}
	return s[ts[i].start:ts[j-1].end]
}

// share is how much of the words of both texts stayed.
func share(a, b []token, edits []edit) float64 {
	total, kept := weigh(a)+weigh(b), 0.0
	i, j := 0, 0
	for _, e := range edits {
		if e.op == Keep {
			kept += weigh(a[i:i+e.a]) + weigh(b[j:j+e.b])
		}
		i, j = i+e.a, j+e.b
	}
	if total == 0 {
		return 1
	}
	return kept / total
}

// weigh says how much a row of tokens means: a word one, a sign a little, white
// space nothing.
func weigh(ts []token) float64 {
	w := 0.0
	for _, t := range ts {
		switch {
		case t.word:
			w++
		case t.bare > t.start:
			w += 0.25
		}
	}
	return w
}
