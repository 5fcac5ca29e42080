package estonian

import "math"

// smallest is the support of a key never seen.
const smallest = .8

const million = 1e6

// vowelPull is how much it counts in induction that a key is attested with the
// very stem vowel, beside its being attested at all.
const vowelPull = .6

// Induce learns from the forms of a large corpus how well each key is
// attested: by how many different endings. A form counts for each of its
// readings by their share, and the shares follow the support of their keys; a
// few rounds settle it.
//
// The command in the folder induce makes the table of this package with it.
func Induce(forms []string) map[string]float64 {
	forms = append(listedForms(), forms...)
	readings := make([][]candidate, 0, len(forms))
	for _, f := range forms {
		if inflects(f) {
			readings = append(readings, distinct(candidates(f)))
		}
	}
	known := map[string]float64{}
	for range 5 {
		known = weigh(readings, known)
	}
	return known
}

// distinct keeps the best reading for each pair of key and ending.
func distinct(list []candidate) []candidate {
	type pair struct {
		key    string
		vowel  byte
		ending int
	}
	at := map[pair]int{}
	out := list[:0]
	for _, c := range list {
		p := pair{c.key, c.vowel, c.ending}
		if i, ok := at[p]; ok {
			out[i].prior = max(out[i].prior, c.prior)
			continue
		}
		at[p] = len(out)
		out = append(out, c)
	}
	return out
}

func weigh(readings [][]candidate, known map[string]float64) map[string]float64 {
	type attested struct {
		key    string
		vowel  byte
		ending int
	}
	best := map[attested]float64{}
	for _, list := range readings {
		total := 0.0
		for i := range list {
			total += share(&list[i], known)
		}
		for i := range list {
			w := share(&list[i], known) / total
			a := attested{key: list[i].key, ending: list[i].ending}
			best[a] = max(best[a], w)
			if a.vowel = list[i].vowel; a.vowel != 0 {
				best[a] = max(best[a], w)
			}
		}
	}
	// Whole numbers add up alike in any order, so the table is always the same.
	sums := map[string]int64{}
	for a, w := range best {
		key := a.key
		if a.vowel != 0 {
			key = withVowel(key, a.vowel)
		}
		sums[key] += int64(w * million)
	}
	next := make(map[string]float64, len(sums))
	for key, sum := range sums {
		next[key] = float64(sum) / million
	}
	return next
}

func share(c *candidate, known map[string]float64) float64 {
	s := max(known[c.key], .35)
	if c.vowel == 0 {
		return c.prior * s * s
	}
	v := max(known[withVowel(c.key, c.vowel)], .1)
	return c.prior * s * math.Pow(s, 1-vowelPull) * math.Pow(v, vowelPull)
}

// withVowel is under what the support of a key with one stem vowel is kept.
func withVowel(key string, vowel byte) string { return key + "+" + string(rune(vowel)) }

// withVowelHash is the hash of withVowel.
func withVowelHash(key hash, vowel byte) hash { return key.then("+").then(string(rune(vowel))) }
