package estonian

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Keys returns one or two keys of a folded word. Two words that share a key are
// taken for forms of one word. A word in another script, a number or a very
// short word is its own key.
//
// The answer is shared: it must not be changed.
func Keys(word string) []string { return compoundKeys(word, simpleKeys, Compound) }

// compoundKeys reads a word that was never seen, but is a compound, by its last
// part. Simple gives the keys of a word that is taken to be no compound.
func compoundKeys(word string, simple, cut func(string) []string) []string {
	keys := simple(word)
	before, last := unseenCompound(word, keys, cut)
	if before == "" {
		return keys
	}
	keys = slices.Clone(simple(last))
	for i := range keys {
		keys[i] = before + keys[i]
	}
	return keys
}

// unseenCompound parts the last part of a compound from what is before it, when
// none of the keys of the word is attested. Before is empty for any other word.
func unseenCompound(word string, keys []string, cut func(string) []string) (before, last string) {
	if !inflects(word) || slices.ContainsFunc(keys, isAttested) {
		return "", word
	}
	parts := cut(word)
	if parts == nil {
		return "", word
	}
	last = parts[len(parts)-1]
	return word[:len(word)-len(last)], last
}

func isAttested(key string) bool { return attested().keys.get(hashOf(key)) > 0 }

// simpleKeys returns the keys of a word that is taken to be no compound.
func simpleKeys(word string) []string {
	if inflects(word) {
		return choose(candidates(word), support)
	}
	return hyphened(word, support)
}

// Rules returns the keys of a word as if no word had ever been seen: from the
// rules alone, without the table of attested words.
func Rules(word string) []string {
	rules := func(*candidate) float64 { return unseen }
	if inflects(word) {
		return choose(candidates(word), rules)
	}
	return hyphened(word, rules)
}

// hyphened returns the keys of a word that inflects after its last hyphen, such
// as iga-aastase; any other is its own key.
func hyphened(word string, support func(*candidate) float64) []string {
	at := strings.LastIndexByte(word, '-')
	if at < 1 || !inflects(word[at+1:]) {
		return []string{word}
	}
	keys := choose(candidates(word[at+1:]), support)
	for i := range keys {
		keys[i] = word[:at+1] + keys[i]
	}
	return keys
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
// ending; near is how close behind the best the second key must be, nearUnseen
// the same for a word of which no reading is attested.
const (
	pull       = .9
	near       = .28
	nearUnseen = .32
)

// unseen is the support of a key that is not in the table.
var unseen = math.Pow(smallest, pull)

// choose keeps the best key and a second one close behind it.
func choose(list []candidate, support func(*candidate) float64) []string {
	var first, second struct {
		key   string
		score float64
	}
	margin := nearUnseen
	for i := range list {
		c := &list[i]
		known := support(c)
		if known != unseen {
			margin = near
		}
		score := c.prior * known
		switch {
		case c.key == first.key:
			first.score = max(first.score, score)
		case score > first.score:
			first, second = struct {
				key   string
				score float64
			}{c.key, score}, first
		case score > second.score:
			second.key, second.score = c.key, score
		}
	}
	if second.key != "" && second.score >= margin*first.score {
		return []string{first.key, second.key}
	}
	return []string{first.key}
}
