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
// A part is a word that also stands free in the acts the table was made from,
// and a first part is in a form that begins compounds: the nominative or a
// genitive, or tarbimis- of tarbimine.
func Compound(word string) []string {
	if !inflects(word) || len(word) < 2*shortestPart {
		return nil
	}
	s := splitter{word: word, table: attested(), best: make([]segment, len(word))}
	first := s.from(0)
	if first.score <= 0 || first.end == len(word) {
		return nil
	}
	var parts []string
	for at := 0; at < len(word); {
		end := s.best[at].end
		if inner := Compound(word[at:end]); inner != nil {
			parts = append(parts, inner...)
		} else {
			parts = append(parts, word[at:end])
		}
		at = end
	}
	return parts
}

// PartKeys returns the keys of the parts of a compound, for a field of their
// own beside the keys of the word.
func PartKeys(word string) []string {
	parts := Compound(word)
	var keys []string
	for i, part := range parts {
		if i < len(parts)-1 && part[len(part)-1] == 's' {
			part = wholeOf(part)
		}
		keys = append(keys, Keys(part)...)
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

const shortestPart = 3 // bytes

// In the table a first part stands after <, the key of a last part after >. The
// byte has two logarithms: how often it occurs free, and in how many compounds.
const (
	asFirst = "<"
	asLast  = ">"
)

func pack(free, compounds int) uint8 {
	return uint8(min(bits.Len(uint(free)), 15)<<4 | min(bits.Len(uint(compounds)), 15))
}

// How much speaks for a cut: something for each part, against a bar that every
// cut must pass. The figures are those of a logistic regression on half of the
// gold sets.
const bar = 5.35

var (
	firstLetters = [...]float64{-1.9, -.52, .06, .24, .87, 1.15, 1.28} // three letters, four …
	lastLetters  = [...]float64{.79, -1.52, -1.22, -.98, -.82, -.57, -1.6}
)

func lettersOf(part string) int { return min(utf8.RuneCountInString(part), 9) - 3 }

func weighFirst(part string, packed uint8) float64 {
	free, compounds := float64(packed>>4), float64(packed&15)
	s := firstLetters[lettersOf(part)] - .26*free + .24*compounds + .047*free*compounds
	switch c := part[len(part)-1]; {
	case c == 's':
		s += 1.64
	case c >= utf8.RuneSelf || isVowel(rune(c)):
		s += 1.85
	}
	return s
}

func weighLast(part, key string, packed uint8) float64 {
	free, compounds := float64(packed>>4), float64(packed&15)
	s := lastLetters[lettersOf(part)] - .06*free + .094*compounds + .0295*free*compounds
	s += 1.06 * float64(min(len(strings.Trim(key, "=~")), 8))
	if strings.HasPrefix(key, "=") {
		s += .34
	}
	if strings.HasSuffix(key, "~") {
		s -= .84
	}
	return s
}

const impossible = -1000

// segment is the best part to begin at a place of a word.
type segment struct {
	end   int
	score float64
	known bool
}

type splitter struct {
	word  string
	table map[string]uint8
	best  []segment
}

// from finds the best way to cut the word from a place on.
func (s *splitter) from(at int) segment {
	if s.best[at].known {
		return s.best[at]
	}
	b := segment{end: len(s.word), score: impossible, known: true}
	if at > 0 {
		b.score = s.last(s.word[at:])
	}
	for end := at + shortestPart; end <= len(s.word)-shortestPart; end++ {
		if !utf8.RuneStart(s.word[end]) {
			continue
		}
		score, ok := s.first(s.word[at:end])
		if !ok {
			continue
		}
		rest := s.from(end)
		if score += rest.score - bar; score > b.score {
			b = segment{end, score, true}
		}
	}
	s.best[at] = b
	return b
}

// first weighs a part that another follows.
func (s *splitter) first(part string) (score float64, ok bool) {
	n, ok := s.table[asFirst+part]
	if !ok || utf8.RuneCountInString(part) < 3 {
		return 0, false
	}
	return weighFirst(part, n), true
}

// last weighs a part that nothing follows.
func (s *splitter) last(part string) float64 {
	if suffixes[part] || utf8.RuneCountInString(part) < 4 && !short[part] {
		return impossible
	}
	best := float64(impossible)
	for _, key := range Keys(part) {
		if n, ok := s.table[asLast+key]; ok && !suffixKeys[key] {
			best = max(best, weighLast(part, key, n))
		}
	}
	return best
}
