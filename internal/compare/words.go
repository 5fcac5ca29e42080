package compare

import "github.com/sergi/go-diff/diffmatchpatch"

// maxTokens is how many words of a block are compared; a longer block, its equal
// beginning and end taken off, is replaced whole. A count, never a clock, so
// that the answer does not depend on the load of the machine.
const maxTokens = 12_000

// Words compares two short texts word by word.
func Words(old, new string) []Piece {
	a, b := tokens(old, nil), tokens(new, nil)
	edits, _ := diffTokens(a, b)
	return pieces(nil, old, new, a, b, edits)
}

// edit is a run of tokens kept, added or dropped.
type edit struct {
	op   Op
	a, b int // how many tokens of the old and the new text
}

// diffTokens compares two rows of tokens and reports whether it gave up.
func diffTokens(a, b []token) (edits []edit, gaveUp bool) {
	pre := 0
	for pre < len(a) && pre < len(b) && a[pre].hash == b[pre].hash {
		pre++
	}
	post := 0
	for post < len(a)-pre && post < len(b)-pre && a[len(a)-1-post].hash == b[len(b)-1-post].hash {
		post++
	}
	edits = push(edits, Keep, pre, pre)
	a, b = a[pre:len(a)-post], b[pre:len(b)-post]
	switch {
	case len(a) == 0 || len(b) == 0:
		edits = push(edits, Drop, len(a), 0)
		edits = push(edits, Add, 0, len(b))
	case len(a)+len(b) > maxTokens:
		gaveUp = true
		edits = push(edits, Drop, len(a), 0)
		edits = push(edits, Add, 0, len(b))
	default:
		edits = core(edits, a, b)
	}
	return push(edits, Keep, post, post), gaveUp
}

func push(edits []edit, op Op, a, b int) []edit {
	if a == 0 && b == 0 {
		return edits
	}
	if n := len(edits); n > 0 && edits[n-1].op == op {
		edits[n-1].a += a
		edits[n-1].b += b
		return edits
	}
	return append(edits, edit{op, a, b})
}

// core hands the tokens to go-diff as runes. Its clock is switched off: with a
// limit the answer would depend on the load. Its own clean-up is not used, for
// it knows letters and not words.
func core(edits []edit, a, b []token) []edit {
	ids := make(map[uint64]rune, len(a)+len(b))
	ra, rb := runes(a, ids), runes(b, ids)
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	for _, x := range d.DiffMainRunes(ra, rb, false) {
		n := len([]rune(x.Text))
		switch x.Type {
		case diffmatchpatch.DiffEqual:
			edits = push(edits, Keep, n, n)
		case diffmatchpatch.DiffDelete:
			edits = push(edits, Drop, n, 0)
		case diffmatchpatch.DiffInsert:
			edits = push(edits, Add, 0, n)
		}
	}
	return edits
}

// runes gives each distinct token a rune, the surrogates left out: go-diff turns
// those into U+FFFD.
func runes(ts []token, ids map[uint64]rune) []rune {
	out := make([]rune, len(ts))
	for i, t := range ts {
		r, ok := ids[t.hash]
		if !ok {
			r = rune(len(ids) + 1)
			if r >= 0xD800 {
				r += 0x800
			}
			ids[t.hash] = r
		}
		out[i] = r
	}
	return out
}

// pieces turns edits into runs of text. In every change what was dropped stands
// before what was added.
func pieces(out []Piece, old, new string, a, b []token, edits []edit) []Piece {
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
