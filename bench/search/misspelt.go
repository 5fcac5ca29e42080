package main

import (
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
	spellings    = 500
)

// misspelt measures how often the word meant is offered.
func misspelt(ctx context.Context, x *search.Index, docs []search.Document) error {
	r := rand.New(rand.NewPCG(21, 34))
	var first, among, n int
	var took []time.Duration
	for n < spellings {
		tokens := estonian.All(docs[r.IntN(len(docs))].Text)
		if len(tokens) == 0 {
			continue
		}
		t := tokens[r.IntN(len(tokens))]
		if t.Number || len([]rune(t.Word)) < 5 {
			continue
		}
		typed := mistype(r, t.Word)
		before := processor()
		list, err := x.Spellings(ctx, typed, 5)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue // another word that occurs: nothing to correct
		}
		took = append(took, processor()-before)
		n++
		meant := estonian.Plain(t.Word)
		if list[0] == meant {
			first++
		}
		if slices.Contains(list, meant) {
			among++
		}
	}
	slices.Sort(took)
	top, five := float64(first)/float64(n), float64(among)/float64(n)
	fmt.Printf("did you mean, one typing error: first %.3f, among five %.3f, p99 %.2f ms: %s\n", top, five, ms(at(took, 99)),
		verdict(top >= goalFirst && five >= goalAmong && at(took, 99) <= goalSpelling))
	return nil
}

// mistype makes one mistake of the four that fingers make.
func mistype(r *rand.Rand, word string) string {
	letters := []rune(word)
	i := 1 + r.IntN(len(letters)-2)
	other := []rune("aeiouksltmnrvdgpjhõäöü")[r.IntN(22)]
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
