package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/eelnou/eelnou/internal/compare"
)

// tool compares a pair and tells the processor time it took.
type tool struct {
	name string
	run  func(pair) ([]compare.Piece, time.Duration, error)
}

var tools = []tool{{"ours", ours}, {"go-diff", goDiff}, {"git", gitWords}, {"dwdiff", dwdiff}}

func has(list, name string) bool { return slices.Contains(strings.Split(list, ","), name) }

// pairs runs the tools on every pair and prints the table.
func pairs(w io.Writer, root, only, act string, verbose bool) error {
	results := map[string][]figures{}
	err := eachPair(root, func(p pair) error {
		if act != "" && p.act != act {
			return nil
		}
		for _, t := range tools {
			if !has(only, t.name) {
				continue
			}
			out, took, err := t.run(p)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", t.name, p.newPath, err)
			}
			f := measure(out, p.old, p.new)
			f.cpu = took
			results[t.name] = append(results[t.name], f)
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
		if fs := results[t.name]; len(fs) > 0 {
			row(w, t.name, fs)
		}
	}
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
	ms := func(k int) float64 { return float64(took[k].Microseconds()) / 1000 }
	n := len(took)
	fmt.Fprintf(w, "%-8s %6d %9.1f %9.1f %9.1f %10d %10d %8d %6d %6d\n", name, n, ms(n/2), ms(n*99/100), ms(n-1), sum.words, sum.fragments, sum.islands, sum.cuts, exact)
}

// goDiff gives whole texts to go-diff, one rune for each word or sign, as a
// program without knowledge of legal texts would.
func goDiff(p pair) ([]compare.Piece, time.Duration, error) {
	start := cpu()
	ids, words := map[string]rune{}, []string{""}
	encode := func(s string) []rune {
		var out []rune
		for _, w := range split(s) {
			r, ok := ids[w]
			if !ok {
				r = rune(len(words))
				if r >= 0xD800 {
					r += 0x800
				}
				ids[w] = r
				words = append(words, w)
			}
			out = append(out, r)
		}
		return out
	}
	a, b := encode(p.old), encode(p.new)
	var out []compare.Piece
	for _, d := range diffmatchpatch.New().DiffMainRunes(a, b, false) {
		var s strings.Builder
		for _, r := range d.Text {
			if r > 0xD800 {
				r -= 0x800
			}
			s.WriteString(words[r])
		}
		out = append(out, piece(d.Type, s.String()))
	}
	return out, cpu() - start, nil
}

func piece(t diffmatchpatch.Operation, s string) compare.Piece {
	switch t {
	case diffmatchpatch.DiffDelete:
		return compare.Piece{Op: compare.Drop, Old: s}
	case diffmatchpatch.DiffInsert:
		return compare.Piece{Op: compare.Add, New: s}
	}
	return compare.Piece{Op: compare.Keep, Old: s, New: s}
}

// split cuts a text into words, runs of white space and single signs.
func split(s string) []string {
	var out []string
	from, last := 0, 0
	for i, r := range s {
		class := 1
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			class = 2
		case unicode.IsSpace(r):
			class = 3
		}
		if i > 0 && (class != last || class == 1) {
			out = append(out, s[from:i])
			from = i
		}
		last = class
	}
	return append(out, s[from:])
}

// command runs a program that answers 1 when the texts differ.
func command(name string, args ...string) (string, time.Duration, error) {
	cmd := exec.Command(name, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return "", 0, err
	}
	return out.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// dwdiff marks deletions \x01…\x02 and insertions \x03…\x04.
func dwdiff(p pair) ([]compare.Piece, time.Duration, error) {
	old, new, remove, err := files(p)
	if err != nil {
		return nil, 0, err
	}
	defer remove()
	out, took, err := command("dwdiff", "-w", "\x01", "-x", "\x02", "-y", "\x03", "-z", "\x04", old, new)
	if err != nil {
		return nil, 0, err
	}
	var pieces []compare.Piece
	for out != "" {
		n := strings.IndexAny(out, "\x01\x03")
		if n < 0 {
			n = len(out)
		}
		if n > 0 {
			pieces = append(pieces, compare.Piece{Op: compare.Keep, Old: out[:n], New: out[:n]})
		}
		out = out[n:]
		if out == "" {
			break
		}
		shut, op := "\x02", diffmatchpatch.DiffDelete
		if out[0] == 3 {
			shut, op = "\x04", diffmatchpatch.DiffInsert
		}
		text, rest, _ := strings.Cut(out[1:], shut)
		pieces = append(pieces, piece(op, text))
		out = rest
	}
	return pieces, took, nil
}

// gitWords reads git's word differences in their porcelain form.
func gitWords(p pair) ([]compare.Piece, time.Duration, error) {
	old, new, remove, err := files(p)
	if err != nil {
		return nil, 0, err
	}
	defer remove()
	out, took, err := command("git", "diff", "--no-index", "--word-diff=porcelain", "-U1000000", old, new)
	if err != nil {
		return nil, 0, err
	}
	_, out, _ = strings.Cut(out, "\n@@")
	_, out, _ = strings.Cut(out, "\n")
	var pieces []compare.Piece
	for line := range strings.SplitSeq(out, "\n") {
		if line == "" {
			continue
		}
		switch line[0] {
		case '-':
			pieces = append(pieces, piece(diffmatchpatch.DiffDelete, line[1:]))
		case '+':
			pieces = append(pieces, piece(diffmatchpatch.DiffInsert, line[1:]))
		case ' ':
			pieces = append(pieces, piece(diffmatchpatch.DiffEqual, line[1:]))
		case '~':
			pieces = append(pieces, piece(diffmatchpatch.DiffEqual, "\n"))
		}
	}
	return pieces, took, nil
}
