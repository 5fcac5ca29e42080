package consult

import (
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Missing is what a dossier lacks before it can be submitted to the Government.
type Missing struct {
	Round   ID            // the last one; zero when none was sent
	Silent  []people.Code // addressees of it without an outcome
	Waiting int           // remarks in it without a response, so that the table is not whole
}

// ForSubmission tells what is missing, given the dossier's rounds by number.
func ForSubmission(rounds []Round) Missing {
	if len(rounds) == 0 {
		return Missing{}
	}
	last := rounds[len(rounds)-1]
	m := Missing{Round: last.ID, Waiting: max(0, last.Comments-last.Answered)}
	for _, a := range last.Addressees {
		if a.Reply == "" {
			m.Silent = append(m.Silent, a.Institution)
		}
	}
	return m
}

// Nothing reports whether the dossier can be submitted. One that was coordinated
// by letter, before the service was used, has no round and nothing to wait for.
func (m Missing) Nothing() bool { return len(m.Silent) == 0 && m.Waiting == 0 }

// Err is the fault that refuses the submission, or nil.
func (m Missing) Err() error {
	if m.Nothing() {
		return nil
	}
	return fault.New(fault.Conflict, "consult.not_coordinated", len(m.Silent), m.Waiting)
}

// Disagreeing lists the addressees that did not approve.
func (r Round) Disagreeing() []Addressee {
	var list []Addressee
	for _, a := range r.Addressees {
		if a.Reply == NotApproved {
			list = append(list, a)
		}
	}
	return list
}
