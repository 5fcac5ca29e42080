package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
)

func dbg(pieces []compare.Piece) {
	if os.Getenv("ISL") == "" {
		return
	}
	var o, n string
	for _, p := range pieces {
		if p.Op != compare.Add && p.Old != "" {
			if cut(o, p.Old) > 0 {
				fmt.Printf("CUT old %q %q\n", last(o), p.Old[:min(len(p.Old), 80)])
			}
			o = p.Old
		}
		if p.Op != compare.Drop && p.New != "" {
			if cut(n, p.New) > 0 {
				fmt.Printf("CUT new %q %q\n", last(n), p.New[:min(len(p.New), 80)])
			}
			n = p.New
		}
	}
	if os.Getenv("ISL") == "1" {
		return
	}
	for k, p := range pieces {
		if p.Op == compare.Keep && k > 0 && k < len(pieces)-1 {
			n := len(strings.Fields(p.New))
			if n > 0 && n <= 2 {
				a, b := pieces[k-1], pieces[k+1]
				fmt.Printf("ISL %.60q|%.60q [%q] %.60q|%.60q\n", last(a.Old), last(a.New), p.New, b.Old, b.New)
			}
		}
	}
}

func last(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-40):])
}
