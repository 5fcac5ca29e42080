package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// results are the figures of each tool, all pairs in the same order.
type results struct {
	figures map[string][]figures
	largest []bool // whether the pair is of the act of most bytes
}

// pairs runs the tools on every pair and prints the tables.
func pairs(w io.Writer, root, only, act string, verbose bool) error {
	big, err := largestAct(root)
	if err != nil {
		return err
	}
	var run []tool
	for _, t := range tools {
		switch {
		case !has(only, t.name):
		case t.absent():
			fmt.Fprintf(w, "\n%s is not installed, its rows are left out: apt-get install %s\n", t.name, t.name)
		default:
			run = append(run, t)
		}
	}
	res := results{figures: map[string][]figures{}}
	err = eachPair(root, func(p pair) error {
		if act != "" && p.act != act {
			return nil
		}
		res.largest = append(res.largest, p.act == big)
		for _, t := range run {
			out, took, err := t.middle(p)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", t.name, p.newPath, err)
			}
			f := measure(out, p.old, p.new)
			f.cpu = took
			res.figures[t.name] = append(res.figures[t.name], f)
			if verbose {
				fmt.Fprintf(w, "%s\t%s\t%v\t%d\t%d\t%d\n", t.name, p.newPath, took, f.fragments, f.words, f.islands)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%-8s %6s %9s %9s %9s %10s %10s %8s %6s %6s\n", "tool", "pairs", "p50 ms", "p99 ms", "max ms", "words", "fragments", "islands", "cuts", "exact")
	for _, t := range tools {
		if fs := res.figures[t.name]; len(fs) > 0 {
			row(w, t.name, fs)
		}
	}
	fmt.Fprintf(w, "\nthe largest act, %s\n%-8s %6s %9s %9s %9s\n", big, "tool", "pairs", "p50 ms", "p99 ms", "max ms")
	for _, t := range tools {
		if took := res.times(t.name, true); len(took) > 0 {
			fmt.Fprintf(w, "%-8s %6d %9.1f %9.1f %9.1f\n", t.name, len(took), ms(took, 50), ms(took, 99), ms(took, 100))
		}
	}
	res.ratios(w)
	return nil
}

func row(w io.Writer, name string, fs []figures) {
	var sum figures
	exact := 0
	var took []time.Duration
	for _, f := range fs {
		sum.words += f.words
		sum.fragments += f.fragments
		sum.islands += f.islands
		sum.cuts += f.cuts
		if f.exact {
			exact++
		}
		took = append(took, f.cpu)
	}
	slices.Sort(took)
	fmt.Fprintf(w, "%-8s %6d %9.1f %9.1f %9.1f %10d %10d %8d %6d %6d\n", name, len(fs), ms(took, 50), ms(took, 99), ms(took, 100), sum.words, sum.fragments, sum.islands, sum.cuts, exact)
}

// ms is the percentile of sorted times, in milliseconds.
func ms(took []time.Duration, percent int) float64 {
	k := min(len(took)*percent/100, len(took)-1)
	return float64(took[k].Microseconds()) / 1000
}

// times are a tool's times in order, of all pairs or of the largest act's.
func (r results) times(name string, largest bool) []time.Duration {
	var took []time.Duration
	for k, f := range r.figures[name] {
		if !largest || r.largest[k] {
			took = append(took, f.cpu)
		}
	}
	slices.Sort(took)
	return took
}

// ratios prints what is asked of us beside go-diff and dwdiff.
func (r results) ratios(w io.Writer) {
	fmt.Fprintln(w)
	if len(r.figures["ours"]) == 0 {
		return
	}
	for _, largest := range []bool{false, true} {
		ours, other := r.times("ours", largest), r.times("go-diff", largest)
		if len(ours) == 0 || len(other) == 0 {
			continue
		}
		what := map[bool]string{false: "all pairs", true: "largest act"}[largest]
		fmt.Fprintf(w, "processor time, %s: p99 1/%.0f of go-diff's, max 1/%.0f (wanted 1/25)\n", what, ms(other, 99)/ms(ours, 99), ms(other, 100)/ms(ours, 100))
	}
	if len(r.figures["dwdiff"]) == 0 {
		return
	}
	a, b := total(r.figures["ours"]), total(r.figures["dwdiff"])
	fmt.Fprintf(w, "beside dwdiff: words %.2f × (wanted 1.05), fragments %.2f × (0.70), islands %.2f × (0.25)\n",
		float64(a.words)/float64(b.words), float64(a.fragments)/float64(b.fragments), float64(a.islands)/float64(b.islands))
}

func total(fs []figures) figures {
	var sum figures
	for _, f := range fs {
		sum.words += f.words
		sum.fragments += f.fragments
		sum.islands += f.islands
	}
	return sum
}
