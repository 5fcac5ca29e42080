package main

import (
	"bytes"
	"errors"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/eelnou/eelnou/internal/compare"
)

// tool compares a pair and tells the processor time it took.
type tool struct {
	name  string
	run   func(pair) ([]compare.Piece, time.Duration, error)
	times int // how often it is run on each pair
}

// The two whose times are compared run three times each: the machine has other
// things to do, and a percentile of pairs is asked for, not of its moments.
var tools = []tool{{"ours", ours, 3}, {"go-diff", goDiff, 3}, {"git", gitWords, 1}, {"dwdiff", dwdiff, 1}}

// absent reports whether a tool is a program that this machine does not have.
func (t tool) absent() bool {
	if t.name != "git" && t.name != "dwdiff" {
		return false
	}
	_, err := exec.LookPath(t.name)
	return err != nil
}

// middle runs a tool on a pair and gives the middle one of its times.
func (t tool) middle(p pair) (out []compare.Piece, took time.Duration, err error) {
	var all []time.Duration
	for range t.times {
		runtime.GC() // nobody pays for the litter of another
		if out, took, err = t.run(p); err != nil {
			return nil, 0, err
		}
		all = append(all, took)
	}
	slices.Sort(all)
	return out, all[len(all)/2], nil
}

func has(list, name string) bool { return slices.Contains(strings.Split(list, ","), name) }

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
	for _, d := range exactly().DiffMainRunes(a, b, false) {
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

// exactly is go-diff without its clock, which would otherwise cut the work short
// after a second and give another answer under load.
func exactly() *diffmatchpatch.DiffMatchPatch {
	m := diffmatchpatch.New()
	m.DiffTimeout = 0
	return m
}
