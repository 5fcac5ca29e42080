package lawtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is what the beginning of a line says about the block it may begin.
// Offsets are bytes in the line.
type shape struct {
	kind   Kind
	number Number
	level  int   // of a Markdown heading
	marked bool  // written as a Markdown heading
	label  Range // the number as written
	text   int   // where the text begins
	indent int   // where the line begins after white space
}

// classify looks at the beginning of one line that is not blank.
func classify(line string) shape {
	at := skipSpace(line, 0)
	switch c := line[at]; {
	case c == '#':
		return heading(line, at)
	case c == '|':
		return shape{kind: Row, text: at, indent: at}
	case c == '(':
		if s, ok := subsection(line, at); ok {
			return s
		}
	case c >= '0' && c <= '9':
		if s, ok := point(line, at); ok {
			return s
		}
		if s, ok := structural(line, at); ok && len(line) < 200 {
			return s
		}
	case c == '*' || c == '_':
		if s, ok := bold(line, at); ok {
			return s
		}
	default:
		if s, ok := worded(line, at); ok {
			return s
		}
	}
	return shape{kind: Paragraph, text: at, indent: at}
}

// worded reads lines that begin with §, a letter or a Roman number.
func worded(line string, at int) (shape, bool) {
	rest := line[at:]
	if strings.HasPrefix(rest, "§") || strings.HasPrefix(rest, "Paragrahv ") {
		return section(line, at, false)
	}
	if s, ok := subpoint(line, at); ok {
		return s, true
	}
	switch rest[0] {
	case 'I', 'V', 'X', 'L':
		if len(line) >= 200 {
			return shape{}, false
		}
		if s, ok := structural(line, at); ok {
			return s, true
		}
		return annex(line, at, true)
	}
	return shape{}, false
}

// heading reads a Markdown heading: a section, a chapter, an annex or a plain one.
func heading(line string, at int) shape {
	end := at
	for end < len(line) && line[end] == '#' {
		end++
	}
	level := end - at
	from := skipSpace(line, end)
	if level > 6 {
		return shape{kind: Paragraph, text: at, indent: at}
	}
	s := shape{kind: Heading, text: from}
	start := from
	for start < len(line) && line[start] == '*' {
		start++
	}
	if got, ok := section(line, start, true); ok {
		s = got
	} else if got, ok := structural(line, start); ok {
		s = got
	} else if got, ok := annex(line, start, false); ok {
		s = got
	}
	s.level, s.marked, s.indent = level, true, at
	return s
}

// bold reads a provision whose heading is written **§ 1. Heading**.
func bold(line string, at int) (shape, bool) {
	i := at
	for i < len(line) && i < at+3 && (line[i] == '*' || line[i] == '_') {
		i++
	}
	if i == at || i >= len(line) {
		return shape{}, false
	}
	s, ok := section(line, i, false)
	if !ok && len(line) < 200 {
		s, ok = structural(line, i)
	}
	s.indent = at
	return s, ok
}

// section reads "§ 12¹. Heading" or "§ 5–7.". Without a Markdown mark a full
// stop must follow: "§ 5 lõike 1 alusel" is the middle of a sentence.
func section(line string, at int, marked bool) (shape, bool) {
	i := at
	switch {
	case strings.HasPrefix(line[i:], "§"):
		for strings.HasPrefix(line[i:], "§") {
			i += len("§")
		}
		if strings.HasPrefix(line[i:], "-d") {
			i += len("-d")
		}
	case strings.HasPrefix(line[i:], "Paragrahv "):
		i += len("Paragrahv ")
	default:
		return shape{}, false
	}
	n, end, ok := number(line, skipSpace(line, i))
	if !ok {
		return shape{}, false
	}
	end = rangeEnd(line, end, "§")
	stop := end < len(line) && line[end] == '.'
	if stop {
		end++
	}
	text := skipSpace(line, end)
	if !stop && !marked && text < len(line) {
		return shape{}, false
	}
	return shape{kind: Section, number: n, label: Range{at, end}, text: text, indent: at}, true
}

// rangeEnd goes over the second number of "5–7" or "(5)–(7)".
func rangeEnd(line string, at int, opener string) int {
	i := skipSpace(line, at)
	r, size := utf8.DecodeRuneInString(line[i:])
	if r != '-' && r != '–' && r != '—' {
		return at
	}
	i = skipSpace(line, i+size)
	if strings.HasPrefix(line[i:], opener) {
		i = skipSpace(line, i+len(opener))
	}
	_, end, ok := number(line, i)
	if !ok {
		return at
	}
	if opener == "(" {
		if end >= len(line) || line[end] != ')' {
			return at
		}
		end++
	}
	return end
}

// subsection reads "(2) Text".
func subsection(line string, at int) (shape, bool) {
	n, end, ok := number(line, at+1)
	if !ok || end >= len(line) || line[end] != ')' {
		return shape{}, false
	}
	end = rangeEnd(line, end+1, "(")
	r, _ := utf8.DecodeRuneInString(line[end:])
	if end < len(line) && !unicode.IsSpace(r) && !unicode.IsLetter(r) && !strings.ContainsRune("[„“«*_", r) {
		return shape{}, false
	}
	return shape{kind: Subsection, number: n, label: Range{at, end}, text: skipSpace(line, end), indent: at}, true
}

// point reads "2) text".
func point(line string, at int) (shape, bool) {
	n, end, ok := number(line, at)
	if !ok {
		return shape{}, false
	}
	end = rangeEnd(line, end, "")
	if end >= len(line) || line[end] != ')' {
		return shape{}, false
	}
	end++
	return shape{kind: Point, number: n, label: Range{at, end}, text: skipSpace(line, end), indent: at}, true
}

// subpoint reads "a) text".
func subpoint(line string, at int) (shape, bool) {
	r, size := utf8.DecodeRuneInString(line[at:])
	n := letterNumber(r)
	if n == 0 {
		return shape{}, false
	}
	num, end := Number{N: n}, at+size
	if sup, e, ok := superscript(line, end); ok {
		num.Sup, end = sup, e
	}
	if end+1 >= len(line) || line[end] != ')' {
		return shape{}, false
	}
	after, _ := utf8.DecodeRuneInString(line[end+1:])
	if !unicode.IsSpace(after) {
		return shape{}, false
	}
	end++
	return shape{kind: Subpoint, number: num, label: Range{at, end}, text: skipSpace(line, end), indent: at}, true
}

var structures = []struct {
	word string
	kind Kind
}{{"osa", Part}, {"peatükk", Chapter}, {"ptk", Chapter}, {"jagu", Division}, {"jaotis", Subdivision}, {"alljaotis", Subdivision}}

// structural reads "2. peatükk HEADING" and "II osa".
func structural(line string, at int) (shape, bool) {
	n, end, ok := number(line, at)
	if !ok {
		if n.N, end, ok = roman(line, at); !ok {
			return shape{}, false
		}
		if sup, e, found := superscript(line, end); found {
			n.Sup, end = sup, e
		}
	}
	end = rangeEnd(line, end, "")
	if end < len(line) && line[end] == '.' {
		end++
	}
	from := skipSpace(line, end)
	for _, s := range structures {
		to := from + len(s.word)
		if to > len(line) || !strings.EqualFold(line[from:to], s.word) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(line[to:])
		if to < len(line) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			continue
		}
		if to < len(line) && line[to] == '.' {
			to++
		}
		return shape{kind: s.kind, number: n, label: Range{at, to}, text: skipSpace(line, to), indent: at}, true
	}
	return shape{}, false
}

// annex reads "Lisa 2", "Lisa: heading" and "Lisa 2. Heading"; a plain line
// must say nothing else, for sentences begin with that word too.
func annex(line string, at int, plain bool) (shape, bool) {
	const word = "lisa"
	if at+len(word) > len(line) || !strings.EqualFold(line[at:at+len(word)], word) {
		return shape{}, false
	}
	end := at + len(word)
	r, _ := utf8.DecodeRuneInString(line[end:])
	if end < len(line) && unicode.IsLetter(r) {
		return shape{}, false
	}
	s := shape{kind: Annex, indent: at}
	if n, e, ok := number(line, skipSpace(line, end)); ok {
		s.number, end = n, e
	}
	if end < len(line) && (line[end] == ':' || line[end] == '.') {
		end++
	}
	s.label, s.text = Range{at, end}, skipSpace(line, end)
	return s, !plain || s.text == len(line)
}

// skipSpace goes over white space, the no-break space among it.
func skipSpace(s string, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
			i++
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0:
			i += 2
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

// maxQuoted is how many bytes after its beginning a quotation of several
// paragraphs is looked for: a forgotten closing mark must not swallow an act.
const maxQuoted = 20_000

// quotation returns where a quotation of several paragraphs that begins at pos
// ends, or -1. Acts that change others quote whole provisions, whose numbers
// are not numbers of the act itself.
func quotation(src string, pos int) int {
	r, size := utf8.DecodeRuneInString(src[pos:])
	if r != '„' && r != '«' {
		return -1
	}
	depth := 1
	limit := min(len(src), pos+maxQuoted)
	for i := pos + size; i < limit; {
		r, size = utf8.DecodeRuneInString(src[i:])
		switch r {
		case '„', '«':
			depth++
		case '“', '”', '»':
			depth--
		case '\n':
			if i+1 < limit && src[i+1] == '#' {
				return -1
			}
		}
		i += size
		if depth == 0 {
			return i
		}
	}
	return -1
}
