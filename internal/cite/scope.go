package cite

import (
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/search/estonian"
)

// begin finds out from the words before a lead which act, and which provision
// of it, a reference is to, and where it begins.
func (r *reader) begin(i int, ref *Reference) {
	if i == 0 {
		return
	}
	before := &r.list[i-1]
	switch {
	case i > 1 && repeats[r.list[i-2].word] && strings.HasPrefix(before.word, "paragrahv"):
		ref.Scope, ref.Act, ref.Place = r.last.Scope, r.last.Act, Place{Unit: r.last.Unit, Section: r.last.Section}
	case i > 1 && repeats[r.list[i-2].word] && strings.HasPrefix(before.word, "lõike"):
		ref.Scope, ref.Act, ref.Place = r.last.Scope, r.last.Act, Place{Unit: r.last.Unit, Section: r.last.Section, Subsection: r.last.Subsection}
	default:
		r.act(i-1, ref)
	}
}

var (
	repeats  = map[string]bool{"sama": true, "nimetatud": true, "eelnimetatud": true, "viidatud": true}
	presents = map[string]bool{"käesoleva": true, "käesolevas": true, "käesolevast": true, "selle": true, "antud": true}
)

// act reads the name of an act that ends at a piece.
func (r *reader) act(at int, ref *Reference) {
	if act, start, ok := r.named(at); ok {
		ref.Scope, ref.Act, ref.Start = Named, act, start
		return
	}
	at = r.skipAside(at)
	if at < 0 || r.list[at].sort != word || !genitive(r.list[at].word) {
		return
	}
	ref.Scope = Foreign
	if at == 0 {
		return
	}
	switch demonstrative := &r.list[at-1]; {
	case presents[demonstrative.word]:
		ref.Scope, ref.Start = Own, demonstrative.start
	case repeats[demonstrative.word]:
		ref.Scope, ref.Act, ref.Start = r.last.Scope, r.last.Act, demonstrative.start
	}
}

// skipAside goes back over an abbreviation in brackets: "karistusseadustiku
// (KarS) § 121".
func (r *reader) skipAside(at int) int {
	if r.list[at].sort != shut {
		return at
	}
	for n := at - 1; n >= 0 && at-n < 6; n-- {
		if r.list[n].sort == open {
			return n - 1
		}
	}
	return at
}

// named returns the act whose name ends at a piece, and where the name begins.
func (r *reader) named(at int) (Act, int, bool) {
	if r.names == nil || at < 0 {
		return Act{}, 0, false
	}
	if n := r.skipAside(at); n != at && n >= 0 {
		return r.named(n)
	}
	if r.list[at].sort == quote && at > 0 {
		at--
	}
	if at > 1 && caseEnding(r.list[at].word) && r.list[at-1].sort == dash && !r.list[at].spaced {
		if act, start, ok := r.longest(at - 2); ok {
			return act, start, true
		}
	}
	return r.longest(at)
}

// longest finds the longest name that ends at a word.
func (r *reader) longest(at int) (Act, int, bool) {
	if r.list[at].sort != word {
		return Act{}, 0, false
	}
	for _, name := range r.names.byLast[lastKey(r.list[at].word)] {
		start, ok := r.precedes(at, name.before)
		if ok && (len(name.before) > 0 || r.sure(&r.list[at], r.names.acts[name.act])) {
			return r.names.acts[name.act], r.list[start].start, true
		}
	}
	return Act{}, 0, false
}

// precedes reports whether words stand before a piece, and where they begin.
func (r *reader) precedes(at int, words []string) (int, bool) {
	for n := len(words) - 1; n >= 0; n-- {
		for at--; at >= 0 && (r.list[at].sort == dash || r.list[at].sort == comma); {
			at--
		}
		if at < 0 || r.list[at].sort != word || estonian.Plain(r.list[at].word) != words[n] {
			return 0, false
		}
	}
	return at, true
}

// sure reports whether one word is the name of an act: an abbreviation in a
// running text is written as it is, for "on" is a word and "ES" may be one.
func (r *reader) sure(p *piece, act Act) bool {
	written := r.text[p.start:p.end]
	if r.lenient || written == act.Short {
		return true
	}
	return !strings.EqualFold(written, act.Short)
}

// name finds an act that is named without a provision.
func (r *reader) name(at int) {
	p := &r.list[at]
	if p.sort != word || r.names == nil || !r.lenient && !mayName(r.text[p.start:p.end], p.word) {
		return
	}
	act, start, ok := r.longest(at)
	if !ok || r.done > 0 && start < r.list[r.done-1].end {
		return
	}
	r.drop(start)
	ref := Reference{Start: start, End: p.end, Scope: Named, Act: act}
	r.found = append(r.found, ref)
	r.last = ref
}

// mayName reports whether a word can be the last of the name of an act: most
// words cannot, and are passed over cheaply.
func mayName(written, w string) bool {
	if strings.Contains(w, "seadus") || strings.HasSuffix(w, "koodeks") {
		return true
	}
	if len(written) < 3 || len(written) > 12 {
		return false
	}
	capitals := 0
	for _, c := range written {
		if unicode.IsUpper(c) {
			capitals++
		}
	}
	return capitals > 1
}
