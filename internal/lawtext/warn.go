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
	var before siblings
	sections, twice, back := 0, 0, 0
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Address == "" || n.Number == (Number{}) {
			continue
		}
		if n.Kind == Section {
			sections++
		}
		if n.Kind == Annex || n.Kind <= Subdivision {
			continue
		}
		last, seen := before.next(n)
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

// siblings are the last numbers seen: of the sections of the text, and of the
// provisions inside each node that is still open, by depth.
type siblings struct {
	section Number
	inside  []sibling
}

type sibling struct {
	parent int
	number Number
}

// next takes a provision's number and returns that of the one before it in the
// same node; of sections, which are numbered through, in the whole text.
func (s *siblings) next(n *Node) (last Number, seen bool) {
	if n.Kind == Section {
		last, s.section = s.section, n.Number
		return last, last != Number{}
	}
	for len(s.inside) <= n.Depth {
		s.inside = append(s.inside, sibling{parent: -1})
	}
	at := &s.inside[n.Depth]
	last, seen = at.number, at.parent == n.Parent
	*at = sibling{n.Parent, n.Number}
	return last, seen
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
