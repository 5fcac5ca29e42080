package amend

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Applied is an act as it would read with the changes of a draft.
type Applied struct {
	Source string
	Done   int    // changes carried out
	Left   []Left // changes that could not be, in the order of the draft
}

// Left is a change that could not be carried out, and why: a key amend.left_….
type Left struct {
	Node int // of the draft
	Why  string
}

// Why a change could not be carried out.
const (
	leftUnclear = "amend.left_unclear" // how it is put is not understood
	leftAbsent  = "amend.left_absent"  // the act has no such provision
	leftWords   = "amend.left_words"   // the provision has no such words
	leftClash   = "amend.left_clash"   // it and another change the same words
)

// most changes of one draft that are carried out, and how often changes that
// touch one another are tried in turn.
const (
	mostChanges = 2000
	mostTurns   = 12
)

// Apply carries out what a draft says of the act known by a key among the names.
// It changes only what it surely understands: nothing is guessed, and all else is
// listed. A draft that does not speak of the act leaves it as it is.
func Apply(act, draft *lawtext.Text, names *cite.Names, key string) Applied {
	a := applier{draft: draft, act: act}
	var waiting []change
	for _, c := range commands(draft, names) {
		n := &draft.Nodes[c.node]
		for _, cl := range clauses(joined(draft.Source[n.Text.Start:max(c.end, n.Text.End)]), names, c.act, c.at) {
			if cl.act == key && len(waiting) < mostChanges {
				waiting = append(waiting, change{node: c.node, clause: cl})
			}
		}
	}
	for turn := 0; len(waiting) > 0 && turn < mostTurns; turn++ {
		waiting = a.turn(waiting)
	}
	for _, w := range waiting {
		a.leave(w.node, cmp.Or(w.why, leftClash))
	}
	slices.SortStableFunc(a.left, func(x, y Left) int { return x.Node - y.Node })
	return Applied{Source: a.act.Source, Done: a.done, Left: a.left}
}

// torn is a superscript that stands apart from its number: "paragrahv 10", "1",
// "muudetakse", each a paragraph.
var (
	torn    = regexp.MustCompile(`(\d)\s*\n\n<sup>\s*(\d+)\s*</sup>(?:\s*\n\n)?`)
	tornEnd = regexp.MustCompile(`(</sup>) ([.,;:)])`)
)

// joined puts superscripts to their numbers.
func joined(said string) string {
	if !strings.Contains(said, "\n\n<sup>") {
		return said
	}
	return tornEnd.ReplaceAllString(torn.ReplaceAllString(said, "$1<sup>$2</sup> "), "$1$2")
}

type change struct {
	node int // of the draft
	clause
	why string // it could not be carried out so far
}

// edit replaces bytes of the act.
type edit struct {
	start, end int
	text       string
}

type applier struct {
	draft, act *lawtext.Text
	done       int
	left       []Left
}

func (a *applier) leave(node int, why string) { a.left = append(a.left, Left{node, why}) }

// turn carries out the changes that do not touch one another and returns the
// rest for the next.
func (a *applier) turn(list []change) (rest []change) {
	var edits []edit
	var tried []attempt
	for _, c := range list {
		more, addresses, why := a.edits(c.clause)
		switch {
		case why != "" && len(rest)+len(edits) > 0:
			c.why = why
			rest = append(rest, c) // what it needs may come with one before it
		case why != "":
			a.leave(c.node, why)
		case crossed(more):
			a.leave(c.node, leftClash)
		case slices.ContainsFunc(more, func(e edit) bool { return touches(edits, e) }):
			rest = append(rest, c)
		default:
			edits = append(edits, more...)
			tried = append(tried, attempt{c.node, len(edits), addresses})
		}
	}
	a.carry(edits, tried)
	return rest
}

// attempt is a change of a turn: where its edits end among all of the turn, and
// the provisions there must be afterwards.
type attempt struct {
	node, end int
	addresses []string
}

// carry carries out the edits of a turn. When a provision is not found
// afterwards, its change is left and the others are carried out without it.
func (a *applier) carry(edits []edit, tried []attempt) {
	if len(edits) == 0 {
		return
	}
	now := lawtext.Parse(carriedOut(a.act.Source, edits))
	kept, from, again := edits[:0:0], 0, tried[:0:0]
	for _, t := range tried {
		if missing(now, t.addresses) {
			a.leave(t.node, leftUnclear)
		} else {
			kept = append(kept, edits[from:t.end]...)
			again = append(again, attempt{t.node, len(kept), t.addresses})
		}
		from = t.end
	}
	if len(again) < len(tried) {
		a.carry(kept, again)
		return
	}
	a.act = now
	a.done += len(tried)
}

func missing(t *lawtext.Text, addresses []string) bool {
	return slices.ContainsFunc(addresses, func(address string) bool {
		_, ok := t.Find(address)
		return !ok
	})
}

func carriedOut(source string, edits []edit) string {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(x, y edit) int { return x.start - y.start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(source[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(source[at:])
	return b.String()
}

// touches reports whether an edit meets one of a list; two insertions at one
// place do.
func touches(list []edit, e edit) bool {
	return slices.ContainsFunc(list, func(o edit) bool { return e.start <= o.end && o.start <= e.end })
}

// crossed reports whether edits of one change are of the same bytes.
func crossed(list []edit) bool {
	for k, e := range list {
		for _, o := range list[:k] {
			if e.start == o.start || e.start < o.end && o.start < e.end {
				return true
			}
		}
	}
	return false
}
