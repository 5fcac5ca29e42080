package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Mark is a run of text as a page shows it: in one form, and kept, added or
// dropped.
type Mark struct {
	Op   Op
	Span lawtext.Span
}

// Spans gives pieces as a page shows them, without Markdown. Emphasis, links and
// superscripts are read in the whole text of each side, so that a mark of
// Markdown that falls between two pieces does not come to light. Kept pieces are
// shown as in the new text.
func Spans(pieces []Piece) []Mark {
	var o, n strings.Builder
	for _, p := range pieces {
		o.WriteString(p.Old)
		n.WriteString(p.New)
	}
	old := clipper{source: o.String(), spans: lawtext.Inline(o.String())}
	new := clipper{source: n.String(), spans: lawtext.Inline(n.String())}
	var out []Mark
	i, j := 0, 0
	for _, p := range pieces {
		if p.Op == Drop {
			out = old.clip(out, Drop, i, i+len(p.Old))
		} else {
			out = new.clip(out, p.Op, j, j+len(p.New))
		}
		i, j = i+len(p.Old), j+len(p.New)
	}
	return out
}

// clipper hands out the spans of a text in growing ranges.
type clipper struct {
	source string
	spans  []lawtext.Span
}

// clip appends the parts of spans that lie in a range of the source.
func (c *clipper) clip(out []Mark, op Op, from, to int) []Mark {
	for len(c.spans) > 0 && c.spans[0].To <= from {
		c.spans = c.spans[1:]
	}
	for _, s := range c.spans {
		if s.From >= to {
			break
		}
		if s.Text == c.source[s.From:s.To] {
			a, b := max(s.From, from), min(s.To, to)
			s.Text, s.From, s.To = c.source[a:b], a, b
		} else if s.From < from {
			continue // a character reference stays whole, in the piece it begins in
		}
		out = append(out, Mark{op, s})
	}
	return out
}
