package compare

// Follow maps a range of an old text to what stands in its place in a new one,
// and tells how much of its words stayed, from 0 to 1. The range is empty where
// nothing stands in its place.
func Follow(old, new string, at Span) (Span, float64) {
	if at.From < 0 || at.To > len(old) || at.From >= at.To {
		return Span{}, 0
	}
	t := follow(old, new, at.From, at.To)
	return Span{t.from, max(t.from, t.to)}, t.share
}

// trail is where quoted words went.
type trail struct {
	from, to int     // bytes of the new text that stand there now
	share    float64 // of the words that stayed
	whole    bool    // nothing came between them
}

// follow maps a range of an old text to the new one: the words of it that
// stayed, with what came between them or in their place.
func follow(old, new string, from, to int) trail {
	a, b := tokens(old, nil), tokens(new, nil)
	d := differ{room: &room{budget: maxWork}} // a result is shared between requests and never changed
	d.diff(a, b, 0)
	t := trail{from: -1, whole: true}
	var kept, all float64
	i, j := 0, 0
	for _, e := range inPlaces(tidy(d.edits, a, b, true)) {
		touched := overlap(a[i:i+e.a], from, to)
		between := e.a == 0 && i > 0 && i < len(a) && int(a[i].start) < to && int(a[i-1].bare) > from
		if len(touched) > 0 || between {
			x, y := ends(b, j, j+e.b)
			w := weigh(touched)
			all += w
			if e.op == Keep {
				kept += w
				x, y = stretchOf(a[i:i+e.a], b[j:j+e.b], from, to)
			}
			t.whole = t.whole && !between
			if t.from < 0 {
				t.from = x
			}
			t.to = max(t.from, y)
		}
		i, j = i+e.a, j+e.b
	}
	if all > 0 {
		t.share = kept / all
	}
	t.from = max(t.from, 0)
	return t
}

// inPlaces joins what was dropped and added in one place.
func inPlaces(edits []edit) []edit {
	out := edits[:0:0]
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].op != Keep && e.op != Keep {
			out[n-1].op = Drop
			out[n-1].a += e.a
			out[n-1].b += e.b
			continue
		}
		out = append(out, e)
	}
	return out
}

// ends is the range of bytes of tokens i to j without the white space after.
func ends(ts []token, i, j int) (int, int) {
	switch {
	case i < j:
		return int(ts[i].start), int(ts[j-1].bare)
	case i < len(ts):
		return int(ts[i].start), int(ts[i].start)
	case len(ts) > 0:
		return int(ts[len(ts)-1].bare), int(ts[len(ts)-1].bare)
	}
	return 0, 0
}

// overlap is the tokens that a range of bytes touches.
func overlap(ts []token, from, to int) []token {
	lo, hi := 0, len(ts)
	for lo < hi && int(ts[lo].bare) <= from {
		lo++
	}
	for hi > lo && int(ts[hi-1].start) >= to {
		hi--
	}
	return ts[lo:hi]
}

// stretchOf is the range of the new text for the part of kept tokens a that a
// range touches; a quote may begin or end inside a word.
func stretchOf(a, b []token, from, to int) (int, int) {
	part := overlap(a, from, to)
	if len(part) == 0 {
		return int(b[0].start), int(b[0].start)
	}
	lo := 0
	for a[lo].start != part[0].start {
		lo++
	}
	hi := lo + len(part) - 1
	x, y := int(b[lo].start), int(b[hi].bare)
	if same := b[lo].bare-b[lo].start == a[lo].bare-a[lo].start; same && from > int(a[lo].start) {
		x += from - int(a[lo].start)
	}
	if same := b[hi].bare-b[hi].start == a[hi].bare-a[hi].start; same && to < int(a[hi].bare) {
		y -= int(a[hi].bare) - to
	}
	return x, max(x, y)
}
