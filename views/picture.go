package views

import (
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// What the pictures draw, worked out before the templates. Horizontal places
// are percentages, so that a picture is as wide as its page and its letters
// keep their size.

func percent(part, whole int) string {
	if whole <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + "%"
}

func share(f float64) string { return strconv.FormatFloat(100*f, 'f', 2, 64) + "%" }

func pixels(n int) string { return strconv.Itoa(n) }

// timelineRow is one line of a dossier's way.
type timelineRow struct {
	y          int
	from, wide string // percentages; empty when the dates are not known
	label      string
	anchor     string // where the label stands: "start" or "end"
	at         string // percentage of the label
	state      string // "past", "now", "next"
}

// timelineRowHeight is the height of a line with its label above.
const timelineRowHeight = 34

// timeline is a dossier's way to scale, with what usually comes after.
type timeline struct {
	rows   []timelineRow
	now    string // percentage of today
	height int
	years  []timelineYear
}

type timelineYear struct{ at, label string }

// timelineShare is how much of the width the known dates take when something is
// still to come.
const timelineShare = 0.78

func (p Dossier) timeline() timeline {
	today := clock.DateOf(p.Now)
	steps := slices.DeleteFunc(slices.Clone(p.Dossier.Steps), func(s dossier.Step) bool { return s.Happened.IsZero() })
	slices.SortStableFunc(steps, func(a, b dossier.Step) int { return a.Happened.Compare(b.Happened) })
	if len(steps) == 0 {
		return timeline{}
	}
	first, last := steps[0].Happened, today
	ended := p.State.Outcome != ""
	if ended {
		last = steps[len(steps)-1].Happened
	}
	for _, c := range p.Consultations {
		if c.Deadline.After(last) {
			last = c.Deadline
		}
	}
	for _, r := range p.Rounds {
		if r.Deadline.After(last) {
			last = r.Deadline
		}
	}
	span := max(1, last.Sub(first))
	width := timelineShare
	if ended || p.Next == "" {
		width = 1
	}
	x := func(d clock.Date) float64 { return width * float64(d.Sub(first)) / float64(span) }
	t := timeline{now: share(x(today))}
	if ended {
		t.now = ""
	}
	for i, s := range steps {
		until := last
		if i+1 < len(steps) {
			until = steps[i+1].Happened
		}
		state := "past"
		if i == len(steps)-1 && !ended {
			state, until = "now", today
		}
		t.add(x(s.Happened), x(until), p.stepName(s), state)
	}
	for _, c := range slices.Backward(p.Consultations) {
		state := "past"
		if !clock.Passed(p.Now, c.Deadline) && c.Closed.IsZero() {
			state = "now"
		}
		t.add(x(clock.DateOf(c.Opened)), x(c.Deadline), p.T("dossiers.window", ShortDay(p.Lang, c.Deadline)), state+" window")
	}
	for _, r := range slices.Backward(p.Rounds) {
		state := "past"
		if r.Open {
			state = "now"
		}
		t.add(x(clock.DateOf(r.Sent)), x(r.Deadline), p.T("round.window", ShortDay(p.Lang, r.Deadline)), state+" window")
	}
	if width < 1 {
		t.add(width, 1, p.T("word.stage_"+string(p.Next)), "next")
	}
	t.height = len(t.rows)*timelineRowHeight + 18
	t.years = yearTicks(first, last, x)
	return t
}

func (t *timeline) add(from, until float64, label, state string) {
	row := timelineRow{
		y: len(t.rows) * timelineRowHeight, from: share(from), wide: share(max(until-from, 0.004)),
		label: label, anchor: "start", at: share(from), state: state,
	}
	if from > 0.55 {
		row.anchor, row.at = "end", share(min(1, max(until, from+0.004)))
	}
	t.rows = append(t.rows, row)
}

func yearTicks(first, last clock.Date, x func(clock.Date) float64) []timelineYear {
	var ticks []timelineYear
	for y := first.Year + 1; y <= last.Year && last.Year-first.Year <= 25; y++ {
		ticks = append(ticks, timelineYear{share(x(clock.NewDate(y, time.January, 1))), strconv.Itoa(y)})
	}
	return ticks
}

func (l Layout) stepName(s dossier.Step) string {
	if s.Outcome != "" {
		return l.T("word.outcome_" + string(s.Outcome))
	}
	return l.T("word.stage_" + string(s.Stage))
}

// dot is one revision in the picture of a provision's history.
type dot struct {
	at, label string
	state     string // "changed", "deleted" or "same"
}

func (p ProvisionHistory) dots() []dot {
	changed := map[int]string{}
	for _, s := range p.States {
		changed[s.Revision.No] = "changed"
		if s.Deleted {
			changed[s.Revision.No] = "deleted"
		}
	}
	dots := make([]dot, len(p.Revisions))
	for i, r := range p.Revisions {
		state, ok := changed[r.No]
		if !ok {
			state = "same"
		}
		at := 0.5
		if len(p.Revisions) > 1 {
			at = 0.03 + 0.94*float64(i)/float64(len(p.Revisions)-1)
		}
		dots[i] = dot{share(at), strconv.Itoa(r.No), state}
	}
	return dots
}

// stripBars is how many bars the picture of a comparison has.
const stripBars = 120

// stripBar is a part of the act and how much of it changed.
type stripBar struct {
	x, height int // of 20
}

// strip pictures where in the act the changes lie.
func strip(r *compare.Result, shown diffShown) []stripBar {
	var total, changed [stripBars]int
	size := max(1, len(r.Entries))
	for i, e := range r.Entries {
		at := i * stripBars / size
		n := entryLength(r, e)
		total[at] += n
		if (e.Link != compare.Same || e.Moved) && !(shown.noSlight && slight(e)) && !(shown.noMissing && e.New < 0) {
			changed[at] += max(1, int(float64(n)*(1-e.Share)))
		}
	}
	var bars []stripBar
	for at := range changed {
		if changed[at] > 0 {
			bars = append(bars, stripBar{x: at, height: 4 + 16*min(changed[at], total[at])/max(1, total[at])})
		}
	}
	return bars
}

func entryLength(r *compare.Result, e compare.Entry) int {
	text := func(t *lawtext.Text, i int) int { return 1 + t.Nodes[i].Text.End - t.Nodes[i].Text.Start }
	if e.New >= 0 {
		return text(r.New, e.New)
	}
	return text(r.Old, e.Old)
}
