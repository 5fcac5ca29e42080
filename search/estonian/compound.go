package estonian

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Compound returns the parts of a folded compound word as they are written, the
// last one inflected: tegevus, loa. A word that is not known to be a compound
// gives nothing.
//
// A part is a word that also stands free in the acts the table was made from, or
// one of everyday language; a first part is in a form that begins compounds: the
// nominative or a genitive, or tarbimis- of tarbimine.
func Compound(word string) []string { return compound(word, simpleKeys) }

func compound(word string, keys func(string) []string) []string {
	if !inflects(word) || len(word) < 2*shortestPart-1 {
		return nil
	}
	c := cutter{word: word, keys: keys, best: make([]segment, len(word))}
	first, ok := c.cut()
	if !ok {
		return nil
	}
	var parts []string
	for at, end := 0, first; ; at, end = end, c.best[end].end {
		if inner := compound(word[at:end], keys); inner != nil {
			parts = append(parts, inner...)
		} else {
			parts = append(parts, word[at:end])
		}
		if end == len(word) {
			return parts
		}
	}
}

// PartKeys returns the keys of the parts of a compound, for a field of their
// own beside the keys of the word.
func PartKeys(word string) []string { return partKeys(Compound(word), simpleKeys) }

func partKeys(parts []string, find func(string) []string) []string {
	var keys []string
	for i, part := range parts {
		if i < len(parts)-1 && part[len(part)-1] == 's' {
			part = wholeOf(part)
		}
		keys = append(keys, find(part)...)
	}
	return keys
}

// wholeOf gives the genitive of a first part that has lost its end:
// tarbimis is tarbimise.
func wholeOf(part string) string {
	if strings.HasSuffix(part, "mis") {
		return part + "e"
	}
	return part
}

const shortestPart = 3 // bytes; öö, au and õu are shorter in letters

// grade is what the table knows of a part in one byte: the logarithms of how
// often it occurs free and in how many compounds, and whether it is a word of
// the lists.
type grade uint8

const (
	isListed      = 8
	mostFree      = 15
	mostCompounds = 7
)

func pack(free, compounds int, listed bool) uint8 {
	packed := uint8(min(bits.Len(uint(free)), mostFree)<<4 | min(bits.Len(uint(compounds)), mostCompounds))
	if listed {
		packed |= isListed
	}
	return packed
}

func (g grade) free() float64      { return float64(g >> 4) }
func (g grade) compounds() float64 { return float64(g & mostCompounds) }
func (g grade) listed() bool       { return g&isListed != 0 }

const impossible = -1000

// segment is the best part to begin at a place of a word.
type segment struct {
	end   int
	score float64
	known bool
	grade grade
}

type cutter struct {
	word string
	keys func(string) []string
	best []segment
}

// cut gives the end of the first part. A word of the lists is not cut.
func (c *cutter) cut() (end int, ok bool) {
	whole := c.whole()
	if whole.listed() {
		return 0, false
	}
	first := c.before(0, whole, segment{end: len(c.word), score: impossible})
	return first.end, first.score > 0 && first.end < len(c.word)
}

// from finds the best way to cut the word from a place on.
func (c *cutter) from(at int) segment {
	if !c.best[at].known {
		g, score := c.last(at)
		c.best[at] = c.before(at, g, segment{end: len(c.word), score: score, grade: g})
		c.best[at].known = true
	}
	return c.best[at]
}

// before tries the first parts that begin at a place against not cutting there.
// The grade is that of the rest of the word as a whole.
func (c *cutter) before(at int, whole grade, best segment) segment {
	for end := at + 2; end <= len(c.word)-shortestPart; end++ {
		if !utf8.RuneStart(c.word[end]) {
			continue
		}
		g, ok := c.first(at, end)
		if !ok {
			continue
		}
		rest := c.from(end)
		if rest.score <= impossible {
			continue
		}
		both := whole
		if rest.end < len(c.word) {
			both, _ = c.first(at, rest.end)
		}
		score := weighFirst(c.word[at:end], g) + rest.score - bar - weighBoth(both, g, rest.grade)
		if score > best.score {
			best = segment{end: end, score: score, grade: g}
		}
	}
	return best
}

// first looks a part up that another follows. What ends as nouns of verbs do
// begins compounds even if it was never seen.
func (c *cutter) first(at, end int) (grade, bool) {
	part := c.word[at:end]
	g := grade(attested().firsts.get(hashOf(part)))
	switch {
	case g == 0:
		return 0, len(part) > 5 && strings.HasSuffix(part, "mis") || len(part) > 6 && strings.HasSuffix(part, "us")
	case at > 0 && affixed(part):
		return 0, false
	}
	return g, g.listed() || utf8.RuneCountInString(part) > 3
}

// whole looks the word up as a word of its own.
func (c *cutter) whole() (best grade) {
	for _, key := range c.keys(c.word) {
		g := grade(attested().lasts.get(hashOf(key)))
		best = max(best, g) | g&isListed
	}
	return best
}

// last weighs the part from a place to the end.
func (c *cutter) last(at int) (g grade, best float64) {
	best = impossible
	part := c.word[at:]
	letters := utf8.RuneCountInString(part)
	if suffixes[part] || letters < 4 && !short[part] || affixed(part) || strings.HasPrefix(part, "aja") && !timely(c.word[:at]) {
		return 0, best
	}
	for _, key := range c.keys(part) {
		if suffixKeys[key] {
			continue
		}
		known := grade(attested().lasts.get(hashOf(key)))
		if known == 0 && (letters < 6 || !begins(part)) {
			continue
		}
		score := weighLast(c.word[at-1], part, key, known)
		if known == 0 {
			score -= doubt(part, key)
		}
		if score > best {
			g, best = known, score
		}
	}
	return g, best
}

// timely reports whether aja- after a first part can be time: after a
// consonant it is more often the ending of hindaja.
func timely(before string) bool {
	if endsInVowel(before) {
		return true
	}
	for _, first := range [...]string{"täht", "kaas", "kesk", "uus", "pool", "noor", "eel", "järel"} {
		if strings.HasSuffix(before, first) {
			return true
		}
	}
	return false
}

// begins reports whether an Estonian word can begin as this one does.
func begins(word string) bool {
	n := 0
	for n < len(word) && word[n] < utf8.RuneSelf && !isVowel(rune(word[n])) {
		n++
	}
	return n < 2 || onsets[word[:n]]
}

var onsets = setOf("br dr fr gr kr pr tr bl fl gl kl pl kv sk sl sm sn sp st sv ps kn gn ts str spr")
