package lawtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads the structure of a legal text. It never fails: text whose
// structure is not understood becomes paragraphs. It reads Markdown as the
// service writes it and plain text as officials paste it, in time linear in the
// length of the source, which should be valid UTF-8.
func Parse(source string) *Text {
	p := parser{
		t:        &Text{Source: source},
		perLine:  linePerParagraph(source),
		quoteEnd: -1,
	}
	guess := strings.Count(source, "\n")
	if !p.perLine {
		guess = guess/2 + guess/16
	}
	p.t.Nodes = make([]Node, 1, guess+8)
	p.t.Nodes[0] = Node{Kind: Root, Parent: -1}
	p.stack = append(p.stack, 0)
	p.tops = append(p.tops, numbers{})
	p.lines()
	p.finish()
	p.warn()
	return p.t
}

// parser walks the lines once and keeps the provisions that are still open.
type parser struct {
	t        *Text
	stack    []int           // open provisions, the root first
	tops     []numbers       // by place in stack: the numbers given inside it
	taken    map[string]bool // addresses, where numbers do not grow
	copies   map[string]int  // how often an address was wanted
	room     strings.Builder // for addresses
	last     shape           // of the block being read
	lastLine string          // the last line that was not blank
	perLine  bool            // every line is a paragraph of its own
	quoteEnd int             // byte before which everything is quoted; -1 when none is
}

// rank orders provisions by what may stand inside what.
var rank = [...]int{Root: 0, Annex: 1, Part: 2, Chapter: 3, Division: 4, Subdivision: 5, Section: 6, Subsection: 7, Point: 8, Subpoint: 9, Heading: 10, Paragraph: 10, Row: 10}

func (p *parser) lines() {
	src := p.t.Source
	blank := true // the start of the text is as good as a blank line
	for pos, no := 0, 1; pos < len(src); no++ {
		end := len(src)
		if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		line := src[pos:end]
		if isBlank(line) {
			blank = true
			pos = end
			continue
		}
		s := classify(line)
		if pos < p.quoteEnd && !s.marked {
			s = shape{kind: Paragraph, text: s.indent}
		}
		if p.starts(s, line, blank) {
			p.open(s, pos, end)
		}
		blank = false
		p.lastLine = line
		pos = end
	}
}

// starts reports whether a line of this shape begins a new block, or continues
// the paragraph before it.
func (p *parser) starts(s shape, line string, blank bool) bool {
	if s.marked || s.kind == Row {
		return true
	}
	if superOpen(p.lastLine) {
		return false // no block begins inside a superscript
	}
	if blank {
		return true
	}
	switch p.last.kind {
	case Heading, Section, Part, Chapter, Division, Subdivision, Annex, Row:
		return true
	}
	switch s.kind {
	case Section, Point, Subpoint:
		return true
	case Subsection:
		r, _ := utf8.DecodeRuneInString(line[s.text:])
		return !unicode.IsLower(r) // "lõike\n(2) alusel" is a wrapped sentence
	case Part, Chapter, Division, Subdivision:
		return endsSentence(p.lastLine)
	}
	return p.perLine && endsSentence(p.lastLine)
}

// open begins a block at pos; its line ends at end.
func (p *parser) open(s shape, pos, end int) {
	limit := rank[s.kind]
	switch s.kind {
	case Paragraph, Row:
		limit = rank[Point] // text after the points goes on with their subsection
	case Heading:
		limit = min(max(s.level, 1)+1, rank[Section])
	}
	for rank[p.t.Nodes[p.stack[len(p.stack)-1]].Kind] >= limit {
		p.close(pos)
	}
	parent := p.stack[len(p.stack)-1]
	i := len(p.t.Nodes)
	n := Node{
		Kind: s.kind, Number: s.number, Depth: len(p.stack), Parent: parent, End: i + 1,
		Span:  Range{pos, pos},
		Own:   Range{pos, pos},
		Label: Range{pos + s.label.Start, pos + s.label.End},
		Text:  Range{pos + s.text, end},
	}
	n.Address = p.address(&n)
	p.t.Nodes[i-1].Own.End = pos
	if !provision(p.t.Nodes[i-1].Kind) {
		p.t.Nodes[i-1].Span.End = pos
	}
	p.t.Nodes = append(p.t.Nodes, n)
	if provision(s.kind) {
		p.stack = append(p.stack, i)
		p.tops = append(p.tops, numbers{})
	}
	if s.kind == Paragraph && pos >= p.quoteEnd {
		p.quoteEnd = quotation(p.t.Source, pos+s.text)
	}
	p.last = s
}

func (p *parser) close(pos int) {
	i := p.stack[len(p.stack)-1]
	p.t.Nodes[i].End = len(p.t.Nodes)
	p.t.Nodes[i].Span.End = pos
	p.stack = p.stack[:len(p.stack)-1]
	p.tops = p.tops[:len(p.stack)]
}

func (p *parser) finish() {
	src := p.t.Source
	last := &p.t.Nodes[len(p.t.Nodes)-1]
	last.Own.End = len(src)
	last.Span.End = len(src)
	for len(p.stack) > 0 {
		p.close(len(src))
	}
	for i := range p.t.Nodes {
		n := &p.t.Nodes[i]
		if n.Kind == Root {
			n.Label, n.Text = Range{}, Range{}
			continue
		}
		n.Text = trim(src, Range{n.Text.Start, n.Own.End}, n.Kind)
	}
}

// trim takes white space, and the Markdown marks of a bold heading, off a text.
func trim(src string, r Range, k Kind) Range {
	if r.Start > r.End {
		r.Start = r.End
	}
	s := src[r.Start:r.End]
	t := trimRight(s)
	u := trimLeft(t)
	if k >= Part && k <= Section || k == Annex {
		if strings.HasSuffix(u, "**") && strings.Count(u, "**")%2 == 1 {
			u = strings.TrimRightFunc(u[:len(u)-2], unicode.IsSpace)
			t = t[:len(s[:len(t)])-2]
		} else if strings.HasPrefix(u, "**") && strings.Count(u, "**") == 1 {
			u = strings.TrimLeftFunc(u[2:], unicode.IsSpace)
			end := r.Start + len(t)
			return Range{end - len(u), end}
		}
		end := r.Start + len(trimRight(t))
		return Range{end - len(u), end}
	}
	end := r.Start + len(t)
	return Range{end - len(u), end}
}

// trimRight and trimLeft take white space off an end, at once where the letter
// there is plain.
func trimRight(s string) string {
	for s != "" && (s[len(s)-1] == '\n' || s[len(s)-1] == ' ') {
		s = s[:len(s)-1]
	}
	if s == "" || s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimRightFunc(s, unicode.IsSpace)
}

func trimLeft(s string) string {
	if s != "" && s[0] > ' ' && s[0] < utf8.RuneSelf {
		return s
	}
	return strings.TrimLeftFunc(s, unicode.IsSpace)
}

// provision reports whether nodes of the kind can hold others.
func provision(k Kind) bool { return k <= Annex }

func isBlank(line string) bool {
	for i := 0; i < len(line); i++ {
		if c := line[i]; c > ' ' && c < utf8.RuneSelf {
			return false
		} else if c >= utf8.RuneSelf {
			return strings.TrimSpace(line) == ""
		}
	}
	return true
}

// superOpen reports whether a line ends inside a superscript.
func superOpen(line string) bool {
	return strings.IndexByte(line, '<') >= 0 && strings.LastIndex(line, "<sup>") > strings.LastIndex(line, "</sup>")
}

func endsSentence(line string) bool {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".;:]“”»–", r)
}

// linePerParagraph reports whether a text was pasted with one line for each
// paragraph and no blank lines between, as word processors give it. The beginning
// of a long text tells.
func linePerParagraph(src string) bool {
	const enough = 32 << 10
	src = src[:min(len(src), enough)]
	lines, blanks := 0, 0
	for pos := 0; pos < len(src); {
		end := len(src)
		if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		if isBlank(src[pos:end]) {
			blanks++
		} else {
			lines++
		}
		pos = end
	}
	return blanks*4 < lines
}
