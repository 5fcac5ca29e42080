package compare

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// TestMadeDraftsAreLinkedRight does to acts made up in three languages what
// drafts do to laws, one thing at a time and many together, in every way a text
// is written, and holds how many provisions are known again.
func TestMadeDraftsAreLinkedRight(t *testing.T) {
	seeds := uint64(12)
	if raceEnabled || testing.Short() {
		seeds = 2
	}
	all := slices.Sorted(maps.Keys(madeChanges))
	for _, name := range all {
		y := madeDrafts(t, seeds, []string{name}, "as written")
		y.hold(t, name, 0.001)
		y.holdParts(t, name, 0.95)
	}
	for _, name := range slices.Sorted(maps.Keys(madeAlone)) {
		y := madeDrafts(t, seeds, []string{name}, "as written")
		y.hold(t, name, 0.001)
	}
	for _, form := range slices.Sorted(maps.Keys(madeForms)) {
		y := madeDrafts(t, 3*seeds, all, form)
		y.hold(t, form, 0.001)
		y.holdParts(t, form, 0.85) // parts are split again, reworded and left out
	}
}

// madeDrafts compares acts with drafts made of them by changes of some sorts.
// One of the two, in turn, is written in another form.
func madeDrafts(t *testing.T, seeds uint64, what []string, form string) *madeTally {
	var y madeTally
	for seed := range seeds {
		a := newMadeAct(seed)
		forms := [2]func(string) string{asWritten, madeForms[form]}
		old, b := a.write(forms[seed%2]), a.copy()
		for range 3 + b.rnd.IntN(8) {
			name := pick(b.rnd, what)
			if change, ok := madeAlone[name]; ok {
				change(b)
			} else {
				madeChanges[name](b)
			}
		}
		new := b.write(forms[1-seed%2])
		r := Texts(lawtext.Parse(old.text), lawtext.Parse(new.text))
		checkRebuilt(t, r)
		checkNoCuts(t, r)
		y.judge(r, old, new)
		y.judgeParts(r, b, old, new)
	}
	return &y
}

// madeTally counts what became of provisions that stayed, and of those that went.
type madeTally struct {
	right, wrong, missed, gone int
	anchors, astray            int
	parts                      partTally
	say                        []string
}

func (y *madeTally) judge(r *Result, old, new written) {
	olds, news := lines(r.Old), map[int]int{}
	at := lines(r.New)
	for line, id := range new.at {
		news[id] = at[line]
	}
	for line, id := range old.at {
		i := olds[line]
		if i == 0 {
			continue // the chapter's, not a provision's
		}
		want, stays := news[id]
		e := r.OldEntry(i)
		got := e.New
		if e.Link == Replaced {
			got = -1
		}
		if stays {
			y.anchor(r, i, want)
		}
		switch {
		case !stays && got < 0:
			y.gone++
		case stays && got == want:
			y.right++
		case stays && got < 0:
			y.missed++
			y.say = append(y.say, fmt.Sprintf("missed %s, now %s: %.50q", r.Old.Cite(i), r.New.Cite(want), r.Old.Text(i)))
		default:
			y.wrong++
			y.say = append(y.say, fmt.Sprintf("wrong %s to %s (%.2f), wanted %d: %.50q → %.50q", r.Old.Cite(i), r.New.Cite(got), e.Certainty, want, r.Old.Text(i), r.New.Text(got)))
		}
	}
}

// anchor carries the middle words of a provision and tells whether they led
// elsewhere than the provision did, or were said to be where they are not.
func (y *madeTally) anchor(r *Result, i, want int) {
	ws := strings.Fields(r.Old.Text(i))
	if len(ws) < 6 {
		return
	}
	y.anchors++
	quote := strings.Join(ws[len(ws)/2-1:len(ws)/2+2], " ")
	c := Carry(r, Place{Node: i, Quote: quote, Offset: len(ws)/2 - 1})
	lost := c.State == StateDeleted || c.State == StateUncertain
	if !lost && c.Node != want || (c.State == StateSame || c.State == StateMoved) && !strings.Contains(flat(r.New.Text(c.Node)), flat(quote)) {
		y.astray++
		y.say = append(y.say, fmt.Sprintf("the words %q of %s led to %s", quote, r.Old.Cite(i), r.New.Cite(max(c.Node, 0))))
	}
}

func flat(s string) string {
	s, _ = flatten(s)
	return s
}

// hold fails when more than a share of provisions was linked wrongly or not at
// all, or words were carried astray.
func (y *madeTally) hold(t *testing.T, name string, most float64) {
	t.Helper()
	total := float64(y.right + y.wrong + y.missed + y.gone)
	if float64(y.wrong) > most*total || float64(y.missed) > 2*most*total || float64(y.astray) > most*float64(y.anchors) || y.right == 0 {
		t.Errorf("%s: %d right, %d wrong, %d missed, %d seen as gone; %d of %d quotes led astray\n%s", name, y.right, y.wrong, y.missed, y.gone, y.astray, y.anchors, strings.Join(y.say, "\n"))
	}
}
