package estonian

import (
	"math"
	"slices"
	"unicode/utf8"
)

// Keys returns one or two keys of a folded word. Two words that share a key are
// taken for forms of one word. A word in another script, a number or a very
// short word is its own key.
func Keys(word string) []string {
	if !inflects(word) {
		return []string{word}
	}
	return choose(candidates(word), support)
}

// inflects reports whether a word is long enough to have an ending and written
// in Latin letters.
func inflects(word string) bool {
	if len(word) < 3 || len(word) > 64 {
		return false
	}
	for _, r := range word {
		if (r < 'a' || r > 'z') && !(r >= 0xdf && r < 0x180) {
			return false
		}
	}
	return utf8.RuneCountInString(word) > 2
}

// pull says how much the support of a key counts beside the prior of the
// ending; near is how close behind the best the second key must be.
const (
	pull = .9
	near = .22
)

// choose keeps the best key and a second one close behind it.
func choose(list []candidate, support func(string) float64) []string {
	type scored struct {
		key   string
		score float64
	}
	best := make([]scored, 0, len(list))
	for _, c := range list {
		s := c.prior * math.Pow(support(c.key), pull)
		if i := slices.IndexFunc(best, func(b scored) bool { return b.key == c.key }); i >= 0 {
			best[i].score = max(best[i].score, s)
			continue
		}
		best = append(best, scored{c.key, s})
	}
	slices.SortStableFunc(best, func(a, b scored) int {
		if a.score > b.score {
			return -1
		}
		if a.score < b.score {
			return 1
		}
		return 0
	})
	keys := []string{best[0].key}
	if len(best) > 1 && best[1].score >= near*best[0].score {
		keys = append(keys, best[1].key)
	}
	return keys
}
