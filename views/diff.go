package views

import (
	"slices"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// diffBlock is a section, or what stands between sections, in a comparison.
type diffBlock struct {
	id      string // the address of the change it begins with; empty when nothing changed
	cite    string
	heading string
	kinds   []string // of change, as the summary groups them
	marks   []changeMark
	section bool
	rows    []diffRow
	href    string // leads to it
	before  string // leads to the change before, or empty
	after   string
	asked   []AskedBy // who asked for the change at its head
	earlier int       // changed blocks before it that are cited alike
}

func (b diffBlock) changed() bool { return b.id != "" }

// diffRow is one node in a comparison.
type diffRow struct {
	entry   compare.Entry
	kind    lawtext.Kind
	id      string // its address in the comparison; empty when the block bears it, or it has none to cite
	marks   []changeMark
	changed bool
	slight  bool // only white space and punctuation changed, and that is hidden
	folded  bool // unchanged and away from any change
	named   bool // the first of folded ones that are too much to be on the page
	whole   bool // came or went with its section
	once    bool // shown once for both texts
	asked   []AskedBy
}

// class of the row on the page.
func (row diffRow) class() string {
	names := "pair " + lawClasses[row.kind]
	if row.entry.Moved {
		names += " moved"
	}
	if row.once {
		names += " once"
	}
	if row.entry.Old < 0 {
		names += " fresh"
	}
	if row.entry.New < 0 {
		names += " lost"
	}
	return names
}

// diffShown is what a person chose to see of a comparison.
type diffShown struct {
	noSlight  bool                 // changes of punctuation alone count as none
	noMissing bool                 // what only the old text has is not shown
	asked     map[string][]AskedBy // by address of the change
}

// diffPart is a changed block, or a run of unchanged ones that can be unfolded.
type diffPart struct {
	blocks []diffBlock
	folded bool
	named  bool   // folded, and too much to be on the page
	words  string // what is folded
}

// numbered counts for each changed block those before it that are cited alike, so
// that each can be told apart by name.
func numbered(blocks []diffBlock) []diffBlock {
	cited := map[string]int{}
	for i := range blocks {
		if b := &blocks[i]; b.changed() {
			b.earlier = cited[b.cite]
			cited[b.cite]++
		}
	}
	return blocks
}

// diffParts arranges a comparison for a page: only what changed with what
// stands beside it, the rest folded.
func (l Layout) diffParts(r *compare.Result, shown diffShown) []diffPart {
	var parts []diffPart
	for _, b := range numbered(linked(l.diffBlocks(r, shown))) {
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

func (l Layout) diffBlocks(r *compare.Result, shown diffShown) []diffBlock {
	var blocks []diffBlock
	for _, e := range r.Display() {
		t, i := side(r, e)
		if i == 0 || shown.noMissing && e.New < 0 {
			continue
		}
		row := l.diffRow(r, e, shown)
		if len(blocks) == 0 || heads(row.kind) {
			b := diffBlock{id: r.Address(e), section: row.kind == lawtext.Section, cite: t.Cite(i), heading: t.Heading(i), asked: row.asked}
			if row.kind != lawtext.Section {
				b.cite = strings.TrimSpace(lawtext.Plain(t.Label(i)))
			}
			row.id, row.asked = "", nil // the block bears them
			blocks = append(blocks, b)
		}
		b := &blocks[len(blocks)-1]
		b.rows = append(b.rows, row)
		b.note(row, len(b.rows) == 1)
		if len(b.rows) > 1 && saidBySection(b.kinds, e) {
			b.rows[len(b.rows)-1].marks, b.rows[len(b.rows)-1].whole = nil, true // the section says it once
		}
	}
	return blocks
}

// saidBySection reports whether a row inside a section that came or went only
// came or went with it.
func saidBySection(kinds []string, e compare.Entry) bool {
	if len(kinds) == 0 || e.Pointer || e.From > 0 || e.Into > 0 {
		return false
	}
	return kinds[0] == "inserted" && e.Link == compare.Inserted || kinds[0] == "deleted" && e.Link == compare.Deleted
}

// diffRow is an entry with what is said beside it.
func (l Layout) diffRow(r *compare.Result, e compare.Entry, shown diffShown) diffRow {
	t, i := side(r, e)
	row := diffRow{entry: e, kind: t.Nodes[i].Kind, changed: e.Changed()}
	if shown.noSlight && slight(e) {
		row.slight, row.changed = true, false
	}
	if row.changed || t.Nodes[i].Address != "" {
		row.id = r.Address(e)
	}
	if row.changed {
		row.marks = l.changeMarks(r, e)
		row.asked = shown.asked[row.id]
	}
	return row
}

// slight reports whether nothing but white space and punctuation changed.
func slight(e compare.Entry) bool {
	if e.Link != compare.Reworded || e.Moved || e.Renumbered || e.Pointer {
		return false
	}
	for _, p := range e.Pieces {
		if p.Op != compare.Keep && strings.ContainsFunc(p.Old+p.New, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			return false
		}
	}
	return true
}

// changeMark is what became of a provision, in words: oli § 12.
type changeMark struct {
	words string
	to    string // leads to the other provision it names; empty for none
}

// changeMarks says in words what became of an entry beyond its words.
func (l Layout) changeMarks(r *compare.Result, e compare.Entry) []changeMark {
	var marks []changeMark
	for _, note := range r.Notes(e) {
		mark := changeMark{words: l.noteWords(note)}
		switch note.Kind {
		case compare.NoteTo, compare.NoteMerged:
			mark.to = r.Address(*r.NewEntry(note.Node))
		case compare.NoteSplit:
			mark.to = r.Address(*r.OldEntry(note.Node))
		}
		marks = append(marks, mark)
	}
	switch {
	case e.Pointer:
	case e.Link != compare.Inserted && e.Link != compare.Deleted && repealed(r.New, e.New) && !repealed(r.Old, e.Old):
		marks = append(marks, changeMark{words: l.T("comparison.note_repealed")})
	}
	return marks
}

// noteWords says a note. What was split off a whole section, or merged into one,
// is said with its number alone; of what moved from or to a section that is said
// first.
func (l Layout) noteWords(n compare.Note) string {
	key := "comparison.note_" + string(n.Kind)
	number, inside, section := sectionCited(n.Cite)
	switch {
	case !section:
	case inside == "" && (n.Kind == compare.NoteSplit || n.Kind == compare.NoteMerged):
		return l.T(key+"_section", number)
	case inside != "" && (n.Kind == compare.NoteFrom || n.Kind == compare.NoteTo):
		return l.T(key+"_section", number, inside)
	}
	return l.T(key, n.Cite)
}

// sectionCited takes apart how a provision of a section is cited: § 31 lg 2.
func sectionCited(cite string) (number, inside string, ok bool) {
	rest, ok := strings.CutPrefix(cite, "§ ")
	number, inside, _ = strings.Cut(rest, " ")
	return number, inside, ok
}

// repealed reports whether a text says of a provision that it is not in force:
// its words begin so, or nothing stands under its heading.
func repealed(t *lawtext.Text, i int) bool {
	n := t.Nodes[i]
	if n.Kind < lawtext.Section || n.Kind > lawtext.Subpoint {
		return false
	}
	words := t.Text(i)
	if n.End > i+1 {
		first := t.Text(i + 1)
		if n.Kind != lawtext.Section || n.End > i+2 {
			first = ""
		}
		return saysRepealed(words) || saysRepealed(first)
	}
	return n.Kind == lawtext.Section || saysRepealed(words)
}

func saysRepealed(words string) bool {
	words = strings.ToLower(strings.TrimLeft(lawtext.Plain(words), "[( –-"))
	return strings.HasPrefix(words, "kehtetu")
}

// note adds to a block what one of its rows says about it.
func (b *diffBlock) note(row diffRow, first bool) {
	if !row.changed || len(b.kinds) > 0 && slices.Contains([]string{"inserted", "deleted", "pointer"}, b.kinds[0]) {
		return
	}
	if first {
		b.marks = row.marks
	}
	for _, kind := range row.kinds(first) {
		if !slices.Contains(b.kinds, kind) {
			b.kinds = append(b.kinds, kind)
		}
	}
}

// kinds names the ways in which a row changed, as the summary counts sections.
// Only the first row of a section tells of the section itself; a number that
// changed inside counts for nothing.
func (row diffRow) kinds(first bool) []string {
	e := row.entry
	switch {
	case first && e.Pointer:
		return []string{"pointer"}
	case first && e.Link == compare.Inserted:
		return []string{"inserted"}
	case first && e.Link == compare.Deleted:
		return []string{"deleted"}
	case !first && e.Link == compare.Same && !e.Moved:
		return []string{"inside"}
	case !first:
		return []string{"reworded"}
	}
	var kinds []string
	if e.Link != compare.Same {
		kinds = append(kinds, "reworded")
	}
	if e.Moved {
		kinds = append(kinds, "moved")
	}
	if e.Renumbered {
		kinds = append(kinds, "renumbered")
	}
	return kinds
}

// side is the text and the node that an entry is shown by.
func side(r *compare.Result, e compare.Entry) (*lawtext.Text, int) {
	if e.New >= 0 && !e.Pointer || e.Old < 0 {
		return r.New, e.New
	}
	return r.Old, e.Old
}

// linked joins each changed block to its neighbours and folds what is unchanged
// inside them. One that did not change leaves its address to its first row.
func linked(blocks []diffBlock) []diffBlock {
	last := -1
	for i := range blocks {
		b := &blocks[i]
		if len(b.kinds) == 0 {
			if b.rows[0].id == "" {
				b.rows[0].id = b.id
			}
			b.id = ""
			continue
		}
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
	return cutRows(b.rows, func(a, b diffRow) bool { return a.folded == b.folded })
}

// tables cuts rows into the rows of tables and the rest.
func tables(rows []diffRow) [][]diffRow {
	return cutRows(rows, func(a, b diffRow) bool { return inTable(a) == inTable(b) })
}

func inTable(row diffRow) bool { return row.kind == lawtext.Row && !row.entry.Pointer }

// cutRows cuts rows wherever two neighbours do not belong together.
func cutRows(rows []diffRow, together func(a, b diffRow) bool) [][]diffRow {
	var runs [][]diffRow
	from := 0
	for i := range rows {
		if i+1 == len(rows) || !together(rows[i], rows[i+1]) {
			runs = append(runs, rows[from:i+1])
			from = i + 1
		}
	}
	return runs
}

// once shows rows that did not change in one column: twice the same text would
// be twice to read.
func once(rows []diffRow) []diffRow {
	for i := range rows {
		rows[i].once = !rows[i].changed && !rows[i].slight
	}
	return rows
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

// changeGroups are what the summary counts, with the sections to go to. Where
// something is hidden only what is shown counts.
func changeGroups(r *compare.Result, parts []diffPart, shown diffShown) []changeGroup {
	groups := []changeGroup{
		{kind: "reworded", count: r.Summary.Reworded + r.Summary.Replaced},
		{kind: "inserted", count: r.Summary.Inserted},
		{kind: "deleted", count: r.Summary.Deleted},
		{kind: "moved", count: r.Summary.Moved},
		{kind: "renumbered", count: r.Summary.Renumbered},
		{kind: "outside"},
	}
	for _, part := range parts {
		for _, b := range part.blocks {
			if !b.section && b.changed() {
				outside := &groups[len(groups)-1]
				outside.blocks = append(outside.blocks, b)
				outside.count++
				continue
			}
			for _, kind := range b.kinds {
				for i := range groups {
					if groups[i].kind == kind {
						groups[i].blocks = append(groups[i].blocks, b)
					}
				}
			}
		}
	}
	for i := range groups {
		if shown.noSlight || shown.noMissing {
			groups[i].count = len(groups[i].blocks)
		}
	}
	return groups
}
