package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Reason is the key of a public reason for which something is not shown.
type Reason string

// The public reasons.
const (
	Personal Reason = "personal" // data of a person that are not for publication
	Insult   Reason = "insult"   // threats and insults
	Hatred   Reason = "hatred"   // incites hatred or violence
	Unlawful Reason = "unlawful" // secrets, the works of others: the law forbids it
	Spam     Reason = "spam"     // advertising, and what a machine sends
	Impostor Reason = "impostor" // written in the name of somebody else
)

// Reasons lists the reasons in the order in which pages give them.
var Reasons = []Reason{Personal, Insult, Hatred, Unlawful, Spam, Impostor}

// Known reports whether it is one of the public reasons.
func (r Reason) Known() bool { return slices.Contains(Reasons, r) }

// Ruling is what a moderator decided to do.
type Ruling string

// The rulings.
const (
	Withholds    Ruling = "withhold"      // the comment
	BlacksOut    Ruling = "black-out"     // some of its words
	WithholdFile Ruling = "withhold-file" // one of its files
	RedactsFile  Ruling = "redact-file"   // a copy of one of its files stands in its place, with something covered
	Disowns      Ruling = "disown"        // it is not by whom it names
	Keeps        Ruling = "keep"          // all stays as it is
)

// Decision is one thing that moderators decided about a comment. All but who
// decided is public, unless it keeps everything as it is.
type Decision struct {
	Ruling   Ruling
	Reason   Reason
	Note     string // what the moderator says about it; may be empty
	File     int    // ordinal of the file that is withheld or covered in part
	At       time.Time
	By       people.ID
	Undone   time.Time // when it was taken back; zero while it holds
	UndoneBy people.ID
}

// Holds reports whether the decision keeps something from being shown.
func (d Decision) Holds() bool { return d.Ruling != Keeps && d.Undone.IsZero() }

// Report is what somebody says is wrong with a comment. Only moderators see it.
type Report struct {
	Reason Reason
	Text   string
	At     time.Time
	By     people.ID // empty when not signed in
}

// Appeal is what a comment's author says against a decision, once. The text is
// for moderators; the outcome is public.
type Appeal struct {
	Decision int // ordinal among the decisions, from 0
	Text     string
	At       time.Time
	Decided  time.Time // zero while it waits
	By       people.ID // who decided
	Upheld   bool      // the decision stands
	Answer   string    // why, public
}

// Case is what moderation knows of a comment.
type Case struct {
	Comment   CommentNo
	Reports   []Report
	Settled   int // how many of the reports have been decided about
	Decisions []Decision
	Appeals   []Appeal
	Disowned  time.Time // when its author said that it is not theirs
	Seen      time.Time // when a moderator had looked at that
	Changed   time.Time // when its author corrected it after words were taken out; zero once a moderator looked
}

// The limits of what is kept.
const (
	MaxNote    = 2_000 // characters of a note, a report, an appeal
	MaxReports = 50    // that wait for one comment
)

// Wait is why a case waits for a moderator.
type Wait string

// The reasons to wait.
const (
	WaitsReported Wait = "reported"
	WaitsDisowned Wait = "disowned"
	WaitsAppeal   Wait = "appeal"
	WaitsChanged  Wait = "changed" // its author corrected it after words were taken out
)

// Waits lists why a case waits for a moderator, and since when.
func (c Case) Waits() (why []Wait, since time.Time) {
	add := func(w Wait, at time.Time) {
		why = append(why, w)
		if since.IsZero() || at.Before(since) {
			since = at
		}
	}
	for _, a := range c.Appeals {
		if a.Decided.IsZero() {
			add(WaitsAppeal, a.At)
		}
	}
	if !c.Disowned.IsZero() && c.Seen.IsZero() {
		add(WaitsDisowned, c.Disowned)
	}
	if !c.Changed.IsZero() {
		add(WaitsChanged, c.Changed)
	}
	if c.Settled < len(c.Reports) {
		add(WaitsReported, c.Reports[c.Settled].At)
	}
	return why, since
}

// Report adds what somebody says is wrong. While as many wait as anybody could
// need to read it answers TooMany.
func (c Case) Report(r Report) (Case, error) {
	var wrong fault.Fields
	if !r.Reason.Known() {
		wrong.Add("reason", "fault.choose")
	}
	tooLong(&wrong, "text", r.Text)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	if len(c.Reports)-c.Settled >= MaxReports {
		return c, fault.New(fault.TooMany, "moderation.enough")
	}
	c.Reports = append(slices.Clone(c.Reports), r)
	return c, nil
}

// Decide adds a decision, which also settles what was reported.
func (c Case) Decide(d Decision) (Case, error) {
	var wrong fault.Fields
	if d.Ruling != Keeps && !d.Reason.Known() {
		wrong.Add("reason", "fault.choose")
	}
	tooLong(&wrong, "note", d.Note)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.Decisions = append(slices.Clone(c.Decisions), d)
	c.Settled, c.Changed = len(c.Reports), time.Time{}
	if !c.Disowned.IsZero() && c.Seen.IsZero() {
		c.Seen = d.At
	}
	return c, nil
}

// Disown notes that the author says the comment is not theirs: it stands among
// the decisions, by nobody, and cannot be taken back.
func (c Case) Disown(at time.Time) Case {
	c.Disowned = at
	c.Decisions = append(slices.Clone(c.Decisions), Decision{Ruling: Disowns, Reason: Impostor, At: at})
	return c
}

// Undo takes back the n-th decision, from 0.
func (c Case) Undo(n int, by people.ID, at time.Time) (Case, error) {
	if n < 0 || n >= len(c.Decisions) {
		return c, fault.ErrNotFound
	}
	if !c.Decisions[n].Holds() {
		return c, fault.New(fault.Conflict, "moderation.undone")
	}
	c.Decisions = slices.Clone(c.Decisions)
	c.Decisions[n].Undone, c.Decisions[n].UndoneBy = at, by
	return c, nil
}

// Appealed returns the appeal against the n-th decision, if there is one.
func (c Case) Appealed(n int) (Appeal, bool) {
	i := slices.IndexFunc(c.Appeals, func(a Appeal) bool { return a.Decision == n })
	if i < 0 {
		return Appeal{}, false
	}
	return c.Appeals[i], true
}

// Appeal adds what the author says against a decision that holds, once.
func (c Case) Appeal(a Appeal) (Case, error) {
	if a.Decision < 0 || a.Decision >= len(c.Decisions) {
		return c, fault.ErrNotFound
	}
	if !c.Decisions[a.Decision].Holds() {
		return c, fault.New(fault.Conflict, "moderation.undone")
	}
	if !c.Disowned.IsZero() {
		return c, fault.New(fault.Conflict, "moderation.author_hid")
	}
	if _, before := c.Appealed(a.Decision); before {
		return c, fault.New(fault.Conflict, "moderation.appealed_before")
	}
	var wrong fault.Fields
	needed(&wrong, "appeal", a.Text)
	tooLong(&wrong, "appeal", a.Text)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.Appeals = append(slices.Clone(c.Appeals), a)
	return c, nil
}

// DecideAppeal decides about the appeal against the n-th decision. alone says
// that there is no other moderator than the one who decides.
func (c Case) DecideAppeal(n int, by people.ID, upheld bool, answer string, alone bool, at time.Time) (Case, error) {
	i := slices.IndexFunc(c.Appeals, func(a Appeal) bool { return a.Decision == n })
	if i < 0 {
		return c, fault.ErrNotFound
	}
	if !c.Appeals[i].Decided.IsZero() {
		return c, fault.New(fault.Conflict, "moderation.appeal_decided")
	}
	if c.Decisions[n].By == by && !alone {
		return c, fault.New(fault.Conflict, "moderation.own_decision")
	}
	var wrong fault.Fields
	needed(&wrong, "answer", answer)
	tooLong(&wrong, "answer", answer)
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.Appeals = slices.Clone(c.Appeals)
	a := &c.Appeals[i]
	a.Decided, a.By, a.Upheld, a.Answer = at, by, upheld, strings.TrimSpace(answer)
	return c, nil
}

func tooLong(wrong *fault.Fields, name, text string) {
	if utf8.RuneCountInString(text) > MaxNote {
		wrong.Add(name, "fault.too_long", MaxNote)
	}
}
