package compare

// How small an unchanged run between two changes must be, in words, to be taken
// for part of one change, and how much of a block must stay for it to be shown
// word by word. Runs are larger where whole blocks came and went, for there the
// same few words stand together by chance.
const (
	smallRun       = 3.0
	smallRunAcross = 12.0
	leastKept      = 0.25
)

// change is what was dropped and added in one place, and the run kept after it.
type change struct {
	a, b int // dropped and added tokens
	keep int // tokens kept after
}

// tidy makes edits fit to be read, on whole words: it joins changes that only a
// few unchanged words part, gives up on a block of which almost nothing stays,
// and slides a single insertion to where a sentence or phrase begins.
func tidy(edits []edit, a, b []token, oneBlock bool) []edit {
	head, cs := changes(edits)
	if len(cs) == 0 {
		return edits
	}
	small := smallRun
	if !oneBlock {
		small = smallRunAcross
	}
	cs = joinSmall(head, cs, a, b, small)
	if oneBlock && mostlyGone(head, cs, a, b) {
		return whole(a, b)
	}
	slide(&head, cs, a, b)
	d := differ{}
	d.push(Keep, head, head)
	for _, c := range cs {
		d.push(Drop, c.a, 0)
		d.push(Add, 0, c.b)
		d.push(Keep, c.keep, c.keep)
	}
	return d.edits
}

func changes(edits []edit) (head int, cs []change) {
	for _, e := range edits {
		switch {
		case e.op != Keep && (len(cs) == 0 || cs[len(cs)-1].keep > 0):
			cs = append(cs, change{a: e.a, b: e.b})
		case e.op != Keep:
			cs[len(cs)-1].a += e.a
			cs[len(cs)-1].b += e.b
		case len(cs) == 0:
			head += e.a
		default:
			cs[len(cs)-1].keep += e.a
		}
	}
	return head, cs
}

// joinSmall joins neighbouring changes until none are parted by a small run that
// weighs no more than either of them.
func joinSmall(head int, cs []change, a, b []token, small float64) []change {
	out := cs[:0:0]
	var weights []float64 // of the changes in out
	i, j := head, head
	for _, c := range cs {
		w := max(weigh(a[i:i+c.a]), weigh(b[j:j+c.b]))
		i, j = i+c.a, j+c.b
		out, weights = append(out, c), append(weights, w)
		for n := len(out); n > 1; n = len(out) {
			p, q := &out[n-2], &out[n-1]
			ei := i - q.a - p.keep
			k := weigh(a[ei : ei+p.keep])
			if k > small || !tooSmall(k, weights[n-2], weights[n-1]) {
				break
			}
			p.a, p.b = p.a+p.keep+q.a, p.b+p.keep+q.b
			p.keep = q.keep
			weights[n-2] += k + weights[n-1]
			out, weights = out[:n-1], weights[:n-1]
		}
		i, j = i+c.keep, j+c.keep
	}
	return out
}

func mostlyGone(head int, cs []change, a, b []token) bool {
	kept := weigh(a[:head])
	i := head
	for _, c := range cs {
		i += c.a
		kept += weigh(a[i : i+c.keep])
		i += c.keep
	}
	return 2*kept < leastKept*(weigh(a)+weigh(b))
}

func whole(a, b []token) []edit {
	d := differ{}
	d.replace(a, b)
	return d.edits
}

// slide moves a change that only drops or only adds to the best boundary it can
// stand at without changing either text.
func slide(head *int, cs []change, a, b []token) {
	i, j := *head, *head
	for k := range cs {
		c := &cs[k]
		before := head
		if k > 0 {
			before = &cs[k-1].keep
		}
		if c.a == 0 {
			best := bestSlide(b, j, c.b, *before, c.keep)
			*before, c.keep = *before+best, c.keep-best
			i, j = i+best, j+best
		} else if c.b == 0 {
			best := bestSlide(a, i, c.a, *before, c.keep)
			*before, c.keep = *before+best, c.keep-best
			i, j = i+best, j+best
		}
		i, j = i+c.a+c.keep, j+c.b+c.keep
	}
}

// maxSlide bounds how far a change is slid.
const maxSlide = 60

// bestSlide tells by how many tokens the run of n tokens at i is best moved. At
// least one token is kept on each side that has any.
func bestSlide(ts []token, i, n, before, after int) int {
	best, score := 0, boundary(ts, i, i+n)
	for s := 1; s <= min(before-1, maxSlide) && ts[i-s].hash == ts[i+n-s].hash; s++ {
		if v := boundary(ts, i-s, i-s+n); v > score {
			best, score = -s, v
		}
	}
	for s := 1; s <= min(after-1, maxSlide) && ts[i+s-1].hash == ts[i+n+s-1].hash; s++ {
		if v := boundary(ts, i+s, i+s+n); v > score {
			best, score = s, v
		}
	}
	return best
}

// boundary says how natural a run of tokens is as one change.
func boundary(ts []token, from, to int) int {
	return edge(ts, from) + edge(ts, to)
}

// edge says how natural a cut before token i is: best at an end of the text or
// after a sign with white space, good before a sign that opens.
func edge(ts []token, i int) int {
	if i == 0 || i == len(ts) {
		return 4
	}
	p := ts[i-1]
	switch {
	case !p.word && p.end > p.bare:
		return 3
	case p.end > p.bare:
		return 2
	}
	return 0
}

// tooSmall reports whether an unchanged run is too small to part two changes of
// these weights: not much more than the smaller, or one or two words beside a
// larger one.
func tooSmall(run, before, after float64) bool {
	return run <= 1.5*min(before, after) || run <= 2.5 && run <= max(before, after)
}
