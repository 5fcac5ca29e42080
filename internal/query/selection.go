package query

import (
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// nearest returns the place where words were selected among those where they stand
// in a text: the one with the same letters around, of equal ones the one with about
// as many words before it.
func nearest(text string, places []compare.Span, ask Words) compare.Span {
	before, after := letters(ask.Prefix), letters(ask.Suffix)
	best, most, far := places[0], -1, 0
	for _, place := range places {
		head := lawtext.Plain(text[:place.From])
		same := sameEnd(letters(head), before) + sameStart(letters(lawtext.Plain(text[place.To:])), after)
		away := len(strings.Fields(head)) - ask.Offset
		away = max(away, -away)
		if same > most || same == most && away < far {
			best, most, far = place, same, away
		}
	}
	return best
}

// letters are the letters and digits of a text in lower case: what is between them
// looks otherwise on a page.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func sameStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func sameEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
