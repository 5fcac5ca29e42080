package cite

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// unitWords are the forms of the words for what stands above sections, whose number
// stands before them: "3. peatüki 1. jagu".
var unitWords = map[string]int{
	"osa": part, "osas": part, "osast": part, "osaga": part, "osale": part, "osad": part, "osade": part, "osades": part, "osadest": part, "osaks": part,
	"jagu": division, "jao": division, "jaos": division, "jaost": division, "jakku": division, "jaoga": division, "jaole": division, "jaod": division,
	"jagude": division, "jagudes": division, "jaoks": division, "ptk": chapter,
}

// annexWords are the forms of the word for an annex that stand before its number, or
// in the name of one without a number: "lisa 2 punktis 3", "käesoleva määruse lisas".
var annexWords = map[string]bool{"lisa": true, "lisas": true, "lisast": true, "lisaga": true, "lisale": true, "lisasse": true, "lisad": true, "lisade": true, "lisades": true, "lisadest": true}

func unitLevel(w string) int {
	switch {
	case strings.HasPrefix(w, "peatük"):
		return chapter
	case strings.HasPrefix(w, "jaotis"):
		return subdivision
	}
	if level, ok := unitWords[w]; ok {
		return level
	}
	return -1
}

// unit is numbers and the word that says of what: "2.–4. peatükk".
type unit struct {
	level int
	list  []Reference // the places without their scope
	next  int
}

// units reads what stands above sections, from a piece on. It returns the piece
// after it, or i when there is none.
func (r *reader) units(i int) int {
	if r.lenient {
		return i
	}
	if annexWords[r.list[i].word] {
		return r.annexes(i)
	}
	if i > 0 && strings.HasPrefix(r.list[i].word, "paragrahvi") && (presents[r.list[i-1].word] || repeats[r.list[i-1].word]) {
		var ref Reference
		r.begin(i+1, &ref)
		return r.ordinals(ref, i+1, i)
	}
	if r.list[i].sort != number {
		return i
	}
	u, ok := r.unit(i, unitLevel)
	if !ok {
		return i
	}
	base := Reference{Start: r.list[i].start}
	r.begin(i, &base)
	base.Place = Place{}
	for {
		lower, more := r.unit(u.next, unitLevel)
		if !more || lower.level <= u.level || len(u.list) > 1 || u.list[0].Until != (lawtext.Number{}) {
			break
		}
		above := u.list[0].Place
		for k := range lower.list {
			lower.list[k].Place = lower.list[k].In(above)
		}
		u = lower
	}
	r.keep(base, u.list)
	return u.next
}

// keep adds references that begin with one scope. The first begins where the scope
// does.
func (r *reader) keep(base Reference, list []Reference) {
	r.drop(base.Start)
	for k, ref := range list {
		ref.Scope, ref.Act = base.Scope, base.Act
		if k == 0 {
			ref.Start = base.Start
		}
		r.found = append(r.found, ref)
		r.last = ref
	}
}

// ordinalLevel is the level of a word that may follow the number of a subsection or
// a point: "käesoleva paragrahvi 1. lõikes".
func ordinalLevel(w string) int {
	switch {
	case strings.HasPrefix(w, "lõige"), strings.HasPrefix(w, "lõike"):
		return subsection
	case strings.HasPrefix(w, "punkt") && len(w) < 12:
		return point
	}
	return -1
}

// ordinals reads what is named in the place of a reference by numbers that stand
// before the word. It returns the piece after it, or none when there is nothing.
func (r *reader) ordinals(ref Reference, at, none int) int {
	u, ok := r.unit(at, ordinalLevel)
	if !ok {
		return none
	}
	low := ref.lowest()
	for k := range u.list {
		u.list[k].Place = ref.with(u.level, u.list[k].number(u.level))
	}
	one := len(u.list) == 1 && u.list[0].Until == (lawtext.Number{})
	if lower, more := r.unit(u.next, ordinalLevel); one && more && lower.level > u.level {
		above := u.list[0]
		for k := range lower.list {
			lower.list[k].Place = above.with(lower.level, lower.list[k].number(lower.level))
		}
		lower.list[0].Start = above.Start
		u, one = lower, len(lower.list) == 1
	}
	if level, to := r.lower(u.level, u.next); one && level > u.level && level > low {
		last := &u.list[0]
		u.next = r.take(last, level, to)
		last.End = r.list[u.next-1].end
	}
	if ref.End > 0 {
		u.list[0].Start = ref.Start
	}
	r.keep(Reference{Start: u.list[0].Start, Scope: ref.Scope, Act: ref.Act}, u.list)
	return u.next
}

// number is the number of a place at a level.
func (p Place) number(level int) lawtext.Number { return *p.levels()[level] }

// unit reads the numbers before one word, of which levelOf says what it is.
func (r *reader) unit(i int, levelOf func(string) int) (u unit, ok bool) {
	at := i
	for len(u.list) < 40 {
		p, is := r.peek(at, number)
		if !is || p.number.N == 0 {
			return u, false
		}
		ref := Reference{Start: p.start, End: p.end}
		n := p.number
		at++
		_, stopped := r.peek(at, stop)
		if stopped {
			at++
		}
		if end, is := r.peek(at+1, number); is && at < len(r.list) && (r.list[at].sort == dash || r.list[at].word == "kuni") && n.Less(end.number) {
			ref.Until, ref.End = end.number, end.end
			if at += 2; at < len(r.list) && r.list[at].sort == stop {
				at, stopped = at+1, true
			}
		}
		if stopped {
			ref.End = r.list[at-1].end
		}
		u.list = append(u.list, ref.numbered(n))
		if w, is := r.peek(at, word); is && stopped {
			if level := levelOf(w.word); level >= 0 {
				u.level, u.next = level, at+1
				u.list[len(u.list)-1].End = w.end
				for k := range u.list {
					ref := &u.list[k]
					ref.Place = Place{}.with(level, ref.Section)
				}
				return u, true
			}
		}
		from := at
		for at < len(r.list) && (r.list[at].sort == comma || joins[r.list[at].word]) {
			at++
		}
		if at == from {
			return u, false
		}
	}
	return u, false
}

// numbered keeps a number in a reference until its level is known.
func (r Reference) numbered(n lawtext.Number) Reference {
	r.Section = n
	return r
}

// annexes reads annexes, and what is named in the only one.
func (r *reader) annexes(i int) int {
	var base Reference
	base.Start = r.list[i].start
	r.begin(i, &base)
	base.Place = Place{}
	bare := base.Scope == Own && base.Start == r.list[i].start
	at := i + 1
	if p, ok := r.peek(at, number); !ok || !r.counts(at) || p.number.N == 0 {
		if base.Scope == Foreign || bare {
			return i // "lisa" may be any addition
		}
		base.Place = Place{Unit: Unit{Annex: lawtext.Number{N: -1}}}
		return r.inAnnex(i, at, base)
	}
	first := r.list[at].number
	base.Place = Place{Unit: Unit{Annex: first}}
	at++
	if end, ok := r.peek(at+1, number); ok && r.list[at].sort == dash && first.Less(end.number) {
		base.Until, at = end.number, at+2
	}
	if base.Until == (lawtext.Number{}) {
		if next := r.inAnnex(i, at, base); next > at {
			return next
		}
	}
	base.End = r.list[at-1].end
	list := []Reference{base}
	for {
		from := at
		for from < len(r.list) && (r.list[from].sort == comma || joins[r.list[from].word]) {
			from++
		}
		p, ok := r.peek(from, number)
		if from == at || !ok || !r.counts(from) {
			break
		}
		list = append(list, Reference{Start: p.start, End: p.end, Place: Place{Unit: Unit{Annex: p.number}}})
		at = from + 1
	}
	r.keep(base, list)
	return at
}

// inAnnex reads what is named in one annex, if anything is. It returns the piece
// after it, or that after the annex.
func (r *reader) inAnnex(i, at int, base Reference) int {
	if at < len(r.list) {
		if level, to := r.lead(at); level >= section {
			return r.chain(i, level, to, base.Place)
		}
	}
	base.End = r.list[at-1].end
	if base.Annex.N < 0 {
		r.keep(base, []Reference{base})
	}
	return at
}

// Resolve is the place with its annex or chapter as a text addresses it, where the
// text has only one that can be meant: the second chapter may stand in a part.
func (p Place) Resolve(t *lawtext.Text) (address string, ok bool) {
	address = p.Address()
	if _, ok = t.Find(address); ok || p.Section.N != 0 || p.Unit == (Unit{}) || p.Annex.N != 0 {
		return address, ok
	}
	return Above(t, address)
}

// Above finds the full address of a chapter, or of what else stands above sections,
// of which only the end is known.
func Above(t *lawtext.Text, end string) (address string, ok bool) {
	found := slices.IndexFunc(t.Nodes, func(n lawtext.Node) bool { return above(n, end) })
	if found < 0 || slices.ContainsFunc(t.Nodes[found+1:], func(n lawtext.Node) bool { return above(n, end) }) {
		return "", false
	}
	return t.Nodes[found].Address, true
}

func above(n lawtext.Node, end string) bool {
	return n.Kind >= lawtext.Part && n.Kind <= lawtext.Subdivision && strings.HasSuffix(n.Address, end)
}
