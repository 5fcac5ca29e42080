package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/eelnou/eelnou/search"
)

// sorts are the sorts of queries measured, each with examples of rare and
// frequent words.
var sorts = []struct {
	name    string
	queries []search.Query
}{
	{"one word", words("", "vargus", "käibemaks", "seadus", "kohus", "isik", "leping", "tähtaeg", "maks", "trahv", "luba", "töötaja", "vangla", "minister", "kohustus", "andmed")},
	{"all words", words("", "isiku andmed", "maksu tasumine", "kohus määrab", "lepingu lõpetamine tähtaeg", "riigi omand ja vara", "loa andmine", "vanemate õigused lapse suhtes")},
	{"some words", words("", "vargus merelaev ahven", "kaktus seadus maks", "isiku kosmoselaev andmed")},
	{"phrase", words("", `"käesoleva seaduse"`, `"kuni viieaastase vangistusega"`, `"füüsilise isiku"`, `"lepingu ülesütlemine"`)},
	{"reference", words("", "KarS § 121", "käibemaksuseaduse § 5 lg 2", "§ 12¹", "TLS § 88")},
	{"old wordings too", wordings("isiku andmed", "seadus", "vangistus", "maksumaksja")},
	{"filters and counts, no word", []search.Query{{}, {Kinds: []search.Kind{search.Dossier}}, {Year: 2020}, {Sort: search.ByDate}}},
	{"misspelt", words("", "käibemkas", "karistusseadustk", "isikuandmde")},
}

func words(in search.Place, list ...string) []search.Query {
	var qs []search.Query
	for _, w := range list {
		qs = append(qs, search.Query{Words: w, In: in})
	}
	return qs
}

func wordings(list ...string) []search.Query {
	qs := words("", list...)
	for i := range qs {
		qs[i].History = true
	}
	return qs
}

const rounds = 25

// speed prints the processor time of queries.
func speed(ctx context.Context, x *search.Index) error {
	var medians []time.Duration
	for _, s := range sorts {
		var all []time.Duration
		for range rounds {
			for _, q := range s.queries {
				before := processor()
				if _, err := x.Find(ctx, q); err != nil {
					return fmt.Errorf("%q: %w", q.Words, err)
				}
				all = append(all, processor()-before)
			}
		}
		slices.Sort(all)
		medians = append(medians, all[len(all)/2])
		fmt.Printf("%-28s median %6.2f ms, p99 %6.2f ms of processor\n", s.name, ms(all[len(all)/2]), ms(all[len(all)*99/100]))
	}
	slices.Sort(medians)
	fmt.Printf("slowest median: %.2f ms: %s\n", ms(medians[len(medians)-1]), verdict(medians[len(medians)-1] <= goalQuery))
	return deep(ctx, x)
}

// deep compares the first page of many with the last.
func deep(ctx context.Context, x *search.Index) error {
	q := search.Query{Words: "seadus", Size: 100, NoFacets: true}
	var took []time.Duration
	for {
		before := processor()
		res, err := x.Find(ctx, q)
		if err != nil {
			return err
		}
		took = append(took, processor()-before)
		if q.After = res.Next; q.After == "" {
			break
		}
	}
	fmt.Printf("%d pages of 100: first %.2f ms, last %.2f ms\n", len(took), ms(took[0]), ms(took[len(took)-1]))
	for _, typed := range []string{"kar", "käibe", "sea"} {
		before := processor()
		list, err := x.Suggest(ctx, typed, 8)
		if err != nil {
			return err
		}
		titles := make([]string, len(list))
		for i := range list {
			titles[i] = list[i].Title
		}
		fmt.Printf("suggest %-6s %.2f ms: %s\n", typed, ms(processor()-before), strings.Join(titles, "; "))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// processor is the processor time this process has used.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
