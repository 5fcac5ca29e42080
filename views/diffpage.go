package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
)

// How many changes a page of a comparison shows, how many of one kind its summary
// leads to, and how many unchanged blocks or rows stand folded on it: more than
// any real law needs, so that no two texts make a page that a browser cannot hold.
const (
	changesOnPage = 600
	linksShown    = 640
	foldedShown   = 3000
	foldedBytes   = 1 << 20 // of all unchanged text folded on a page; what is beyond is only named
)

// diffPage is a comparison arranged for a page, or the part of a very long one
// that a page shows.
type diffPage struct {
	all    []diffPart
	parts  []diffPart // of all, those shown
	pages  Pages
	from   int // ordinals of the first and the last change shown, when there are more
	to     int
	of     int
	places map[string]int // part by id of a change, when there is more than one
}

// diffPage arranges a comparison. Address gives that of another part; nil where
// the others have no page.
func (l Layout) diffPage(r *compare.Result, shown diffShown, part int, address func(part int) string) diffPage {
	p := diffPage{all: l.diffParts(r, shown)}
	for _, part := range p.all {
		if !part.folded {
			p.of += len(part.blocks)
		}
	}
	parts := max(1, (p.of+changesOnPage-1)/changesOnPage)
	part = min(max(part, 1), parts)
	p.parts = p.all
	if parts > 1 {
		p.cut(part)
		if address != nil && part > 1 {
			p.pages.Prev = address(part - 1)
		}
		if address != nil && part < parts {
			p.pages.Next = address(part + 1)
		}
	}
	p.lead(part, address)
	p.name(r)
	return p
}

// name leaves out what is too much to stand folded on the page: it is only named.
func (p *diffPage) name(r *compare.Result) {
	left := foldedBytes
	fits := func(rows ...diffRow) bool {
		n := 0
		for _, row := range rows {
			t, i := side(r, row.entry)
			n += len(t.Own(i))
		}
		if n > left {
			return false
		}
		left -= n
		return true
	}
	for k := range p.parts {
		part := &p.parts[k]
		if part.folded {
			part.named = len(part.blocks) > foldedShown
			for _, b := range part.blocks {
				part.named = part.named || !fits(b.rows...)
			}
			continue
		}
		for _, b := range part.blocks {
			for _, run := range b.runs() {
				if run[0].folded {
					run[0].named = len(run) > foldedShown || !fits(run...)
				}
			}
		}
	}
}

// cut keeps the parts of the page that a part of the changes is on.
func (p *diffPage) cut(part int) {
	p.places = map[string]int{}
	p.parts = nil
	n := 0
	for _, x := range p.all {
		if !x.folded {
			n++
		}
		on := max(0, n-1)/changesOnPage + 1
		for _, b := range x.blocks {
			p.places[b.id] = on
			for _, row := range b.rows {
				p.places[row.id] = on
			}
		}
		if on == part {
			p.parts = append(p.parts, x)
		}
	}
	p.from, p.to = (part-1)*changesOnPage+1, min(part*changesOnPage, p.of)
}

// lead turns the ids that changes name into addresses: on this page or another.
func (p *diffPage) lead(part int, address func(part int) string) {
	pages := map[int]string{} // the address of each part, made once
	to := func(id string) string {
		on := p.places[id]
		switch {
		case id == "":
			return ""
		case on == 0 || on == part:
			return "#" + id
		case address == nil:
			return ""
		}
		if pages[on] == "" {
			pages[on] = address(on)
		}
		return pages[on] + "#" + id
	}
	for _, x := range p.all {
		for i := range x.blocks {
			b := &x.blocks[i]
			b.href, b.before, b.after = to(b.id), to(b.before), to(b.after)
			b.marks = leadingMarks(b.marks, to)
			for k := range b.rows[min(1, len(b.rows)):] {
				row := &b.rows[k+1]
				row.marks = leadingMarks(row.marks, to)
			}
		}
	}
}

func leadingMarks(marks []changeMark, to func(string) string) []changeMark {
	for i := range marks {
		marks[i].to = to(marks[i].to)
	}
	return marks
}

// partAddress is the address of another part of this comparison.
func (p Compare) partAddress(part int) string {
	return p.To().PairPart(p.Old, p.New, p.view(), p.NoSlight, part)
}

// ChangeAt is the address of a change in a comparison of two revisions, on the
// part of it that shows the change.
func (l Layout) ChangeAt(r *compare.Result, old, new dossier.Revision, change string) string {
	p := l.diffPage(r, diffShown{}, 1, func(part int) string { return l.To().PairPart(old, new, "", false, part) })
	if on := p.places[change]; on > 1 {
		return l.To().PairPart(old, new, "", false, on) + "#" + change
	}
	return l.To().Pair(old, new) + "#" + change
}
