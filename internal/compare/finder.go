package compare

import (
	"cmp"
	"slices"
)

// finder finds the bags that share the most, and the rarest, words with a given
// one without looking at every pair.
type finder struct {
	bags     []*bag
	rarity   rarity
	postings map[uint64][]int32
	score    []float64
	touched  []int
}

func newFinder(bags []*bag, r rarity) *finder {
	f := &finder{bags: bags, rarity: r, postings: map[uint64][]int32{}, score: make([]float64, len(bags))}
	for k, b := range bags {
		for _, w := range b.words {
			if p := f.postings[w.hash]; len(p) <= maxPostings {
				f.postings[w.hash] = append(p, int32(k))
			}
		}
	}
	return f
}

// find returns up to n bags, the likeliest first; ties go to the earlier one.
func (f *finder) find(b *bag, n int) []int {
	f.touched = f.touched[:0]
	for _, w := range b.words {
		p := f.postings[w.hash]
		if len(p) > maxPostings {
			continue
		}
		weight := float64(w.weight) * f.rarity.of(w.hash)
		for _, k := range p {
			if f.score[k] == 0 {
				f.touched = append(f.touched, int(k))
			}
			f.score[k] += weight
		}
	}
	near := slices.Clone(f.touched)
	for _, k := range near {
		f.score[k] /= 1 + f.bags[k].weight + b.weight
	}
	slices.SortFunc(near, func(x, y int) int {
		return cmp.Or(cmp.Compare(f.score[y], f.score[x]), x-y)
	})
	for _, k := range f.touched {
		f.score[k] = 0
	}
	return near[:min(n, len(near))]
}
