package papers

import "strings"

// paragraphs collects the words of a document.
type paragraphs struct {
	out   strings.Builder
	now   strings.Builder
	level int    // of a heading; 0 for others
	mark  string // number or bullet before it
	cells int    // how deep in tables
	row   []string
	full  bool // nothing more is taken
}

func (p *paragraphs) add(s string) {
	if p.now.Len()+p.out.Len() > MaxText {
		p.full = true
		return
	}
	p.now.WriteString(s)
}

// close ends a paragraph: in a table as part of a cell, else as its own.
func (p *paragraphs) close() {
	text := strings.TrimSpace(p.now.String())
	p.now.Reset()
	mark, level := p.mark, p.level
	p.mark, p.level = "", 0
	if text == "" {
		return
	}
	if mark != "" {
		text = mark + " " + text
	}
	if p.cells > 0 {
		if n := len(p.row); n > 0 {
			p.row[n-1] = strings.TrimSpace(p.row[n-1] + " " + strings.ReplaceAll(text, "\n", " "))
		}
		return
	}
	if level > 0 {
		text = strings.Repeat("#", min(level, 6)) + " " + strings.ReplaceAll(text, "\n", " ")
	}
	p.write(text)
}

// closeRow ends a row of a table, whose cells are one paragraph.
func (p *paragraphs) closeRow() {
	filled := p.row[:0]
	for _, cell := range p.row {
		if cell != "" {
			filled = append(filled, cell)
		}
	}
	if len(filled) > 0 {
		p.write(strings.Join(filled, " | "))
	}
	p.row = nil
}

func (p *paragraphs) write(text string) {
	if p.out.Len() > 0 {
		p.out.WriteString("\n\n")
	}
	p.out.WriteString(text)
}

// raised writes digits as superscripts: § 12 with a raised 1 is another section
// than § 121.
func raised(s string) string {
	const figures = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	list := []rune(figures)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return list[r-'0']
		}
		return r
	}, s)
}
