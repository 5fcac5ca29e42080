package intake

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
)

// Report tells what became of an import.
type Report struct {
	Opened            int // dossiers
	Added             int // revisions
	Unchanged         int // revisions that were there already
	UnchangedDossiers int // of lists
	Institutions      []people.Code
	Repairs           []Repair
	NoBreakSpaces     int // kept: they belong to the text
	Notes             []Note
	Refused           []Refusal
	Took              time.Duration
}

// Repair is what was put right in one file.
type Repair struct {
	File  string
	Kind  lawtext.RepairKind
	Line  int // the first
	Count int
}

// Note is something about a file that was read to know.
type Note struct {
	File string
	Line int
	What fault.Message
}

// Refusal is a file, or one entry of a list, that was not imported.
type Refusal struct {
	File   string
	Line   int // from 1; 0: the whole
	Reason fault.Message
}

// Failed reports whether anything was refused: the command must not end well then.
func (r Report) Failed() bool { return len(r.Refused) > 0 }

func (r *Report) repaired(file string, f exchange.Act) {
	r.NoBreakSpaces += strings.Count(f.Body, "\u00a0")
	sums := map[lawtext.RepairKind]int{}
	for _, repair := range f.Repairs {
		i, known := sums[repair.Kind]
		if !known {
			i = len(r.Repairs)
			sums[repair.Kind] = i
			r.Repairs = append(r.Repairs, Repair{File: file, Kind: repair.Kind, Line: repair.Line})
		}
		r.Repairs[i].Count += repair.Count
	}
}

// sort puts lists into the order of files, which two workers mix.
func (r *Report) sort() {
	slices.SortFunc(r.Repairs, func(a, b Repair) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	slices.SortFunc(r.Notes, func(a, b Note) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	slices.SortFunc(r.Refused, func(a, b Refusal) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	slices.Sort(r.Institutions)
}

// Write prints the report. say gives the sentence of a message.
func (r Report) Write(w io.Writer, say func(fault.Message) string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Added: %d dossiers, %d revisions", r.Opened, r.Added)
	if len(r.Institutions) > 0 {
		fmt.Fprintf(&b, ", %d institutions", len(r.Institutions))
	}
	fmt.Fprintf(&b, " in %s\nUnchanged: %d revisions, %d dossiers of lists\n", r.Took.Round(100*time.Millisecond), r.Unchanged, r.UnchangedDossiers)
	r.writeRepairs(&b)
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "Note: %s: %s\n", place(n.File, n.Line), say(n.What))
	}
	fmt.Fprintf(&b, "Refused: %d\n", len(r.Refused))
	for _, f := range r.Refused {
		fmt.Fprintf(&b, "  %s: %s\n", place(f.File, f.Line), say(f.Reason))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) writeRepairs(b *strings.Builder) {
	count, files := map[lawtext.RepairKind]int{}, map[lawtext.RepairKind]int{}
	for _, repair := range r.Repairs {
		count[repair.Kind] += repair.Count
		files[repair.Kind]++
	}
	if len(count) == 0 && r.NoBreakSpaces == 0 {
		return
	}
	b.WriteString("Repaired and noticed:\n")
	for _, kind := range kinds {
		if count[kind.kind] > 0 {
			fmt.Fprintf(b, "  %d %s in %d files\n", count[kind.kind], kind.name, files[kind.kind])
		}
	}
	for _, repair := range r.Repairs {
		fmt.Fprintf(b, "    %s: %s, %d times\n", place(repair.File, repair.Line), name(repair.Kind), repair.Count)
	}
	if r.NoBreakSpaces > 0 {
		fmt.Fprintf(b, "  %d no-break spaces kept: they belong to the text and are compared as spaces\n", r.NoBreakSpaces)
	}
}

// kinds names the repairs in the order in which they are told.
var kinds = []struct {
	kind lawtext.RepairKind
	name string
}{
	{lawtext.Control, "control characters replaced or removed"},
	{lawtext.SoftHyphen, "soft hyphens removed"},
	{lawtext.ZeroWidth, "zero-width characters removed"},
	{lawtext.ByteOrderMark, "byte order marks removed"},
	{lawtext.LineEnd, "line ends made uniform"},
	{lawtext.Lost, "characters lost at the source (U+FFFD), kept: nobody can tell what they were"},
}

func name(kind lawtext.RepairKind) string {
	for _, k := range kinds {
		if k.kind == kind {
			return k.name
		}
	}
	return string(kind)
}

func place(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// Progress is how far an import has come.
type Progress struct {
	File                  string
	Done, Total           int // revisions and listed dossiers
	DoneBytes, TotalBytes int64
	Elapsed               time.Duration
}

// Left estimates the time left by bytes; 0 while it cannot be told.
func (p Progress) Left() time.Duration {
	if p.DoneBytes == 0 || p.DoneBytes > p.TotalBytes {
		return 0
	}
	return time.Duration(float64(p.Elapsed) / float64(p.DoneBytes) * float64(p.TotalBytes-p.DoneBytes))
}

// String writes one line: how much is done, how fast, and the time left.
func (p Progress) String() string {
	rate := 0.0
	if p.Elapsed > 0 {
		rate = float64(p.Done) / p.Elapsed.Seconds()
	}
	line := fmt.Sprintf("%d of %d, %.1f MB, %.0f a second", p.Done, p.Total, float64(p.DoneBytes)/1e6, rate)
	if left := p.Left(); left > 0 {
		line += ", " + left.Round(time.Second).String() + " left"
	}
	return line
}

// Printer returns a Progress function that keeps one line up to date on a
// terminal, or else writes one now and then, at most every interval.
func Printer(w io.Writer, terminal bool, interval time.Duration) func(Progress) {
	var last time.Duration
	return func(p Progress) {
		end := p.Done == p.Total
		if p.Elapsed-last < interval && !end {
			return
		}
		last = p.Elapsed
		switch {
		case terminal && end:
			fmt.Fprintf(w, "\r%-70s\n", p)
		case terminal:
			fmt.Fprintf(w, "\r%-70s", p)
		default:
			fmt.Fprintln(w, p)
		}
	}
}
