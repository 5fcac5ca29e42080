package query

import (
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// trace follows the provisions found through all revisions.
func (t *tracer) trace() (list []TracedProvision, more int, err error) {
	followed := t.found[:min(len(t.found), provisionsShown)]
	for _, at := range followed {
		states, err := t.states(at)
		if err != nil {
			return nil, 0, err
		}
		if one := t.told(at, states); len(one.States) > 0 {
			list = append(list, one)
		}
	}
	sortByFirst(list)
	return list, len(t.found) - len(followed), nil
}

// told is what became of the words in a provision that read so.
func (t *tracer) told(at sight, all []WordsState) TracedProvision {
	one := TracedProvision{Provision: at.provision, States: said(all, t.ask, t.selected(at))}
	if len(one.States) == 0 {
		return one
	}
	first, last := all[0].From, all[len(all)-1].Until
	if first > 1 && one.States[0].From == first {
		one.Before = first
	}
	if last < len(t.revisions) && one.States[len(one.States)-1].Until == last {
		one.After = last + 1
	}
	return one
}

// selected is the revision in which the words were selected, if it was in this
// provision; else 0.
func (t *tracer) selected(at sight) int {
	if t.ask.Address != "" && t.ask.Prefix+t.ask.Suffix != "" && len(t.found) > 0 && at == t.found[0] {
		return t.ask.Revision
	}
	return 0
}

// states lists how a provision read, oldest first, from a revision that has it
// back to its first one and on to its last. A revision that has all the texts the
// provision was in next to it cannot read otherwise.
func (t *tracer) states(at sight) ([]WordsState, error) {
	here, covered, err := t.state(at.provision, at.no)
	if err != nil {
		return nil, err
	}
	back, err := t.walk(at.provision, here, covered, -1)
	if err != nil {
		return nil, err
	}
	slices.Reverse(back)
	here = back[len(back)-1]
	forth, err := t.walk(at.provision, here, covered, 1)
	return append(back[:len(back)-1], forth...), err
}

// walk follows a provision from a state, one revision after another in a
// direction, until it is not there. The state itself comes first.
func (t *tracer) walk(provision uint32, from WordsState, covered []store.TextID, step int) ([]WordsState, error) {
	states := []WordsState{from}
	no := from.Until
	if step < 0 {
		no = from.From
	}
	for no += step; no >= 1 && no < len(t.texts); no += step {
		last := &states[len(states)-1]
		same := t.has(no, covered)
		var s WordsState
		if !same {
			var err error
			if s, covered, err = t.state(provision, no); err != nil || covered == nil {
				return states, err // an identity never comes back
			}
			same = s.text == last.text && s.Cite == last.Cite
		}
		switch {
		case !same:
			states = append(states, s)
		case step < 0:
			last.From = no
		default:
			last.Until = no
		}
	}
	return states, nil
}

// state is how a provision reads in one revision, and the kept texts it is in:
// none when the revision has not got it.
func (t *tracer) state(provision uint32, no int) (WordsState, []store.TextID, error) {
	l, err := t.look(no)
	if err != nil {
		return WordsState{}, nil, err
	}
	node := l.node(provision)
	if node < 0 {
		return WordsState{}, nil, nil
	}
	s := WordsState{From: no, Until: no, Cite: l.text.Cite(node), Address: l.text.Nodes[node].Address, text: l.own(node)}
	return s, t.cover(l, node), nil
}

// has reports whether a revision has all of some texts.
func (t *tracer) has(no int, texts []store.TextID) bool {
	if len(texts) > 8 {
		known := make(map[store.TextID]bool, len(t.texts[no]))
		for _, id := range t.texts[no] {
			known[id] = true
		}
		return !slices.ContainsFunc(texts, func(id store.TextID) bool { return !known[id] })
	}
	return !slices.ContainsFunc(texts, func(id store.TextID) bool { return !slices.Contains(t.texts[no], id) })
}

// said notes in each state what stood where the words are. The words are followed
// outwards from the states that have them as asked for, or from the one in a
// revision in which they were selected. States without them at the ends are left out.
func said(states []WordsState, ask Words, selected int) []WordsState {
	begin := slices.IndexFunc(states, func(s WordsState) bool { return s.From <= selected && selected <= s.Until })
	for i := range states {
		s := &states[i]
		found := compare.Occurrences(s.text, ask.Words)
		switch {
		case len(found) == 0:
		case i == begin:
			s.Exact, s.at = true, nearest(s.text, found, ask)
		case begin < 0:
			s.Exact, s.at = true, found[0]
		default:
			s.many = found
		}
	}
	for i := max(begin, 0) + 1; i < len(states); i++ {
		carry(&states[i-1], &states[i])
	}
	for i := len(states) - 2; i >= 0; i-- {
		carry(&states[i+1], &states[i])
	}
	has := func(s WordsState) bool { return s.at.To > s.at.From }
	first := slices.IndexFunc(states, has)
	if first < 0 || !slices.ContainsFunc(states, func(s WordsState) bool { return s.Exact }) {
		return nil
	}
	last := len(states) - 1
	for !has(states[last]) {
		last--
	}
	end := min(last+2, len(states)) // with the wording in which they are gone
	return joined(states[first:end])
}

// joined puts together neighbours that have the same words in the same place, and
// notes what changed from one to the next.
func joined(states []WordsState) []WordsState {
	var out []WordsState
	for _, s := range states {
		s.Words = lawtext.Plain(s.text[s.at.From:s.at.To])
		n := len(out)
		if n > 0 && out[n-1].Words == s.Words && out[n-1].Cite == s.Cite {
			out[n-1].Until = s.Until
			continue
		}
		if n > 0 && s.Words != out[n-1].Words {
			s.Pieces = compare.Words(out[n-1].Words, s.Words)
		}
		out = append(out, s)
	}
	return out
}

// carry finds in one state what stands in the place of the words of another. What
// is many times as long is another text, not the same words said otherwise.
func carry(from, to *WordsState) {
	size := from.at.To - from.at.From
	if to.at.To > to.at.From {
		return
	}
	if size <= 0 {
		if len(to.many) == 1 { // they were gone, and came back
			to.Exact, to.at = true, to.many[0]
		}
		return
	}
	at, share := compare.Follow(from.text, to.text, from.at)
	for _, one := range to.many {
		if one.From < at.To && at.From < one.To {
			to.Exact, to.at = true, one
			return
		}
	}
	if share > 0 || at.To-at.From <= 3*size+20 {
		to.at = at
	}
}
