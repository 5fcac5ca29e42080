package views

import (
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// diffBlock is a section, or what stands between sections, in a comparison.
type diffBlock struct {
	id      string // of the block when it changed: c1, c2 …
	cite    string
	heading string
	kinds   []string // of change, as the summary groups them
	marks   []string // in words: oli § 12
	section bool
	rows    []diffRow
	before  string // id of the change before, or empty
	after   string
}

func (b diffBlock) changed() bool { return b.id != "" }

// diffRow is one node in a comparison.
type diffRow struct {
	entry   compare.Entry
	kind    lawtext.Kind
	id      string // the address in the new text, else made from the place in the list
	marks   []string
	changed bool
	folded  bool // unchanged and away from any change
}

// diffPart is a changed block, or a run of unchanged ones that can be unfolded.
type diffPart struct {
	blocks []diffBlock
	folded bool
	words  string // what is folded
}

// diffParts arranges a comparison for a page: only what changed with what
// stands beside it, the rest folded.
func (l Layout) diffParts(r *compare.Result) []diffPart {
	var parts []diffPart
	for _, b := range linked(l.diffBlocks(r)) {
		n := len(parts)
		if !b.changed() && n > 0 && parts[n-1].folded {
			parts[n-1].blocks = append(parts[n-1].blocks, b)
			continue
		}
		parts = append(parts, diffPart{blocks: []diffBlock{b}, folded: !b.changed()})
	}
	for i := range parts {
		if parts[i].folded {
			parts[i].words = l.foldWords(parts[i].blocks)
		}
	}
	return parts
}

func (l Layout) diffBlocks(r *compare.Result) []diffBlock {
	var blocks []diffBlock
	for n, e := range r.Display() {
		t, i := side(r, e)
		row := diffRow{
			entry: e, kind: t.Nodes[i].Kind,
			changed: e.Link != compare.Same || e.Moved || e.Renumbered || e.Pointer,
		}
		if i == 0 {
			continue
		}
		row.id = "e" + strconv.Itoa(n)
		if e.New >= 0 && !e.Pointer && r.New.Nodes[e.New].Address != "" {
			row.id = r.New.Nodes[e.New].Address
		}
		for _, note := range r.Notes(e) {
			row.marks = append(row.marks, l.T("comparison.note_"+string(note.Kind), note.Cite))
		}
		if len(blocks) == 0 || heads(row.kind) {
			b := diffBlock{section: row.kind == lawtext.Section, cite: t.Cite(i), heading: t.Heading(i)}
			if row.kind != lawtext.Section {
				b.cite = strings.TrimSpace(lawtext.Plain(t.Label(i)))
			}
			blocks = append(blocks, b)
		}
		b := &blocks[len(blocks)-1]
		b.rows = append(b.rows, row)
		b.note(row, len(b.rows) == 1)
		if whole := b.kinds; len(b.rows) > 1 && len(whole) > 0 && (whole[0] == "inserted" || whole[0] == "deleted") {
			b.rows[len(b.rows)-1].marks = nil // the whole section says it once
		}
	}
	return blocks
}

// note adds to a block what one of its rows says about it.
func (b *diffBlock) note(row diffRow, first bool) {
	if !row.changed {
		return
	}
	kind := "reworded"
	if first {
		b.marks = row.marks
		switch {
		case row.entry.Pointer:
			kind = "pointer"
		case row.entry.Link == compare.Inserted:
			kind = "inserted"
		case row.entry.Link == compare.Deleted:
			kind = "deleted"
		case row.entry.Moved:
			kind = "moved"
		case row.entry.Renumbered:
			kind = "renumbered"
		}
	}
	if len(b.kinds) > 0 && (b.kinds[0] == "inserted" || b.kinds[0] == "deleted") {
		return
	}
	for _, k := range b.kinds {
		if k == kind {
			return
		}
	}
	b.kinds = append(b.kinds, kind)
}

// side is the text and the node that an entry is shown by.
func side(r *compare.Result, e compare.Entry) (*lawtext.Text, int) {
	if e.New >= 0 && !e.Pointer || e.Old < 0 {
		return r.New, e.New
	}
	return r.Old, e.Old
}

// linked numbers the changed blocks, joins each to its neighbours and folds
// what is unchanged inside them.
func linked(blocks []diffBlock) []diffBlock {
	last := -1
	n := 0
	for i := range blocks {
		b := &blocks[i]
		if len(b.kinds) == 0 {
			continue
		}
		n++
		b.id = "c" + strconv.Itoa(n)
		if last >= 0 {
			b.before, blocks[last].after = blocks[last].id, b.id
		}
		last = i
		foldRows(b.rows)
	}
	return blocks
}

// foldRows folds the unchanged rows that have no changed neighbour; the heading stays.
func foldRows(rows []diffRow) {
	near := func(i int) bool { return i >= 0 && i < len(rows) && rows[i].changed }
	for i := range rows {
		rows[i].folded = i > 0 && !rows[i].changed && !near(i-1) && !near(i+1)
	}
}

// runs cuts the rows of a block into those shown and those folded.
func (b diffBlock) runs() [][]diffRow {
	var runs [][]diffRow
	for i, row := range b.rows {
		if i == 0 || row.folded != b.rows[i-1].folded {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], row)
	}
	return runs
}

func (l Layout) foldWords(blocks []diffBlock) string {
	n, first, last := 0, "", ""
	for _, b := range blocks {
		if !b.section {
			continue
		}
		if n == 0 {
			first = b.cite
		}
		last = b.cite
		n++
	}
	switch n {
	case 0:
		return l.T("comparison.folded_text")
	case 1:
		return l.T("comparison.folded_one", first)
	}
	return l.T("comparison.folded", n, first, last)
}

// changeGroup is the changed sections of one kind, for the summary.
type changeGroup struct {
	kind   string
	count  int
	blocks []diffBlock
}

// changeGroups are what the summary counts, with the sections to go to.
func changeGroups(r *compare.Result, parts []diffPart) []changeGroup {
	groups := []changeGroup{
		{kind: "reworded", count: r.Summary.Reworded + r.Summary.Replaced},
		{kind: "inserted", count: r.Summary.Inserted},
		{kind: "deleted", count: r.Summary.Deleted},
		{kind: "moved", count: r.Summary.Moved},
		{kind: "renumbered", count: r.Summary.Renumbered},
	}
	for _, part := range parts {
		for _, b := range part.blocks {
			for _, kind := range b.kinds {
				for i := range groups {
					if groups[i].kind == kind && b.section {
						groups[i].blocks = append(groups[i].blocks, b)
					}
				}
			}
		}
	}
	return groups
}
