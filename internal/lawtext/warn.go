package lawtext

import "strings"

// maxWarnings is how many warnings of one sort are kept: more help nobody.
const maxWarnings = 100

// warn notes what the author of the text should look at: no section at all, a
// number that stands twice, a number that goes back.
func (p *parser) warn() {
	t := p.t
	if strings.TrimSpace(t.Source) == "" {
		t.Warnings = append(t.Warnings, Warning{1, "lawtext.empty", nil})
		return
	}
	lines := lineCounter{src: t.Source, line: 1}
	before := make(map[int]Number, 64) // parent or kind of section to the number before
	sections, twice, back := 0, 0, 0
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Address == "" || n.Number == (Number{}) {
			continue
		}
		key := n.Parent
		if n.Kind == Section {
			sections++
			key = -1
		}
		if n.Kind == Annex || n.Kind <= Subdivision {
			delete(before, i)
			continue
		}
		last, seen := before[key]
		before[key] = n.Number
		switch {
		case strings.Contains(n.Address, "x") && t.copied(i) && twice < maxWarnings:
			twice++
			t.Warnings = append(t.Warnings, Warning{lines.at(n.Span.Start), "lawtext.duplicate_number", []any{t.Cite(i)}})
		case seen && n.Number.Less(last) && n.Kind != Point && back < maxWarnings:
			back++
			t.Warnings = append(t.Warnings, Warning{lines.at(n.Span.Start), "lawtext.number_goes_back", []any{t.Cite(i), last.String()}})
		}
	}
	if sections == 0 {
		t.Warnings = append(t.Warnings, Warning{1, "lawtext.no_sections", nil})
	}
}

// copied reports whether the node's own number, not its parent's, stands twice.
func (t *Text) copied(i int) bool {
	n := &t.Nodes[i]
	return !strings.HasSuffix(n.Address, marks[n.Kind]+numeral(n))
}

// lineCounter turns growing byte offsets into line numbers.
type lineCounter struct {
	src       string
	pos, line int
}

func (l *lineCounter) at(pos int) int {
	l.line += strings.Count(l.src[l.pos:pos], "\n")
	l.pos = pos
	return l.line
}
