package consult

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// MayCorrect says why an institution cannot correct its reply, as a fault, or nil.
// It can until the deadline, if it said something and the sender of the dossier
// has not gone on by it, with a next round or a submission. received is when the
// request was complete.
func (r Round) MayCorrect(d dossier.Dossier, code people.Code, received time.Time) error {
	a, asked := r.Asked(code)
	switch {
	case !asked:
		return fault.ErrNotFound
	case a.Reply == "":
		return fault.New(fault.Conflict, "round.not_replied")
	case a.Silent():
		return a.outcome()
	case !r.IsOpen(received):
		return fault.New(fault.Conflict, "round.correct_late")
	case r.goneOn(d):
		return fault.New(fault.Conflict, "round.gone_on")
	}
	return nil
}

func (r Round) goneOn(d dossier.Dossier) bool {
	return d.Rounds > r.ID.No || slices.ContainsFunc(d.Steps, func(s dossier.Step) bool {
		return !s.Recorded.Before(r.Sent) && (s.Stage == dossier.Submission || s.Outcome != "")
	})
}

// Reopen returns the round with a correction of an institution's reply begun.
// Until it is sent the reply stands as it is, and nobody else knows.
func (r Round) Reopen(d dossier.Dossier, code people.Code, received time.Time) (Round, error) {
	if err := r.MayCorrect(d, code, received); err != nil {
		return r, err
	}
	i := r.place(code)
	if r.Addressees[i].Correcting {
		return r, fault.New(fault.Conflict, "round.correcting")
	}
	return r.with(i, func(a *Addressee) { a.Correcting, a.Prepared = true, slices.Clone(a.Annexes) }), nil
}

// Leave returns the round with a correction given up: the reply stays as it was.
func (r Round) Leave(code people.Code) (Round, error) {
	i := r.place(code)
	switch {
	case i < 0:
		return r, fault.ErrNotFound
	case !r.Addressees[i].Correcting:
		return r, fault.New(fault.Conflict, "round.not_correcting")
	}
	return r.with(i, func(a *Addressee) { a.Correcting, a.Prepared = false, nil }), nil
}

// Enclose returns the round with the files that will go with an institution's
// reply.
func (r Round) Enclose(code people.Code, files []Attachment) (Round, error) {
	if err := r.MayPrepare(code); err != nil {
		return r, err
	}
	return r.with(r.place(code), func(a *Addressee) { a.Prepared = files }), nil
}

// Files are all files that the round names: sent now and before, or prepared.
func (r Round) Files() []Attachment {
	var list []Attachment
	for _, a := range r.Addressees {
		list = append(append(list, a.Annexes...), a.Prepared...)
		for _, f := range a.Former {
			list = append(list, f.Annexes...)
		}
	}
	return list
}

// Inherit returns the round with institutions noted that were told that an
// addressee's reply falls to them.
func (r Round) Inherit(code people.Code, heirs []people.Code) Round {
	i := r.place(code)
	if i < 0 {
		return r
	}
	return r.with(i, func(a *Addressee) { a.Heirs = append(slices.Clone(a.Heirs), heirs...) })
}

// Amendable says why an institution cannot correct a remark that it sent, as
// Conflict, or nil. What has been answered stays as it was, and so does what
// moderators decided about.
func (m Comment) Amendable() error {
	switch {
	case m.Response != 0:
		return fault.New(fault.Conflict, "round.remark_answered", m.No.String())
	case m.State != Public, len(m.Blacked) > 0:
		return fault.New(fault.Conflict, "round.remark_moderated", m.No.String())
	}
	return nil
}

// Correction is a drafted remark that corrects this one; it says the same.
func (m Comment) Correction(of people.Code) RemarkDraft {
	return RemarkDraft{
		Round: m.Consultation, Institution: of, Anchor: m.Anchor, Text: m.Text, Replacement: m.Replacement, Corrects: m.No,
	}
}

// Amended returns the remark as a draft corrects it, and whether it says
// something else then. What it said stays public. Its place never changes.
func (m Comment) Amended(d RemarkDraft, at time.Time) (Comment, bool) {
	if m.Text == d.Text && m.Replacement == d.Replacement {
		return m, false
	}
	m.Former = append(slices.Clone(m.Former), Former{Text: m.Text, Replacement: m.Replacement, Until: at})
	m.Text, m.Replacement = d.Text, d.Replacement
	return m, true
}
