// Command compare measures our comparison beside other tools on every pair of
// neighbouring revisions of the real texts, and against drafts with a known
// truth.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	only := flag.String("tools", "ours,go-diff,git,dwdiff", "tools to run")
	verbose := flag.Bool("v", false, "name every link that is wrong or missed")
	part := flag.String("part", "pairs,truth,anchors,worst", "what to measure")
	act := flag.String("act", "", "measure this act alone")
	flag.Parse()
	root, err := findCorpus()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	if has(*part, "truth") {
		if err := evaluate(w, root, *verbose); err != nil {
			return err
		}
	}
	if has(*part, "anchors") {
		if err := anchors(w, root, *verbose); err != nil {
			return err
		}
	}
	if has(*part, "worst") {
		if err := worst(w, root); err != nil {
			return err
		}
	}
	if has(*part, "pairs") {
		return pairs(w, root, *only, *act, *verbose)
	}
	return nil
}

// ours runs our comparison.
func ours(p pair) ([]compare.Piece, time.Duration, error) {
	start := cpu()
	_, linear := compared(p)
	return linear, cpu() - start, nil
}

// compared is all the work on a pair, from the bytes of two texts to pieces.
func compared(p pair) (*compare.Result, []compare.Piece) {
	r := compare.Texts(lawtext.Parse(p.old), lawtext.Parse(p.new))
	return r, r.Linear()
}
