package search

import (
	"strconv"
	"strings"
)

// word walks the documents with one word in any of the ways it may be kept: under
// each key of its forms, in each field. What many documents have is joined into
// one list and kept for the queries to come; where few documents will be sought,
// the ways are walked one by one.
type word struct {
	ways  anyOf
	lists *lists
	named string // the ways and how much each counts
	spots []wordSpot
	few   bool
	cur   uint64
	begun bool

	joined *list // of the first spot, when it is joined
	at     int   // the current document in it
	walked bool  // the first spot is walked way by way
}

// wordSpot is one segment that has the word.
type wordSpot struct {
	segment    uint64
	first, end uint64
	ways       []waySpot
}

type waySpot struct {
	posting *posting
	spot    *spot
}

// inAnyWay builds the walk over what was opened; nil when there is nothing.
func (rs *readers) inAnyWay(ways []*posting) *word {
	if len(ways) == 0 {
		return nil
	}
	w := &word{ways: anyOf{parts: ways}, lists: &rs.reader.columns.lists}
	var name strings.Builder
	for _, p := range ways {
		name.WriteString(p.field)
		name.WriteString(p.term)
		name.WriteByte(0)
		name.WriteString(strconv.FormatFloat(p.weight, 'g', 5, 64))
		name.WriteByte(0)
	}
	w.named = name.String()
	w.place()
	return w
}

// place gathers the spots of all ways by segment. Each way has its own in order.
func (w *word) place() {
	next := make([]int, len(w.ways.parts))
	for {
		first := uint64(end)
		for i, p := range w.ways.parts {
			if next[i] < len(p.spots) {
				first = min(first, p.spots[next[i]].first)
			}
		}
		if first == end {
			return
		}
		one := wordSpot{first: first}
		for i, p := range w.ways.parts {
			if next[i] < len(p.spots) && p.spots[next[i]].first == first {
				s := &p.spots[next[i]]
				one.segment, one.end = s.key.segment, s.end
				one.ways = append(one.ways, waySpot{p, s})
				next[i]++
			}
		}
		w.spots = append(w.spots, one)
	}
}

func (w *word) cost() uint64 { return w.ways.cost() }

func (w *word) narrow(n uint64) {
	w.few = w.few || n*worthWhole < w.cost()
	w.ways.narrow(n)
}

func (w *word) seek(target uint64) (uint64, error) {
	if w.begun && w.cur >= target {
		return w.cur, nil
	}
	w.begun = true
	for len(w.spots) > 0 {
		s := &w.spots[0]
		if target < s.end {
			at, err := w.seekIn(s, max(target, s.first))
			if err != nil {
				return end, err
			}
			if at < s.end {
				w.cur = at
				return at, nil
			}
		}
		w.spots, w.joined, w.walked = w.spots[1:], nil, false
	}
	w.cur = end
	return end, nil
}

// seekIn moves to a document of one segment; it is past its end when there are no
// more.
func (w *word) seekIn(s *wordSpot, target uint64) (uint64, error) {
	if w.joined == nil && !w.walked {
		if err := w.enter(s); err != nil {
			return end, err
		}
	}
	if w.walked {
		return w.ways.seek(target)
	}
	w.at = w.joined.after(w.at, uint32(target-s.first))
	if w.at == len(w.joined.docs) {
		return end, nil
	}
	return s.first + uint64(w.joined.docs[w.at]), nil
}

// enter begins to read a segment, in one way or the other.
func (w *word) enter(s *wordSpot) (err error) {
	key := listKey{s.segment, "", w.named}
	w.joined, w.at = w.lists.get(key), 0
	switch {
	case w.joined != nil:
	case w.few:
		w.walked = true
	default:
		if w.joined, err = s.join(w.lists); err == nil && len(w.joined.docs) >= leastKept {
			w.lists.keep(key, w.joined)
		}
	}
	return err
}

// join makes one list of all ways, scored as anyOf does.
func (s *wordSpot) join(ls *lists) (*list, error) {
	sum, best, field := &list{}, &list{}, ""
	for _, way := range s.ways {
		l, err := ls.once(way.spot)
		if err != nil {
			return nil, err
		}
		if way.posting.field != field {
			sum, best, field = merge(sum, best, add), &list{}, way.posting.field
		}
		best = merge(best, l.times(way.posting.weight), larger)
	}
	return merge(sum, best, add), nil
}

func add(a, b float32) float32    { return a + b }
func larger(a, b float32) float32 { return max(a, b) }

// times weighs a list.
func (l *list) times(weight float64) *list {
	weighed := &list{docs: l.docs, weights: make([]float32, len(l.docs))}
	for i := range l.weights {
		weighed.weights[i] = float32(weight * float64(l.weights[i]))
	}
	return weighed
}

// merge makes one list of two; what is in both counts as both says.
func merge(a, b *list, both func(a, b float32) float32) *list {
	switch {
	case len(a.docs) == 0:
		return b
	case len(b.docs) == 0:
		return a
	}
	out := &list{docs: make([]uint32, 0, len(a.docs)+len(b.docs)), weights: make([]float32, 0, len(a.docs)+len(b.docs))}
	i, j := 0, 0
	for i < len(a.docs) && j < len(b.docs) {
		doc, weight := a.docs[i], a.weights[i]
		switch other := b.docs[j]; {
		case other < doc:
			doc, weight = other, b.weights[j]
			j++
		case other == doc:
			weight = both(weight, b.weights[j])
			i++
			j++
		default:
			i++
		}
		out.docs, out.weights = append(out.docs, doc), append(out.weights, weight)
	}
	out.docs = append(append(out.docs, a.docs[i:]...), b.docs[j:]...)
	out.weights = append(append(out.weights, a.weights[i:]...), b.weights[j:]...)
	return out
}

// score says how well the current document fits. It is the same however the
// document was come to, because the next page begins after a score.
func (w *word) score() float64 {
	if w.joined == nil {
		return w.ways.score()
	}
	return float64(w.joined.weights[w.at])
}
