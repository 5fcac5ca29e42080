// Package cite recognises references to provisions as lawyers and everyone else
// write them: "KarS § 121", "käibemaksuseaduse § 5 lg 2 p 3", "§-s 126¹",
// "lõike 3 punktides 1–3". Find reads running text and recognises only what is
// surely a reference; Read reads what a person has typed into a search box and
// also accepts what is likely one, such as "§ 126 1" for § 126¹.
package cite

import (
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Scope says which act a reference is to.
type Scope uint8

// The scopes.
const (
	Own     Scope = iota // no act is named, or the present one: the act in which the text stands
	Named                // the act of Reference.Act
	Same                 // the act named last before: "sama seaduse § 5"
	Foreign              // an act is named that is not among the Names: no one can say which
)

// Unit is what stands above sections: an annex, or a part, chapter, division or
// subdivision by the numbers on its way, as far as they are named. An annex that
// has no number has the number -1.
type Unit struct {
	Annex, Part, Chapter, Division, Subdivision lawtext.Number
}

// Place is a provision by the numbers on its way. A level that is not named is
// zero: in "lõike 3 punktis 1" the section is the one in which the text stands.
type Place struct {
	Unit
	Section, Subsection, Point, Subpoint lawtext.Number
}

// The levels of a place, from the highest.
const (
	annex = iota
	part
	chapter
	division
	subdivision
	section
	subsection
	point
	subpoint
)

// Reference is one provision, one run of provisions, or one act that a text
// names.
type Reference struct {
	Start, End int // the bytes that name it; of the further ones in a list, the number alone
	Scope      Scope
	Act        Act            // when the scope is Named
	Place                     // the zero Place when the act alone is named
	Until      lawtext.Number // last of a run, at the lowest level named; zero for one provision
	Maybe      lawtext.Number // from Read: the section that "§ 126 1" means if not 126 with something after it
	Written    string         // from Read: the name of the act as written
}

// Empty reports whether no provision is named.
func (p Place) Empty() bool { return p == Place{} }

var (
	marks = [...]string{"lisa", "osa", "ptk", "jg", "jts", "para", "lg", "p", "ap"}
	names = [...]string{"lisa", "osa", "ptk", "jagu", "jaotis", "§", "lg", "p", "alap"}
)

// Address is the place as texts address it: para12b1lg2p3, ptk3jg1. It is empty
// when neither the section nor what stands above sections is known.
func (p Place) Address() string {
	if p.Section.N == 0 && p.Unit == (Unit{}) {
		return ""
	}
	var b strings.Builder
	for i, n := range p.levels() {
		if *n == (lawtext.Number{}) || p.Section.N != 0 && i > annex && i < section {
			continue // sections are numbered through the whole act
		}
		b.WriteString(marks[i])
		if i == subpoint {
			b.WriteRune(rune('a' + n.N - 1))
		} else if n.N > 0 {
			b.WriteString(strconv.Itoa(n.N))
		}
		if n.Sup != 0 {
			b.WriteString("b" + strconv.Itoa(n.Sup))
		}
	}
	return b.String()
}

// String is the place as lawyers cite it: "§ 12¹ lg 2 p 3", "3. ptk 1. jagu".
func (p Place) String() string {
	var parts []string
	for i, n := range p.levels() {
		switch {
		case *n == (lawtext.Number{}):
		case n.N < 0:
			parts = append(parts, names[i])
		case i == subpoint:
			parts = append(parts, names[i]+" "+string(rune('a'+n.N-1)))
		case i > annex && i < section:
			parts = append(parts, n.String()+". "+names[i])
		default:
			parts = append(parts, names[i]+" "+n.String())
		}
	}
	return strings.Join(parts, " ")
}

// In completes a place by the one in which the text that names it stands: the
// levels above the highest one named are taken from there.
func (p Place) In(at Place) Place {
	high := 0
	for to := p.levels(); high < len(to) && *to[high] == (lawtext.Number{}); high++ {
	}
	from := at.levels()
	for i, n := range p.levels() {
		switch {
		case i >= high:
			return p
		case high == section, high > section && i < section && (i > annex || at.Section.N != 0):
		case high < section && at.Section.N != 0:
		default:
			*n = *from[i]
		}
	}
	return p
}

// All lists the places of a run, from the first to Until. A run whose end is
// before its beginning, or that is longer than a hundred, is its ends alone.
func (r Reference) All() []Place {
	list := []Place{r.Place}
	low := r.lowest()
	if r.Until == (lawtext.Number{}) || low < 0 {
		return list
	}
	first := *r.levels()[low]
	if run := r.Until.N - first.N; run > 0 && run <= 100 {
		for n := first.N + 1; n < r.Until.N; n++ {
			list = append(list, r.with(low, lawtext.Number{N: n}))
		}
	} else if run == 0 {
		for sup := first.Sup + 1; sup < r.Until.Sup; sup++ {
			list = append(list, r.with(low, lawtext.Number{N: first.N, Sup: sup}))
		}
	}
	return append(list, r.with(low, r.Until))
}

func (p *Place) levels() [9]*lawtext.Number {
	return [...]*lawtext.Number{&p.Annex, &p.Part, &p.Chapter, &p.Division, &p.Subdivision, &p.Section, &p.Subsection, &p.Point, &p.Subpoint}
}

// lowest is the lowest level named, or -1.
func (p *Place) lowest() int {
	low := -1
	for i, n := range p.levels() {
		if *n != (lawtext.Number{}) {
			low = i
		}
	}
	return low
}

// with is the place with a number at a level and nothing below it.
func (p Place) with(level int, n lawtext.Number) Place {
	for i, have := range p.levels() {
		if i == level {
			*have = n
		} else if i > level {
			*have = lawtext.Number{}
		}
	}
	return p
}
