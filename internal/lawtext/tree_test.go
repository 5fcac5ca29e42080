package lawtext

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkTree proves what every Text promises.
func checkTree(t testing.TB, text *Text) {
	t.Helper()
	pos, seen := 0, map[string]bool{}
	for i, n := range text.Nodes {
		if n.Own.Start != pos || n.Own.End < pos {
			t.Fatalf("node %d: own bytes begin at %d, want %d", i, n.Own.Start, pos)
		}
		pos = n.Own.End
		if n.Span.Start != n.Own.Start || n.End <= i || n.End > len(text.Nodes) {
			t.Fatalf("node %d: %+v", i, n)
		}
		if end := text.Nodes[n.End-1].Own.End; n.Span.End != end {
			t.Fatalf("node %d: span ends at %d, want %d", i, n.Span.End, end)
		}
		if n.Text.Start < n.Own.Start || n.Text.End > n.Own.End || n.Text.Start > n.Text.End || n.Label.Start < n.Own.Start || n.Label.End > n.Own.End {
			t.Fatalf("node %d: text or label outside: %+v", i, n)
		}
		if i > 0 && (n.Parent < 0 || n.Parent >= i || text.Nodes[n.Parent].End < n.End || text.Nodes[n.Parent].Depth != n.Depth-1) {
			t.Fatalf("node %d: parent %d", i, n.Parent)
		}
		if n.Address != "" {
			if k, ok := text.Find(n.Address); !ok || k != i || seen[n.Address] {
				t.Fatalf("node %d: address %q leads to %d", i, n.Address, k)
			}
			seen[n.Address] = true
		}
	}
	if pos != len(text.Source) {
		t.Fatalf("the nodes end at %d of %d bytes", pos, len(text.Source))
	}
	if joined := strings.Join(Chunks(text), ""); joined != text.Source {
		t.Fatal("the chunks are not the source")
	}
}

func TestRealTextsHaveTrees(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "acts", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for k, f := range files {
		if testing.Short() && k%20 != 0 {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := Clean(raw)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		checkTree(t, Parse(text))
	}
}

func corpus(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, "shared", "corpus")
		if _, err := os.Stat(filepath.Join(path, "manifest.json")); err == nil {
			return path
		}
		if dir == filepath.Dir(dir) {
			t.Skip("../shared/corpus is absent: real texts are not read")
		}
		dir = filepath.Dir(dir)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "# Seadus\n\n##### § 1<sup>1</sup>. A\n\n(1) b:\n\n1) c;\n\na) d\n", "**§ 1. A**\n**", "„§ 1. A\n\n(1) b“",
		"| a | b |\n| - | - |\n", "(1)–(3) x\r\n", "a<sup>\n\n1</sup>", "Lisa 1\n\n§ 1.\n\n§ 1.\n", "\u00a0(1)\u00a0x", "#", "§", "*(*[](", "\xff\xc3(",
		"[a](http://b c) [d](https://e) &nbsp;&#0;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := Parse(s)
		checkTree(t, text)
		for i := range text.Nodes {
			text.Cite(i)
			for _, sp := range Inline(text.Text(i)) {
				if sp.From > sp.To || sp.To > len(text.Text(i)) || utf8.ValidString(s) && !utf8.ValidString(sp.Text) {
					t.Fatalf("span %+v", sp)
				}
			}
		}
		text.Full(0)
		text.Title()
		ParseAddress(s)
		ParseNumber(s)
		Clean([]byte(s))
	})
}

func BenchmarkParse(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join(corpus(b), "acts/184411/2015-01-01_070.md"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Parse(string(raw))
	}
}
