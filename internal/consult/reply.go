package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Replies are the replies that an institution can send to a task, in the order
// in which forms offer them.
func (t Task) Replies() []Reply {
	if t == Opinion {
		return []Reply{OpinionGiven, NoOpinion}
	}
	return []Reply{Approved, ApprovedWithRemarks, NotApproved}
}

// silence is the outcome of a task when nobody replied.
func (t Task) silence() Reply {
	if t == Opinion {
		return NoOpinion
	}
	return ApprovedByDefault
}

// Silent reports whether the institution let the deadline pass. Whoever was asked
// for an opinion then has none; nobody said so.
func (a Addressee) Silent() bool {
	return a.Reply == ApprovedByDefault || a.Reply == NoOpinion && a.By == ""
}

// outcome is the fault that refuses to touch a reply once there is one.
func (a Addressee) outcome() error {
	if a.Silent() {
		return fault.New(fault.Conflict, "round.defaulted")
	}
	return fault.New(fault.Conflict, "round.replied")
}

// Replying is a reply that an institution would send.
type Replying struct {
	Institution people.Code
	Through     people.Code // that sends it for the institution, or empty
	Reply       Reply
	Reasons     string // Markdown
	Remarks     int    // how many go with it
	Changed     bool   // a correction changes remarks
	By          people.ID
}

// Answer returns the round with a reply. received is when the request was
// complete: one complete in time counts, however late it is handled.
//
// It answers NotFound when the institution was not asked, Conflict when it has an
// outcome or the deadline has passed, else Invalid with the fields that are
// wrong: remarks must go with an approval with remarks and cannot with one
// without, a refusal has reasons, an opinion says something. A correction that
// changes nothing is Invalid too; what the reply said before stays.
func (r Round) Answer(a Replying, received time.Time) (Round, error) {
	i := r.place(a.Institution)
	switch {
	case i < 0:
		return r, fault.ErrNotFound
	case r.Addressees[i].Reply != "" && !r.Addressees[i].Correcting:
		return r, r.Addressees[i].outcome()
	case !r.IsOpen(received):
		return r, fault.New(fault.Conflict, "round.deadline_passed")
	}
	a.Reasons = strings.TrimSpace(a.Reasons)
	was := r.Addressees[i]
	if err := a.check(was); err != nil {
		return r, err
	}
	return r.with(i, func(to *Addressee) {
		if was.Correcting {
			to.Former = append(slices.Clone(was.Former), FormerReply{
				Reply: was.Reply, Reasons: was.Reasons, Annexes: was.Annexes, Replied: was.Replied, By: was.By,
			})
		}
		to.Reply, to.Reasons, to.Replied, to.By, to.Through = a.Reply, a.Reasons, received, a.By, a.Through
		to.Annexes, to.Prepared, to.Correcting = was.Prepared, nil, false
	}), nil
}

func (a Replying) check(was Addressee) error {
	var wrong fault.Fields
	if !slices.Contains(was.Task.Replies(), a.Reply) {
		wrong.Add("reply", "fault.choose")
	}
	switch a.Reply {
	case ApprovedWithRemarks:
		if a.Remarks == 0 {
			wrong.Add("reply", "round.remarks_required")
		}
	case NotApproved:
		needed(&wrong, "reasons", a.Reasons)
	case OpinionGiven:
		if a.Remarks == 0 && a.Reasons == "" && len(was.Prepared) == 0 {
			wrong.Add("reasons", "round.opinion_empty")
		}
	case Approved, NoOpinion:
		if a.Remarks > 0 {
			wrong.Add("reply", "round.remarks_left", a.Remarks)
		}
	}
	if n := utf8.RuneCountInString(a.Reasons); n > MaxText {
		wrong.Add("reasons", "consult.text_too_long", n, MaxText)
	}
	same := a.Reply == was.Reply && a.Reasons == was.Reasons && !a.Changed && slices.Equal(was.Prepared, was.Annexes)
	if was.Correcting && same {
		wrong.Add("reply", "round.nothing_corrected")
	}
	return wrong.Err()
}

// Silence returns the round once its deadline has passed, and those who had not
// replied, with the outcome that their silence has. It happened when the
// deadline passed, whenever the service came to notice. Before that, and when
// everybody has an outcome, nobody is returned.
func (r Round) Silence(now time.Time) (Round, []Addressee) {
	var silent []Addressee
	if !clock.Passed(now, r.Deadline) {
		return r, nil
	}
	for i := range r.Addressees {
		if r.Addressees[i].Reply != "" {
			continue
		}
		r = r.with(i, func(a *Addressee) { a.Reply, a.Replied = a.Task.silence(), r.Ends() })
		silent = append(silent, r.Addressees[i])
	}
	return r, silent
}

// MayPrepare says whether an institution can still prepare its reply. Remarks may
// be written after a deadline that can still move, never after an outcome.
func (r Round) MayPrepare(code people.Code) error {
	a, asked := r.Asked(code)
	switch {
	case !asked:
		return fault.ErrNotFound
	case a.Reply != "" && !a.Correcting:
		return a.outcome()
	}
	return nil
}

// RemarkNo identifies a drafted remark among all of them.
type RemarkNo uint64

// RemarkDraft is a remark that an addressee's people prepare for its reply. Only
// their institution knows of it; when the reply is sent it becomes a comment.
type RemarkDraft struct {
	No          RemarkNo
	Round       ID
	Institution people.Code // that prepares it
	Anchor      Anchor
	Text        string // Markdown
	Replacement string // the exact wording proposed for the provision, or empty
	Version     int    // counts the times it was saved; guards against lost updates
	Saved       time.Time
	By          people.ID // who saved it last
	Discarded   time.Time // zero while it is worked on; a discarded one can be restored
	Corrects    CommentNo // that it corrects, or with Discarded withdraws; 0: a new one
}

// MaxRemarks is how many remarks an institution can send with one reply.
const MaxRemarks = 1_000

// Draft decides whether a drafted remark may be kept. A remark that proposes a
// wording may leave the rest unsaid.
func (r Round) Draft(m RemarkDraft) error {
	var wrong fault.Fields
	if strings.TrimSpace(m.Replacement) == "" {
		needed(&wrong, "text", m.Text)
	}
	if n := utf8.RuneCountInString(m.Text); n > MaxText {
		wrong.Add("text", "consult.text_too_long", n, MaxText)
	}
	if n := utf8.RuneCountInString(m.Replacement); n > MaxText {
		wrong.Add("replacement", "consult.text_too_long", n, MaxText)
	}
	at := m.Anchor
	if at.Document != 0 && !r.Sends(at.Document, at.Revision) {
		wrong.Add("anchor", "round.not_sent")
	}
	if m.Replacement != "" && at.Address == "" {
		wrong.Add("replacement", "round.replacement_place")
	}
	return wrong.Err()
}

// Comment is the drafted remark as it is sent, without a number.
func (m RemarkDraft) Comment(by Author, at time.Time) Comment {
	return Comment{
		Consultation: m.Round, Author: by, Text: strings.TrimSpace(m.Text), Replacement: strings.TrimSpace(m.Replacement),
		Anchor: m.Anchor, Submitted: at, State: Public,
	}
}
