package main

import (
	"fmt"
	"path/filepath"

	"github.com/eelnou/eelnou/search/estonian"
	"github.com/eelnou/eelnou/search/estonian/gold"
)

// quality measures the analysis of words against the gold sets, and its speed.
func quality(shared string) error {
	for _, c := range []struct {
		name, file        string
		keys              func(string) []string
		recall, precision float64
	}{
		{"everyday words", "shared_lemma.tsv", estonian.Keys, .90, .95},
		{"legal words", "shared_legal_silver.tsv", estonian.Keys, .965, .985},
		{"everyday words by rules alone", "shared_lemma.tsv", estonian.Rules, .78, .95},
	} {
		set, err := gold.Read(filepath.Join(shared, "gold", c.file))
		if err != nil {
			return err
		}
		m := set.Measure(c.keys)
		fmt.Printf("%s: recall %.3f, precision %.3f: %s\n", c.name, m.Recall, m.Precision, verdict(m.Recall >= c.recall && m.Precision >= c.precision))
	}
	for _, file := range []string{"shared_legal_silver.tsv", "shared_lemma.tsv"} {
		set, err := gold.Read(filepath.Join(shared, "gold", file))
		if err != nil {
			return err
		}
		b := set.Cut(estonian.Compound)
		fmt.Printf("boundaries in compounds, %s: recall %.3f, precision %.3f, %.2f %% of simple words split: %s\n", file, b.Recall, b.Precision, 100*b.Split,
			verdict(b.Recall >= .75 && b.Precision >= .95 && b.Split <= .02))
		b = set.Cut(estonian.Compound, gold.Unseen)
		fmt.Printf("the same in the half on which nothing was fitted: recall %.3f, precision %.3f, %.2f %%\n", b.Recall, b.Precision, 100*b.Split)
	}
	return analysisSpeed(shared)
}

// analysisSpeed counts the words of running text analysed in a second of one
// processor.
func analysisSpeed(shared string) error {
	var texts []string
	size := 0
	err := eachNewest(filepath.Join(shared, "corpus", "acts-latest.tar.zst"), func(text string) {
		if size < 8<<20 {
			texts = append(texts, text)
			size += len(text)
		}
	})
	if err != nil {
		return err
	}
	a := estonian.NewAnalyser()
	n := 0
	before := processor()
	for _, text := range texts {
		estonian.Tokens(text, func(t estonian.Token) bool {
			n++
			if !t.Number {
				a.Keys(t.Word)
			}
			return true
		})
	}
	rate := float64(n) / (processor() - before).Seconds()
	fmt.Printf("analysis: %.2f million words a second of one processor: %s\n", rate/1e6, verdict(rate >= 1e6))
	return nil
}
