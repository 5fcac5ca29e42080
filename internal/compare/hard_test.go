package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// hard are pairs of texts that are unlike any act and must neither hang nor be
// rebuilt wrongly.
func hard() map[string][2]string {
	rnd := rand.New(rand.NewPCG(7, 7))
	word := func() string {
		b := make([]byte, 3+rnd.IntN(8))
		for i := range b {
			b[i] = "abcdefghijklmnop"[rnd.IntN(16)]
		}
		return string(b)
	}
	sentence := func(n int) string {
		w := make([]string, n)
		for i := range w {
			w[i] = word()
		}
		return strings.Join(w, " ")
	}
	sections := func(n, words int, same bool) string {
		var b strings.Builder
		for i := range n {
			text := "Sama tekst igal pool ühesugune."
			if !same {
				text = sentence(words)
			}
			fmt.Fprintf(&b, "##### § %d. %s\n\n(1) %s\n\n", i+1, word(), text)
		}
		return b.String()
	}
	reverse := func(s string) string {
		parts := strings.SplitAfter(s, "\n\n")
		for a, b := 0, len(parts)-1; a < b; a, b = a+1, b-1 {
			parts[a], parts[b] = parts[b], parts[a]
		}
		return strings.Join(parts, "")
	}
	table := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "| %d. | %s | %s |\n", i, word(), sentence(3))
		}
		return b.String()
	}
	many, long := 100_000, 130_000 // words of about seven letters make 1 MB
	if raceEnabled || testing.Short() {
		many, long = many/10, long/10 // the detector is about timing, not size
	}
	act := sections(300, 40, false)
	mega := sentence(long)
	half := len(mega) / 2
	rtl := strings.Repeat("##### § 1. שלום עולם\n\n(1) مرحبا بالعالم هذا نص טקסט.\n\n", 200)
	marks := strings.Repeat("o\u0303i\u0308 a\u0308ra\u0301 e\u0301\u0323 ", 4000)
	return map[string][2]string{
		"unrelated":            {sections(500, 40, false), sections(500, 40, false)},
		"one empty":            {act, ""},
		"other empty":          {"", act},
		"both empty":           {"", ""},
		"identical":            {act, act},
		"reversed":             {act, reverse(act)},
		"tables":               {table(many / 4), table(many / 4)},
		"wrapped":              {act, strings.ReplaceAll(act, "a ", "a\n")},
		"no-break and quotes":  {"##### § 1. «A b»\n\n" + act, "##### § 1.\u00a0„A\u00a0b”\n\n" + strings.ReplaceAll(act, " ", "\u00a0")},
		"controls":             {"a\u0084b\u0093 c\x01d\n\n(1) x", "a„b“ cd\n\n(1) x"},
		"100,000 sections":     {sections(many, 6, false), sections(many, 6, false)},
		"100,000 alike":        {sections(many, 6, true), sections(many-many/10, 6, true)},
		"100,000 shifted":      {sections(many, 1, true), "##### § 1. Uus\n\n(1) Uus tekst.\n\n" + sections(many, 1, true)},
		"paragraph of 1 MB":    {mega, sentence(long)},
		"1 MB, one word":       {mega, mega[:half] + " uus " + mega[half:]},
		"1 MB, shuffled":       {mega, mega[half:] + " " + mega[:half]},
		"1 MB, one word only":  {strings.Repeat("a ", 4*long), strings.Repeat("b a ", 2*long)},
		"right to left":        {rtl, strings.ReplaceAll(rtl, "עולם", "ארץ")},
		"combining marks":      {marks, strings.ReplaceAll(marks, "o\u0303", "õ")},
		"invalid UTF-8":        {"##### § 1. \xff\xfe\n\n(1) a\xc3 b\x80", "##### § 1. \xff\n\n(1) a\xc3\xb5 b\xed\xa0\x80"},
		"superscripts":         {"(1) § 3<sup>1</sup> ja 5²", "(1) § 3<sup>2</sup> ja 5³"},
		"unclosed superscript": {strings.Repeat("<sup>", 20_000), strings.Repeat("<sup>1", 20_000)},
		"same number":          {strings.Repeat("(3) tekst\n\n", 20_000), strings.Repeat("(3) teine\n\n", 20_000)},
		"points":               {strings.Repeat("1) tekst üks;\n", 30_000), strings.Repeat("1) teine kaks;\n", 30_000)},
	}
}

func TestHardInputIsRebuilt(t *testing.T) {
	for name, pair := range hard() {
		t.Run(name, func(t *testing.T) {
			checkRebuilt(t, Texts(lawtext.Parse(pair[0]), lawtext.Parse(pair[1])))
		})
	}
}

// checkRebuilt proves that both projections hold both texts.
func checkRebuilt(t interface {
	Helper()
	Fatalf(string, ...any)
}, r *Result) {
	t.Helper()
	var old, new strings.Builder
	for _, p := range r.Linear() {
		if p.Op == Add && p.Old != "" || p.Op == Drop && p.New != "" {
			t.Fatalf("a piece %q %q says both", p.Old, p.New)
		}
		old.WriteString(p.Old)
		new.WriteString(p.New)
	}
	if old.String() != r.Old.Source || new.String() != r.New.Source {
		t.Fatalf("the pieces do not rebuild the texts")
	}
	olds, news := make([]int, len(r.Old.Nodes)), make([]int, len(r.New.Nodes))
	for _, e := range r.Display() {
		if e.Pointer {
			continue
		}
		if e.Old >= 0 {
			olds[e.Old]++
		}
		if e.New >= 0 {
			news[e.New]++
		}
		checkPieces(t, r, e)
	}
	for i, n := range olds {
		if n != 1 {
			t.Fatalf("node %d of the old text stands %d times", i, n)
		}
	}
	for j, n := range news {
		if n != 1 {
			t.Fatalf("node %d of the new text stands %d times", j, n)
		}
	}
}

func checkPieces(t interface {
	Helper()
	Fatalf(string, ...any)
}, r *Result, e Entry) {
	t.Helper()
	if e.Pieces == nil {
		return
	}
	var old, new strings.Builder
	for _, p := range e.Pieces {
		old.WriteString(p.Old)
		new.WriteString(p.New)
	}
	if old.String() != r.Old.Text(e.Old) || new.String() != r.New.Text(e.New) {
		t.Fatalf("the pieces of %s do not rebuild it", r.New.Cite(e.New))
	}
}

// BenchmarkHard shows that none of them takes long.
func BenchmarkHard(b *testing.B) {
	for name, pair := range hard() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Texts(lawtext.Parse(pair[0]), lawtext.Parse(pair[1])).Linear()
			}
		})
	}
}

// TestLongParagraphOfRepeatedWords was replaced whole: no word stands once in it.
func TestLongParagraphOfRepeatedWords(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	words := make([]string, 40_000)
	for i := range words {
		words[i] = fmt.Sprintf("sõna%d", rnd.IntN(400))
	}
	edited := slices.Clone(words)
	for range 60 {
		edited[rnd.IntN(len(edited))] = "muudetud"
	}
	r := Texts(lawtext.Parse("(1) "+strings.Join(words, " ")), lawtext.Parse("(1) "+strings.Join(edited, " ")))
	checkRebuilt(t, r)
	checkNoCuts(t, r)
	changed := 0
	for _, p := range r.NewEntry(1).Pieces {
		if p.Op == Add {
			changed += len(strings.Fields(p.New))
		}
	}
	if r.Fallback || changed > 75 {
		t.Errorf("%d words changed, gave up %v", changed, r.Fallback)
	}
}
