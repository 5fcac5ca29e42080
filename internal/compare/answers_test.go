package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Texts that are unlike any act, with the answer a reader would expect.
func TestHardInputIsAnsweredRight(t *testing.T) {
	var act, table, other strings.Builder
	for i := range 40 {
		section := fmt.Sprintf("##### § %d. Pealkiri %d\n\n(1) Luba number %d antakse %d aastaks, kui taotleja on esitanud andmed a%d ja b%d.\n\n", i+1, i, i*7, i+3, i, i*i)
		act.WriteString(section)
		fmt.Fprintf(&table, "| %d. | aine a%d | %d |\n", i+1, i, i*i)
		fmt.Fprintf(&other, "##### § %d. Muu%d asi\n\n(1) x%d y%d z%d q%d v%d.\n\n", i+1, i, i, i*3, i*5, i*7, i*11)
	}
	order := strings.Split(strings.TrimSpace(act.String()), "##### ")[1:]
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = strings.TrimSpace(order[j])+"\n\n", strings.TrimSpace(order[i])+"\n\n"
	}
	turned := "##### " + strings.Join(order, "##### ")
	changedRow := strings.Replace(table.String(), "| 20. | aine a19 | 361 |", "| 20. | aine a19 | 362 |", 1)
	for _, c := range []struct {
		name, old, new string
		want           func(s Summary, r *Result) bool
	}{
		{"identical", act.String(), act.String(), func(s Summary, _ *Result) bool { return s == Summary{} }},
		{"one empty", "", act.String(), func(s Summary, _ *Result) bool { return s.Inserted == 40 && s.Reworded+s.Moved+s.Deleted == 0 }},
		{"the other empty", act.String(), "", func(s Summary, _ *Result) bool { return s.Deleted == 40 && s.Reworded+s.Moved+s.Inserted == 0 }},
		{"both empty", "", "", func(s Summary, _ *Result) bool { return s == Summary{} }},
		{"hard-wrapped", act.String(), strings.ReplaceAll(act.String(), ", kui", ",\nkui"), func(s Summary, _ *Result) bool { return s == Summary{} }},
		{"no-break spaces and quotes", strings.ReplaceAll(act.String(), "Luba number", "Luba „number“"), strings.ReplaceAll(strings.ReplaceAll(act.String(), "Luba number", "Luba «number»"), "on esitanud", "on\u00a0esitanud"), func(s Summary, _ *Result) bool { return s == Summary{} }},
		{"combining marks", strings.ReplaceAll(act.String(), "andmed", "o\u0303u"), strings.ReplaceAll(act.String(), "andmed", "õu"), func(s Summary, _ *Result) bool { return s.Inserted+s.Deleted == 0 }},
		{"turned round", act.String(), turned, func(s Summary, r *Result) bool { return s.Inserted+s.Deleted+s.Reworded == 0 && s.Moved >= 38 }},
		{"unrelated", act.String(), other.String(), func(s Summary, r *Result) bool { return allChanged(r) }},
		{"only tables, a cell", table.String(), changedRow, func(s Summary, r *Result) bool { return rowsChanged(r) == 1 }},
	} {
		r := Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
		checkRebuilt(t, r)
		s := r.Summary
		s.Sections = 0
		if !c.want(s, r) {
			t.Errorf("%s: %+v", c.name, r.Summary)
		}
	}
}

// allChanged reports whether no subsection is said to be the same.
func allChanged(r *Result) bool {
	for _, e := range r.Entries {
		if e.New >= 0 && r.New.Nodes[e.New].Kind == lawtext.Subsection && e.Link == Same {
			return false
		}
	}
	return true
}

func rowsChanged(r *Result) (n int) {
	for _, e := range r.Entries {
		if e.New >= 0 && r.New.Nodes[e.New].Kind == lawtext.Row && e.Link != Same {
			n++
		}
	}
	return n
}
