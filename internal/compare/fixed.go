package compare

import (
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Fixed is what an official said about a provision: that the one at Old in the
// old text is the one at New in the new text, be it as the comparison found it
// or otherwise. With one of them empty the other has no counterpart. It wins
// over whatever the words say.
type Fixed struct {
	Old, New string // addresses, such as para5lg2
}

// Check refuses what cannot be said about two texts, as fault Invalid with a
// field old or new and a key compare.fixed_…: an address that is not in its
// text, a provision linked twice, a section linked with a chapter. Args give the
// address meant.
func Check(old, new *lawtext.Text, fixed []Fixed) error {
	var fields fault.Fields
	s := sorting{old: old, new: new, olds: map[int]bool{}, news: map[int]bool{}}
	for _, f := range fixed {
		if _, wrong := s.take(f); wrong != nil {
			fields = append(fields, *wrong)
		}
	}
	return fields.Err()
}

// sorting tells the corrections that can be kept from those that cannot: of two
// that contradict each other the first stands.
type sorting struct {
	old, new   *lawtext.Text
	olds, news map[int]bool // nodes that are spoken for
}

// take returns the nodes a correction speaks of, -1 for none, or what is wrong
// with it.
func (s *sorting) take(f Fixed) (nodePair, *fault.Field) {
	i, ok := place(s.old, f.Old)
	if !ok {
		return nodePair{}, refused("old", "compare.fixed_absent", f.Old)
	}
	j, ok := place(s.new, f.New)
	switch {
	case !ok:
		return nodePair{}, refused("new", "compare.fixed_absent", f.New)
	case i < 0 && j < 0:
		return nodePair{}, refused("old", "compare.fixed_nothing")
	case i >= 0 && s.olds[i]:
		return nodePair{}, refused("old", "compare.fixed_twice", f.Old)
	case j >= 0 && s.news[j]:
		return nodePair{}, refused("new", "compare.fixed_twice", f.New)
	case i >= 0 && j >= 0 && container(s.old.Nodes[i].Kind) != container(s.new.Nodes[j].Kind):
		return nodePair{}, refused("new", "compare.fixed_kind", f.New)
	}
	if i >= 0 {
		s.olds[i] = true
	}
	if j >= 0 {
		s.news[j] = true
	}
	return nodePair{i, j}, nil
}

func refused(name, key string, args ...any) *fault.Field {
	return &fault.Field{Name: name, Message: fault.Message{Key: key, Args: args}}
}

// place finds the node at an address; -1 for the empty address.
func place(t *lawtext.Text, address string) (int, bool) {
	if address == "" {
		return -1, true
	}
	return t.Find(address)
}

// container reports whether nodes of the kind hold sections.
func container(k lawtext.Kind) bool {
	return k >= lawtext.Part && k <= lawtext.Subdivision || k == lawtext.Annex
}

// fix links what officials linked before anything else is looked at, with the
// text inside it, and returns the corrections that could not be kept.
func (al *aligner) fix(fixed []Fixed) (unused []Fixed) {
	s := sorting{old: al.a.t, new: al.b.t, olds: map[int]bool{}, news: map[int]bool{}}
	al.heldOld, al.heldNew = s.olds, s.news
	var inside []nodePair
	for _, f := range fixed {
		x, wrong := s.take(f)
		if wrong != nil {
			unused = append(unused, f)
			continue
		}
		if x.i < 0 || x.j < 0 {
			continue
		}
		al.toNew[x.i], al.toOld[x.j], al.certainty[x.j] = x.j, x.i, 1
		a, b := al.a.t.Nodes[x.i].Kind, al.b.t.Nodes[x.j].Kind
		if !container(a) && (a != lawtext.Section || b != lawtext.Section) {
			inside = append(inside, x)
		}
	}
	for _, x := range inside {
		al.family(x.i, x.j)
	}
	return unused
}
