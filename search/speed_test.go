package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// syllables make words that inflect and repeat as those of laws do.
var syllables = strings.Fields("sea dus mak su lii ge ta ja ko hus le pin gu õi gus tä ht rii gi ri me tu ba ha ri du")

func chapter(r *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		for range 2 + r.IntN(3) {
			b.WriteString(syllables[int(float64(len(syllables))*r.Float64()*r.Float64())])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func library(n int) []Document {
	r := rand.New(rand.NewPCG(1, 2))
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{ID: fmt.Sprint("p", i), Kind: Provision, Group: fmt.Sprint("JDM/26-", i/50), Label: fmt.Sprint("§ ", i%50), Title: chapter(r, 3),
			Text: chapter(r, 90), Lang: "et", Institution: []string{"JDM", "RAM", "SOM"}[i%3], Stage: []string{"notice", "session"}[i%2], Year: 2020 + i%7, Past: i%4 == 0, Changed: day}
	}
	return docs
}

func BenchmarkFind(b *testing.B) {
	x := open(b, b.TempDir())
	for part := range 20 {
		put(b, x, uint64(part+1), library(500)...)
	}
	for _, words := range []string{"seadus", "maksu liige", `"seadus maksu"`, "§ 12", ""} {
		b.Run(words, func(b *testing.B) {
			for range b.N {
				if _, err := x.Find(context.Background(), Query{Words: words}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	x := open(b, b.TempDir())
	docs := library(500)
	size := 0
	for i := range docs {
		size += len(docs[i].Text)
	}
	b.SetBytes(int64(size))
	for i := range b.N {
		put(b, x, uint64(i+1), docs...)
	}
}

// TestManySearchersWhileWriting finds what a race or a wedged index would do to
// the searches of a busy evening.
func TestManySearchersWhileWriting(t *testing.T) {
	x := open(t, t.TempDir())
	docs := library(400)
	put(t, x, 1, docs[:200]...)
	x.Ready()
	stop := make(chan struct{})
	var searchers sync.WaitGroup
	for n := range 6 {
		searchers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				words := docs[n*7].Title + []string{"", ` "seadus"`, " § 3", " -maksu"}[n%4]
				res, err := x.Find(context.Background(), Query{Words: words, History: n%2 == 0, Sort: []Sort{ByRelevance, ByDate}[n%2]})
				if err != nil || res.Total == 0 || res.State.Rebuilding {
					t.Errorf("%q: %d hits, %+v, %v", words, res.Total, res.State, err)
					return
				}
			}
		})
	}
	for i := 200; i < len(docs); i += 100 {
		put(t, x, uint64(i), docs[i:i+100]...)
		put(t, x, uint64(i), docs[:100]...)
	}
	close(stop)
	searchers.Wait()
}
