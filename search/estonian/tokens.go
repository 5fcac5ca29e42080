package estonian

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word or number of a text.
type Token struct {
	Start, End int    // bytes in the text
	Word       string // folded: lower case, composed, 12¹ written 12^1
	Number     bool   // begins with a digit
}

// Tokens calls yield for every word, number and § of a text, in order, until
// yield returns false. A token is at most 128 bytes long; what is longer is
// no word, and only its beginning is given.
//
// "126¹", "2023/24", "1,5" and "12.03.2024" are one token each. Soft hyphens and
// invisible characters inside a word are dropped.
func Tokens(text string, yield func(Token) bool) {
	for at := 0; at < len(text); {
		r, size := decode(text, at)
		switch {
		case r == '§':
			if !yield(Token{Start: at, End: at + size, Word: "§"}) {
				return
			}
			at += size
		case isDigit(r):
			token := number(text, at)
			if !yield(token) {
				return
			}
			at = token.End
		case unicode.IsLetter(r):
			token := word(text, at)
			if !yield(token) {
				return
			}
			at = token.End
		default:
			at += size
		}
	}
}

// All returns the tokens of a short text, such as a query or a title.
func All(text string) []Token {
	var tokens []Token
	Tokens(text, func(t Token) bool {
		tokens = append(tokens, t)
		return true
	})
	return tokens
}

const longest = 128 // bytes in a token

func decode(text string, at int) (rune, int) {
	if c := text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[at:])
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// number reads a number with its inner signs and its superscript.
func number(text string, start int) Token {
	end := start
	for end < len(text) {
		c := text[end]
		inner := c == ',' || c == '.' || c == '/' || c == ':'
		if !isDigit(rune(c)) && !(inner && end+1 < len(text) && isDigit(rune(text[end+1]))) {
			break
		}
		end++
	}
	word := text[start:end]
	sup, after := superscript(text, end)
	if sup != "" {
		word, end = word+"^"+sup, after
	}
	if len(word) > longest {
		word = word[:longest]
	}
	return Token{Start: start, End: end, Word: word, Number: true}
}

// superscript reads the superscript that follows a number, as ¹ or as ^1.
func superscript(text string, at int) (string, int) {
	if at+1 < len(text) && text[at] == '^' && isDigit(rune(text[at+1])) {
		end := at + 1
		for end < len(text) && isDigit(rune(text[end])) {
			end++
		}
		return text[at+1 : end], end
	}
	var digits []byte
	for at < len(text) {
		r, size := decode(text, at)
		d, ok := raised(r)
		if !ok {
			break
		}
		digits = append(digits, d)
		at += size
	}
	return string(digits), at
}

func raised(r rune) (byte, bool) {
	switch {
	case r == '¹':
		return '1', true
	case r == '²':
		return '2', true
	case r == '³':
		return '3', true
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return byte('0' + r - '⁰'), true
	}
	return 0, false
}

// word reads letters with their marks; digits may follow letters (CO2, p3).
func word(text string, start int) Token {
	end, clean := start, true
	for end < len(text) && end-start < longest {
		r, size := decode(text, end)
		if !unicode.IsLetter(r) && !isDigit(r) && !unicode.Is(unicode.Mn, r) && !invisible(r) {
			break
		}
		clean = clean && (r >= 'a' && r <= 'z' || isDigit(r) || r == 'õ' || r == 'ä' || r == 'ö' || r == 'ü' || r == 'š' || r == 'ž')
		end += size
	}
	if clean {
		return Token{Start: start, End: end, Word: text[start:end]}
	}
	return Token{Start: start, End: end, Word: Fold(text[start:end])}
}

func invisible(r rune) bool { return r == '\u00ad' || r >= '\u200b' && r <= '\u200d' || r == '\u2060' }

// Fold returns a word in lower case with its diacritics composed and invisible
// characters dropped, as it is compared with other words.
func Fold(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	last := rune(0)
	flush := func() {
		if last != 0 {
			b.WriteRune(last)
		}
	}
	for _, r := range word {
		if invisible(r) {
			continue
		}
		r = unicode.ToLower(r)
		if c, ok := composed[[2]rune{last, r}]; ok {
			last = c
			continue
		}
		flush()
		last = r
		if r == 'ё' {
			last = 'е' // Russian texts use both
		}
	}
	flush()
	return b.String()
}

var composed = map[[2]rune]rune{
	{'o', '\u0303'}: 'õ', {'o', '\u0308'}: 'ö', {'a', '\u0308'}: 'ä', {'u', '\u0308'}: 'ü',
	{'s', '\u030c'}: 'š', {'z', '\u030c'}: 'ž', {'и', '\u0306'}: 'й', {'е', '\u0308'}: 'е',
	{'e', '\u0301'}: 'é', {'e', '\u0300'}: 'è',
}

// Plain returns a folded word without diacritics, as people type it on a
// keyboard that lacks them.
func Plain(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			return plain.Replace(word)
		}
	}
	return word
}

var plain = strings.NewReplacer("õ", "o", "ö", "o", "ä", "a", "ü", "u", "š", "s", "ž", "z",
	"é", "e", "è", "e", "ê", "e", "á", "a", "à", "a", "å", "a", "ó", "o", "ø", "o", "í", "i", "ç", "c", "ñ", "n", "ł", "l", "ė", "e", "ī", "i", "ā", "a", "ē", "e", "ū", "u")
