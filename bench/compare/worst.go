package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
)

// worst runs our comparison where it costs most: the first against the last
// revision of the largest act, a law that is one table, and texts unlike any law.
func worst(w io.Writer, root string) error {
	cases := []struct {
		name   string
		wanted time.Duration
		make   func() (pair, error)
	}{
		{"largest act, first and last", 150 * time.Millisecond, func() (pair, error) { return farApart(root) }},
		{"table of 28,000 rows", 1500 * time.Millisecond, tables},
		{"100,000 sections", 2 * time.Second, func() (pair, error) { return made(sections(100_000, 6)) }},
		{"unrelated, 5,000 sections", 2 * time.Second, func() (pair, error) { return made(sections(5000, 40)) }},
		{"paragraph of 1 MB", 2 * time.Second, func() (pair, error) { return made(func(b *words) { b.many(130_000) }) }},
		{"paragraph of two words, 1 MB", 2 * time.Second, func() (pair, error) {
			return pair{old: strings.Repeat("a ", 500_000), new: strings.Repeat("b a ", 250_000)}, nil
		}},
		{"one number everywhere", 2 * time.Second, func() (pair, error) {
			return pair{old: strings.Repeat("(3) tekst\n\n", 50_000), new: strings.Repeat("(3) teine\n\n", 50_000)}, nil
		}},
	}
	fmt.Fprintf(w, "\n%-30s %8s %8s %10s %10s %9s %6s\n", "worst", "old kB", "new kB", "cpu ms", "wanted ms", "fell back", "exact")
	for _, c := range cases {
		p, err := c.make()
		if err != nil {
			return err
		}
		out, took, gaveUp := weighed(p)
		f := measure(out, p.old, p.new)
		fmt.Fprintf(w, "%-30s %8d %8d %10d %10d %9v %6v\n", c.name, len(p.old)/1000, len(p.new)/1000, took.Milliseconds(), c.wanted.Milliseconds(), gaveUp, f.exact)
	}
	return nil
}

func weighed(p pair) ([]compare.Piece, time.Duration, bool) {
	start := cpu()
	r, linear := compared(p)
	return linear, cpu() - start, r.Fallback
}

// farApart is the first and the last revision of the largest act.
func farApart(root string) (pair, error) {
	act, err := largestAct(root)
	if err != nil {
		return pair{}, err
	}
	files, err := filepath.Glob(filepath.Join(root, "acts", act, "*.md"))
	if err != nil || len(files) == 0 {
		return pair{}, fmt.Errorf("revisions of %s: %w", act, os.ErrNotExist)
	}
	old, err := body(files[0])
	if err != nil {
		return pair{}, err
	}
	new, err := body(files[len(files)-1])
	return pair{old: old, new: new}, err
}

// words writes made-up words, the same for the same seed.
type words struct {
	strings.Builder
	rnd *rand.Rand
}

func newWords(seed uint64) *words { return &words{rnd: rand.New(rand.NewPCG(seed, 7))} }

func (b *words) many(n int) {
	for range n {
		for range 3 + b.rnd.IntN(8) {
			b.WriteByte("abcdefghijklmnop"[b.rnd.IntN(16)])
		}
		b.WriteByte(' ')
	}
}

// made writes two texts the same way with other words.
func made(write func(*words)) (pair, error) {
	a, b := newWords(1), newWords(2)
	write(a)
	write(b)
	return pair{old: a.String(), new: b.String()}, nil
}

func sections(n, long int) func(*words) {
	return func(b *words) {
		for i := range n {
			fmt.Fprintf(b, "##### § %d. ", i+1)
			b.many(1)
			b.WriteString("\n\n(1) ")
			b.many(long)
			b.WriteString("\n\n")
		}
	}
}

// tables makes a regulation of 3.2 MB whose annex lists 28,000 substances, and a
// revision of it: a tenth of the rows have another limit, some came, some went,
// some stand elsewhere.
func tables() (pair, error) {
	const rows, fresh = 28_000, 300
	b := newWords(3)
	row := func(limit int) string {
		n := b.Len()
		b.many(3)
		name := b.String()[n:]
		return fmt.Sprintf("| %s| %d-%d-%d | %d,%d mg/m<sup>3</sup> | kehtib alates 01.01.%d, kui loas ei ole teisiti | R%d |\n", name, b.rnd.IntN(99_999), b.rnd.IntN(99), b.rnd.IntN(9), limit, b.rnd.IntN(9), 2000+b.rnd.IntN(25), b.rnd.IntN(60))
	}
	list := make([]string, rows)
	for k := range list {
		list[k] = row(b.rnd.IntN(500))
	}
	next := append([]string{}, list...)
	for k := range next {
		if b.rnd.IntN(10) == 0 {
			next[k] = strings.Replace(next[k], " mg/m", "5 mg/m", 1)
		}
	}
	for range fresh {
		at, from := b.rnd.IntN(len(next)), b.rnd.IntN(len(next))
		next = append(next[:at], next[at+1:]...)
		next = append(next, row(1))
		next[at%len(next)], next[from%len(next)] = next[from%len(next)], next[at%len(next)]
	}
	const head = "# Ohtlike ainete piirnormid\n\n##### § 1. Reguleerimisala\n\n(1) Määrusega kehtestatakse piirnormid vastavalt lisale.\n\n# Lisa 1\n\n| aine | number | piirnorm | kehtivus | märge |\n| --- | --- | --- | --- | --- |\n"
	return pair{old: head + strings.Join(list, ""), new: head + strings.Join(next, "")}, nil
}
