package compare

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// corpus walks up to the folder of real texts.
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
			t.Skip("../shared/corpus is absent: real texts are not compared")
		}
		dir = filepath.Dir(dir)
	}
}

func read(t testing.TB, path string) *lawtext.Text {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := string(raw)
	if _, body, ok := strings.Cut(s, "\n---\n"); ok && strings.HasPrefix(s, "---\n") {
		s = body
	}
	return lawtext.Parse(s)
}

// revisions lists the texts of each act in order. With the race detector, which
// costs ten times as much, or with -short, every tenth act is enough: exactness
// does not depend on timing.
func revisions(t testing.TB, fn func(act string, files []string)) {
	root := corpus(t)
	raw, err := os.ReadFile(filepath.Join(root, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		List []struct {
			ID        string
			Revisions []struct{ File string }
		}
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for k, act := range m.List {
		if (raceEnabled || testing.Short()) && k%10 != 3 {
			continue
		}
		var files []string
		for _, r := range act.Revisions {
			files = append(files, filepath.Join(root, r.File))
		}
		fn(act.ID, files)
	}
}

func TestRealTextsAreRebuilt(t *testing.T) {
	pairs := 0
	revisions(t, func(act string, files []string) {
		var old *lawtext.Text
		for _, f := range files {
			new := read(t, f)
			if old != nil {
				pairs++
				r := Texts(old, new)
				checkRebuilt(t, r)
				checkNoCuts(t, r)
			}
			old = new
		}
		first := read(t, files[0])
		checkRebuilt(t, Texts(first, old)) // far apart
		checkRebuilt(t, Texts(old, first)) // and backwards
	})
	t.Logf("%d pairs", pairs)
}

// checkNoCuts proves that no piece begins or ends inside a word, a letter with
// its marks, or between a number and its superscript.
func checkNoCuts(t testing.TB, r *Result) {
	t.Helper()
	var old, new string
	for _, p := range r.Linear() {
		if p.Old != "" {
			checkCut(t, old, p.Old)
			old = p.Old
		}
		if p.New != "" {
			checkCut(t, new, p.New)
			new = p.New
		}
	}
	for _, e := range r.Entries {
		old, new = "", ""
		for _, p := range e.Pieces {
			if p.Old != "" {
				checkCut(t, old, p.Old)
				old = p.Old
			}
			if p.New != "" {
				checkCut(t, new, p.New)
				new = p.New
			}
		}
	}
}

func checkCut(t testing.TB, before, after string) {
	t.Helper()
	if before == "" {
		return
	}
	a, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, func(r rune) bool { return unicode.Is(unicode.M, r) })) // what marks stand on
	b, _ := utf8.DecodeRuneInString(after)
	wordy := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	if wordy(a) && (wordy(b) || strings.HasPrefix(after, "<sup>")) || unicode.Is(unicode.M, b) && !unicode.IsSpace(a) {
		t.Fatalf("cut between %q and %q", last(before), after[:min(20, len(after))])
	}
}

func last(s string) string { return s[max(0, len(s)-20):] }

// truth is what was done to a draft, by line; line 0 means absent.
type truth struct {
	Provisions []struct {
		Level   string
		OldLine int `json:"old_line"`
		NewLine int `json:"new_line"`
		Op      string
	}
}

// TestDraftsAreLinkedRight holds the floors for drafts whose truth is known.
func TestDraftsAreLinkedRight(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(corpus(t), "synthetic", "*"))
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]float64{}, map[string]float64{}
	wrong, total := 0.0, 0.0
	for _, dir := range dirs {
		raw, err := os.ReadFile(filepath.Join(dir, "truth.json"))
		if err != nil {
			t.Fatal(err)
		}
		var tr truth
		if err := json.Unmarshal(raw, &tr); err != nil {
			t.Fatal(err)
		}
		r := Texts(read(t, filepath.Join(dir, "old.md")), read(t, filepath.Join(dir, "new.md")))
		olds, news := lines(r.Old), lines(r.New)
		for _, p := range tr.Provisions {
			e := r.OldEntry(olds[p.OldLine])
			got, want := e.New, -1
			if e.Link == Replaced {
				got = -1
			}
			if p.Op == "merged-into-previous" && got < 0 && e.Into > 0 {
				got = e.Into
			}
			if p.NewLine > 0 {
				want = news[p.NewLine]
				all[p.Level]++
				if got == want {
					right[p.Level]++
				}
			}
			total++
			if got >= 0 && got != want {
				wrong++
			}
		}
	}
	for level, floor := range map[string]float64{"§": 0.985, "lõige": 0.995, "punkt": 0.999} {
		if share := right[level] / all[level]; share < floor {
			t.Errorf("%s: %.4f linked right, want at least %.3f", level, share, floor)
		}
	}
	if wrong/total > 0.0025 {
		t.Errorf("%.4f linked wrong, want at most 0.0025", wrong/total)
	}
}

// lines maps the line a provision begins on to its node.
func lines(t *lawtext.Text) map[int]int {
	at := map[int]int{}
	for i := 1; i < len(t.Nodes); i++ {
		at[1+strings.Count(t.Source[:t.Nodes[i].Own.Start], "\n")] = i
	}
	return at
}

func BenchmarkNeighbours(b *testing.B) {
	old := read(b, filepath.Join(corpus(b), "acts/184411/2014-07-01_069.md"))
	new := read(b, filepath.Join(corpus(b), "acts/184411/2015-01-01_070.md"))
	for b.Loop() {
		Texts(old, new).Linear()
	}
}

func BenchmarkFarApart(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(corpus(b), "acts/184411/*.md"))
	if err != nil || len(files) == 0 {
		b.Fatal("no revisions", err)
	}
	old, new := read(b, files[0]), read(b, files[len(files)-1])
	for b.Loop() {
		Texts(old, new).Linear()
	}
}
