package compare

import (
	"strings"
	"unicode/utf8"

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

// trail is where quoted words went.
type trail struct {
	from, to int     // bytes of the new text that stand there now
	share    float64 // of the words that stayed
	whole    bool    // nothing came between them
}

// follow maps a range of an old text to the new one: the words of it that
// stayed, with what came between them or in their place.
func follow(old, new string, from, to int) trail {
	a, b := tokens(old, nil), tokens(new, nil)
	d := differ{room: &room{budget: maxWork}} // a result is shared between requests and never changed
	d.diff(a, b, 0)
	t := trail{from: -1, whole: true}
	var kept, all float64
	i, j := 0, 0
	for _, e := range inPlaces(tidy(d.edits, a, b, true)) {
		touched := overlap(a[i:i+e.a], from, to)
		between := e.a == 0 && i > 0 && i < len(a) && int(a[i].start) < to && int(a[i-1].bare) > from
		if len(touched) > 0 || between {
			x, y := ends(b, j, j+e.b)
			w := weigh(touched)
			all += w
			if e.op == Keep {
				kept += w
				x, y = stretchOf(a[i:i+e.a], b[j:j+e.b], from, to)
			}
			t.whole = t.whole && !between
			if t.from < 0 {
				t.from = x
			}
			t.to = max(t.from, y)
		}
		i, j = i+e.a, j+e.b
	}
	if all > 0 {
		t.share = kept / all
	}
	t.from = max(t.from, 0)
	return t
}

// inPlaces joins what was dropped and added in one place.
func inPlaces(edits []edit) []edit {
	out := edits[:0:0]
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].op != Keep && e.op != Keep {
			out[n-1].op = Drop
			out[n-1].a += e.a
			out[n-1].b += e.b
			continue
		}
		out = append(out, e)
	}
	return out
}

// ends is the range of bytes of tokens i to j without the white space after.
func ends(ts []token, i, j int) (int, int) {
	switch {
	case i < j:
		return int(ts[i].start), int(ts[j-1].bare)
	case i < len(ts):
		return int(ts[i].start), int(ts[i].start)
	case len(ts) > 0:
		return int(ts[len(ts)-1].bare), int(ts[len(ts)-1].bare)
	}
	return 0, 0
}

// overlap is the tokens that a range of bytes touches.
func overlap(ts []token, from, to int) []token {
	lo, hi := 0, len(ts)
	for lo < hi && int(ts[lo].bare) <= from {
		lo++
	}
	for hi > lo && int(ts[hi-1].start) >= to {
		hi--
	}
	return ts[lo:hi]
}

// stretchOf is the range of the new text for the part of kept tokens a that a
// range touches; a quote may begin or end inside a word.
func stretchOf(a, b []token, from, to int) (int, int) {
	part := overlap(a, from, to)
	if len(part) == 0 {
		return int(b[0].start), int(b[0].start)
	}
	lo := 0
	for a[lo].start != part[0].start {
		lo++
	}
	hi := lo + len(part) - 1
	x, y := int(b[lo].start), int(b[hi].bare)
	if same := b[lo].bare-b[lo].start == a[lo].bare-a[lo].start; same && from > int(a[lo].start) {
		x += from - int(a[lo].start)
	}
	if same := b[hi].bare-b[hi].start == a[hi].bare-a[hi].start; same && to < int(a[hi].bare) {
		y -= int(a[hi].bare) - to
	}
	return x, max(x, y)
}

// locate finds the bytes of a quote in a text: first as written, then as it
// looks on a page, without Markdown, with one space for all white space and
// plain digits for superscripts.
func locate(text string, p Place) (from, to int, ok bool) {
	if strings.TrimSpace(p.Quote) == "" {
		return 0, 0, false
	}
	if from, ok := occurrence(text, p.Quote, p.Prefix, p.Suffix, p.Offset); ok {
		return from, from + len(p.Quote), true
	}
	flat, at := flatten(text)
	quote, _ := flatten(p.Quote)
	prefix, _ := flatten(p.Prefix)
	suffix, _ := flatten(p.Suffix)
	quote = strings.TrimSpace(quote)
	if quote == "" {
		return 0, 0, false
	}
	n, ok := occurrence(flat, quote, prefix, suffix, p.Offset)
	if !ok {
		return 0, 0, false
	}
	return at[n], wholeRune(text, at[n+len(quote)-1]+1), true
}

// occurrence finds where a quote stands. Of several places the one is taken
// whose surroundings and offset in words agree best; when two agree alike there
// is none.
func occurrence(text, quote, prefix, suffix string, offset int) (at int, ok bool) {
	best, tie := -1<<30, false
	words, counted := 0, 0
	for pos := 0; pos <= len(text)-len(quote); {
		n := strings.Index(text[pos:], quote)
		if n < 0 {
			break
		}
		n += pos
		words += len(strings.Fields(text[counted:n]))
		counted = n
		score := 4 * (agreeBack(text[:n], prefix) + agree(text[n+len(quote):], suffix))
		if offset >= 0 {
			score -= min(abs(words-offset), 100)
		}
		switch {
		case score > best:
			best, at, ok, tie = score, n, true, false
		case score == best:
			tie = true
		}
		_, size := utf8.DecodeRuneInString(text[n:])
		pos = n + max(size, 1)
	}
	return at, ok && !tie
}

// wholeRune moves an end up to the end of the rune it falls in.
func wholeRune(s string, i int) int {
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	return i
}

// agree counts how many bytes two texts have in common at their beginning, and
// agreeBack at their end, white space between them aside.
func agree(s, t string) int {
	s, t = strings.TrimLeft(s, " "), strings.TrimLeft(t, " ")
	n := 0
	for n < len(s) && n < len(t) && s[n] == t[n] {
		n++
	}
	return n
}

func agreeBack(s, t string) int {
	s, t = strings.TrimRight(s, " "), strings.TrimRight(t, " ")
	n := 0
	for n < len(s) && n < len(t) && s[len(s)-1-n] == t[len(t)-1-n] {
		n++
	}
	return n
}

// flatten gives a text as it looks on a page, and for each byte where it comes
// from.
func flatten(s string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(s))
	put := func(from int, text string) {
		for k := 0; k < len(text); k++ {
			at = append(at, from+k)
		}
		b.WriteString(text)
	}
	space := true
	for _, sp := range lawtext.Inline(s) {
		verbatim := sp.To-sp.From == len(sp.Text)
		for k, c := range sp.Text {
			from := sp.From
			if verbatim {
				from += k
			}
			switch d := superDigit(c); {
			case isSpace(c):
				if !space {
					put(from, " ")
				}
				space = true
				continue
			case d > 0:
				put(from, string(d))
			case c == '*': // an unpaired mark of emphasis, as in half of a quote
				continue
			default:
				put(from, foldSign(string(c), c))
			}
			space = false
		}
	}
	return b.String(), at
}

func isSpace(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == '\u00a0' || r == '\u202f' || r == '\u2009'
}
