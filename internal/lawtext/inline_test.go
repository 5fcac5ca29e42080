package lawtext

import (
	"reflect"
	"testing"
)

func TestInline(t *testing.T) {
	cases := []struct {
		in   string
		want []Span
	}{
		{"tavaline", []Span{{Text: "tavaline"}}},
		{"§ 3<sup>1</sup> lg", []Span{{Text: "§ 3"}, {Text: "1", Sup: true}, {Text: " lg"}}},
		{"(edaspidi *ala*)", []Span{{Text: "(edaspidi "}, {Text: "ala", Emph: true}, {Text: ")"}}},
		{"elupaigad (6530*), (7110*)", []Span{{Text: "elupaigad (6530*), (7110*)"}}},
		{"**A *b* c**", []Span{{Text: "A ", Strong: true}, {Text: "b", Strong: true, Emph: true}, {Text: " c", Strong: true}}},
		{"[fail](https://x.ee/a)", []Span{{Text: "fail", Href: "https://x.ee/a"}}},
		{"[fail](javascript:alert(1))", []Span{{Text: "fail"}, {Text: ")"}}},
		{"[RT I, 2003 - jõust.]", []Span{{Text: "[RT I, 2003 - jõust.]"}}},
		{"a&nbsp;b &amp; <b>", []Span{{Text: "a"}, {Text: "\u00a0"}, {Text: "b "}, {Text: "&"}, {Text: " <b>"}}},
		{"<sup>1", []Span{{Text: "<sup>1"}}},
		{`6\*7`, []Span{{Text: "6"}, {Text: "*"}, {Text: "7"}}},
	}
	for _, c := range cases {
		got := Inline(c.in)
		for i := range got {
			got[i].From, got[i].To = 0, 0
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestPlainAndCells(t *testing.T) {
	if got := Plain("§ 3<sup>12</sup> *ala*\nrida"); got != "§ 3¹² ala rida" {
		t.Errorf("plain: got %q", got)
	}
	if got := Cells("| A | b c |  |"); !reflect.DeepEqual(got, []string{"A", "b c", ""}) {
		t.Errorf("cells: got %q", got)
	}
	if got := Cells("| --- | :-: |"); got != nil {
		t.Errorf("rule: got %q", got)
	}
}
