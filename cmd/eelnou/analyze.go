package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/eelnou/eelnou/search"
)

type analyzeCommand struct {
	Words []string `arg:"" help:"Words as they would be typed into the search."`
}

// Run prints how the search understands words.
func (c analyzeCommand) Run() error {
	out := bufio.NewWriter(os.Stdout)
	list, more := search.Analyse(strings.Join(c.Words, " "))
	for _, w := range list {
		writeAnalysis(out, w)
	}
	if len(list) > 0 {
		fmt.Fprintln(out, "key: what all forms of a word share, not always a word itself; = before an irregular word, ~ after a verb; * used by the search")
	}
	if more {
		fmt.Fprintln(out, "… too many words: the rest is left out")
	}
	return out.Flush()
}

func writeAnalysis(out io.Writer, w search.Analysis) {
	fmt.Fprintf(out, "%s\n  folded %s, without diacritics %s\n", w.Text, w.Folded, w.Plain)
	if w.Number {
		fmt.Fprintln(out, "  a number, looked for as it is")
	}
	if w.Common {
		fmt.Fprintln(out, "  common: beside other words it need not occur")
	}
	for _, lang := range [...]string{"et", "en", "ru"} {
		if keys := w.Keys[lang]; len(keys) > 0 {
			fmt.Fprintf(out, "  key as %s: %s\n", lang, strings.Join(keys, ", "))
		}
	}
	if len(w.Parts) > 0 {
		fmt.Fprintf(out, "  compound: %s (%s)\n", strings.Join(w.Parts, " + "), strings.Join(w.PartKeys, ", "))
	}
	for _, r := range w.Readings {
		mark, class := " ", "noun"
		if r.Kept {
			mark = "*"
		}
		if r.Verb {
			class = "verb"
		}
		ending := "no ending"
		if r.Ending != "" {
			ending = "ending -" + r.Ending
		}
		fmt.Fprintf(out, "  %s %3.0f %%  %s, %s, %s\n", mark, 100*r.Share, r.Key, ending, class)
	}
}
