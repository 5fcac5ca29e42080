package estonian_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/search/estonian"
)

func TestAnalyserAnswersAsThePackage(t *testing.T) {
	a := estonian.NewAnalyser()
	words := []string{"seadus", "tegevusloa", "kohaldatakse", "12^1", "закон", "", "isikuandmete"}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 200 {
				for _, w := range words {
					if !slices.Equal(a.Keys(w), estonian.Keys(w)) || !slices.Equal(a.PartKeys(w), estonian.PartKeys(w)) {
						t.Errorf("%q: %q %q", w, a.Keys(w), a.PartKeys(w))
						return
					}
				}
			}
		})
	}
	group.Wait()
}

// BenchmarkAnalysis is tokens and keys of running text; a million words a
// second are a thousand nanoseconds for each.
func BenchmarkAnalysis(b *testing.B) {
	text := acts(b)
	a := estonian.NewAnalyser()
	n := 0
	for n < b.N {
		estonian.Tokens(text, func(t estonian.Token) bool {
			if !t.Number {
				a.Keys(t.Word)
			}
			n++
			return n < b.N
		})
	}
}

// BenchmarkNewWord analyses different words of acts, each once, by an analyser that remembers
// nothing of them.
func BenchmarkNewWord(b *testing.B) {
	seen := map[string]bool{}
	var list []string
	estonian.Tokens(acts(b), func(t estonian.Token) bool {
		if !t.Number && !seen[t.Word] {
			seen[t.Word] = true
			list = append(list, t.Word)
		}
		return true
	})
	b.ReportMetric(float64(len(list)), "words")
	b.ReportAllocs()
	b.ResetTimer()
	var a *estonian.Analyser
	for i := range b.N {
		if i%len(list) == 0 {
			b.StopTimer()
			a = estonian.NewAnalyser()
			b.StartTimer()
		}
		a.Word(list[i%len(list)])
	}
}

// acts reads the beginning of the acts beside the repository.
func acts(b *testing.B) string {
	dir, err := os.Getwd()
	if err != nil {
		b.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		f, err := os.Open(filepath.Join(dir, "..", "shared", "corpus", "acts-latest.tar.zst"))
		if err != nil {
			continue
		}
		defer f.Close()
		z, err := zstd.NewReader(f)
		if err != nil {
			b.Fatal(err)
		}
		defer z.Close()
		text, err := io.ReadAll(io.LimitReader(z, 16<<20))
		if err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		return string(text)
	}
	b.Skip("../shared/corpus is absent: nothing to read")
	return ""
}
