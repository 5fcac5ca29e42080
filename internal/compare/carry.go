package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// How sure a link must be for reworded words to be followed along it, how many
// words a quote needs to be looked for outside its provision, and how like a
// replacement must be for it to be unclear whether it is one.
const (
	followSure   = 0.5
	wordsToFind  = 4
	unclearShare = 0.15
)

// Carry finds a place of the old text in the new one. It never guesses: what
// cannot be told is uncertain, with the provision to look at when there is one.
func Carry(r *Result, p Place) Carried {
	if p.Node < 0 || p.Node >= len(r.Old.Nodes) {
		return Carried{Node: -1, State: StateUncertain}
	}
	e := r.OldEntry(p.Node)
	if e.New < 0 || e.Link == Replaced {
		return r.gone(e, p)
	}
	if p.Quote == "" {
		return r.carryWhole(e)
	}
	return r.carryQuote(e, p)
}

// gone answers for a provision that is not there any more. Its words may have
// been taken up by another.
func (r *Result) gone(e *Entry, p Place) Carried {
	if e.Into > 0 && r.Old.Nodes[e.Old].Kind == lawtext.Section {
		return r.merged(e, p)
	}
	if e.Into > 0 {
		if p.Quote == "" {
			return Carried{Node: e.Into, State: StateMoved, Share: 1}
		}
		if c, ok := r.find(e.Into, p, 1); ok {
			return c
		}
		return Carried{Node: e.Into, State: StateUncertain}
	}
	if e.Link == Replaced && e.Share >= unclearShare {
		return Carried{Node: e.New, State: StateUncertain, Share: e.Share}
	}
	return Carried{Node: -1, State: StateDeleted}
}

// merged answers for a section that was merged into another. It has moved when
// nearly all of its words are there.
func (r *Result) merged(e *Entry, p Place) Carried {
	if p.Quote != "" { // of the heading
		if c, ok := r.find(e.Into, p, wordsToFind); ok {
			return c
		}
		return Carried{Node: e.Into, State: StateUncertain}
	}
	there, all := 0.0, 0.0
	for i := e.Old + 1; i < r.Old.Nodes[e.Old].End; i++ {
		w := float64(len(r.Old.Text(i)))
		all += w
		k, share := r.OldEntry(i).New, r.OldEntry(i).Share
		if k < 0 {
			k, share = r.OldEntry(i).Into, 1
		}
		if k > 0 && r.New.Section(k) == e.Into {
			there += w * share
		}
	}
	c := Carried{Node: e.Into, State: StateUncertain, Share: there / max(all, 1)}
	if c.Share >= partShare {
		c.State = StateMoved
	}
	return c
}

// carryWhole answers for a provision with everything inside it.
func (r *Result) carryWhole(e *Entry) Carried {
	c := Carried{Node: e.New, State: StateSame, Share: 1}
	switch {
	case e.Certainty < Sure:
		c.State, c.Share = StateUncertain, e.Share
	case r.ChangedInside(e):
		c.State, c.Share = StateReworded, r.shareInside(e)
	case r.aside[e.New]:
		c.State = StateMoved
	}
	return c
}

// shareInside is how much of the words of a provision, everything inside it
// included, stayed.
func (r *Result) shareInside(e *Entry) float64 {
	var kept, all float64
	for j := e.New; j < r.New.Nodes[e.New].End; j++ {
		w := float64(len(r.New.Text(j)))
		all += w
		if c := r.NewEntry(j); c.Old >= 0 {
			kept += 2 * w * c.Share
			all += w
		}
	}
	for i := e.Old; i < r.Old.Nodes[e.Old].End; i++ {
		if r.OldEntry(i).New < 0 {
			all += float64(len(r.Old.Text(i)))
		}
	}
	if all == 0 {
		return 1
	}
	return min(kept/all, 1)
}

// carryQuote follows quoted words through the pieces of their provision.
func (r *Result) carryQuote(e *Entry, p Place) Carried {
	old, new := r.Old.Text(e.Old), r.New.Text(e.New)
	from, to, ok := locate(old, p)
	if !ok {
		return Carried{Node: e.New, State: StateUncertain, Share: e.Share}
	}
	if old == new {
		return r.at(e.New, from, to, 1)
	}
	t := follow(old, new, from, to)
	if t.share == 1 && t.whole {
		return r.at(e.New, t.from, t.to, 1)
	}
	for _, n := range r.nearby(e) {
		if c, ok := r.find(n, p, wordsToFind); ok {
			return c
		}
	}
	switch {
	case e.Certainty < followSure:
		return Carried{Node: e.New, State: StateUncertain, Share: t.share}
	case t.from == t.to:
		return Carried{Node: e.New, State: StateDeleted}
	}
	c := r.at(e.New, t.from, t.to, t.share)
	c.State = StateReworded
	return c
}

// at answers with a range of a new node's text.
func (r *Result) at(j, from, to int, share float64) Carried {
	text := r.New.Text(j)
	c := Carried{Node: j, State: StateSame, Share: share, Offset: len(strings.Fields(text[:from])), Quote: text[from:to]}
	if r.aside[j] {
		c.State = StateMoved
	}
	return c
}

// nearby lists the nodes quoted words may have gone to when their provision was
// split: those said to come from it.
func (r *Result) nearby(e *Entry) []int {
	var out []int
	for _, x := range r.Entries {
		if x.New >= 0 && x.From == e.Old && e.Old > 0 {
			out = append(out, x.New)
		}
	}
	return out
}

// find looks for the very words of a quote in a new node.
func (r *Result) find(j int, p Place, words int) (Carried, bool) {
	if len(strings.Fields(p.Quote)) < words {
		return Carried{}, false
	}
	from, to, ok := locate(r.New.Text(j), Place{Quote: p.Quote, Prefix: p.Prefix, Suffix: p.Suffix, Offset: -1})
	if !ok {
		return Carried{}, false
	}
	c := r.at(j, from, to, 1)
	c.State = StateMoved
	return c, true
}
