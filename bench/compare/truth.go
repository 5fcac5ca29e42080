package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// truth is what was done to a draft, by line; line 0 means absent.
type truth struct {
	Provisions []struct {
		Level   string
		OldLine int    `json:"old_line"`
		NewLine int    `json:"new_line"`
		OldPath string `json:"old_path"`
		Op      string
	}
}

// tally counts links of one level.
type tally struct{ right, wrong, missed, gone, goneRight int }

// eachDraft calls fn for every draft with a known truth.
func eachDraft(root string, fn func(name string, r *compare.Result, t truth) error) error {
	dirs, err := filepath.Glob(filepath.Join(root, "synthetic", "*"))
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		old, err := body(filepath.Join(dir, "old.md"))
		if err != nil {
			return err
		}
		new, err := body(filepath.Join(dir, "new.md"))
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, "truth.json"))
		if err != nil {
			return err
		}
		var t truth
		if err := json.Unmarshal(raw, &t); err != nil {
			return fmt.Errorf("read %s: %w", dir, err)
		}
		r := compare.Texts(lawtext.Parse(old), lawtext.Parse(new))
		if err := fn(filepath.Base(dir), r, t); err != nil {
			return err
		}
	}
	return nil
}

// byLine maps the line a provision begins on to its node.
func byLine(t *lawtext.Text) map[int]int {
	at := map[int]int{}
	line, pos := 1, 0
	for i := 1; i < len(t.Nodes); i++ {
		start := t.Nodes[i].Own.Start
		line += strings.Count(t.Source[pos:start], "\n")
		pos = start
		at[line] = i
	}
	return at
}

// linked is the node of the new text a provision went to, or -1. A replacement
// is another text under the same number: no link.
func linked(r *compare.Result, i int) int {
	e := r.OldEntry(i)
	if e.New < 0 || e.Link == compare.Replaced {
		return -1
	}
	return e.New
}

// evaluate prints how many provisions of the drafts were linked right.
func evaluate(w io.Writer, root string, verbose bool) error {
	levels := []string{"§", "lõige", "punkt"}
	tallies := map[string]*tally{}
	for _, l := range levels {
		tallies[l] = &tally{}
	}
	err := eachDraft(root, func(name string, r *compare.Result, t truth) error {
		olds, news := byLine(r.Old), byLine(r.New)
		for _, p := range t.Provisions {
			c := tallies[p.Level]
			i, ok := olds[p.OldLine]
			if !ok {
				return fmt.Errorf("%s: no provision at line %d", name, p.OldLine)
			}
			got, want := linked(r, i), -1
			if p.NewLine > 0 {
				want = news[p.NewLine]
			}
			if p.Op == "merged-into-previous" {
				if got < 0 && r.OldEntry(i).Into != want {
					c.missed++
				} else if got >= 0 {
					c.wrong++
				} else {
					c.right++
				}
				continue
			}
			switch {
			case want < 0 && got < 0:
				c.gone++
				c.goneRight++
			case want < 0:
				c.gone++
				c.wrong++
			case got == want:
				c.right++
			case got < 0:
				c.missed++
			default:
				c.wrong++
			}
			if verbose && got != want {
				g, x := "-", "-"
				if got >= 0 {
					g = r.New.Cite(got)
				}
				if want >= 0 {
					x = r.New.Cite(want)
				}
				fmt.Fprintf(w, "%s %s %s op=%q got %s want %s: %.60q\n", name, p.Level, p.OldPath, p.Op, g, x, r.Old.Text(i))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%-12s %8s %8s %8s %8s %10s\n", "level", "right", "wrong", "missed", "right %", "wrong %")
	for _, l := range levels {
		c := tallies[l]
		all := float64(c.right + c.missed + c.wrong)
		fmt.Fprintf(w, "%-12s %8d %8d %8d %8.2f %10.2f  (gone %d, seen as gone %d)\n", l, c.right, c.wrong, c.missed, 100*float64(c.right)/all, 100*float64(c.wrong)/(all+float64(c.goneRight)), c.gone, c.goneRight)
	}
	return nil
}
