package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// TestLargeTablesAreAlignedRowByRow: in a table of 28,000 rows, however its rows
// are told apart, what was done to some of them does not make others look new.
func TestLargeTablesAreAlignedRowByRow(t *testing.T) {
	rows := 28_000
	if raceEnabled || testing.Short() {
		rows /= 10
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	limit := func() int { return 100_000 + rnd.IntN(900_000) }
	for _, c := range []struct {
		name   string
		row    func(i int) string
		change func(row string, i int) string
		same   int // rows in a hundred whose words must be said to have stayed
	}{
		{"name in the first cell", func(i int) string { return fmt.Sprintf("| aine %d | %d |", i, limit()) },
			func(_ string, i int) string { return fmt.Sprintf("| aine %d | %d |", i, limit()) }, 85},
		{"numbers alone", func(i int) string { return fmt.Sprintf("| %d | %d | %d |", i, limit(), limit()) },
			func(_ string, i int) string { return fmt.Sprintf("| %d | %d | %d |", i, limit(), limit()) }, 85},
		{"few rows that differ", func(i int) string { return fmt.Sprintf("| kood%d | jah | %d |", rnd.IntN(30), rnd.IntN(10)) },
			func(string, int) string { return "| uus | ei | 11 |" }, 85},
		{"counted anew", func(i int) string { return fmt.Sprintf("| %d. | aine %d | %d |", i+1, i%50, limit()) },
			func(row string, i int) string {
				return strings.Replace(row, fmt.Sprintf("| %d. ", i+1), fmt.Sprintf("| %d. ", i+2), 1)
			}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := make([]string, rows)
			for i := range old {
				old[i] = c.row(i)
			}
			new := slices.Clone(old)
			for i := range new {
				if c.same == 0 || i%10 == 3 {
					new[i] = c.change(new[i], i)
				}
			}
			new = slices.Insert(new, rows/2, "| lisatud rida | 1 | 2 |")
			new = slices.Delete(new, rows/4, rows/4+5)
			r := Texts(lawtext.Parse(strings.Join(old, "\n")), lawtext.Parse(strings.Join(new, "\n")))
			checkRebuilt(t, r)
			links := map[Link]int{}
			for _, e := range r.Entries {
				links[e.Link]++
			}
			if links[Same] < rows*c.same/100 || links[Inserted] > rows/10+1 || r.Fallback {
				t.Errorf("same %d, reworded %d, inserted %d, deleted %d; fell back: %v", links[Same], links[Reworded], links[Inserted], links[Deleted], r.Fallback)
			}
		})
	}
}
