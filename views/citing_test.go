package views

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lang"
)

func TestReferencesAreLinksAndNothingElse(t *testing.T) {
	for _, c := range []struct{ text, from, until, want string }{
		{"kohaldatakse § 5 lõiget 2.", "§ 5", "lõiget 2", `kohaldatakse <a href="#para5lg2">§ 5 lõiget 2</a>.`},
		{"§ 5<sup>1</sup> alusel", "§", "</sup>", `<a href="#para5lg2">§ 5<sup>1</sup></a> alusel`},
		{"§ 5<sup>1</sup> alusel", "§", "<sup>1", `§ 5<sup>1</sup> alusel`},
		{"<script>§ 5 & 6", "§", "5", `&lt;script&gt;<a href="#para5lg2">§ 5</a> &amp; 6`},
		{"**vastavalt § 5** alusel", "§", "5", `<b>vastavalt § 5</b> alusel`},
	} {
		start := strings.Index(c.text, c.from)
		end := start + strings.Index(c.text[start:], c.until) + len(c.until)
		var b bytes.Buffer
		err := citing(Layout{Lang: lang.Et}, c.text, []Reference{{Start: start, End: end, Address: "para5lg2"}}).Render(context.Background(), &b)
		if got := strings.Join(strings.Fields(b.String()), " "); err != nil || got != c.want {
			t.Errorf("%q: %v\ngot  %s\nwant %s", c.text, err, got, c.want)
		}
	}
}
