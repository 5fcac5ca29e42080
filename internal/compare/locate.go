package compare

import (
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// locate finds the bytes of a quote in a text: first as written, then as it
// looks on a page, without Markdown, with one space for all white space and
// plain digits for superscripts.
func locate(text string, p Place) (from, to int, ok bool) {
	if strings.TrimSpace(p.Quote) == "" {
		return 0, 0, false
	}
	if from, ok := occurrence(text, p.Quote, p.Prefix, p.Suffix, p.Offset); ok {
		return from, from + len(p.Quote), true
	}
	flat, at := flatten(text)
	quote, _ := flatten(p.Quote)
	prefix, _ := flatten(p.Prefix)
	suffix, _ := flatten(p.Suffix)
	quote = strings.TrimSpace(quote)
	if quote == "" {
		return 0, 0, false
	}
	n, ok := occurrence(flat, quote, prefix, suffix, p.Offset)
	if !ok {
		return 0, 0, false
	}
	return at[n].From, at[n+len(quote)-1].To, true
}

// occurrence finds where a quote stands. Of several places the one is taken
// whose surroundings and offset in words agree best; when two agree alike there
// is none.
func occurrence(text, quote, prefix, suffix string, offset int) (at int, ok bool) {
	best, tie := -1<<30, false
	words, counted := 0, 0
	for pos := 0; pos <= len(text)-len(quote); {
		n := strings.Index(text[pos:], quote)
		if n < 0 {
			break
		}
		n += pos
		words += len(strings.Fields(text[counted:n]))
		counted = n
		score := 4 * (agreeBack(text[:n], prefix) + agree(text[n+len(quote):], suffix))
		if offset >= 0 {
			score -= min(abs(words-offset), 100)
		}
		switch {
		case score > best:
			best, at, ok, tie = score, n, true, false
		case score == best:
			tie = true
		}
		_, size := utf8.DecodeRuneInString(text[n:])
		pos = n + max(size, 1)
	}
	return at, ok && !tie
}

// agree counts how many bytes two texts have in common at their beginning, and
// agreeBack at their end, white space between them aside.
func agree(s, t string) int {
	s, t = strings.TrimLeft(s, " "), strings.TrimLeft(t, " ")
	n := 0
	for n < len(s) && n < len(t) && s[n] == t[n] {
		n++
	}
	return n
}

func agreeBack(s, t string) int {
	s, t = strings.TrimRight(s, " "), strings.TrimRight(t, " ")
	n := 0
	for n < len(s) && n < len(t) && s[len(s)-1-n] == t[len(t)-1-n] {
		n++
	}
	return n
}

// flatten gives a text as it looks on a page, and for each byte the sign of the
// text it stands for.
func flatten(s string) (string, []Span) {
	var b strings.Builder
	at := make([]Span, 0, len(s))
	put := func(text string, of Span) {
		for range len(text) {
			at = append(at, of)
		}
		b.WriteString(text)
	}
	space := true
	for _, sp := range lawtext.Inline(s) {
		verbatim := sp.Text == s[sp.From:sp.To]
		for k, c := range sp.Text {
			of := Span{sp.From, sp.To} // of a character reference
			if verbatim {
				_, size := utf8.DecodeRuneInString(sp.Text[k:])
				of = Span{sp.From + k, sp.From + k + size}
			}
			switch d := superDigit(c); {
			case isSpace(c):
				if !space {
					put(" ", of)
				}
				space = true
				continue
			case d > 0:
				put(string(d), of)
			case c == '*': // an unpaired mark of emphasis, as in half of a quote
				continue
			default:
				put(foldSign(string(c), c), of)
			}
			space = false
		}
	}
	return b.String(), at
}

func isSpace(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == '\u00a0' || r == '\u202f' || r == '\u2009'
}
