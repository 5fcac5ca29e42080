package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
)

// TestLongTextsAreMarkedAsShortOnes compares the marks of a text that is skimmed
// with those of its pieces, which are read word by word.
func TestLongTextsAreMarkedAsShortOnes(t *testing.T) {
	piece := "Muu jutt siin ja seal. SEADUSE alusel, põhiseadusest; Tähtaja möödumisel – § 12¹ lõige 2. Läks mööda, ei lähe.\n"
	long := strings.Repeat(piece, 60)
	for _, words := range []string{"seadus", "tähtaeg seadus", "tahtaja", `"seaduse alusel"`, "§ 12¹ seadus", "minema seadus", "kosmoselaev seadus", "12^1 lõige", "ei läinud"} {
		a := read(words, nil, nil)
		var want []string
		for n := range 60 {
			for _, k := range newMarker(a).find(piece, "et") {
				want = append(want, fmt.Sprint(k.start+n*len(piece), " ", piece[k.start:k.end]))
			}
		}
		var got []string
		for _, k := range newMarker(a).find(long, "et") {
			got = append(got, fmt.Sprint(k.start, " ", long[k.start:k.end]))
		}
		want = want[:min(len(want), mostMarks)]
		if len(want) == 0 || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %d marks, want %d, the first %v", words, len(got), len(want), got[:min(3, len(got))])
		}
	}
}

// TestVeryLongTextsAreBounded counts what is looked through.
func TestVeryLongTextsAreBounded(t *testing.T) {
	m := newMarker(read("seadus kosmoselaev", nil, nil))
	text := strings.Repeat("Seaduse alusel ja muu jutt. ", 20_000)
	for range 40 {
		m.find(text, "et")
	}
	if m.left < 0 || m.skims < 0 || len(m.candidates(text)) > mostCandidates*len(m.openings)*3 {
		t.Errorf("%d and %d bytes left", m.left, m.skims)
	}
	if got := wordStart("üks põhiseadus", strings.Index("üks põhiseadus", "sea")); got != len("üks ") {
		t.Errorf("the word begins at %d", got)
	}
	if n := len(estonian.All(text)); n < 80_000 {
		t.Fatalf("only %d words", n)
	}
}
