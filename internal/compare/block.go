package compare

import (
	"math"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// maxCells bounds the table of one dynamic programme; a larger gap is aligned by
// number alone.
const maxCells = 60_000

// blocks aligns two rows of nodes in order: equal ends, texts that stand once
// on each side, then what lies between them by likeness.
func (al *aligner) blocks(old, new []int) {
	pre := 0
	for pre < len(old) && pre < len(new) && al.equal(old[pre], new[pre]) {
		al.link(old[pre], new[pre], 1)
		pre++
	}
	post := 0
	for post < len(old)-pre && post < len(new)-pre && al.equal(old[len(old)-1-post], new[len(new)-1-post]) {
		al.link(old[len(old)-1-post], new[len(new)-1-post], 1)
		post++
	}
	al.anchored(old[pre:len(old)-post], new[pre:len(new)-post])
}

// equal reports whether two nodes have the same words and are of the same sort.
func (al *aligner) equal(i, j int) bool {
	return al.a.key[i] == al.b.key[j] && al.a.t.Nodes[i].Kind == al.b.t.Nodes[j].Kind
}

// anchored splits a gap at texts that stand once on each side.
func (al *aligner) anchored(old, new []int) {
	if len(old) == 0 || len(new) == 0 {
		return
	}
	pairs := al.anchors(old, new, func(s *side, i int) (uint64, bool) {
		return s.key[i] ^ uint64(s.t.Nodes[i].Kind), s.t.Text(i) != ""
	})
	if len(pairs) == 0 {
		al.rows(old, new)
		return
	}
	al.between(old, new, pairs, al.rows)
}

// between links pairs and gives what lies between them to rest. Equal texts next
// to a pair are linked on the way.
func (al *aligner) between(old, new []int, pairs []nodePair, rest func(old, new []int)) {
	p, q := 0, 0
	for _, x := range pairs {
		if x.i < p || x.j < q {
			continue
		}
		i, j := x.i, x.j
		for i > p && j > q && al.equal(old[i-1], new[j-1]) {
			i, j = i-1, j-1
		}
		rest(old[p:i], new[q:j])
		for ; i <= x.i; i, j = i+1, j+1 {
			al.link(old[i], new[j], 1)
		}
		for i < len(old) && j < len(new) && al.equal(old[i], new[j]) {
			al.link(old[i], new[j], 1)
			i, j = i+1, j+1
		}
		p, q = i, j
	}
	rest(old[p:], new[q:])
}

// anchors pairs, by position, nodes whose key stands once on each side, and
// keeps the heaviest run of them in order.
func (al *aligner) anchors(old, new []int, key func(*side, int) (uint64, bool)) []nodePair {
	return al.single(new, keysOf(al.a, old, key), keysOf(al.b, new, key))
}

// keysOf gives each node of a list its key, zero for none.
func keysOf(s *side, list []int, key func(*side, int) (uint64, bool)) []uint64 {
	out := make([]uint64, len(list))
	for k, i := range list {
		if h, ok := key(s, i); ok {
			out[k] = max(h, 1)
		}
	}
	return out
}

// single is anchors for keys that were worked out before.
func (al *aligner) single(new []int, olds, news []uint64) []nodePair {
	one, other := al.one.reset(len(olds)), al.other.reset(len(news))
	for p, k := range olds {
		if k != 0 {
			one.note(k, p)
		}
	}
	for q, k := range news {
		if k != 0 {
			other.note(k, q)
		}
	}
	var pairs []nodePair
	var at []int
	var weights []float64
	for q, k := range news {
		if k == 0 {
			continue
		}
		if _, once := other.only(k); !once {
			continue
		}
		if p, ok := one.only(k); ok {
			pairs = append(pairs, nodePair{p, q})
			at = append(at, p)
			weights = append(weights, 1+math.Sqrt(float64(len(al.b.t.Text(new[q])))))
		}
	}
	kept := pairs[:0]
	for k, in := range heaviestRun(at, weights) {
		if in {
			kept = append(kept, pairs[k])
		}
	}
	return kept
}

// gap aligns two short rows of nodes so that the sum of likeness is greatest.
func (al *aligner) gap(old, new []int) {
	n, m := len(old), len(new)
	if n == 0 || m == 0 || al.oneByOne(old, new) {
		return
	}
	if n*m > maxCells {
		al.wide(old, new, 0)
		return
	}
	value := make([]float64, n*m)
	r := al.localRarity(old, new)
	for p, i := range old {
		for q, j := range new {
			value[p*m+q] = al.value(i, j, r)
		}
	}
	for _, x := range bestPath(n, m, value) {
		i, j := old[x.i], new[x.j]
		d := dice(al.a.bag(i), al.b.bag(j), nil)
		if al.equal(i, j) {
			d = 1
		}
		al.link(i, j, certainty(d, al.sameName(i, j)))
	}
}

// oneByOne links two equally long rows when each node has the number of its
// counterpart and so much of its words, at both ends, that no other can be liker.
func (al *aligner) oneByOne(old, new []int) bool {
	if len(old) != len(new) {
		return false
	}
	shares := al.shares[:0]
	for k, i := range old {
		x, y := al.a.t.Text(i), al.b.t.Text(new[k])
		pre, post := equalEnds(x, y)
		share := 2 * float64(pre+post) / float64(max(len(x)+len(y), 1))
		if !al.sameName(i, new[k]) || share < nearlyAll {
			return false
		}
		shares = append(shares, share)
	}
	for k, i := range old {
		al.link(i, new[k], certainty(shares[k], true))
	}
	al.shares = shares
	return true
}

func (al *aligner) localRarity(old, new []int) rarity {
	if len(old)+len(new) < 6 {
		return nil
	}
	bags := make([]*bag, 0, len(old)+len(new))
	for _, i := range old {
		bags = append(bags, al.a.bag(i))
	}
	for _, j := range new {
		bags = append(bags, al.b.bag(j))
	}
	return rareIn(&al.ids, bags)
}

// bestPath runs the dynamic programme over a table of n by m values and returns
// the pairs it chose. A value of zero is never chosen.
func bestPath(n, m int, value []float64) []nodePair {
	best := make([]float64, (n+1)*(m+1))
	for p := n - 1; p >= 0; p-- {
		for q := m - 1; q >= 0; q-- {
			b := max(best[(p+1)*(m+1)+q], best[p*(m+1)+q+1])
			if v := value[p*m+q]; v > 0 {
				b = max(b, v+best[(p+1)*(m+1)+q+1])
			}
			best[p*(m+1)+q] = b
		}
	}
	var pairs []nodePair
	for p, q := 0, 0; p < n && q < m; {
		v := value[p*m+q]
		switch b := best[p*(m+1)+q]; {
		case v > 0 && b == v+best[(p+1)*(m+1)+q+1]:
			pairs = append(pairs, nodePair{p, q})
			p, q = p+1, q+1
		case b == best[(p+1)*(m+1)+q]:
			p++
		default:
			q++
		}
	}
	return pairs
}

func (al *aligner) sameName(i, j int) bool {
	x, y := &al.a.t.Nodes[i], &al.b.t.Nodes[j]
	return x.Kind == y.Kind && x.Number == y.Number && x.Address != ""
}

// value of linking two nodes; zero when they are not to be linked.
func (al *aligner) value(i, j int, r rarity) float64 {
	x, y := &al.a.t.Nodes[i], &al.b.t.Nodes[j]
	if !related(x.Kind, y.Kind) {
		return 0
	}
	a, b := al.a.bag(i), al.b.bag(j)
	d := dice(a, b, r)
	if al.a.key[i] == al.b.key[j] {
		d = 1
	}
	same := al.sameName(i, j)
	if t := threshold(x.Kind, y.Kind, same, min(a.count, b.count)); d < t {
		if !al.otherDate(i, j) {
			return 0
		}
		d = t
	}
	if same {
		d += 0.15
	}
	if same && al.sameName(x.Parent, y.Parent) {
		d += 0.1
	}
	if x.Kind != y.Kind {
		d *= 0.9
	}
	return d * math.Sqrt(1+float64(max(a.count, b.count)))
}

// related reports whether nodes of two kinds may be the same provision. A
// section's only, unnumbered text becomes (1) when another is added.
func related(x, y lawtext.Kind) bool {
	if x == y {
		return true
	}
	text := func(k lawtext.Kind) bool {
		return k == lawtext.Subsection || k == lawtext.Point || k == lawtext.Subpoint || k == lawtext.Paragraph
	}
	return text(x) && text(y)
}

// threshold is how like two nodes must be. Few words are soon alike.
func threshold(x, y lawtext.Kind, same bool, words int) float64 {
	t := 0.45
	switch {
	case x >= lawtext.Part && x <= lawtext.Subdivision || x == lawtext.Annex:
		t = 0.3
		if same {
			return 0
		}
	case same:
		t = 0.3
	case x != y:
		t = 0.55
	}
	if words < 6 {
		t += 0.04 * float64(6-words)
	}
	return t
}
