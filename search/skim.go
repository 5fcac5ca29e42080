package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/search/estonian"
)

// skimmed is from how many bytes on a text is not read word by word at first.
const skimmed = 4 << 10

// opening is how a word of the query begins, in each way it may be written.
type opening struct{ ways []string }

// openingLetters are what the forms of a word nearly always have in common.
const openingLetters = 3

// opens remembers how a word begins. A compound has it within.
func (m *marker) opens(token estonian.Token) {
	word := token.Word
	if token.Number {
		word, _, _ = strings.Cut(word, "^")
	}
	letters := []rune(word)
	n := min(len(letters), openingLetters)
	if !token.Number && len(letters) <= openingLetters {
		n = min(len(letters), openingLetters-1)
	}
	low := string(letters[:n])
	o := opening{ways: []string{low}}
	if first, size := utf8.DecodeRuneInString(low); unicode.IsLower(first) {
		o.ways = append(o.ways, string(unicode.ToUpper(first))+low[size:], strings.ToUpper(low))
	}
	if !slices.ContainsFunc(m.openings, func(have opening) bool { return have.ways[0] == low }) {
		m.openings = append(m.openings, o)
	}
}

// skim marks only words in which a word of the query begins, and reports whether
// each word of the query was found so. If not, one stands there in a form that
// begins otherwise, or nowhere.
func (m *marker) skim(text, lang string) (marks []mark, all bool) {
	seen := map[int]bool{}
	for _, at := range m.candidates(text) {
		if n := len(marks); n > 0 && at < marks[n-1].end {
			continue
		}
		start := wordStart(text, at)
		estonian.Tokens(text[start:min(len(text), start+longestWord)], func(t estonian.Token) bool {
			if start+t.End <= at {
				return true
			}
			if n := m.asks(t, lang); n != 0 && start+t.Start <= at {
				marks = append(marks, mark{start + t.Start, start + t.End, n})
				seen[n] = true
			}
			return false
		})
		if len(marks) == mostMarks {
			break
		}
	}
	return marks, len(seen) >= m.words
}

// longestWord is more bytes than a word and the signs within it have.
const longestWord = 256

// candidates are the places of all openings in a text, in order.
func (m *marker) candidates(text string) (list []int) {
	for _, o := range m.openings {
		for _, way := range o.ways {
			for at, n := 0, 0; n < mostCandidates; n++ {
				i := strings.Index(text[at:], way)
				if i < 0 {
					break
				}
				list = append(list, at+i)
				at += i + len(way)
			}
		}
	}
	slices.SortFunc(list, cmp.Compare[int])
	return slices.Compact(list)
}

// mostCandidates is how many places of one opening are looked at.
const mostCandidates = 1000

// wordStart is where the word begins that a place is in.
func wordStart(text string, at int) int {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '\u00ad' {
			break
		}
		at -= size
	}
	return at
}
