package lawtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// String writes a number with its superscript as 12¹; the zero Number is empty.
func (n Number) String() string {
	if n.N == 0 && n.Sup == 0 {
		return ""
	}
	s := strconv.Itoa(n.N)
	if n.Sup == 0 {
		return s
	}
	return s + raised(n.Sup)
}

// Less orders numbers as they stand in an act: 12, 12¹, 12², 13.
func (n Number) Less(m Number) bool {
	return n.N < m.N || n.N == m.N && n.Sup < m.Sup
}

var superDigits = [10]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}

func raised(n int) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(superDigits[c-'0'])
	}
	return b.String()
}

func superDigit(r rune) int {
	switch {
	case r == '¹':
		return 1
	case r == '²':
		return 2
	case r == '³':
		return 3
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return int(r - '⁰')
	}
	return -1
}

// ParseNumber reads a whole number with an optional superscript in any of the
// shapes people write: 12, 12¹, 12^1, 12 prim 1, 12<sup>1</sup>.
func ParseNumber(s string) (Number, bool) {
	s = strings.TrimSpace(s)
	n, end, ok := number(s, 0)
	if !ok {
		return Number{}, false
	}
	if n.Sup == 0 {
		if rest, found := cutPrim(s[end:]); found {
			sup, e, ok := digits(rest, 0)
			if !ok || e != len(rest) {
				return Number{}, false
			}
			return Number{n.N, sup}, true
		}
	}
	return n, end == len(s)
}

// cutPrim takes " prim " off the beginning, as § 12 prim 1 is said aloud.
func cutPrim(s string) (string, bool) {
	t := strings.TrimSpace(s)
	if len(t) < 4 || !strings.EqualFold(t[:4], "prim") {
		return s, false
	}
	return strings.TrimSpace(strings.TrimPrefix(t[4:], ".")), true
}

// number reads digits and a superscript at i and returns where they end.
func number(s string, i int) (Number, int, bool) {
	n, end, ok := digits(s, i)
	if !ok {
		return Number{}, i, false
	}
	if sup, e, ok := superscript(s, end); ok {
		return Number{n, sup}, e, true
	}
	return Number{N: n}, end, true
}

// digits reads at most eight digits: no provision has a longer number, and the
// value fits everywhere.
func digits(s string, i int) (n, end int, ok bool) {
	end = i
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		n = n*10 + int(s[end]-'0')
		end++
		if end-i > 8 {
			return 0, i, false
		}
	}
	return n, end, end > i
}

// superscript reads <sup>1</sup>, ^1 or ¹.
func superscript(s string, i int) (n, end int, ok bool) {
	const open, shut = "<sup>", "</sup>"
	if i >= len(s) {
		return 0, i, false
	}
	switch {
	case s[i] == '<' && strings.HasPrefix(s[i:], open):
		n, end, ok = digits(s, skipSpace(s, i+len(open)))
		end = skipSpace(s, end)
		if !ok || !strings.HasPrefix(s[end:], shut) {
			return 0, i, false
		}
		return n, end + len(shut), true
	case s[i] == '^':
		if n, end, ok = digits(s, i+1); ok {
			return n, end, true
		}
		return 0, i, false
	case s[i] < utf8.RuneSelf:
		return 0, i, false
	}
	end = i
	for count := 0; count < 8; count++ {
		r, size := utf8.DecodeRuneInString(s[end:])
		d := superDigit(r)
		if d < 0 {
			break
		}
		n = n*10 + d
		end += size
	}
	return n, end, end > i
}

// roman reads a Roman number under 90 at i.
func roman(s string, i int) (n, end int, ok bool) {
	value := func(c byte) int {
		switch c {
		case 'I':
			return 1
		case 'V':
			return 5
		case 'X':
			return 10
		case 'L':
			return 50
		}
		return 0
	}
	end = i
	for end < len(s) && end-i < 8 && value(s[end]) > 0 {
		v := value(s[end])
		if end+1 < len(s) && value(s[end+1]) > v {
			v = -v
		}
		n += v
		end++
	}
	return n, end, end > i && n > 0
}

// letterNumber gives a) 1, b) 2 and so on in the order of the Latin alphabet;
// the Estonian letters come after z. Zero when the rune is no such letter.
func letterNumber(r rune) int {
	if r >= 'a' && r <= 'z' {
		return int(r-'a') + 1
	}
	for i, l := range []rune("šžõäöü") {
		if r == l {
			return 27 + i
		}
	}
	return 0
}

// letter is the inverse of letterNumber.
func letter(n int) string {
	switch {
	case n >= 1 && n <= 26:
		return string(rune('a' + n - 1))
	case n >= 27 && n <= 32:
		return string([]rune("šžõäöü")[n-27])
	}
	return strconv.Itoa(n)
}
