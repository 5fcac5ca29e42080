package lawtext

import "testing"

func TestParseNumber(t *testing.T) {
	good := map[string]Number{
		"12": {12, 0}, "12¹": {12, 1}, "12^1": {12, 1}, "12 prim 1": {12, 1}, "12 prim. 1": {12, 1}, "12<sup>1</sup>": {12, 1},
		"12<sup>1 </sup>": {12, 1}, " 121 ": {121, 0}, "12¹²": {12, 12}, "3⁰": {3, 0},
	}
	for s, want := range good {
		if got, ok := ParseNumber(s); !ok || got != want {
			t.Errorf("%q: got %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "a", "12a", "12 prim", "12 prim x", "¹", "1234567890123", "-1", "12<sup>", "12 1"} {
		if got, ok := ParseNumber(s); ok {
			t.Errorf("%q: got %v, want none", s, got)
		}
	}
}

func TestNumberString(t *testing.T) {
	for want, n := range map[string]Number{"": {}, "12": {12, 0}, "12¹": {12, 1}, "12¹⁰": {12, 10}, "3⁴": {3, 4}} {
		if got := n.String(); got != want {
			t.Errorf("%v: got %q, want %q", n, got, want)
		}
	}
}

func TestAddressAndCite(t *testing.T) {
	text := Parse("## II osa Eriosa\n\n### 3. peatükk A\n\n##### § 12<sup>1</sup>. B\n\n(2) c:\n\n3) d:\n\nb) e\n\n# Lisa 1\n\n##### § 1. F\n")
	cases := []struct{ written, address, cite string }{
		{"§ 12 prim 1 lg 2 p 3", "para12b1lg2p3", "§ 12¹ lg 2 p 3"},
		{"§ 12¹ lõige 2 punkt 3 alapunkt b", "para12b1lg2p3apb", "§ 12¹ lg 2 p 3 alap b"},
		{"para12b1lg2", "para12b1lg2", "§ 12¹ lg 2"},
		{"§12^1", "para12b1", "§ 12¹"},
		{"lisa 1 § 1", "lisa1para1", "lisa 1 § 1"},
		{"osa 2 ptk 3", "osa2ptk3", "2. osa 3. ptk"},
		{"2. osa 3. ptk", "osa2ptk3", "2. osa 3. ptk"},
	}
	for _, c := range cases {
		address, ok := ParseAddress(c.written)
		if !ok || address != c.address {
			t.Errorf("%q: got %q %v, want %q", c.written, address, ok, c.address)
			continue
		}
		i, ok := text.Find(address)
		if !ok || text.Cite(i) != c.cite {
			t.Errorf("%q: found %v, cited %q, want %q", address, ok, text.Cite(i), c.cite)
		}
	}
	for _, s := range []string{"", "§", "lg x", "kusagil", "§ 1 lg"} {
		if got, ok := ParseAddress(s); ok {
			t.Errorf("%q: got %q, want none", s, got)
		}
	}
}
