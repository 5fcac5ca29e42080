package lawtext

import "testing"

func TestCiteAddress(t *testing.T) {
	for address, want := range map[string]string{
		"para12b1lg2p3": "§ 12¹ lg 2 p 3", "para5": "§ 5", "ptk3": "3. ptk", "lisa1para2": "lisa 1 § 2", "lisa": "lisa", "para7lg1p2apb": "§ 7 lg 1 p 2 alap b",
		"para12x2lg1": "§ 12 lg 1", "": "", "n12": "n12",
	} {
		if got := CiteAddress(address); got != want {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
	}
}

// What a text says of its own provisions, their addresses say too.
func TestCiteAddressAgreesWithTheText(t *testing.T) {
	text := Parse("# Seadus\n\n## 1. peatükk Üks\n\n### § 1. A\n\n(1) Üks:\n\n1) kaks;\n\na) kolm.\n\n(1<sup>2</sup>) Neli.\n\n### § 2<sup>1</sup>. B\n\nViis.\n")
	for _, i := range text.Addressable() {
		if got, want := CiteAddress(text.Nodes[i].Address), text.Cite(i); got != want {
			t.Errorf("%s is %q, the text says %q", text.Nodes[i].Address, got, want)
		}
	}
}
