package estonian

import (
	"cmp"
	"slices"
)

// Reading is one way to read a word: as an ending on a stem.
type Reading struct {
	Key    string  // what the forms of the same word share
	Ending string  // empty for the bare stem
	Verb   bool    // a form of a verb, else of a noun or adjective
	Share  float64 // how likely, of all readings together
	Kept   bool    // its key is one of Keys
}

// Readings lists the ways to read a folded word, the likeliest first and at
// most n of them. A word that does not inflect has none.
func Readings(word string, n int) []Reading {
	if !inflects(word) {
		return nil
	}
	keys := Keys(word)
	var list []Reading
	total := 0.0
	before, last := unseenCompound(word, simpleKeys(word), Compound)
	for _, c := range distinct(candidates(last)) {
		score := c.prior * support(&c)
		total += score
		r := Reading{Key: before + c.key, Share: score, Kept: slices.Contains(keys, before+c.key)}
		if r.Verb = c.key[len(c.key)-1] == '~'; r.Verb {
			r.Ending = verbEndings[c.ending].text
		} else {
			r.Ending = nounEndings[c.ending].text
		}
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b Reading) int { return cmp.Compare(b.Share, a.Share) })
	for i := range list {
		list[i].Share /= total
	}
	return list[:min(len(list), n)]
}
