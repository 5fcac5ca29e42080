package compare

import (
	"cmp"
	"slices"
)

// finder finds the bags that share the most, and the rarest, words with a given
// one without looking at every pair. The bags must have the ids of its rarity.
type finder struct {
	bags     []*bag
	rarity   rarity
	from     []int32 // by word: where its bags begin in postings
	postings []int32
	score    []float64
	near     []int32
}

func newFinder(bags []*bag, r rarity) *finder {
	f := &finder{bags: bags, rarity: r, from: make([]int32, len(r)+1), score: make([]float64, len(bags))}
	for _, b := range bags {
		for k := range b.words {
			f.from[b.words[k].id+1]++
		}
	}
	for id := range r {
		if f.from[id+1] > maxPostings {
			f.from[id+1] = 0 // in too many to tell anything
		}
		f.from[id+1] += f.from[id]
	}
	f.postings = make([]int32, f.from[len(r)])
	fill := slices.Clone(f.from[:len(r)])
	for k, b := range bags {
		for n := range b.words {
			if id := b.words[n].id; fill[id] < f.from[id+1] {
				f.postings[fill[id]] = int32(k)
				fill[id]++
			}
		}
	}
	return f
}

// find returns up to n bags, the likeliest first; ties go to the earlier one.
func (f *finder) find(b *bag, n int) []int {
	f.near = f.near[:0]
	for k := range b.words {
		w := &b.words[k]
		weight := f.rarity.of(w)
		for _, v := range f.postings[f.from[w.id]:f.from[w.id+1]] {
			if f.score[v] == 0 {
				f.near = append(f.near, v)
			}
			f.score[v] += weight
		}
	}
	out := make([]int, 0, n)
	for _, v := range f.near {
		f.score[v] /= 1 + f.bags[v].weight + b.weight
		out = f.keep(out, int(v), n)
	}
	for _, v := range f.near {
		f.score[v] = 0
	}
	return out
}

// keep puts a bag among the n likeliest, in order.
func (f *finder) keep(out []int, v, n int) []int {
	at, _ := slices.BinarySearchFunc(out, v, func(x, v int) int {
		return cmp.Or(cmp.Compare(f.score[v], f.score[x]), x-v)
	})
	switch {
	case at == n:
		return out
	case len(out) == n:
		out = out[:n-1]
	}
	return slices.Insert(out, at, v)
}
