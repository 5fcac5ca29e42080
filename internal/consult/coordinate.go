package consult

import (
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Tasks lists the tasks in the order in which forms offer them.
var Tasks = []Task{Approve, Opinion}

// Terms are the working days that institutions have to reply, unless the
// operator says otherwise: 15 for a bill (rules of procedure of the Government)
// and 10 for the rest.
type Terms struct{ Bill, Other int }

// DefaultTerms are the terms without an operator's word.
var DefaultTerms = Terms{Bill: 15, Other: 10}

// Days is how many working days a dossier of the kind is given.
func (t Terms) Days(kind dossier.Kind) int {
	if kind == dossier.Bill {
		return t.Bill
	}
	return t.Other
}

// Deadline is the earliest deadline of a round that is not short.
func (t Terms) Deadline(kind dossier.Kind, today clock.Date) clock.Date {
	return today.AddWorkingDays(t.Days(kind))
}

// Send decides whether a round may be sent and returns it as the dossier's next
// one. last is the round before it, or nil. Addressees exist on the day, and
// none is asked twice or is the sender itself.
//
// It answers Conflict when the dossier has ended or an institution asked in the
// last round has not replied yet, else Invalid with the fields that are wrong.
func Send(d dossier.Dossier, r Round, last *Round, register people.Register, t Terms, now time.Time) (Round, error) {
	switch {
	case d.Ended():
		return r, fault.New(fault.Conflict, "dossier.ended")
	case last != nil && last.Waiting() > 0:
		return r, fault.New(fault.Conflict, "round.last_waits", last.Waiting())
	}
	var wrong fault.Fields
	today := clock.DateOf(now)
	if len(r.Documents) == 0 {
		wrong.Add("documents", "round.documents_required")
	}
	addressees(&wrong, register.Heirs(d.Institution, today), r.Addressees, register.At(today))
	limited(&wrong, "note", r.Note, MaxText)
	limited(&wrong, "short_reason", r.ShortReason, MaxText)
	short := r.Deadline.Before(t.Deadline(d.Kind, today))
	switch {
	case r.Deadline.IsZero():
		wrong.Add("deadline", "fault.date")
	case r.Deadline.Before(today):
		wrong.Add("deadline", "consult.deadline_past")
	case farAway(today, r.Deadline):
		wrong.Add("deadline", "consult.deadline_far")
	case short && strings.TrimSpace(r.ShortReason.Et) == "":
		wrong.Add("short_reason", "round.short_reason_required", t.Days(d.Kind))
	}
	if err := wrong.Err(); err != nil {
		return r, err
	}
	if !short {
		r.ShortReason = lang.Text{}
	}
	r.ID = ID{Dossier: d.ID, No: d.Rounds + 1, Round: true}
	r.Sent, r.Institution, r.Previous, r.Moves = now, d.Institution, d.Rounds, nil
	r.Addressees = each(r.Addressees, func(a Addressee) Addressee { return Addressee{Institution: a.Institution, Task: a.Task} })
	return r, nil
}

// addressees refuses those that cannot be asked: senders send for the dossier.
func addressees(wrong *fault.Fields, senders []people.Code, list []Addressee, register people.Register) {
	if len(list) == 0 {
		wrong.Add("addressees", "round.addressees_required")
	}
	for i, a := range list {
		_, known := register.Find(a.Institution)
		switch {
		case slices.Contains(senders, a.Institution):
			wrong.Add("addressees", "round.addressee_self")
		case !known:
			wrong.Add("addressees", "round.addressee_unknown", string(a.Institution))
		case !slices.Contains(Tasks, a.Task):
			wrong.Add("addressees", "fault.choose")
		case slices.ContainsFunc(list[:i], func(b Addressee) bool { return b.Institution == a.Institution }):
			wrong.Add("addressees", "round.addressee_twice", string(a.Institution))
		}
	}
}

// Ends is the last moment in which a reply counts.
func (r Round) Ends() time.Time { return clock.EndOfDay(r.Deadline) }

// IsOpen reports whether a reply that arrives at a moment is in time.
func (r Round) IsOpen(at time.Time) bool { return !at.Before(r.Sent) && !clock.Passed(at, r.Deadline) }

// Waiting counts the addressees without an outcome.
func (r Round) Waiting() int {
	n := 0
	for _, a := range r.Addressees {
		if a.Reply == "" {
			n++
		}
	}
	return n
}

// Asked is the addressee that an institution is in the round, and whether it is
// one.
func (r Round) Asked(code people.Code) (Addressee, bool) {
	i := r.place(code)
	if i < 0 {
		return Addressee{}, false
	}
	return r.Addressees[i], true
}

func (r Round) place(code people.Code) int {
	return slices.IndexFunc(r.Addressees, func(a Addressee) bool { return a.Institution == code && code != "" })
}

// For is the addressee for which somebody replies who serves institutions: the
// first that waits for a reply, else the first whose reply is being corrected,
// else the first. It is empty when none of them is asked.
func (r Round) For(serves func(people.Code) bool) people.Code {
	var found people.Code
	rank := 0
	for _, a := range r.Addressees {
		n := 1
		switch {
		case a.Reply == "":
			n = 3
		case a.Correcting:
			n = 2
		}
		if serves(a.Institution) && n > rank {
			found, rank = a.Institution, n
		}
	}
	return found
}

// Asks are the institutions asked in the round.
func (r Round) Asks() []people.Code {
	return each(r.Addressees, func(a Addressee) people.Code { return a.Institution })
}

// Sends reports whether a document was sent at a revision.
func (r Round) Sends(document, revision int) bool {
	return slices.Contains(r.Documents, DocumentAt{Document: document, Revision: revision})
}

// with returns the round with one addressee changed.
func (r Round) with(i int, change func(*Addressee)) Round {
	r.Addressees = slices.Clone(r.Addressees)
	change(&r.Addressees[i])
	return r
}

// Extend returns the round with a later deadline. The reason is shown beside it;
// the history is kept. Once the deadline has passed silence has its outcome, and
// the round stays as it is: Conflict.
func (r Round) Extend(m Move, now time.Time) (Round, error) {
	silent := slices.ContainsFunc(r.Addressees, Addressee.Silent)
	if silent || !r.IsOpen(now) {
		return r, fault.New(fault.Conflict, "round.over")
	}
	if r.Waiting() == 0 {
		return r, fault.New(fault.Conflict, "round.all_replied")
	}
	var wrong fault.Fields
	switch {
	case m.To.IsZero():
		wrong.Add("deadline", "fault.date")
	case !m.To.After(r.Deadline):
		wrong.Add("deadline", "consult.only_later")
	case farAway(clock.DateOf(now), m.To):
		wrong.Add("deadline", "consult.deadline_far")
	}
	needed(&wrong, "reason", m.Reason.Et)
	limited(&wrong, "reason", m.Reason, MaxText)
	if err := wrong.Err(); err != nil {
		return r, err
	}
	m.From, m.At = r.Deadline, now
	r.Deadline = m.To
	r.Moves = append(slices.Clone(r.Moves), m)
	return r, nil
}

// Assign returns the round with somebody who prepares an institution's reply, or
// with nobody. An institution that has replied needs no one: Conflict.
func (r Round) Assign(code people.Code, to people.ID) (Round, error) {
	if err := r.MayPrepare(code); err != nil {
		return r, err
	}
	return r.with(r.place(code), func(a *Addressee) { a.Assigned = to }), nil
}

func each[A, B any](list []A, fn func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = fn(a)
	}
	return out
}
