package exchange

import (
	"encoding/xml"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks that stand for breaks while words are gathered and white space is
// folded. XML cannot hold these characters.
const (
	lineBreak = "\x00" // between paragraphs
	rowBreak  = "\x01" // between the rows of one table
)

func asciiSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// gather adds the words of the present element.
func (p *rtReader) gather(b *strings.Builder) error {
	for {
		token, err := p.next()
		if err != nil {
			return eof(err)
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := p.inside(b, t.Name.Local); err != nil {
				return err
			}
		}
	}
}

// inside gathers an element within a run of words.
func (p *rtReader) inside(b *strings.Builder, name string) error {
	switch name {
	case "muutmismarge":
		return p.skip()
	case "HTMLKonteiner":
		return p.markup(b)
	case "reavahetus", "tavatekst", "sisuTekst":
		b.WriteString(lineBreak)
	case "sup", "sub":
		b.WriteString("<" + name + ">")
		err := p.gather(b)
		b.WriteString("</" + name + ">")
		return err
	}
	return p.gather(b)
}

// html writes the paragraphs and tables of a container of HTML.
func (p *rtReader) html() error {
	var b strings.Builder
	if err := p.markup(&b); err != nil {
		return err
	}
	for _, s := range paragraphs(b.String()) {
		p.paragraph(s)
	}
	return nil
}

// markup gathers a container of HTML, which the source keeps as characters.
func (p *rtReader) markup(b *strings.Builder) error {
	var raw strings.Builder
	if err := p.gather(&raw); err != nil {
		return err
	}
	b.WriteString(lineBreak)
	writeHTML(b, raw.String())
	b.WriteString(lineBreak)
	return nil
}

// writeHTML writes the words of HTML, superscripts kept, paragraphs divided and
// tables as rows of Markdown. Everything else of the markup is dropped.
func writeHTML(b *strings.Builder, raw string) {
	tokens := html.NewTokenizer(strings.NewReader(raw))
	tokens.SetMaxBuf(MaxSource)
	var t table
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			t.end(b)
			return
		case html.TextToken:
			t.into(b).WriteString(string(tokens.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			t.start(b, atom.Lookup(name))
		case html.EndTagToken:
			name, _ := tokens.TagName()
			t.finish(b, atom.Lookup(name))
		}
	}
}

// table holds the row being read; outside a table it is empty.
type table struct {
	open  bool
	rows  int
	cells []string
	cell  strings.Builder
}

// into says where text belongs now.
func (t *table) into(b *strings.Builder) *strings.Builder {
	if t.open {
		return &t.cell
	}
	return b
}

func (t *table) start(b *strings.Builder, tag atom.Atom) {
	switch tag {
	case atom.Sup, atom.Sub:
		t.into(b).WriteString("<" + tag.String() + ">")
	case atom.Table:
		t.open = true
		b.WriteString(lineBreak)
	case atom.Br, atom.P, atom.Div, atom.Li:
		t.divide(b)
	}
}

func (t *table) finish(b *strings.Builder, tag atom.Atom) {
	switch tag {
	case atom.Sup, atom.Sub:
		t.into(b).WriteString("</" + tag.String() + ">")
	case atom.Td, atom.Th:
		t.endCell()
	case atom.Tr:
		t.endRow(b)
	case atom.Table:
		t.end(b)
	case atom.P, atom.Div, atom.Li:
		t.divide(b)
	}
}

// divide ends a paragraph; inside a cell it is a space.
func (t *table) divide(b *strings.Builder) {
	if t.open {
		t.cell.WriteByte(' ')
		return
	}
	b.WriteString(lineBreak)
}

func (t *table) endCell() {
	words := strings.Join(strings.FieldsFunc(t.cell.String(), asciiSpace), " ")
	t.cells = append(t.cells, strings.ReplaceAll(words, "|", `\|`))
	t.cell.Reset()
}

func (t *table) endRow(b *strings.Builder) {
	if strings.TrimSpace(t.cell.String()) != "" {
		t.endCell()
	}
	if len(t.cells) == 0 {
		return
	}
	b.WriteString("| " + strings.Join(t.cells, " | ") + " |" + rowBreak)
	if t.rows == 0 {
		b.WriteString("|" + strings.Repeat(" --- |", len(t.cells)) + rowBreak)
	}
	t.rows++
	t.cells = t.cells[:0]
}

func (t *table) end(b *strings.Builder) {
	if t.open {
		t.endRow(b)
		b.WriteString(lineBreak)
	}
	*t = table{}
}
