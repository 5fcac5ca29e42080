package dossier

import (
	"cmp"
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
)

// StaleDays is after how many quiet days a dossier counts as stale, unless the
// operator says otherwise.
const StaleDays = 365

// Standing is where a dossier is on its way, derived from its steps.
type Standing struct {
	Stage Stage      // where it is; empty when no stage was recorded
	Since clock.Date // when it came there; zero when that is not known
	Done  []Stage    // other stages it has been in, in their usual order
	Next  Stage      // what usually follows; empty when ended or nothing does
	Ended *Step      // its outcome, or nil
	Quiet int        // days since anything happened; 0 when it has ended
	Stale bool       // nothing happened for that long; a flag, never an outcome
}

// Where derives a dossier's standing on a day. Steps may have been recorded late,
// out of order and without dates: a step without a date is taken to have
// happened no earlier than what was recorded before it. Of stages entered on
// one day the furthest counts. After more than staleDays quiet days it is stale.
func Where(d Dossier, today clock.Date, staleDays int) Standing {
	var at Standing
	been := map[Stage]bool{}
	for _, s := range Timeline(d.Steps) {
		if s.Outcome != "" {
			at.Ended = &s
			continue
		}
		if s.Stage != at.Stage {
			at.Stage, at.Since = s.Stage, s.Happened
		}
		been[s.Stage] = true
	}
	for _, stage := range Stages {
		if been[stage] && stage != at.Stage {
			at.Done = append(at.Done, stage)
		}
	}
	if at.Ended != nil {
		return at
	}
	at.Next = next(d.Kind, at.Stage)
	if last := lastSign(d); !last.IsZero() {
		at.Quiet = max(0, today.Sub(last))
		at.Stale = at.Quiet > staleDays
	}
	return at
}

// Timeline returns steps in the order in which they happened, as far as that is
// known. It does not change the list it is given.
func Timeline(steps []Step) []Step {
	type placed struct {
		step Step
		when clock.Date
	}
	var latest clock.Date
	all := make([]placed, len(steps))
	for i, s := range steps {
		when := s.Happened
		if when.IsZero() {
			when = latest
		} else if when.After(latest) {
			latest = when
		}
		all[i] = placed{s, when}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(a.when.Compare(b.when), cmp.Compare(rank(a.step), rank(b.step)))
	})
	line := make([]Step, len(all))
	for i, p := range all {
		line[i] = p.step
	}
	return line
}

// rank is how far on the usual way a step is; an outcome is the furthest.
func rank(s Step) int {
	if s.Outcome != "" {
		return len(Stages)
	}
	return slices.Index(Stages, s.Stage)
}

// next is the stage that usually follows. The Riigikogu and proclamation concern
// only bills and resolutions; other acts are published after the session, and
// acts of a minister or a local council after coordination.
func next(kind Kind, at Stage) Stage {
	for _, stage := range Stages[slices.Index(Stages, at)+1:] {
		if passes(kind, stage) {
			return stage
		}
	}
	return ""
}

func passes(kind Kind, stage Stage) bool {
	switch stage {
	case Submission, Session:
		return kind != MinisterRegulation && kind != LocalRegulation
	case Riigikogu:
		return kind == Bill || kind == RiigikoguResolution || kind == Treaty
	case Proclamation:
		return kind == Bill || kind == Treaty
	}
	return true
}

// lastSign is the last day on which anything happened that we know of.
func lastSign(d Dossier) clock.Date {
	last := clock.DateOf(d.Changed)
	for _, s := range d.Steps {
		if s.Happened.After(last) {
			last = s.Happened
		}
	}
	return last
}
