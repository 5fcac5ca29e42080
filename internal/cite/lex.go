package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/search/estonian"
)

// sort is what a piece of a text is to a reader of references.
type sort uint8

const (
	other  sort = iota // ends every reference
	word               // letters
	number             // digits with their superscript
	sign               // §
	dash               // - or –
	comma
	stop  // a full stop
	open  // (
	shut  // )
	quote // any quotation mark
)

// piece is one piece of a text. White space is between pieces.
type piece struct {
	sort       sort
	start, end int
	word       string // in lower case
	number     lawtext.Number
	spaced     bool // white space stands before it
}

// pieces cuts a text. An empty line is a piece of sort other: no reference
// goes on past it.
func pieces(text string) []piece {
	list := make([]piece, 0, len(text)/6)
	spaced := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		p := piece{start: at, end: at + size, spaced: spaced}
		switch {
		case r == '\n' && strings.HasPrefix(text[at+size:], "\n"):
			p.end++
		case unicode.IsSpace(r):
			spaced, at = true, at+size
			continue
		case r >= '0' && r <= '9':
			p.lexNumber(text)
		case unicode.IsLetter(r):
			p.lexWord(text)
		default:
			p.sort = signs[r]
		}
		list, at, spaced = append(list, p), p.end, false
	}
	return list
}

var signs = map[rune]sort{
	'§': sign, '-': dash, '–': dash, '—': dash, '‑': dash, '−': dash, ',': comma, '.': stop, '(': open, ')': shut,
	'"': quote, '„': quote, '“': quote, '”': quote, '«': quote, '»': quote,
}

func (p *piece) lexWord(text string) {
	p.sort = word
	plain := true
	for p.end < len(text) {
		r, size := utf8.DecodeRuneInString(text[p.end:])
		if !unicode.IsLetter(r) {
			if !unicode.Is(unicode.Mn, r) && r != '\u00ad' {
				break
			}
			plain = false
		}
		p.end += size
	}
	if p.word = text[p.start:p.end]; plain {
		p.word = strings.ToLower(p.word)
	} else {
		p.word = estonian.Fold(p.word)
	}
}

// lexNumber reads a whole number. A date, a time, a fraction or a number too
// long for a provision is of sort other.
func (p *piece) lexNumber(text string) {
	for p.end < len(text) && digit(text[p.end]) {
		p.end++
	}
	p.sort = number
	if p.end-p.start > 5 {
		p.sort = other
	}
	p.number.N = atoi(text[p.start:min(p.end, p.start+5)])
	p.lexSuperscript(text)
	for p.end+1 < len(text) && strings.IndexByte(".:/", text[p.end]) >= 0 && digit(text[p.end+1]) {
		for p.end++; p.end < len(text) && digit(text[p.end]); {
			p.end++
		}
		p.sort = other
	}
}

func (p *piece) lexSuperscript(text string) {
	rest := text[p.end:]
	switch {
	case strings.HasPrefix(rest, "^"):
		p.takeSuperscript(rest, 1, "")
	case strings.HasPrefix(rest, "<sup>"):
		p.takeSuperscript(rest, 5, "</sup>")
	default:
		if prim := strings.TrimLeft(rest, " \u00a0"); len(prim) > 5 && strings.EqualFold(prim[:4], "prim") {
			after := len(rest) - len(prim) + 4
			after += len(rest[after:]) - len(strings.TrimLeft(rest[after:], ". \u00a0"))
			p.takeSuperscript(rest, after, "")
			return
		}
		p.takeRaised(rest)
	}
}

// takeSuperscript takes plain digits at a place of what follows, and what must
// stand after them.
func (p *piece) takeSuperscript(rest string, at int, after string) {
	end := at
	for end < len(rest) && digit(rest[end]) && end-at < 3 {
		end++
	}
	if end == at || !strings.HasPrefix(strings.TrimLeft(rest[end:], " "), after) {
		return
	}
	p.number.Sup = atoi(rest[at:end])
	if after != "" {
		end = strings.Index(rest, after) + len(after)
	}
	p.end += end
}

func (p *piece) takeRaised(rest string) {
	for i, r := range rest {
		d := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r)
		if d < 0 || i > 8 {
			return
		}
		p.number.Sup = p.number.Sup*10 + raised[r]
		p.end += utf8.RuneLen(r)
	}
}

var raised = map[rune]int{'⁰': 0, '¹': 1, '²': 2, '³': 3, '⁴': 4, '⁵': 5, '⁶': 6, '⁷': 7, '⁸': 8, '⁹': 9}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// atoi reads at most five digits.
func atoi(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
