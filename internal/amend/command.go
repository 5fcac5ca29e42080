package amend

import (
	"regexp"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// command is one sentence of a draft that changes an act, with the wording it
// brings: "paragrahvi 5 lõikes 2 asendatakse sõna „kaks” sõnaga „kolm”".
type command struct {
	node int        // of the draft
	act  string     // whose provisions it changes when it names no other
	at   cite.Place // of that act, in which they are when it does not say
	end  int        // byte of the draft's source after the last quotation
}

// clause is one change that a sentence makes: a verb, the provisions before it,
// the quotations after it.
type clause struct {
	verb   string // as stems has it
	before string // what stands before the verb, from the one before, without quotations
	after  string // what stands after it
	act    string
	at     []cite.Place // what is changed
	to     []cite.Place // what is added
	quotes []string
}

var (
	clauseVerb   = regexp.MustCompile(`(?i)\b(muudetakse|sõnastatakse|täiendatakse|lisatakse|asendatakse|jäetakse|tunnistatakse)`)
	addsBeside   = regexp.MustCompile(`(?i)\b(pärast|peale|enne)\s`)
	beforeIt     = regexp.MustCompile(`(?i)\benne\s`)
	inflected    = regexp.MustCompile(`(?i)vastavas\s+käändes`)
	ofHeading    = regexp.MustCompile(`(?i)\bpealki`)
	ofSentence   = regexp.MustCompile(`(?i)\blaus`)
	addsSentence = regexp.MustCompile(`(?i)\blaus(e|ete)ga\b`)
	wholeAct     = regexp.MustCompile(`(?i)\b(seaduse|seadustiku|määruse)s?(s tekstis| tekstis|s)\b|läbivalt`)
)

// quotation is a stretch in quotation marks, which stand around it.
type quotation struct {
	start int
	text  string
}

// parted gives a text with its quotations made blank, every byte in its place,
// and the quotations. Those inside others belong to them.
func parted(s string) (string, []quotation) {
	out := []byte(s)
	var list []quotation
	depth, from := 0, 0
	for i, c := range s {
		size := len(string(c))
		switch {
		case c == '„' || c == '«' || c == '"' && depth == 0:
			if depth++; depth == 1 {
				from = i + size
			}
		case depth > 0 && (c == '”' || c == '“' || c == '»' || c == '"'):
			if depth--; depth == 0 {
				list = append(list, quotation{from, strings.TrimSpace(s[from:i])})
			}
		case depth == 0:
			continue
		}
		for k := range size {
			out[i+k] = ' '
		}
	}
	return string(out), list
}

// clauses reads the changes of one sentence in their order.
func clauses(said string, names *cite.Names, act string, in cite.Place) []clause {
	plain, quotes := parted(said)
	refs := cite.Find(plain, names)
	verbs := clauseVerb.FindAllStringIndex(plain, -1)
	var list []clause
	var at []cite.Place
	if in != (cite.Place{}) {
		at = []cite.Place{in}
	}
	last := 0
	for k, v := range verbs {
		end := len(plain)
		if k+1 < len(verbs) {
			end = verbs[k+1][0]
		}
		c := clause{verb: strings.ToLower(plain[v[0]:v[1]]), before: plain[last:v[0]], after: plain[v[1]:end], act: act}
		for _, q := range quotes {
			if q.start > v[0] && q.start < end {
				c.quotes = append(c.quotes, q.text)
			}
		}
		if c.verb == "muudetakse" && len(c.quotes) == 0 && k+1 < len(verbs) {
			continue // "muudetakse ja sõnastatakse": the second verb says it
		}
		named := places(refs, last, v[0], at, &act)
		c.act = act
		if len(named) > 0 {
			at = named
		}
		c.at = at
		var from []cite.Place
		if len(at) > 0 {
			from = at[len(at)-1:]
		}
		other := act
		c.to = places(refs, v[1], end, from, &other)
		if len(c.at) == 0 && c.verb != "täiendatakse" && c.verb != "lisatakse" {
			c.at = c.to // "tunnistatakse kehtetuks paragrahv 5"
		}
		list = append(list, c)
		last = v[1]
	}
	return list
}

// places are the provisions named between two bytes, each completed by the one
// before it. A part of one that follows it is what is meant: § 5, then lg 2.
func places(refs []cite.Reference, from, to int, at []cite.Place, act *string) []cite.Place {
	var base cite.Place
	if len(at) > 0 {
		base = at[len(at)-1]
	}
	var list []cite.Place
	leads := *act != "" && from == 0 // the sentence begins with the act's name
	for _, ref := range refs {
		if ref.Start < from || ref.Start >= to {
			continue
		}
		switch ref.Scope {
		case cite.Named:
			*act = keyOf(ref.Act)
			base = cite.Place{}
		case cite.Foreign:
			if !leads {
				*act = ""
			}
			base = cite.Place{}
		}
		leads = false
		if ref.Empty() {
			continue
		}
		for _, p := range ref.All() {
			p = p.In(base)
			base = p
			if n := len(list); n > 0 && Overlap(list[n-1].Address(), p.Address()) && len(list[n-1].Address()) < len(p.Address()) {
				list = list[:n-1]
			}
			list = append(list, p)
		}
	}
	return list
}

// commands finds the sentences of a draft that change acts.
func commands(t *lawtext.Text, names *cite.Names) []command {
	r := reader{Finder: &Finder{names: names}, t: t, draft: true}
	for i := 1; i < len(t.Nodes); i++ {
		inside := r.depth > 0 || strings.IndexAny(strings.TrimLeft(t.Source[t.Nodes[i].Own.Start:t.Nodes[i].Own.End], " #*\n"), "„«\"") == 0
		said := len(r.said)
		r.node(i)
		if n := len(r.said); inside && n > 0 && said == n { // the wording that the sentence before brings
			r.said[n-1].end = t.Nodes[max(i, r.skip-1)].Own.End
		}
	}
	return r.said
}
