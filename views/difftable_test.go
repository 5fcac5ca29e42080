package views

import (
	"reflect"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// told writes the cells of a row with [+added+] and [-left out-].
func told(cells [][]compare.Piece) []string {
	var list []string
	for _, cell := range cells {
		var b strings.Builder
		for _, p := range cell {
			switch p.Op {
			case compare.Add:
				b.WriteString("[+" + p.New + "+]")
			case compare.Drop:
				b.WriteString("[-" + p.Old + "-]")
			default:
				b.WriteString(p.New)
			}
		}
		list = append(list, strings.TrimSpace(b.String()))
	}
	return list
}

func TestCellsOfRows(t *testing.T) {
	const head = "### § 1. Tabel\n\n| Ala | Päev | Öö |\n| --- | --- | --- |\n"
	cases := []struct {
		name, old, new string
		want           []string
	}{
		{"a cell changed", "| Elamuala | 55 | 45 |\n", "| Elamuala | 55 | 40 |\n", []string{"Elamuala", "55", "[-45-][+40+]"}},
		{"a row added", "", "| Vaikne | 40 | 40 |\n", []string{"[+Vaikne+]", "[+40+]", "[+40+]"}},
		{"a row left out", "| Vaikne | 40 | 40 |\n", "", []string{"[-Vaikne-]", "[-40-]", "[-40-]"}},
	}
	for _, c := range cases {
		r := compare.Texts(lawtext.Parse(head+c.old), lawtext.Parse(head+c.new))
		var got []string
		for _, e := range r.Entries {
			if e.Link != compare.Same {
				got = told(rowCells(r, e))
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCellsWithoutBars(t *testing.T) {
	got := told(cutCells(compare.Words("| a | b | c |", "| a | c |")))
	if strings.Contains(strings.Join(got, ""), "|") || len(got) < 2 {
		t.Errorf("got %q", got)
	}
}

func TestSlightChanges(t *testing.T) {
	cases := []struct {
		old, new string
		want     bool
	}{
		{"Üks, kaks.", "Üks; kaks.", true}, {"Üks kaks.", "Üks kaks", true}, {"Üks kaks.", "Üks kolm.", false}, {"§ 5 lg 1", "§ 5 lg 2", false},
	}
	for _, c := range cases {
		e := compare.Entry{Link: compare.Reworded, Pieces: compare.Words(c.old, c.new)}
		if got := slight(e); got != c.want {
			t.Errorf("%q to %q: %v %v", c.old, c.new, got, e.Pieces)
		}
	}
}
