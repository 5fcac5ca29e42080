package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/search/estonian"
)

// The goals of "did you mean" with one typing error.
const (
	goalFirst    = .90
	goalAmong    = .98 // the five best
	goalSpelling = 5 * time.Millisecond
	spellings    = 2000
)

// misspelt measures how often the word meant is offered, and how often the best
// possible answer would have it: several words may be mistyped into the same.
func misspelt(ctx context.Context, x *search.Index, docs []search.Document) error {
	r := rand.New(rand.NewPCG(21, 34))
	occur := occurrences(docs)
	var ours, best placed
	var took []time.Duration
	others := 0
	for ours.n < spellings {
		tokens := estonian.All(docs[r.IntN(len(docs))].Text)
		if len(tokens) == 0 {
			continue
		}
		t := tokens[r.IntN(len(tokens))]
		if t.Number || len([]rune(t.Word)) < 5 {
			continue
		}
		typed, meant := mistype(r, t.Word), estonian.Plain(t.Word)
		before := processor()
		list, err := x.Spellings(ctx, typed, 5)
		if err != nil {
			return err
		}
		if occur[estonian.Plain(typed)] > 0 {
			others++ // nothing to correct
			continue
		}
		took = append(took, processor()-before)
		ours.add(list, meant)
		best.add(likeliest(occur, estonian.Plain(typed)), meant)
	}
	slices.Sort(took)
	fmt.Printf("did you mean, one typing error: first %.3f, among five %.3f, p99 %.2f ms: %s\n", ours.first(), ours.among(), ms(at(took, 99)),
		verdict(ours.first() >= goalFirst && ours.among() >= goalAmong && at(took, 99) <= goalSpelling))
	fmt.Printf("as well as can be by how these errors are made: first %.3f, among five %.3f; %.1f %% of the errors make another word that occurs\n",
		best.first(), best.among(), 100*float64(others)/float64(others+ours.n))
	return nil
}

// placed counts where in lists the word meant stands.
type placed struct{ n, one, five int }

func (p *placed) add(list []string, meant string) {
	p.n++
	switch slices.Index(list[:min(len(list), 5)], meant) {
	case -1:
		return
	case 0:
		p.one++
	}
	p.five++
}

func (p *placed) first() float64 { return float64(p.one) / float64(p.n) }
func (p *placed) among() float64 { return float64(p.five) / float64(p.n) }

// occurrences counts the words of a library without diacritics.
func occurrences(docs []search.Document) map[string]int {
	occur := map[string]int{}
	for i := range docs {
		estonian.Tokens(docs[i].Text, func(t estonian.Token) bool {
			occur[estonian.Plain(t.Word)]++
			return true
		})
	}
	return occur
}

const keys = "aeiouksltmnrvdgpjhõäöü"

// mistype makes one mistake of the four that fingers make.
func mistype(r *rand.Rand, word string) string {
	letters := []rune(word)
	i := 1 + r.IntN(len(letters)-2)
	other := []rune(keys)[r.IntN(22)]
	switch r.IntN(4) {
	case 0:
		letters = slices.Delete(letters, i, i+1)
	case 1:
		letters = slices.Insert(letters, i, other)
	case 2:
		letters[i] = other
	default:
		letters[i], letters[i+1] = letters[i+1], letters[i]
	}
	return string(letters)
}

// likeliest lists the words that mistype makes a word of, by how often it does:
// nobody who knows the word typed alone can do better.
func likeliest(occur map[string]int, typed string) []string {
	weight := map[string]float64{}
	add := func(meant []rune, keys float64) {
		if n := occur[string(meant)]; n > 0 && len(meant) > 4 {
			weight[string(meant)] += float64(n) * keys / float64(len(meant)-2)
		}
	}
	t := []rune(typed)
	plain := map[rune]float64{}
	for _, k := range estonian.Plain(keys) {
		plain[k] += 1. / 22
	}
	for i := 1; i <= len(t); i++ {
		for c := 'a'; c <= 'z'; c++ {
			if i < len(t) { // c was left out
				add(slices.Insert(slices.Clone(t), i, c), 1)
			}
			if i < len(t)-1 && c != t[i] { // c was changed
				other := slices.Clone(t)
				other[i] = c
				add(other, plain[t[i]])
			}
		}
		if i < len(t)-1 { // a letter was put in, or two changed places
			add(slices.Delete(slices.Clone(t), i, i+1), plain[t[i]])
			other := slices.Clone(t)
			other[i], other[i+1] = other[i+1], other[i]
			if t[i] != t[i+1] {
				add(other, 1)
			}
		}
	}
	var list []string
	for w := range weight {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	return list
}
