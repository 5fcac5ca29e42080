package compare

import (
	"fmt"
	"strings"
	"testing"
)

func TestSpansHaveNoMarkdown(t *testing.T) {
	cases := []struct{ old, new, want string }{
		{"(edaspidi *suur ala*) § 3<sup>1</sup>", "(edaspidi *väike ala*) § 3<sup>2</sup>",
			"0(edaspidi 2/suur /1/väike /0/ala/0) § 232^1^131^2^"},
		{"vana", "**uus** &amp; tekst", "2vana1*uus*1 1&1 tekst"},
		{"sama &nbsp;tekst", "sama &nbsp;tekst", "0sama 0\u00a00tekst"},
	}
	for _, c := range cases {
		var b strings.Builder
		for _, m := range Spans(Words(c.old, c.new)) {
			form := ""
			switch {
			case m.Span.Sup:
				form = "^"
			case m.Span.Emph:
				form = "/"
			case m.Span.Strong:
				form = "*"
			}
			fmt.Fprintf(&b, "%d%s%s%s", m.Op, form, m.Span.Text, form)
		}
		if b.String() != c.want {
			t.Errorf("%q, %q: got %s, want %s", c.old, c.new, b.String(), c.want)
		}
	}
}
