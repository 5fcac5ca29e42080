package search

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
)

// plain answers queries of words by looking at every document, as the index
// would if it had all the time in the world.
type plain struct {
	docs map[string]*record
}

func (p *plain) put(docs ...Document) {
	for i := range docs {
		r := newRecord(&docs[i], &sheet{})
		r.analyse()
		p.docs[docs[i].ID] = r
	}
}

// worth is what a term counts for in a field of each document that has it.
func (p *plain) worth(field, term string) map[string]float64 {
	out := map[string]float64{}
	usual := fieldWeight[field].length
	for id, r := range p.docs {
		if f := heldTerms(r, field).freqs[term]; f != nil {
			tf, length := float64(f.Frequency()), float64(heldTerms(r, field).length)
			out[id] = tf * (saturation + 1) / (tf + saturation*(1-lengthPull+lengthPull*length/usual))
		}
	}
	n := float64(len(out))
	idf := max(math.Round(math.Log(1+(float64(len(p.docs))-n+.5)/(n+.5))*rareness)/rareness, .05)
	for id := range out {
		out[id] *= idf * fieldWeight[field].boost
	}
	return out
}

func (p *plain) word(token estonian.Token) map[string]float64 {
	sum := map[string]float64{}
	for _, field := range []string{fieldTitle, fieldBody, fieldParts, fieldWithin, fieldPlain, fieldName} {
		terms := askedKeys(token)
		if field == fieldPlain || field == fieldName {
			terms = []string{estonian.Plain(token.Word)}
		}
		best := map[string]float64{}
		for _, term := range terms {
			for id, w := range p.worth(field, term) {
				best[id] = max(best[id], w)
			}
		}
		for id, w := range best {
			sum[id] += w
		}
	}
	return sum
}

// find asks for all words but one; with too few hits for half of them.
func (p *plain) find(words []string, without string) map[string]float64 {
	score, has, occur := map[string]float64{}, map[string]int{}, 0
	for _, w := range words {
		list := p.word(estonian.All(w)[0])
		if len(list) > 0 {
			occur++
		}
		for id, one := range list {
			score[id] += one
			has[id]++
		}
	}
	drop := map[string]float64{}
	if without != "" {
		drop = p.word(estonian.All(without)[0])
	}
	hits := func(least int, wide bool) map[string]float64 {
		out := map[string]float64{}
		for id, n := range has {
			if _, dropped := drop[id]; n < least || dropped {
				continue
			}
			out[id] = score[id]
			if share := float64(n) / float64(occur); wide && least > 1 {
				out[id] *= share * share
			}
		}
		return out
	}
	found := hits(len(words), false)
	if len(found) < few && len(words) > 1 {
		if wider := hits(max(1, len(words)/2), true); len(wider) > len(found) {
			return wider
		}
	}
	return found
}

func (p *plain) compare(t *testing.T, x *Index, words []string, without string) {
	t.Helper()
	want, asked := p.find(words, without), strings.Join(words, " ")
	if without != "" {
		asked += " -" + without
	}
	// The second time the lists that were kept are walked.
	for range 2 {
		res, err := x.Find(context.Background(), Query{Words: asked, Size: mostSize, History: true})
		if err != nil || res.Total != len(want) {
			t.Fatalf("%q: %d hits, want %d (%v)", asked, res.Total, len(want), err)
		}
		for i, h := range res.Hits {
			if math.Abs(h.Score-want[h.ID]) > 1e-4*want[h.ID] {
				t.Fatalf("%q: %s counts %f, want %f", asked, h.ID, h.Score, want[h.ID])
			}
			if i > 0 && res.Hits[i-1].Score < h.Score {
				t.Fatalf("%q: hit %d stands before a better one", asked, i)
			}
		}
	}
}

func TestFindsWhatAPlainReadingFinds(t *testing.T) {
	x, p := open(t, t.TempDir()), &plain{docs: map[string]*record{}}
	docs := library(700)
	for i := 0; i < 600; i += 150 {
		put(t, x, uint64(i+1), docs[i:i+150]...)
	}
	p.put(docs[:600]...)
	r, stood := rand.New(rand.NewPCG(4, 4)), 0
	for round := range 60 {
		if round == 20 { // some go, some change, some come
			if err := x.Apply(Batch{Delete: []string{"p3", "p300", "p301"}, Put: docs[600:], Position: 900}); err != nil {
				t.Fatal(err)
			}
			delete(p.docs, "p3")
			delete(p.docs, "p300")
			delete(p.docs, "p301")
			changed := docs[7]
			changed.Text = docs[650].Text
			put(t, x, 901, changed)
			p.put(append(docs[600:], changed)...)
		}
		var words []string
		for range 1 + r.IntN(4) {
			list := strings.Fields(docs[r.IntN(len(docs))].Text)
			if w := list[r.IntN(len(list))]; !strings.Contains(fmt.Sprint(words), w) {
				words = append(words, w)
			}
		}
		without := ""
		if round%5 == 0 {
			without = strings.Fields(docs[r.IntN(len(docs))].Text)[0]
		}
		p.compare(t, x, words, without)
		stood += p.comparePhrase(t, x, strings.Fields(docs[r.IntN(len(docs))].Text)[round%80:][:2+round%2])
	}
	if stood < 50 {
		t.Errorf("words stood side by side %d times in 60", stood)
	}
}

// comparePhrase finds the documents in which the words stand side by side, and
// returns how many there are.
func (p *plain) comparePhrase(t *testing.T, x *Index, words []string) (want int) {
	t.Helper()
	asked := strings.Join(words, " ")
	beside := func(text string) bool {
		return strings.Contains(" "+strings.Join(strings.Fields(estonian.Plain(text)), " ")+" ", " "+estonian.Plain(asked)+" ")
	}
	for _, r := range p.docs {
		if beside(r.doc.Title) || beside(r.doc.Text) {
			want++
		}
	}
	res, err := x.Find(context.Background(), Query{Words: `"` + asked + `"`, History: true})
	if err != nil || res.Total != want {
		t.Fatalf("%q side by side: %d hits, want %d (%v)", asked, res.Total, want, err)
	}
	return want
}
