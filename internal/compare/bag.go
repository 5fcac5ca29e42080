package compare

import (
	"cmp"
	"math"
	"slices"
)

// bag is the words of a text without their order, sorted by hash.
type bag struct {
	words  []weighted
	weight float64 // of all words together
	count  int     // how many words
}

// weighted is a word with how often it stands in a bag.
type weighted struct {
	hash uint64 // its last two bits tell how long the word is
	n    int32
	id   int32 // among the words of the bags whose rarity was asked for last
}

// lengthWeights are for words of up to two letters, up to four, and longer.
// Short words say little about what a text is.
var lengthWeights = [4]float64{0.4, 0.7, 1, 1}

// withLength puts a word's length into the last bits of its hash.
func withLength(hash uint64, n int) uint64 {
	switch {
	case n <= 2:
		return hash &^ 3
	case n <= 4:
		return hash&^3 | 1
	}
	return hash&^3 | 2
}

func (w *weighted) weight() float64 { return lengthWeights[w.hash&3] }

// makeBag sorts hashes and joins equal ones; more are words that come on top.
// The bag's words are taken from room, which is handed back.
func makeBag(hashes []uint64, more, room []weighted) (*bag, []weighted) {
	slices.Sort(hashes)
	if need := len(hashes) + len(more); cap(room)-len(room) < need {
		room = make([]weighted, 0, max(need, bagRoom))
	}
	b, from := &bag{count: len(hashes)}, len(room)
	for k, h := range hashes {
		b.weight += lengthWeights[h&3]
		if k > 0 && hashes[k-1] == h {
			room[len(room)-1].n++
			continue
		}
		room = append(room, weighted{hash: h, n: 1})
	}
	for _, w := range more {
		b.weight += float64(w.n) * w.weight()
		b.count += int(w.n)
		room = append(room, w)
	}
	b.words = room[from:len(room):len(room)]
	if len(more) > 0 {
		slices.SortFunc(b.words, func(x, y weighted) int { return cmp.Compare(x.hash, y.hash) })
	}
	return b, room
}

// bagRoom is for how many words memory is taken at once.
const bagRoom = 4096

// rarity gives words that stand in many of the texts compared less weight, by
// id. A nil rarity weighs all words alike.
type rarity []float32

func (r rarity) of(w *weighted) float64 {
	if r == nil {
		return w.weight()
	}
	return float64(r[w.id]) * w.weight()
}

// rare counts in how many of the bags each word stands and gives the words of
// the bags their ids: a bag has those of the last call it was in.
func rare(lists ...[]*bag) rarity { return rareIn(&table{}, lists...) }

// rareIn is rare with a table to work in.
func rareIn(ids *table, lists ...[]*bag) rarity {
	total, words := 0, 0
	for _, list := range lists {
		total += len(list)
		for _, b := range list {
			words += len(b.words)
		}
	}
	ids.reset(words / 3)
	counts := make([]int32, 0, words/3)
	for _, list := range lists {
		for _, b := range list {
			for k := range b.words {
				w := &b.words[k]
				v := ids.at(w.hash)
				if *v == 0 {
					counts = append(counts, 0)
					*v = int32(len(counts))
				}
				w.id = *v - 1
				counts[w.id]++
			}
		}
	}
	r := make(rarity, len(counts))
	top := math.Log(1 + float64(total)/2)
	for id, n := range counts {
		r[id] = 1
		if n > 2 {
			r[id] = float32(math.Log(1+float64(total)/float64(n)) / top)
		}
	}
	return r
}

// dice is how much of two bags is the same, by weight: 0 to 1.
func dice(a, b *bag, r rarity) float64 {
	var both, all float64
	i, j := 0, 0
	for i < len(a.words) && j < len(b.words) {
		x, y := &a.words[i], &b.words[j]
		switch {
		case x.hash < y.hash:
			all += float64(x.n) * r.of(x)
			i++
		case x.hash > y.hash:
			all += float64(y.n) * r.of(y)
			j++
		default:
			w := r.of(x)
			both += 2 * w * float64(min(x.n, y.n))
			all += w * float64(x.n+y.n)
			i, j = i+1, j+1
		}
	}
	for ; i < len(a.words); i++ {
		all += float64(a.words[i].n) * r.of(&a.words[i])
	}
	for ; j < len(b.words); j++ {
		all += float64(b.words[j].n) * r.of(&b.words[j])
	}
	if all == 0 {
		return 0
	}
	return both / all
}
