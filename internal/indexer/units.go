package indexer

import (
	"hash/fnv"
	"io"
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// unit is a piece of a text that is found by itself: a section of an act, or
// about a page of what stands outside sections.
type unit struct {
	provision uint32 // stable identity, or a place among the pages
	piece     int    // of a provision too long for one unit, from 0
	section   bool
	label     string
	heading   string
	address   string // within the revision, such as para5; may be empty
	text      string
}

// key tells the units of a document apart, across its revisions.
type key struct {
	provision uint32
	piece     int
}

func (u *unit) key() key { return key{u.provision, u.piece} }

// sum is equal for units that a reader would take for the same.
func (u *unit) sum() uint64 {
	h := fnv.New64a()
	for _, s := range [...]string{u.label, "\x00", u.heading, "\x00", u.address, "\x00", u.text} {
		_, _ = io.WriteString(h, s) // a hash never fails
	}
	return h.Sum64()
}

const (
	pageBytes = 6000     // of text outside sections in one unit
	mostBytes = 64 << 10 // of one provision in one unit
	// A section of one sentence has it where others have their heading.
	longestHeading = 160
	// firstPage begins the identities of pages, above those of provisions.
	firstPage = 1 << 31
)

// units cuts a text into its units. Marks stand in the order of the addressable
// nodes; where they are missing, a provision is known by its place.
func units(t *lawtext.Text, marks []dossier.Mark) []unit {
	identity := map[int]uint32{}
	for n, i := range t.Addressable() {
		identity[i] = uint32(firstPage/2 + n)
		if n < len(marks) {
			identity[i] = marks[n].Provision
		}
	}
	var list []unit
	var rest pages
	for i := 1; i < len(t.Nodes); {
		n := &t.Nodes[i]
		if !whole(t, i) {
			rest.add(line(t, i), n.Address)
			i++
			continue
		}
		list = append(list, pieces(t, i, identity[i])...)
		i = n.End
	}
	return append(list, rest.units()...)
}

// whole reports whether a node is a unit with everything inside it: a section,
// or an annex without sections of its own.
func whole(t *lawtext.Text, i int) bool {
	switch t.Nodes[i].Kind {
	case lawtext.Section:
		return true
	case lawtext.Annex:
		for k := i + 1; k < t.Nodes[i].End; k++ {
			if t.Nodes[k].Kind == lawtext.Section {
				return false
			}
		}
		return true
	}
	return false
}

func pieces(t *lawtext.Text, i int, provision uint32) []unit {
	n := &t.Nodes[i]
	u := unit{provision: provision, section: n.Kind == lawtext.Section, label: cite(t, i), heading: t.Heading(i), address: n.Address}
	text := body(t, i)
	if len(u.heading) > longestHeading && text == "" {
		u.heading, text = "", u.heading
	}
	var list []unit
	for {
		u.text, text = split(text, mostBytes)
		list = append(list, u)
		if text == "" {
			return list
		}
		u.piece++
	}
}

// cite is the number of a section as people write it: "§ 12¹".
func cite(t *lawtext.Text, i int) string {
	n := &t.Nodes[i]
	if n.Kind == lawtext.Section {
		return "§ " + n.Number.String()
	}
	return strings.TrimRight(lawtext.Plain(t.Label(i)), ". ")
}

// body is the text of a unit without its own number and heading.
func body(t *lawtext.Text, i int) string {
	var b strings.Builder
	for k := i + 1; k < t.Nodes[i].End; k++ {
		if l := line(t, k); l != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l)
		}
	}
	return b.String()
}

func line(t *lawtext.Text, i int) string {
	if t.Nodes[i].Kind == lawtext.Row {
		return lawtext.Plain(strings.Join(lawtext.Cells(t.Text(i)), " · "))
	}
	return strings.TrimSpace(lawtext.Plain(t.Label(i)) + " " + lawtext.Plain(t.Text(i)))
}

// pages gathers what stands outside sections.
type pages struct {
	text    strings.Builder
	address string
	done    []unit
}

func (p *pages) add(line, address string) {
	if line == "" {
		return
	}
	if p.text.Len() == 0 {
		p.address = address
	} else {
		p.text.WriteByte('\n')
	}
	p.text.WriteString(line)
	if p.text.Len() >= pageBytes {
		p.close()
	}
}

func (p *pages) close() {
	for text := p.text.String(); text != ""; {
		u := unit{provision: uint32(firstPage + len(p.done)), address: p.address}
		u.text, text = split(text, mostBytes)
		p.done = append(p.done, u)
	}
	p.text.Reset()
}

func (p *pages) units() []unit {
	p.close()
	return p.done
}

// split cuts a text that is too long after a line, else anywhere between
// letters.
func split(text string, most int) (head, tail string) {
	if len(text) <= most {
		return text, ""
	}
	at := strings.LastIndexAny(text[:most], "\n ") + 1
	if at == 0 {
		for at = most; at > 0 && text[at]&0xC0 == 0x80; {
			at--
		}
	}
	if at == 0 {
		at = most
	}
	return text[:at], text[at:]
}
