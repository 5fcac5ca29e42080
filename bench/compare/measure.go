package main

import (
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/compare"
)

// figures are what one tool did to one pair.
type figures struct {
	cpu       time.Duration
	fragments int // changes: neighbouring runs dropped and added count once
	words     int // dropped and added words
	islands   int // unchanged runs of one or two words between two changes
	cuts      int // inside a word, a letter or between a number and its superscript
	exact     bool
}

// cpu is the processor time this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure counts what a reader sees in a run of pieces.
func measure(pieces []compare.Piece, old, new string) figures {
	var f figures
	var before, after strings.Builder
	inChange := false
	for k, p := range pieces {
		before.WriteString(p.Old)
		after.WriteString(p.New)
		if p.Op != compare.Keep {
			f.words += len(strings.Fields(p.Old)) + len(strings.Fields(p.New))
			if !inChange {
				f.fragments++
			}
			inChange = true
			continue
		}
		n := len(strings.Fields(p.New))
		if n == 0 && k > 0 && k < len(pieces)-1 {
			continue // white space alone does not part two changes
		}
		inChange = false
		if k > 0 && k < len(pieces)-1 && n <= 2 {
			f.islands++
		}
	}
	f.cuts = cuts(pieces)
	f.exact = before.String() == old && after.String() == new
	return f
}

// cuts counts boundaries of pieces inside a word, in either text.
func cuts(pieces []compare.Piece) int {
	n := 0
	var old, new string
	for _, p := range pieces {
		if p.Op != compare.Add && p.Old != "" {
			n += cut(old, p.Old)
			old = p.Old
		}
		if p.Op != compare.Drop && p.New != "" {
			n += cut(new, p.New)
			new = p.New
		}
	}
	return n
}

func cut(before, after string) int {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	if before == "" || after == "" {
		return 0
	}
	wordy := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r) }
	if wordy(a) && (wordy(b) || strings.HasPrefix(after, "<sup>")) || unicode.Is(unicode.M, b) {
		return 1
	}
	if strings.HasSuffix(before, "<sup>") || strings.HasPrefix(after, "</sup>") {
		return 1
	}
	return 0
}
