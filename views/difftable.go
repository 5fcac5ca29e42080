package views

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// rowCells gives the cells of a table's row with what changed in each. The rule
// between head and body has none.
func rowCells(r *compare.Result, e compare.Entry) [][]compare.Piece {
	var old, new []string
	if e.Old >= 0 {
		old = lawtext.Cells(r.Old.Text(e.Old))
	}
	if e.New >= 0 {
		new = lawtext.Cells(r.New.Text(e.New))
	}
	switch {
	case e.Link == compare.Inserted:
		return wholeCells(new, compare.Add)
	case e.Link == compare.Deleted:
		return wholeCells(old, compare.Drop)
	case len(e.Pieces) == 0:
		return wholeCells(new, compare.Keep)
	case len(old) != len(new):
		return cutCells(e.Pieces)
	}
	cells := make([][]compare.Piece, len(new))
	for i := range new {
		cells[i] = compare.Words(old[i], new[i])
	}
	return cells
}

func wholeCells(cells []string, op compare.Op) [][]compare.Piece {
	list := make([][]compare.Piece, len(cells))
	for i, c := range cells {
		p := compare.Piece{Op: op, Old: c, New: c}
		switch op {
		case compare.Add:
			p.Old = ""
		case compare.Drop:
			p.New = ""
		}
		list[i] = []compare.Piece{p}
	}
	return list
}

// cutCells cuts the pieces of a row where the new row has its bars, when a
// column came or went. What was left out stands in the cell it was nearest to.
func cutCells(pieces []compare.Piece) [][]compare.Piece {
	cells := [][]compare.Piece{nil}
	put := func(p compare.Piece) {
		if p.Old+p.New != "" {
			cells[len(cells)-1] = append(cells[len(cells)-1], p)
		}
	}
	for _, p := range pieces {
		if p.Op == compare.Drop {
			p.Old = strings.TrimSpace(strings.ReplaceAll(p.Old, "|", " "))
			put(p)
			continue
		}
		for i, text := range strings.Split(p.New, "|") {
			if i > 0 {
				cells = append(cells, nil)
			}
			part := compare.Piece{Op: p.Op, New: text}
			if p.Op == compare.Keep {
				part.Old = text
			}
			if strings.TrimSpace(text) != "" {
				put(part)
			}
		}
	}
	for len(cells) > 0 && len(cells[0]) == 0 {
		cells = cells[1:]
	}
	for len(cells) > 0 && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	return slices.Clip(cells)
}
