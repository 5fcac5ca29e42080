package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/lawtext"
)

const anchorsWanted = 2000

// anchors carries generated places through the drafts with a known truth: some
// words of a provision, where the truth says what became of it. A place is
// exact when the same words are found in the right provision, or when words of
// the draft that were edited lead to the right provision without being called
// the same; it is wrong when it leads elsewhere.
func anchors(w io.Writer, root string, verbose bool) error {
	type place struct {
		name string
		r    *compare.Result
		p    compare.Place
		want int
		op   string
	}
	var places []place
	err := eachDraft(root, func(name string, r *compare.Result, t truth) error {
		olds, news := byLine(r.Old), byLine(r.New)
		rnd := rand.New(rand.NewPCG(uint64(len(name)), uint64(len(r.Old.Source))))
		for _, p := range t.Provisions {
			i := olds[p.OldLine]
			want := -1
			if p.NewLine > 0 {
				want = news[p.NewLine]
			}
			if q, ok := quote(rnd, r.Old, i); ok {
				places = append(places, place{name, r, q, want, p.Op})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	rnd.Shuffle(len(places), func(a, b int) { places[a], places[b] = places[b], places[a] })
	places = places[:min(len(places), anchorsWanted)]
	var exact, wrong, unsure, gone, goneRight int
	states := map[compare.State]int{}
	for _, x := range places {
		c := compare.Carry(x.r, x.p)
		states[c.State]++
		ok := true
		switch {
		case x.want < 0:
			gone++
			if c.State == compare.StateDeleted {
				goneRight++
				exact++
			} else {
				wrong++
				ok = false
			}
		case c.State == compare.StateUncertain:
			unsure++
			ok = false
		case c.Node == x.want && c.State == compare.StateDeleted && !strings.Contains(x.r.New.Text(x.want), x.p.Quote):
			exact++
		case c.Node != x.want && !(x.op == "split" && c.Node > 0 && c.Quote == x.p.Quote):
			wrong++
			ok = false
		case strings.Contains(x.r.New.Text(c.Node), x.p.Quote) && c.Quote != x.p.Quote:
			wrong++
			ok = false
		default:
			exact++
		}
		if verbose && !ok {
			fmt.Fprintf(w, "anchor %s %s op=%s %q: %s node %d want %d now %q\n", x.name, x.r.Old.Cite(x.p.Node), x.op, x.p.Quote, c.State, c.Node, x.want, c.Quote)
		}
	}
	n := float64(len(places))
	fmt.Fprintf(w, "\nanchors %d: exact %.2f %%, wrong %.2f %%, uncertain %.2f %%; deleted %d, reported deleted %d; states %v\n", len(places), 100*float64(exact)/n, 100*float64(wrong)/n, 100*float64(unsure)/n, gone, goneRight, states)
	return nil
}

// quote picks two to ten words of a provision, as somebody marks them.
func quote(rnd *rand.Rand, t *lawtext.Text, i int) (compare.Place, bool) {
	text := t.Text(i)
	words := strings.Fields(text)
	if len(words) < 3 {
		return compare.Place{}, false
	}
	n := min(2+rnd.IntN(9), len(words))
	at := rnd.IntN(len(words) - n + 1)
	q := strings.Join(words[at:at+n], " ")
	from := strings.Index(text, q)
	if from < 0 {
		return compare.Place{}, false
	}
	before, after := []rune(text[:from]), []rune(text[from+len(q):])
	return compare.Place{
		Node: i, Offset: len(strings.Fields(text[:from])), Quote: q,
		Prefix: string(before[max(0, len(before)-32):]), Suffix: string(after[:min(32, len(after))]),
	}, true
}
