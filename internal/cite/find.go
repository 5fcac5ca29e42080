package cite

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Find returns the references of a running text in their order. Acts that are
// named without a provision are among them.
func Find(text string, names *Names) []Reference {
	r := reader{text: text, names: names, list: pieces(text)}
	r.run()
	return r.found
}

// reader walks over the pieces of a text.
type reader struct {
	text    string
	names   *Names
	list    []piece
	lenient bool
	found   []Reference
	last    Reference // the reference before, which "sama seaduse" means
	done    int       // pieces before this one belong to references
}

func (r *reader) run() {
	for i := 0; i < len(r.list); i++ {
		if next := r.units(i); next > i {
			r.done, i = next, next-1
			continue
		}
		if level, at := r.lead(i); level >= 0 && (r.lenient || level < point || r.plainPoint(i)) {
			if next := r.chain(i, level, at, Place{}); next > i {
				r.done, i = next, next-1
				continue
			}
		}
		r.name(i)
	}
}

// plainPoint reports whether a piece is a word that by itself means a point;
// "p" may be many things.
func (r *reader) plainPoint(i int) bool { return len(r.list[i].word) > 4 }

// lead reads a word or sign that says what kind of provision the number after
// it is, and returns the level and the place of the number; level -1 when there
// is none.
func (r *reader) lead(i int) (level, at int) {
	p := &r.list[i]
	switch p.sort {
	case sign:
		level, at = section, i+1
		for at < len(r.list) && r.list[at].sort == sign {
			at++
		}
	case word:
		if level = r.levelOf(p.word); level < 0 {
			return -1, 0
		}
		at = i + 1
	default:
		return -1, 0
	}
	if at+1 < len(r.list) && r.list[at].sort == stop {
		at++
	}
	// §-s 126, lg-s 2
	if at+1 < len(r.list) && r.list[at].sort == dash && r.list[at+1].sort == word && len(r.list[at+1].word) <= 5 {
		at += 2
	}
	if at >= len(r.list) || r.list[at].sort != number && !(level == subpoint && r.letter(at)) {
		return -1, 0
	}
	return level, at
}

// letter reports whether a piece is the letter of a sub-point.
func (r *reader) letter(at int) bool {
	p := &r.list[at]
	return p.sort == word && len(p.word) == 1
}

func (r *reader) levelOf(w string) int {
	switch w {
	case "lg", "lgd":
		return subsection
	case "p", "pp":
		return point
	case "ap", "alap":
		return subpoint
	}
	switch {
	case strings.HasPrefix(w, "paragrahv"):
		return section
	case strings.HasPrefix(w, "lõige"), strings.HasPrefix(w, "lõike"):
		return subsection
	case strings.HasPrefix(w, "punkt") && len(w) < 12:
		return point
	case strings.HasPrefix(w, "alapunkt"), strings.HasPrefix(w, "alampunkt"):
		return subpoint
	}
	if r.lenient {
		return typed(w)
	}
	return -1
}

// typed are the leads that people type and laws do not use.
func typed(w string) int {
	switch w {
	case "par", "prg", "para", "section", "sec", "ст", "статья", "статьи", "статье", "параграф", "параграфа":
		return section
	case "l", "lõik", "loige", "loike", "subsection", "часть", "части", "ч":
		return subsection
	case "point", "clause", "cl", "пункт", "пункта", "п":
		return point
	}
	return -1
}

// chain reads a reference that begins with a lead, and all that its list goes
// on with. Within may be the annex that it begins with. It returns the piece after
// it.
func (r *reader) chain(i, level, at int, within Place) int {
	ref := Reference{Start: r.list[i].start}
	r.begin(i, &ref)
	if within != (Place{}) {
		ref.Place = within
	}
	r.drop(ref.Start)
	for {
		next := r.take(&ref, level, at)
		if lower, to := r.lower(level, next); lower > level && ref.Until == (lawtext.Number{}) {
			level, at = lower, to
			continue // "§ 5 lg 2" is one reference
		}
		ref.End = r.list[next-1].end
		if (level == section || level == subsection) && ref.Until == (lawtext.Number{}) && !r.lenient {
			if after := r.ordinals(ref, next, next); after > next {
				return after // "§ 5 1. lõikes"
			}
		}
		r.found = append(r.found, ref)
		r.last = ref
		from, lead, to, ok := r.further(level, next)
		if !ok {
			return next
		}
		ref.Start, ref.Until, ref.Maybe = r.list[from].start, lawtext.Number{}, lawtext.Number{}
		level, at = lead, to
	}
}

// drop forgets acts found alone that are the beginning of a longer reference.
func (r *reader) drop(start int) {
	for n := len(r.found); n > 0 && r.found[n-1].Start >= start; n-- {
		r.found = r.found[:n-1]
	}
}

// take reads a number, or a run of numbers, into the level of a reference.
func (r *reader) take(ref *Reference, level, at int) (next int) {
	p := &r.list[at]
	n := p.number
	if p.sort == word {
		n = lawtext.Number{N: int(p.word[0]-'a') + 1}
	}
	next = at + 1
	if end, ok := r.peek(next+1, number); ok && (r.list[next].sort == dash || r.list[next].word == "kuni") {
		switch {
		case n.Less(end.number):
			ref.Until, next = end.number, next+2
		case r.list[next].sort == dash && !end.spaced && n.Sup == 0 && end.number.Sup == 0:
			n.Sup, next = end.number.N, next+2 // § 126-1
		}
	} else if end, ok := r.peek(next, number); ok && r.lenient && level == section && n.Sup == 0 && end.number.N < 100 && end.number.Sup == 0 {
		ref.Maybe, next = lawtext.Number{N: n.N, Sup: end.number.N}, next+1
	}
	ref.Place = ref.Place.with(level, n)
	return next
}

func (r *reader) peek(at int, s sort) (*piece, bool) {
	if at < len(r.list) && r.list[at].sort == s {
		return &r.list[at], true
	}
	return nil, false
}

// lower reads a lead to a level below, which goes on with the same reference.
func (r *reader) lower(level, at int) (int, int) {
	if _, ok := r.peek(at, comma); ok && r.lenient {
		at++
	}
	if at >= len(r.list) {
		return -1, 0
	}
	return r.lead(at)
}

// further reads what a list goes on with after "," or "ja": another number, or
// a lead to the same level or one above.
func (r *reader) further(level, at int) (from, lead, to int, ok bool) {
	from = at
	for from < len(r.list) && (r.list[from].sort == comma || joins[r.list[from].word]) {
		from++
	}
	if from == at || from >= len(r.list) {
		return 0, 0, 0, false
	}
	if r.list[from].sort == number {
		return from, level, from, r.counts(from)
	}
	lead, to = r.lead(from)
	return from, lead, to, lead >= 0 && lead <= level
}

var joins = map[string]bool{"ja": true, "ning": true, "või": true, "ega": true, "and": true, "or": true, "и": true, "или": true}

// units are what numbers count when they are no numbers of provisions.
var units = [...]string{"päev", "kuu", "aasta", "euro", "protsen", "tund", "tunni", "minut", "nädal", "kalendri", "töö", "isik", "kor", "kroon", "kord", "meet", "kilo", "gramm", "liik", "miljon", "tuhat", "sen", "jaanuar", "veebruar", "märts", "april", "aprill", "mai", "juuni", "juuli", "august", "septemb", "oktoob", "novemb", "detsemb"}

// verbs begin as units do and count nothing: "paragrahvid 5 ja 6 tunnistatakse
// kehtetuks".
var verbs = [...]string{"tunnist", "kuulu", "korrald", "kordu", "maini", "töötle", "töötat", "töötav"}

// counts reports whether a number in a list goes on with it: it is followed by
// nothing that is counted, and is no ordinal.
func (r *reader) counts(at int) bool {
	p := at + 1
	if _, ok := r.peek(p, stop); ok {
		if w, ok := r.peek(p+1, word); ok && strings.HasPrefix(r.text[w.start:], w.word[:1]) {
			return false
		}
	}
	w, ok := r.peek(p, word)
	if !ok {
		return p >= len(r.list) || r.text[r.list[p].start] != '%'
	}
	begins := func(u string) bool { return strings.HasPrefix(w.word, u) }
	return !slices.ContainsFunc(units[:], begins) || slices.ContainsFunc(verbs[:], begins)
}
