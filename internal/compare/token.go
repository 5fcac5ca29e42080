package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is one word, number or sign with the white space after it. Its hash
// stands for what is compared: not the white space, not the shape of quotation
// marks, not how a letter with a mark is encoded.
type token struct {
	start, end int32 // bytes in the text cut up, white space included
	bare       int32 // where the white space begins
	word       bool  // has a letter or digit
	hash       uint64
}

// FNV-1a over 64 bits: short tokens, equal on every machine.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// class of each ASCII byte: what a token that begins with it is made of.
const (
	sign byte = iota
	letterClass
	digitClass
	spaceClass
)

var classes = func() (c [utf8.RuneSelf]byte) {
	for b := range c {
		switch {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z':
			c[b] = letterClass
		case b >= '0' && b <= '9':
			c[b] = digitClass
		case b == ' ' || b >= '\t' && b <= '\r':
			c[b] = spaceClass
		}
	}
	return c
}()

// tokens cuts a text into words. White space at its beginning is a token of its
// own without words, equal to every other such token.
func tokens(s string, into []token) []token {
	i := skipBlank(s, 0)
	if i > 0 {
		into = append(into, token{end: int32(i), hash: fnvOffset}) // bare is start: no words
	}
	for i < len(s) {
		t := token{start: int32(i)}
		i = scan(s, i, &t)
		t.bare = int32(i)
		i = skipBlank(s, i)
		t.end = int32(i)
		into = append(into, t)
	}
	return into
}

// scan reads one token at i, hashes it and returns where it ends.
func scan(s string, i int, t *token) int {
	start := i
	r, size := rune(s[i]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(s[i:])
	}
	if r == '<' {
		if n := superLength(s[i:]); n > 0 {
			t.word = true
			t.hash = hashSuper(fnvOffset, s[i:i+n])
			return i + n
		}
	}
	if !wordRune(r) {
		i += size
		for i < len(s) { // marks stay with the sign they stand on
			m, n := utf8.DecodeRuneInString(s[i:])
			if m < 0x300 || !unicode.Is(unicode.M, m) {
				break
			}
			i += n
		}
		t.hash = hashPlain(foldSign(s[start:i], r))
		return i
	}
	t.word = true
	h, combining, raised := uint64(fnvOffset), false, false
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			switch classes[c] {
			case letterClass, digitClass:
				h = (h ^ uint64(c)) * fnvPrime
				i++
				continue
			case spaceClass:
				t.hash = h
				return finish(s[start:i], h, combining, t, i)
			}
			if c == '<' {
				if n := superLength(s[i:]); n > 0 {
					h = hashSuper(h, s[i:i+n])
					i += n
					continue
				}
			}
			if joins(s, i, start) {
				h = (h ^ uint64(c)) * fnvPrime
				i++
				continue
			}
			return finish(s[start:i], h, combining, t, i)
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			if !unicode.Is(unicode.M, r) && r != '\u00ad' && r != '\u200d' && r != '\u200c' {
				return finish(s[start:i], h, combining, t, i)
			}
		}
		if d := superDigit(r); d > 0 {
			if !raised {
				h = (h ^ '^') * fnvPrime
			}
			h, raised = (h^uint64(d))*fnvPrime, true
			i += size
			continue
		}
		raised = false
		combining = combining || r >= 0x300
		h = hashOn(h, s[i:i+size])
		i += size
	}
	return finish(s[start:i], h, combining, t, i)
}

// finish sets the hash of a word. Only words with runes that may combine are
// worth the price of normalizing.
func finish(word string, h uint64, combining bool, t *token, end int) int {
	t.hash = h
	if combining && !norm.NFC.IsNormalString(word) {
		t.hash = hashPlain(norm.NFC.String(word))
	}
	return end
}

// joins reports whether the sign at i stands inside a number: 1,5 and
// 12.03.2024 and 2023/24 and 10:30.
func joins(s string, i, start int) bool {
	switch s[i] {
	case '.', ',', '/', ':':
	default:
		return false
	}
	return i > start && i+1 < len(s) && classOf(s[i-1]) == digitClass && classOf(s[i+1]) == digitClass
}

func classOf(b byte) byte {
	if b >= utf8.RuneSelf {
		return sign
	}
	return classes[b]
}

// superLength is the length of a superscript element at the beginning of s, or
// zero. It belongs to the number before it: § 3<sup>1</sup> is not § 31.
func superLength(s string) int {
	const open, shut = "<sup>", "</sup>"
	if !strings.HasPrefix(s, open) {
		return 0
	}
	n := strings.Index(s[:min(len(s), 64)], shut)
	if n < 0 {
		return 0
	}
	return n + len(shut)
}

// hashSuper hashes a superscript element as the raised digits ¹ are hashed,
// whatever white space stands in it.
func hashSuper(h uint64, s string) uint64 {
	h = (h ^ '^') * fnvPrime
	for i := len("<sup>"); i < len(s)-len("</sup>"); i++ {
		if c := s[i]; c > ' ' {
			h = (h ^ uint64(c)) * fnvPrime
		}
	}
	return h
}

// superDigit is the ASCII digit of a raised one, or zero.
func superDigit(r rune) rune {
	switch {
	case r == '¹':
		return '1'
	case r == '²' || r == '³':
		return r - '²' + '2'
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return r - '⁰' + '0'
	}
	return 0
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r] == letterClass || classes[r] == digitClass
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r >= 0x300 && unicode.Is(unicode.M, r)
}

func foldSign(s string, r rune) string {
	switch r {
	case '„', '“', '”', '«', '»', '‟', '‘', '’', '‚', '\'', '"':
		return `"`
	case '–', '—', '‑', '‐', '−':
		return "-"
	}
	return s
}

// skipBlank goes over what is not compared: white space, its character
// references and the marks of bold type.
func skipBlank(s string, i int) int {
	for i < len(s) {
		c := s[i]
		switch {
		case c < utf8.RuneSelf && classes[c] == spaceClass:
			i++
		case c == 0xC2 && i+1 < len(s) && (s[i+1] == 0xA0 || s[i+1] == 0x85):
			i += 2
		case c == '*' && i+1 < len(s) && s[i+1] == '*':
			i += 2
		case c == '&' && strings.HasPrefix(s[i:], "&nbsp;"):
			i += len("&nbsp;")
		case c >= 0xE1:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsSpace(r) {
				return i
			}
			i += size
		default:
			return i
		}
	}
	return i
}

func hashPlain(s string) uint64 { return hashOn(fnvOffset, s) }

func hashOn(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// foldedHash is equal for texts with the same words in the same order, and the
// number of words is counted on the way.
func foldedHash(ts []token) (h uint64, words int) {
	h = fnvOffset
	for _, t := range ts {
		if t.bare == t.start {
			continue
		}
		h = (h ^ t.hash) * fnvPrime
		h ^= h >> 29
		if t.word {
			words++
		}
	}
	return h, words
}
