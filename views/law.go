package views

import (
	"context"
	"github.com/a-h/templ"
	"io"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// lawBlock is a section with everything inside it, or a heading between
// sections. The browser lays out the blocks on screen and no others.
type lawBlock struct {
	size  int // of [blockClass]: its height before it is laid out
	lines []lawLine
}

// blockSizes is how many heights of blocks the stylesheet knows.
const blockSizes = 9

// blockClass estimates the height of a block, from about two lines, doubling.
var blockClass = func() (made [blockSizes]templ.OrderedAttributes) {
	for i := range made {
		made[i] = class("block s" + strconv.Itoa(i))
	}
	return made
}()

// lawLine is one node as a line of the page, or the rows of a table.
type lawLine struct {
	node     int
	id       string // the address, else made from the place in the text
	label    string // as written
	text     string // as written
	plain    bool   // neither label nor text has marks
	kind     lawtext.Kind
	level    int // of a heading, from 2; 0 for running text
	rows     [][]string
	changed  int // the revision in which it last changed, when later than the first; else 0
	comments []PlacedComment

	provision uint32 // stable identity, when the document has several revisions; else 0
}

// lawBlocks arranges a text for a page. Marks may be nil.
func lawBlocks(t *lawtext.Text, marks []dossier.Mark, comments []PlacedComment) []lawBlock {
	b := lawBuilder{t: t, marks: marks, comments: map[int][]PlacedComment{}, levels: make([]int, len(t.Nodes)), lines: make([]lawLine, 0, len(t.Nodes))}
	for _, c := range comments {
		b.comments[c.Node] = append(b.comments[c.Node], c)
	}
	for i := 1; i < len(t.Nodes); i++ {
		b.add(i)
	}
	b.finish()
	return b.blocks
}

type lawBuilder struct {
	t        *lawtext.Text
	marks    []dossier.Mark
	next     int // mark of the next addressable node
	comments map[int][]PlacedComment
	levels   []int     // heading level under which the children of a node stand
	lines    []lawLine // of all blocks
	blocks   []lawBlock
	bytes    int // of the block being built
	until    int // the node after the section being built
}

func (b *lawBuilder) add(i int) {
	n := &b.t.Nodes[i]
	line := lawLine{node: i, id: n.Address, kind: n.Kind, label: b.t.Label(i), text: b.t.Text(i), comments: b.comments[i]}
	line.plain = plainLaw(line.text) && plainLaw(line.label)
	if line.id == "" {
		line.id = "n" + strconv.Itoa(i)
	}
	above := 1
	if n.Parent >= 0 {
		above = max(1, b.levels[n.Parent])
	}
	b.levels[i] = above
	if heads(n.Kind) {
		line.level = min(6, above+1)
		b.levels[i] = line.level
	}
	if n.Address != "" {
		if b.next < len(b.marks) {
			line.provision = b.marks[b.next].Provision
			line.changed = b.marks[b.next].Changed
		}
		if line.changed == 1 {
			line.changed = 0
		}
		b.next++
	}
	if n.Kind == lawtext.Heading && b.title(i) {
		return
	}
	if i >= b.until && (len(b.blocks) == 0 || n.Kind == lawtext.Section || heads(n.Kind) || b.bytes > 8<<10) {
		b.finish()
		b.blocks = append(b.blocks, lawBlock{})
		b.until = i
		if n.Kind == lawtext.Section {
			b.until = n.End
		}
	}
	b.put(line)
}

func (b *lawBuilder) put(line lawLine) {
	block := &b.blocks[len(b.blocks)-1]
	b.bytes += len(b.t.Text(line.node))
	if line.kind != lawtext.Row {
		b.line(block, line)
		return
	}
	cells := lawtext.Cells(b.t.Text(line.node))
	if cells == nil {
		return
	}
	if n := len(block.lines); n > 0 && block.lines[n-1].kind == lawtext.Row {
		block.lines[n-1].rows = append(block.lines[n-1].rows, cells)
		return
	}
	line.rows = [][]string{cells}
	b.line(block, line)
}

// line appends a line to the last block. No node has more than one, so that the
// lines of all blocks never move.
func (b *lawBuilder) line(block *lawBlock, line lawLine) {
	b.lines = append(b.lines, line)
	block.lines = b.lines[len(b.lines)-len(block.lines)-1:]
}

// title reports whether a heading is the title of the whole text, which the
// page already shows as its h1.
func (b *lawBuilder) title(i int) bool {
	for k := 1; k < i; k++ {
		if b.t.Nodes[k].Kind == lawtext.Heading {
			return false
		}
	}
	return lawtext.Plain(b.t.Text(i)) == b.t.Title()
}

// finish gives the last block its height class: heights double from s0, about
// two lines, upwards.
func (b *lawBuilder) finish() {
	if len(b.blocks) == 0 {
		return
	}
	size := 0
	for lines := b.bytes/70 + 2*len(b.blocks[len(b.blocks)-1].lines); lines > 3 && size < blockSizes-1; lines /= 2 {
		size++
	}
	b.blocks[len(b.blocks)-1].size = size
	b.bytes = 0
}

func heads(k lawtext.Kind) bool {
	return k >= lawtext.Part && k <= lawtext.Section || k == lawtext.Annex || k == lawtext.Heading
}

// plainLaw reports whether a run of law text has no marks, so that it can be
// written as it is.
func plainLaw(s string) bool { return !strings.ContainsAny(s, "*<&[_\n\\") }

// class is the attribute of that name, without the cost of choosing among names.
func class(names string) templ.OrderedAttributes {
	return templ.OrderedAttributes{{Key: "class", Value: names}}
}

// kindClass is the class of a provision, made once: a law has thousands.
var kindClass = func() map[lawtext.Kind]templ.OrderedAttributes {
	made := map[lawtext.Kind]templ.OrderedAttributes{}
	for kind, name := range lawClasses {
		made[kind] = class(name)
	}
	return made
}()

var lawClasses = map[lawtext.Kind]string{
	lawtext.Part: "unit", lawtext.Chapter: "unit", lawtext.Division: "unit", lawtext.Subdivision: "unit",
	lawtext.Annex: "unit", lawtext.Heading: "unit", lawtext.Section: "section", lawtext.Subsection: "subsection",
	lawtext.Point: "point", lawtext.Subpoint: "subpoint", lawtext.Paragraph: "paragraph",
}

// contentsItem is one line of the contents.
type contentsItem struct {
	class   string
	address string
	label   string
	words   string
}

// contents lists the units and sections of a text that have an address.
func contents(t *lawtext.Text) []contentsItem {
	var items []contentsItem
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Address == "" || !heads(n.Kind) {
			continue
		}
		items = append(items, contentsItem{lawClasses[n.Kind], n.Address, lawtext.Plain(t.Label(i)), t.Heading(i)})
	}
	return items
}

// escaped is text that is written without the cost of a component of its own.
type escaped string

// Render implements templ.Component.
func (e escaped) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, templ.EscapeString(string(e)))
	return err
}

// noted reports whether something stands in the margin beside a line.
func noted(line lawLine, p Revision) bool {
	return line.changed > 0 || len(line.comments) > 0 || len(p.Clashes) > 0 && len(p.clashesAt(line.id)) > 0 ||
		len(p.Explained) > 0 && len(p.Explained[line.id]) > 0 ||
		line.kind == lawtext.Section && (p.Consultation != nil || line.provision > 0 || p.Marked[line.id] != Marked{})
}

// groups cuts the lines of a block before each one that has marks beside it.
func (b lawBlock) groups(p Revision) [][]lawLine {
	var groups [][]lawLine
	from := 0
	for i := range b.lines {
		if i > from && noted(b.lines[i], p) {
			groups = append(groups, b.lines[from:i])
			from = i
		}
	}
	return append(groups, b.lines[from:])
}

// lawMargin is what the marks of all provisions have in common.
type lawMargin struct {
	links            *lawLinks
	changed, history string
}

func (p Revision) lawMargin() lawMargin {
	return lawMargin{links: p.lawLinks(), changed: p.T("revision.changed"), history: p.T("revision.history")}
}

// lawLinks are the addresses in the margin of a text, prepared once: a law has
// thousands of them.
type lawLinks struct {
	comment   string // the address of a provision is put after it
	provision string // the number of a provision is put after it
	cited     string // the same of a section, and the day after that
	amended   string
	day       string
	compared  map[int]string
	page      Revision
}

func (p Revision) lawLinks() *lawLinks {
	links := &lawLinks{compared: map[int]string{}, page: p}
	links.provision = strings.TrimSuffix(p.To().Provision(p.Document.Dossier, p.Document.No, 0), "0")
	on := CitationsQuery{Day: p.MarkedDay}.values().Encode()
	if links.day = on; on != "" {
		links.day = "&" + on
	}
	links.cited = p.To().Citations(p.Document.Dossier, p.Document.No, CitationsQuery{}) + "?at="
	links.amended = p.To().Citations(p.Document.Dossier, p.Document.No, CitationsQuery{Amends: true}) + "?at="
	if at := p.commentAddress(); at != "" {
		links.comment = at + "&at="
	}
	return links
}

func (k *lawLinks) history(provision uint32) string {
	return k.provision + strconv.FormatUint(uint64(provision), 10)
}

// changed is the place in the comparison in which a line last changed: where the
// provision stood then.
func (k *lawLinks) changed(line lawLine) string {
	at := line.id
	if stood := k.page.Stood[line.provision]; stood != "" {
		at = stood
	}
	return k.compare(line.changed) + "#" + at
}

// compare is the comparison in which a revision changed something.
func (k *lawLinks) compare(revision int) string {
	address, ok := k.compared[revision]
	if !ok {
		d := k.page.Document
		address = k.page.To().Compare(d.Dossier, d.No, revision-1, revision)
		k.compared[revision] = address
	}
	return address
}
