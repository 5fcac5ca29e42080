package compare

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/lawtext"
)

func FuzzRebuild(f *testing.F) {
	f.Add(one+two, two+three)
	f.Add("", "(1) a")
	f.Add("(3) x\n\n(3) y\n", "(3) y\n\n1) z<sup>1")
	f.Add("| a | b |\n| - | - |\n", "| a | c |")
	f.Add("**§ 1. A**\r\n\x84 b", "§ 1. A\n\n\x84 „b“")
	f.Add("a\xff\xc3", "\xed\xa0\x80 a")
	f.Fuzz(func(t *testing.T, old, new string) {
		r := Texts(lawtext.Parse(old), lawtext.Parse(new))
		checkRebuilt(t, r)
		if utf8.ValidString(old) && utf8.ValidString(new) {
			checkNoCuts(t, r)
		}
		Carry(r, Place{Node: len(old) % (len(r.Old.Nodes) + 1), Quote: old[:len(old)/3], Offset: 1})
	})
}

// vocabulary is small, so that texts share words by chance as acts do.
var vocabulary = rapid.SampledFrom(strings.Fields("luba antakse taotlus § 3<sup>1</sup> lõige (1) 1,5 õues o\u0303ues „ei“ «ei» ja ning, asutus minister 12.03.2024 * ** – | a) 2)"))

func text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "blocks") {
			b.WriteString(rapid.SampledFrom([]string{"##### § 1. ", "##### § 2<sup>1</sup>. ", "(1) ", "(2) ", "1) ", "a) ", "| ", "", "### 1. peatükk ", "# Lisa 1", "§ 3. "}).Draw(t, "label"))
			b.WriteString(strings.Join(rapid.SliceOfN(vocabulary, 0, 12).Draw(t, "words"), " "))
			b.WriteString(rapid.SampledFrom([]string{"\n", "\n\n", "\r\n", " ", "\n\u00a0\n"}).Draw(t, "end"))
		}
		return b.String()
	})
}

func TestAnyTwoTextsAreRebuilt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := text().Draw(t, "old"), text().Draw(t, "new")
		r := Texts(lawtext.Parse(old), lawtext.Parse(new))
		checkRebuilt(t, r)
		back := Texts(r.New, r.Old)
		checkRebuilt(t, back)
		same := Texts(r.Old, r.Old)
		for _, e := range same.Entries {
			if e.Link != Same || e.Moved || e.Renumbered || e.Old != e.New {
				t.Fatalf("a text differs from itself: %+v", e)
			}
		}
	})
}

// TestEditedWordsAreFound changes one word and expects that no more is marked.
func TestEditedWordsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := rapid.SliceOfN(rapid.StringMatching(`[a-zõäöü]{3,9}`), 12, 40).Draw(t, "words")
		at := rapid.IntRange(0, len(ws)-1).Draw(t, "at")
		old := strings.Join(ws, " ")
		edited := append([]string{}, ws...)
		edited[at] = "1999"
		var changed []string
		for _, p := range Words(old, strings.Join(edited, " ")) {
			if p.Op == Add {
				changed = append(changed, strings.Fields(p.New)...)
			}
		}
		if len(changed) != 1 || changed[0] != "1999" {
			t.Fatalf("marked %q", changed)
		}
	})
}
