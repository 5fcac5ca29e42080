package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a range of bytes of a text.
type Span struct{ From, To int }

// Occurrences finds every place where words stand in a text as a reader sees
// it: without Markdown, whatever the case, the shape of quotation marks and the
// white space, superscripts as digits. Only whole words count.
func Occurrences(text, words string) []Span {
	wanted, _ := flatten(words)
	wanted = strings.TrimSpace(lowered(wanted))
	if wanted == "" {
		return nil
	}
	flat, at := flatten(text)
	flat = lowered(flat)
	var found []Span
	for from := 0; ; {
		n := strings.Index(flat[from:], wanted)
		if n < 0 {
			return found
		}
		start, end := from+n, from+n+len(wanted)
		if wordEdge(flat, start) && wordEdge(flat, end) {
			found = append(found, Span{at[start].From, closed(text, at[end-1].To)})
			from = end
			continue
		}
		_, size := utf8.DecodeRuneInString(flat[start:])
		from = start + size
	}
}

// closed moves an end past the end of a superscript that it falls before.
func closed(text string, to int) int {
	const shut = "</sup>"
	if strings.HasPrefix(text[to:], shut) {
		return to + len(shut)
	}
	return to
}

// lowered is a text in lower case, byte for byte as long as before: a letter
// whose lower case is longer or shorter stays.
func lowered(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, s)
}

// wordEdge reports whether no word runs across a place in a text.
func wordEdge(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return i == 0 || i == len(s) || !wordRune(before) || !wordRune(after)
}
