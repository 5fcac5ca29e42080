package search

import (
	"math"
	"strings"

	"github.com/eelnou/eelnou/search/estonian"
)

// How people mistype a word: how often each sort of slip is the one made, from
// what studies of typists agree on. A letter left out, or two that changed
// places, are one slip each; a letter put in, or in another's place, is one of
// many that it could have been.
const (
	omission      = .35
	insertion     = .25
	substitution  = .25
	transposition = .15
)

// Slips at the beginning and the end of a word are rarer than within: they are
// seen at once.
const (
	atBeginning = .3
	atEnd       = .5
)

// What letter is typed instead of another, or besides: a key beside it, a letter
// that sounds alike, or any.
const (
	besideIt = .4
	alike    = .2
	anyKey   = .4
	letters  = 30
)

// farther is how much less likely each further slip makes a word.
const farther = -6

// keyboards are the rows of the Estonian and the Russian keyboard, each row half
// a key to the right of the one above.
var keyboards = [][]string{
	{"qwertyuiopüõ", "asdfghjklöä", "zxcvbnm"},
	{"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"},
}

// sounds are letters that are confused by ear.
var sounds = strings.Fields("bp dt gk sz vw ij uy ae fv бп дт гк зс вф ао еи шщ")

var (
	neighbours = neighbouring()
	confused   = confusing()
)

type letterSets map[rune]map[rune]bool

func (s letterSets) add(a, b rune) {
	if a == b {
		return
	}
	for _, pair := range [...][2]rune{{a, b}, {b, a}} {
		if s[pair[0]] == nil {
			s[pair[0]] = map[rune]bool{}
		}
		s[pair[0]][pair[1]] = true
	}
}

// neighbouring finds the keys that touch each key, without diacritics.
func neighbouring() letterSets {
	sets := letterSets{}
	for _, rows := range keyboards {
		for y, row := range rows {
			keys := []rune(estonian.Plain(row))
			for x, key := range keys {
				if x > 0 {
					sets.add(key, keys[x-1])
				}
				if y == 0 {
					continue
				}
				above := []rune(estonian.Plain(rows[y-1]))
				for _, place := range [...]int{x, x + 1} {
					if place < len(above) {
						sets.add(key, above[place])
					}
				}
			}
		}
	}
	return sets
}

func confusing() letterSets {
	sets := letterSets{}
	for _, pair := range sounds {
		p := []rune(pair)
		sets.add(p[0], p[1])
	}
	return sets
}

// instead is how likely a letter is typed where another is meant.
func instead(typed, meant rune) float64 {
	p := anyKey / letters
	if near := neighbours[meant]; near[typed] {
		p += besideIt / float64(len(near))
	}
	if near := confused[meant]; near[typed] {
		p += alike / float64(len(near))
	}
	return p
}

// besides is how likely a letter is typed too much beside two others: the same
// once more, a key touched with theirs, or any.
func besides(typed, before, after rune) float64 {
	if typed == before || typed == after {
		return alike
	}
	p := anyKey / letters
	for _, r := range [...]rune{before, after} {
		if near := neighbours[r]; near[typed] {
			p += besideIt / 2 / float64(len(near))
		}
	}
	return p
}

// slip is the logarithm of how likely a word is typed as another, both without
// diacritics.
func slip(typed, meant string) float64 {
	t, m := []rune(typed), []rune(meant)
	start := 0
	for start < len(t) && start < len(m) && t[start] == m[start] {
		start++
	}
	left := 0
	for left < len(t)-start && left < len(m)-start && t[len(t)-1-left] == m[len(m)-1-left] {
		left++
	}
	a, b := t[start:len(t)-left], m[start:len(m)-left]
	p := 0.0
	switch {
	case len(a) == 0 && len(b) == 1:
		p = omission * float64(repeated(m, start))
	case len(a) == 1 && len(b) == 0:
		p = insertion * besides(a[0], letterAt(t, start-1), letterAt(t, start+1)) * float64(repeated(t, start))
	case len(a) == 1 && len(b) == 1:
		p = substitution * instead(a[0], b[0])
	case len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
		p = transposition
	default:
		return float64(max(len(a), len(b))) * farther
	}
	switch {
	case start == 0:
		p *= atBeginning
	case left == 0 && len(a) < 2:
		p *= atEnd
	}
	return math.Log(p / float64(len(m)))
}

// repeated counts how often the letter at a place stands there in a row: any
// of them may be the one that is missing or too much.
func repeated(word []rune, at int) int {
	n := 1
	for i := at - 1; i >= 0 && word[i] == word[at]; i-- {
		n++
	}
	for i := at + 1; i < len(word) && word[i] == word[at]; i++ {
		n++
	}
	return n
}

func letterAt(word []rune, at int) rune {
	if at < 0 || at >= len(word) {
		return 0
	}
	return word[at]
}
