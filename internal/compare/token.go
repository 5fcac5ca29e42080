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

// class of each byte: what a token that begins with it is made of.
const (
	sign byte = iota
	letterClass
	digitClass
	spaceClass
	pairClass // the first of two bytes that make a letter: À to ſ, Ѐ to ѿ, but for × and ÷
)

var classes = func() (c [256]byte) {
	for _, b := range []byte{0xC3, 0xC4, 0xC5, 0xD0, 0xD1} {
		c[b] = pairClass
	}
	for b := range c[:utf8.RuneSelf] {
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
	if cap(into) == 0 {
		into = make([]token, 0, len(s)/6+2)
	}
	i := skipBlank(s, 0)
	if i > 0 {
		into = append(into, token{end: int32(i), hash: fnvOffset}) // bare is start: no words
	}
	for i < len(s) {
		t := token{start: int32(i)}
		i = scan(s, i, &t)
		t.bare = int32(i)
		if i+1 < len(s) && s[i] == ' ' && wordly(s[i+1]) {
			i++ // one space before a letter: almost always
		} else {
			i = skipBlank(s, i)
		}
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
			t.hash = rawHash(fold(s[i : i+n]))
			return i + n
		}
	}
	if !wordRune(r) {
		i += size
		for i < len(s) && s[i] >= utf8.RuneSelf { // marks stay with the sign they stand on
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
	i, folded := wordEnd(s, i)
	word := s[start:i]
	if folded {
		word = fold(word)
	}
	t.hash = rawHash(word)
	return i
}

// wordEnd returns where a word ends that begins at i, and whether it has signs
// that must be folded before it is compared. The letters of Latin and Cyrillic
// texts are told by their first byte.
func wordEnd(s string, i int) (end int, folded bool) {
	for start := i; i < len(s); {
		c := s[i]
		switch class := classes[c]; {
		case class == letterClass || class == digitClass:
			i++
			continue
		case class == pairClass && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && (c != 0xC3 || s[i+1]&0xDF != 0x97):
			i += 2
			continue
		case class == spaceClass:
			return i, folded
		case c == '<':
			n := superLength(s[i:])
			if n == 0 {
				return i, folded
			}
			i, folded = i+n, true
			continue
		case c < utf8.RuneSelf:
			if !joins(s, i, start) {
				return i, folded
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) && !unicode.Is(unicode.M, r) && r != '\u00ad' && r != '\u200d' && r != '\u200c' {
			return i, folded
		}
		folded = folded || r < 0x100 || r >= 0x300
		i += size
	}
	return i, folded
}

// fold gives a word as it is compared: superscripts as ^1, letters with their
// marks in one encoding, soft hyphens left out.
func fold(word string) string {
	var b strings.Builder
	combining, raised := false, false
	for i := 0; i < len(word); {
		if n := superLength(word[i:]); n > 0 {
			b.WriteByte('^')
			for _, c := range []byte(word[i+len("<sup>") : i+n-len("</sup>")]) {
				if c > ' ' {
					b.WriteByte(c)
				}
			}
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		switch d := superDigit(r); {
		case d > 0:
			if !raised {
				b.WriteByte('^')
			}
			b.WriteRune(d)
		case r != '\u00ad':
			combining = combining || r >= 0x300
			b.WriteString(word[i : i+size])
		}
		raised = superDigit(r) > 0
		i += size
	}
	if combining {
		return norm.NFC.String(b.String())
	}
	return b.String()
}

// wordly reports whether a byte begins a word.
func wordly(c byte) bool {
	k := classes[c]
	return k == letterClass || k == digitClass || k == pairClass && c != 0xC3
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
