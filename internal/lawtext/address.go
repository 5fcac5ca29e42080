package lawtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// marks are the beginnings of the parts of an address, as Riigi Teataja writes
// them in its own links.
var marks = [...]string{Part: "osa", Chapter: "ptk", Division: "jg", Subdivision: "jts", Section: "para", Subsection: "lg", Point: "p", Subpoint: "ap", Annex: "lisa"}

// numbers are the greatest numbers given inside a provision, by kind.
type numbers struct {
	top  [Annex + 1]Number
	back [Annex + 1]bool // the numbers of the kind did not always grow
}

// address makes the address of a node about to be added, unique in the text: the
// second § 12 of a text is para12x2. As long as numbers grow no other can have
// it; only where they do not are addresses looked up.
func (p *parser) address(n *Node) string {
	if n.Kind == Root || !provision(n.Kind) {
		return ""
	}
	at := p.base(n.Kind)
	a := p.spell(p.t.Nodes[p.stack[at]].Address, n)
	in := &p.tops[at]
	if in.top[n.Kind].Less(n.Number) {
		in.top[n.Kind] = n.Number
		if in.back[n.Kind] {
			p.taken[a] = true
		}
		return a
	}
	if !in.back[n.Kind] {
		in.back[n.Kind] = true
		p.remember(p.stack[at], n.Kind)
	}
	if !p.taken[a] {
		p.taken[a] = true
		return a
	}
	for k := max(p.copies[a], 1) + 1; ; k++ {
		b := a + "x" + strconv.Itoa(k)
		if !p.taken[b] {
			p.copies[a] = k
			p.taken[b] = true
			return b
		}
	}
}

// remember notes the addresses that the provisions of a kind inside a node have.
func (p *parser) remember(base int, kind Kind) {
	if p.taken == nil {
		p.taken, p.copies = map[string]bool{}, map[string]int{}
	}
	for i := base + 1; i < len(p.t.Nodes); i++ {
		if n := &p.t.Nodes[i]; n.Kind == kind {
			p.taken[n.Address] = true
		}
	}
}

// base is the place in the stack of what an address begins with: the parent.
// Sections are numbered through the whole act, or through an annex, whatever
// chapter they stand in.
func (p *parser) base(kind Kind) int {
	at := len(p.stack) - 1
	if kind == Section {
		for at > 0 && p.t.Nodes[p.stack[at]].Kind != Annex {
			at--
		}
	}
	return at
}

// spell writes an address where there is room for many.
func (p *parser) spell(base string, n *Node) string {
	const most, chunk = 64, 8 << 10
	if p.room.Cap()-p.room.Len() < len(base)+most {
		p.room = strings.Builder{}
		p.room.Grow(chunk + len(base))
	}
	from := p.room.Len()
	p.room.WriteString(base)
	p.room.WriteString(marks[n.Kind])
	var digits [48]byte
	p.room.Write(appendNumeral(digits[:0], n))
	return p.room.String()[from:]
}

func numeral(n *Node) string { return string(appendNumeral(nil, n)) }

func appendNumeral(to []byte, n *Node) []byte {
	if n.Number == (Number{}) {
		return to
	}
	if n.Kind == Subpoint {
		to = append(to, letter(n.Number.N)...)
	} else {
		to = strconv.AppendInt(to, int64(n.Number.N), 10)
	}
	if n.Number.Sup != 0 {
		to = strconv.AppendInt(append(to, 'b'), int64(n.Number.Sup), 10)
	}
	return to
}

// Find returns the node at an address such as para12b1lg2.
func (t *Text) Find(address string) (int, bool) {
	t.once.Do(func() {
		t.places = make(map[string]int, len(t.Nodes)/2)
		for i := range t.Nodes {
			if a := t.Nodes[i].Address; a != "" {
				t.places[a] = i
			}
		}
	})
	i, ok := t.places[address]
	return i, ok
}

// Cite names a provision as lawyers do: "§ 12¹ lg 2 p 3". A block is cited as
// the provision it stands in; the whole text is cited as nothing.
func (t *Text) Cite(i int) string {
	var parts []string
	for ; i > 0; i = t.Nodes[i].Parent {
		n := &t.Nodes[i]
		if !provision(n.Kind) {
			continue
		}
		if n.Kind >= Part && n.Kind <= Subdivision && len(parts) > 0 && t.hasSection(parts) {
			continue
		}
		parts = append(parts, citation(n))
	}
	for a, b := 0, len(parts)-1; a < b; a, b = a+1, b-1 {
		parts[a], parts[b] = parts[b], parts[a]
	}
	return strings.Join(parts, " ")
}

// hasSection reports whether a citation, read from its end, has named the
// section: then the chapter it stands in says nothing more.
func (t *Text) hasSection(parts []string) bool {
	return strings.HasPrefix(parts[len(parts)-1], "§")
}

func citation(n *Node) string {
	num := n.Number.String()
	switch n.Kind {
	case Section:
		return "§ " + num
	case Subsection:
		return "lg " + num
	case Point:
		return "p " + num
	case Subpoint:
		s := letter(n.Number.N)
		if n.Number.Sup != 0 {
			s += raised(n.Number.Sup)
		}
		return "alap " + s
	case Annex:
		return strings.TrimSpace("lisa " + num)
	case Part:
		return num + ". osa"
	case Chapter:
		return num + ". ptk"
	case Division:
		return num + ". jagu"
	}
	return num + ". jaotis"
}

var citeWords = []struct{ word, mark string }{
	{"paragrahvi", "para"}, {"paragrahv", "para"}, {"para", "para"}, {"§", "para"},
	{"lõike", "lg"}, {"lõige", "lg"}, {"lg", "lg"},
	{"alapunkti", "ap"}, {"alapunkt", "ap"}, {"alampunkt", "ap"}, {"alap", "ap"}, {"ap", "ap"},
	{"peatükk", "ptk"}, {"ptk", "ptk"}, {"punkti", "p"}, {"punkt", "p"}, {"p", "p"},
	{"osa", "osa"}, {"jagu", "jg"}, {"jg", "jg"}, {"jaotis", "jts"}, {"jts", "jts"},
	{"lisa", "lisa"},
}

// ParseAddress turns what a person writes, "§ 12 prim 1 lg 2 p 3" or
// "para12b1lg2p3", into an address. Whether a text has it is for Find to say.
func ParseAddress(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	var b strings.Builder
	for s != "" {
		mark, num, rest, ok := cutPart(s)
		if !ok {
			return "", false
		}
		b.WriteString(mark + num)
		s = strings.TrimLeft(rest, " ,\u00a0\t")
	}
	return b.String(), b.Len() > 0
}

// cutPart takes one part off a citation: "lg 2", or "3. ptk" with the number
// before the word.
func cutPart(s string) (mark, num, rest string, ok bool) {
	if n, end, found := number(s, 0); found {
		rest = strings.TrimLeft(strings.TrimPrefix(s[end:], "."), " \u00a0\t")
		mark, rest, ok = cutMark(rest)
		return mark, numeral(&Node{Number: n}), rest, ok
	}
	if mark, rest, ok = cutMark(s); !ok {
		return "", "", s, false
	}
	num, rest, ok = cutNumeral(mark, rest)
	return mark, num, rest, ok
}

func cutMark(s string) (mark, rest string, ok bool) {
	for _, w := range citeWords {
		if strings.HasPrefix(s, w.word) {
			rest = strings.TrimPrefix(s[len(w.word):], ".")
			return w.mark, strings.TrimLeft(rest, " \u00a0\t"), true
		}
	}
	return "", s, false
}

func cutNumeral(mark, s string) (num, rest string, ok bool) {
	if mark == "ap" {
		r, size := utf8.DecodeRuneInString(s)
		n := letterNumber(r)
		if n == 0 {
			return "", s, false
		}
		return letter(n), strings.TrimPrefix(s[size:], ")"), true
	}
	n, end, ok := number(s, 0)
	if !ok {
		return "", s, mark == "lisa"
	}
	rest = s[end:]
	if n.Sup == 0 {
		if after, found := cutPrim(rest); found {
			if sup, e, ok := digits(after, 0); ok {
				n.Sup, rest = sup, after[e:]
			}
		} else if strings.HasPrefix(rest, "b") {
			if sup, e, ok := digits(rest, 1); ok {
				n.Sup, rest = sup, rest[e:]
			}
		}
	}
	num = numeral(&Node{Number: n})
	if strings.HasPrefix(rest, "x") { // the second provision with this number
		if _, e, ok := digits(rest, 1); ok {
			num, rest = num+rest[:e], rest[e:]
		}
	}
	return num, rest, true
}
