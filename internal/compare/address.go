package compare

import (
	"strconv"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// Gone begins the address of a change whose place is in the old text alone: of
// what was left out, and of what was moved away.
const Gone = "oli-"

// Address names the place of an entry in a comparison, for ever: para5lg2 for
// what the new text has, oli-para7 for what only the old one had. Text without
// an address of its own is counted in the provision it stands in: para5-3, or
// tekst-3 outside all provisions. No two entries of Display have the same.
func (r *Result) Address(e Entry) string {
	if e.New >= 0 && !e.Pointer {
		return addressOf(r.New, e.New)
	}
	return Gone + addressOf(r.Old, e.Old)
}

func addressOf(t *lawtext.Text, i int) string {
	inside := i
	for inside > 0 && t.Nodes[inside].Address == "" {
		inside = t.Nodes[inside].Parent
	}
	switch {
	case inside == i && i > 0:
		return t.Nodes[i].Address
	case inside <= 0:
		return "tekst-" + strconv.Itoa(i)
	}
	return t.Nodes[inside].Address + "-" + strconv.Itoa(i-inside)
}

// Change is one entry of Display that differs, by its address.
type Change struct {
	Address string // of the change, as Address gives it
	Cite    string // the provision, such as § 5 lg 2; empty outside all provisions
	Entry   Entry
}

// Changed reports whether an entry differs in any way.
func (e Entry) Changed() bool { return e.Link != Same || e.Moved || e.Renumbered || e.Pointer }

// Changes lists what changed, in the order of Display.
func (r *Result) Changes() []Change {
	var list []Change
	for _, e := range r.Display() {
		if !e.Changed() {
			continue
		}
		c := Change{Address: r.Address(e), Entry: e}
		if e.New >= 0 && !e.Pointer {
			c.Cite = r.New.Cite(e.New)
		} else {
			c.Cite = r.Old.Cite(e.Old)
		}
		list = append(list, c)
	}
	return list
}
