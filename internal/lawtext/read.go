package lawtext

import "strings"

// Title is the heading of the whole text, without Markdown, or empty.
func (t *Text) Title() string {
	for i := 1; i < len(t.Nodes) && i < 50; i++ {
		switch t.Nodes[i].Kind {
		case Heading:
			return Plain(t.Text(i))
		case Section, Subsection, Point:
			return t.firstLine()
		}
	}
	return t.firstLine()
}

// firstLine is the title of a text pasted without Markdown: a short paragraph
// at its very beginning.
func (t *Text) firstLine() string {
	if len(t.Nodes) < 2 || t.Nodes[1].Kind != Paragraph {
		return ""
	}
	s := Plain(t.Text(1))
	if len(s) > 300 {
		return ""
	}
	return s
}

// Heading is the heading of a section, chapter or annex without its number.
func (t *Text) Heading(i int) string {
	if k := t.Nodes[i].Kind; k >= Part && k <= Section || k == Annex || k == Heading {
		return Plain(t.Text(i))
	}
	return ""
}

// Text is a node's own text as written, without label and surrounding marks.
func (t *Text) Text(i int) string {
	r := t.Nodes[i].Text
	return t.Source[r.Start:r.End]
}

// Label is a node's number as written, such as "§ 12<sup>1</sup>.".
func (t *Text) Label(i int) string {
	r := t.Nodes[i].Label
	return t.Source[r.Start:r.End]
}

// Own is all bytes of a node before its first child.
func (t *Text) Own(i int) string {
	r := t.Nodes[i].Own
	return t.Source[r.Start:r.End]
}

// Full is the plain text of a node with everything inside it, one line for each
// block, with numbers and without Markdown.
func (t *Text) Full(i int) string {
	var b strings.Builder
	for k := i; k < t.Nodes[i].End; k++ {
		line := strings.TrimSpace(Plain(t.Label(k)) + " " + Plain(t.Text(k)))
		if t.Nodes[k].Kind == Row {
			line = Plain(strings.Join(Cells(t.Text(k)), " · "))
		}
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// Section is the section a node stands in, itself included, or -1.
func (t *Text) Section(i int) int {
	for ; i >= 0; i = t.Nodes[i].Parent {
		if t.Nodes[i].Kind == Section {
			return i
		}
	}
	return -1
}

// Sections lists the sections in the order of the text.
func (t *Text) Sections() []int {
	var s []int
	for i := range t.Nodes {
		if t.Nodes[i].Kind == Section {
			s = append(s, i)
		}
	}
	return s
}

// Addressable lists the nodes that have an address, in the order of the text.
func (t *Text) Addressable() []int {
	var s []int
	for i := range t.Nodes {
		if t.Nodes[i].Address != "" {
			s = append(s, i)
		}
	}
	return s
}

// Words counts the words of the source, numbers included.
func (t *Text) Words() int { return len(strings.Fields(t.Source)) }

// Sizes of the pieces a text is stored in: small enough that a change stores
// little again, large enough that the list of pieces stays short.
const (
	chunkMin = 512
	chunkMax = 8 << 10
)

// Chunks cuts the source into pieces for storage whose concatenation is the
// source. Equal provisions of two revisions give equal pieces: a piece begins
// with a section, a heading or, in long ones, with a block chosen by its words.
func Chunks(t *Text) []string {
	var out []string
	from := 0
	cut := func(at int) {
		if at > from {
			out = append(out, t.Source[from:at])
			from = at
		}
	}
	for i := 1; i < len(t.Nodes); i++ {
		n := &t.Nodes[i]
		size := n.Own.Start - from
		switch {
		case n.Kind <= Section || n.Kind == Annex || n.Kind == Heading:
			cut(n.Own.Start)
		case size >= chunkMax, size >= chunkMin && sum32(t.Own(i))%8 == 0:
			cut(n.Own.Start)
		}
	}
	cut(len(t.Source))
	return out
}

// sum32 is FNV-1a: boundaries must fall alike in every revision.
func sum32(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
