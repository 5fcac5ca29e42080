package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// wordingOf is another wording of a section, of provisions of its own: laws show
// the one in force and the one to come under the same number.
func (a *madeAct) wordingOf(s *madeSection) *madeSection {
	t := &madeSection{id: a.id(), heading: s.heading, again: true}
	for _, u := range s.subs {
		t.subs = append(t.subs, &madeUnit{id: a.id(), text: a.reword(u.text, 0.3), sup: u.sup})
	}
	return t
}

// splitSection takes the last subsections of a section for a new one after it,
// whose words may be changed by a share.
func (a *madeAct) splitSection(reworded float64) {
	c, k := a.place()
	s := a.chapters[c][k]
	if len(s.subs) < 2 {
		return
	}
	n := 1 + a.rnd.IntN(len(s.subs)-1)
	t := &madeSection{id: a.id(), heading: a.words.heading(a.rnd), subs: slices.Clone(s.subs[n:])}
	s.subs = s.subs[:n:n]
	a.retell(t.subs, reworded)
	a.chapters[c] = slices.Insert(a.chapters[c], k+1, t)
	a.from[t.id] = s.id
}

// mergeSections puts the subsections of a section at the end of the one before.
func (a *madeAct) mergeSections(reworded float64) {
	c, k := a.place()
	if k == 0 || len(a.chapters[c][k-1].subs) == 0 {
		return
	}
	s, t := a.chapters[c][k-1], a.chapters[c][k]
	a.retell(t.subs, reworded)
	s.subs = append(s.subs, t.subs...)
	a.chapters[c] = slices.Delete(a.chapters[c], k, k+1)
	a.into[t.id] = s.id
}

func (a *madeAct) retell(units []*madeUnit, share float64) {
	for _, u := range units {
		if share > 0 {
			u.text = a.reword(u.text, share)
		}
	}
}

// splitUnit makes two subsections of one that has two sentences, which it is
// given in the old text too by longUnits.
func (a *madeAct) splitUnit() {
	c, k := a.place()
	s := a.chapters[c][k]
	for n, u := range s.subs {
		if first, second, ok := strings.Cut(u.text, ". "); ok && len(u.points) == 0 {
			u.text = first + "."
			v := &madeUnit{id: a.id(), text: second}
			s.subs = slices.Insert(s.subs, n+1, v)
			a.from[v.id] = u.id
			return
		}
	}
}

// mergeUnits makes one subsection of two.
func (a *madeAct) mergeUnits() {
	c, k := a.place()
	s := a.chapters[c][k]
	for n := 1; n < len(s.subs); n++ {
		if u, v := s.subs[n-1], s.subs[n]; len(u.points)+len(v.points) == 0 && u.quoted+v.quoted == "" {
			u.text += " " + v.text
			s.subs = slices.Delete(s.subs, n, n+1)
			a.into[v.id] = u.id
			return
		}
	}
}

// partTally counts what was split off and taken up.
type partTally struct {
	sections, units           int // that were
	sectionsFound, unitsFound int
	invented                  int // sections said to be split off or taken up that were not
}

// judgeParts looks at what was split off another provision or taken up by one.
func (y *madeTally) judgeParts(r *Result, b *madeAct, old, new written) {
	olds, news := nodesOf(r.Old, old), nodesOf(r.New, new)
	for id, source := range b.from {
		for olds[source] == 0 && b.from[source] > 0 {
			source = b.from[source]
		}
		if j, i := news[id], olds[source]; j > 0 && i > 0 && olds[id] == 0 {
			y.part(r, r.New.Nodes[j].Kind, r.NewEntry(j).From == i, "%s is not said to be split off %s", r.New.Cite(j), r.Old.Cite(i))
		}
	}
	for id, target := range b.into {
		for news[target] == 0 && b.into[target] > 0 {
			target = b.into[target]
		}
		if i, j := olds[id], news[target]; i > 0 && j > 0 && news[id] == 0 {
			y.part(r, r.Old.Nodes[i].Kind, r.OldEntry(i).Into == j, "%s is not said to be taken up by %s", r.Old.Cite(i), r.New.Cite(j))
		}
	}
	ids := map[int]int{}
	for id, j := range news {
		ids[j] = id
	}
	gone := map[int]int{}
	for id, i := range olds {
		gone[i] = id
	}
	for _, e := range r.Entries {
		switch {
		case r.kind(&e) != lawtext.Section:
		case e.From > 0 && b.from[ids[e.New]] == 0, e.Into > 0 && b.into[gone[e.Old]] == 0:
			y.parts.invented++
			y.say = append(y.say, fmt.Sprintf("invented: %s", parted(r)))
		}
	}
}

func (y *madeTally) part(r *Result, kind lawtext.Kind, found bool, say string, args ...any) {
	all, good := &y.parts.units, &y.parts.unitsFound
	if kind == lawtext.Section {
		all, good = &y.parts.sections, &y.parts.sectionsFound
	}
	*all++
	if found {
		*good++
		return
	}
	y.say = append(y.say, fmt.Sprintf(say, args...))
}

// nodesOf maps the provisions of an act to the nodes of its text.
func nodesOf(t *lawtext.Text, w written) map[int]int {
	at, out := lines(t), map[int]int{}
	for line, id := range w.at {
		if i := at[line]; i > 0 {
			out[id] = i
		}
	}
	return out
}

// holdParts fails when a smaller share was found, or more than one in twenty was
// said that is none.
func (y *madeTally) holdParts(t *testing.T, name string, least float64) {
	t.Helper()
	p := y.parts
	if float64(p.sectionsFound) < least*float64(p.sections) || float64(p.unitsFound) < least*float64(p.units) || 20*p.invented > p.sections {
		t.Errorf("%s: %d of %d sections and %d of %d others that were split or merged are told, %d invented\n%s", name, p.sectionsFound, p.sections, p.unitsFound, p.units, p.invented, strings.Join(y.say, "\n"))
	}
	t.Logf("%s: %d of %d sections, %d of %d others told, %d invented", name, p.sectionsFound, p.sections, p.unitsFound, p.units, p.invented)
}

// TestHowMuchMakesAPart measures from what share of its words on a section is
// said to be split off another one: beside it and elsewhere in the act. Each
// share is tried on many acts, and so is that nothing is said where none was.
func TestHowMuchMakesAPart(t *testing.T) {
	for _, place := range []struct {
		name       string
		beside     bool
		least, not int // per cent of words from which nearly all are told, and to which almost none
	}{{"beside", true, 70, 50}, {"elsewhere", false, 90, 70}} {
		for share := 20; share <= 100; share += 10 {
			told, all := 0, 0
			for seed := range uint64(60) {
				a := newMadeAct(seed)
				old, b := a.write(asWritten), a.copy()
				id, source := b.partOf(share, place.beside)
				if id == 0 {
					continue
				}
				new := b.write(asWritten)
				r := Texts(lawtext.Parse(old.text), lawtext.Parse(new.text))
				checkRebuilt(t, r)
				all++
				if r.NewEntry(nodesOf(r.New, new)[id]).From == nodesOf(r.Old, old)[source] {
					told++
				}
			}
			t.Logf("%s: %d %% of the words: %d of %d told", place.name, share, told, all)
			if share >= place.least && told < all*95/100 || share <= place.not && told > all*5/100 {
				t.Errorf("%s: with %d %% of its words from another section %d of %d are told", place.name, share, told, all)
			}
		}
	}
}

// partOf makes a section of which a share of the words, in per cent, comes from
// one other section, which loses them; the rest is new. It stands beside that one
// or in another chapter.
func (a *madeAct) partOf(share int, beside bool) (id, source int) {
	for range 50 {
		c, k := a.place()
		s := a.chapters[c][k]
		if len(s.subs) < 3 {
			continue
		}
		t := &madeSection{id: a.id(), heading: a.words.heading(a.rnd)}
		taken := 0
		for _, u := range s.subs[2:] {
			taken += len(strings.Fields(u.text + u.quoted))
			for _, p := range u.points {
				taken += len(strings.Fields(p.text))
			}
		}
		t.subs = slices.Clone(s.subs[2:])
		s.subs = s.subs[:2:2]
		for fresh := taken*100/share - taken; fresh > 0; {
			u := &madeUnit{id: a.id(), text: a.words.sentence(a.rnd)}
			ws := strings.Fields(u.text)
			u.text = strings.Join(ws[:min(len(ws), fresh)], " ")
			fresh -= len(ws)
			t.subs = append(t.subs, u)
		}
		if !beside {
			c = (c + len(a.chapters)/2) % len(a.chapters)
			k = len(a.chapters[c]) / 2
		}
		a.chapters[c] = slices.Insert(a.chapters[c], k+1, t)
		return t.id, s.id
	}
	return 0, 0
}
