package consult

import (
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/people"
)

func TestForSubmission(t *testing.T) {
	round := func(no, comments, answered int, replies ...Reply) Round {
		r := Round{ID: ID{Dossier: "JDM/26-0001", No: no, Round: true}, Comments: comments, Answered: answered}
		for i, reply := range replies {
			r.Addressees = append(r.Addressees, Addressee{Institution: people.Code("A" + string(rune('0'+i))), Reply: reply})
		}
		return r
	}
	for _, k := range []struct {
		name   string
		rounds []Round
		want   string
		silent int
	}{
		{"coordinated by letter", nil, "", 0},
		{"one is silent", []Round{round(1, 0, 0, Approved, "")}, "consult.not_coordinated", 1},
		{"a remark waits", []Round{round(1, 3, 2, ApprovedWithRemarks)}, "consult.not_coordinated", 0},
		{"all have replied", []Round{round(1, 3, 3, ApprovedByDefault, NoOpinion)}, "", 0},
		{"who did not approve does not stop it", []Round{round(1, 1, 1, NotApproved)}, "", 0},
		{"only the last round counts", []Round{round(1, 3, 0, ""), round(2, 0, 0, Approved)}, "", 0},
		{"a new round asks anew", []Round{round(1, 0, 0, Approved), round(2, 0, 0, "")}, "consult.not_coordinated", 1},
	} {
		m := ForSubmission(k.rounds)
		if got := fields(m.Err()); got != k.want || len(m.Silent) != k.silent || m.Nothing() != (k.want == "") {
			t.Errorf("%s: %q with %v silent, want %q", k.name, got, m.Silent, k.want)
		}
	}
	if list := round(1, 0, 0, NotApproved, Approved).Disagreeing(); len(list) != 1 {
		t.Errorf("disagreeing: %v", list)
	}
}

func TestOverdue(t *testing.T) {
	c := good()
	c.Opened, c.Deadline, c.Comments, c.Answered = now, today.AddDays(28), 5, 2
	for _, k := range []struct {
		name string
		at   time.Time
		want int
	}{
		{"open", now, 0},
		{"on the last day", clock.EndOfDay(c.Deadline.AddDays(30)), 0},
		{"on the day after", clock.StartOfDay(c.Deadline.AddDays(31)), 3},
	} {
		if got := c.Overdue(30, k.at); got != k.want {
			t.Errorf("%s: %d overdue, want %d", k.name, got, k.want)
		}
	}
}

func TestSaveDraft(t *testing.T) {
	one := []CommentNo{1}
	for _, k := range []struct {
		name string
		d    AnswerDraft
		want string
	}{
		{"just begun", AnswerDraft{Comments: one}, ""},
		{"no reason yet", AnswerDraft{Comments: one, Outcome: NotAccepted}, ""},
		{"about nothing", AnswerDraft{}, "comments fault.choose"},
		{"no such outcome", AnswerDraft{Comments: one, Outcome: "x"}, "outcome fault.choose"},
		{"changes of no comparison", AnswerDraft{Comments: one, Changes: []string{"para1"}}, "changes consult.changes_need_revisions"},
		{"changes of a comparison", AnswerDraft{Comments: one, From: 1, Revision: 2, Changes: []string{"para1"}}, ""},
	} {
		if got := fields(k.d.Save()); got != k.want {
			t.Errorf("%s: got %q, want %q", k.name, got, k.want)
		}
	}
}
