package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/eelnou/eelnou/search"
)

// The goals at 200,000 provisions, on two cores.
const (
	goalFill       = 70 * time.Second
	goalFillMemory = 600 << 20
	goalWeight     = 2.6 // of the text
	goalFresh      = time.Second
)

const batchSize = 3000 // as the indexer's

// fillLibrary indexes the library in a process of its own. It is told the
// library in a file of documents, so that making it is not measured.
func fillLibrary(ctx context.Context, dir, file string) error {
	debug.SetMemoryLimit(384 << 20) // as eelnou reindex does
	x, err := search.Open(dir, search.Options{})
	if err != nil {
		return err
	}
	err = x.Rebuild(ctx, func(f search.Filler) error {
		position := uint64(0)
		return readLibrary(file, batchSize, func(docs []search.Document) error {
			position++
			return f.Apply(search.Batch{Put: docs, Position: position})
		})
	})
	return errors.Join(err, x.Close())
}

// dossiers stand for the acts, for completion.
func dossiers(docs []search.Document) []search.Document {
	var list []search.Document
	seen := map[string]bool{}
	for i := range docs {
		if d := &docs[i]; !seen[d.Group] {
			seen[d.Group] = true
			list = append(list, search.Document{ID: "dossier " + d.Group, Kind: search.Dossier, Group: d.Group, Title: d.Within, Lang: "et",
				Institution: d.Institution, Year: d.Year, Stage: d.Stage, Changed: d.Changed, Address: "/" + d.Group})
		}
	}
	return list
}

// scale measures everything that depends on how much there is.
func scale(ctx context.Context, w wanted, shared, dir string) error {
	docs, err := library(shared, w.n)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	index := filepath.Join(dir, "index")
	if _, err := os.Stat(index); err != nil || w.has("filling", "stemming") {
		cpu, err := filled(index, dir, docs)
		if err != nil {
			return err
		}
		if w.has("stemming") {
			if err := unstemmed(dir, docs, cpu); err != nil {
				return err
			}
		}
	}
	x, err := search.Open(index, search.Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	x.Ready()
	for _, one := range []struct {
		name string
		fn   func() error
	}{
		{"queries", func() error { return profiled(func() error { return against(ctx, x, dir, docs) }) }},
		{"fresh", func() error { return fresh(ctx, x) }},
		{"misspelt", func() error { return misspelt(ctx, x, docs) }},
		{"crowd", func() error { return crowd(ctx, x, docs) }},
	} {
		if !w.has(one.name) {
			continue
		}
		if err := one.fn(); err != nil {
			return err
		}
	}
	return nil
}

// fill indexes a library in a process of its own.
func fill(index, file string, docs []search.Document) (used, error) {
	if err := writeLibrary(file, append(slices.Clone(docs), dossiers(docs)...)); err != nil {
		return used{}, err
	}
	if err := os.RemoveAll(index); err != nil {
		return used{}, err
	}
	return self("fill", index, file)
}

// filled says what indexing a library took, and returns its processor time.
func filled(index, dir string, docs []search.Document) (time.Duration, error) {
	u, err := fill(index, filepath.Join(dir, "library"), docs)
	if err != nil {
		return 0, err
	}
	size, err := weigh(index)
	if err != nil {
		return 0, err
	}
	text := textBytes(docs)
	fmt.Printf("%d provisions, %.0f MB of text: indexed in %.1f s, %.1f s of processor: %s; %d MB at most: %s; %.2f × the text: %s\n",
		len(docs), float64(text)/1e6, u.wall.Seconds(), u.cpu.Seconds(), verdict(u.wall <= goalFill), u.memory>>20, verdict(u.memory <= goalFillMemory),
		float64(size)/float64(text), verdict(float64(size) <= goalWeight*float64(text)))
	return u.cpu, nil
}

// contest is one sort of query in both engines.
type contest struct {
	name  string
	goal  float64
	asked []string
	ours  func(string) error
	other func(string) error
}

// against compares the 99th percentiles of processor time with SQLite's.
func against(ctx context.Context, x *search.Index, dir string, docs []search.Document) error {
	r, err := openRival(dir, docs)
	if err != nil {
		fmt.Println("SQLite FTS5:", err)
	} else {
		defer r.close()
	}
	q := ask(docs)
	find := func(words string, faceted bool) error {
		_, err := x.Find(ctx, search.Query{Words: words, NoFacets: !faceted})
		return err
	}
	plain := func(words string) error { return find(words, false) }
	for _, c := range []contest{
		{"one word", .25, q.terms, plain, r.term},
		{"all words", .25, q.pairs, plain, r.and},
		{"any word", .25, q.pairs, func(w string) error {
			// A word that occurs nowhere makes some of the words enough.
			return plain(w + " kxqzvwj")
		}, r.or},
		{"counts and passages", .6, q.terms, func(w string) error { return find(w, true) }, r.faceted},
		{"beginning of a name", .6, q.prefixes, func(w string) error {
			_, err := x.Suggest(ctx, w, 8)
			return err
		}, r.prefix},
		{"phrase", 1.5, q.phrases, func(w string) error { return find(`"`+w+`"`, false) }, r.phrase},
	} {
		if err := c.run(r != nil); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

func (c contest) run(rivalled bool) error {
	ours, err := times(c.asked, c.ours)
	if err != nil {
		return err
	}
	if !rivalled {
		fmt.Printf("%-22s median %7.2f ms, p99 %7.2f ms of processor\n", c.name, ms(at(ours, 50)), ms(at(ours, 99)))
		return nil
	}
	theirs, err := times(c.asked, c.other)
	if err != nil {
		return err
	}
	ratio := float64(at(ours, 99)) / float64(at(theirs, 99))
	fmt.Printf("%-22s median %7.2f ms against %7.2f, p99 %7.2f against %7.2f: %.2f × SQLite FTS5: %s\n", c.name,
		ms(at(ours, 50)), ms(at(theirs, 50)), ms(at(ours, 99)), ms(at(theirs, 99)), ratio, verdict(ratio <= c.goal))
	return nil
}

// times asks everything three times and keeps the least of each, which is what
// the query costs when nothing else disturbs it.
func times(asked []string, fn func(string) error) ([]time.Duration, error) {
	least := make([]time.Duration, len(asked))
	for round := range 4 {
		for i, w := range asked {
			before := processor()
			if err := fn(w); err != nil {
				return nil, err
			}
			if took := processor() - before; round == 1 || round > 1 && took < least[i] {
				least[i] = took
			}
		}
	}
	slices.Sort(least)
	return least, nil
}

func at(sorted []time.Duration, percent int) time.Duration {
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

// fresh measures how soon a new document is found.
func fresh(ctx context.Context, x *search.Index) error {
	var worst time.Duration
	for i := range 10 {
		words := fmt.Sprintf("värskeltlisatud%d", i)
		begun := time.Now()
		d := search.Document{ID: "fresh " + words, Kind: search.Comment, Text: words, Lang: "et", Changed: begun}
		if err := x.Apply(search.Batch{Put: []search.Document{d}, Position: x.Position() + 1}); err != nil {
			return err
		}
		res, err := x.Find(ctx, search.Query{Words: words})
		if err != nil {
			return err
		}
		if res.Total != 1 {
			return fmt.Errorf("%d hits for a new document", res.Total)
		}
		worst = max(worst, time.Since(begun))
	}
	fmt.Printf("a new document is found within %.0f ms: %s\n", ms(worst), verdict(worst <= goalFresh))
	return nil
}

const goalStemming = 1.15

// unstemmed compares what indexing took with the same texts of a language whose
// words are kept as they are.
func unstemmed(dir string, docs []search.Document, cpu time.Duration) error {
	docs = slices.Clone(docs)
	for i := range docs {
		docs[i].Lang = search.Undetermined
	}
	path := filepath.Join(dir, "unstemmed")
	u, err := fill(path, path+".library", docs)
	if err != nil {
		return err
	}
	ratio := float64(cpu) / float64(u.cpu)
	fmt.Printf("%.1f s of processor without stems and parts: %.2f ×: %s\n", u.cpu.Seconds(), ratio, verdict(ratio <= goalStemming))
	return os.RemoveAll(path)
}
