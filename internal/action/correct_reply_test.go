package action_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// replied is a round to which one institution has replied with two remarks, the
// first of which has a response.
func replied(t *testing.T) (*world, dossier.ID, consult.ID) {
	t.Helper()
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	first, second := w.remark(helping, id, "Esimene"), w.remark(helping, id, "Teine")
	w.must(w.do.ReplyRound(w.ctx, answering, action.ReplyRound{
		Round: id, Reply: consult.ApprovedWithRemarks, Reasons: "Üldiselt hea.", Seen: []action.RemarkAt{first, second}, Received: w.now, FormID: "reply",
	}))
	_, err := w.do.Respond(w.ctx, official, action.Respond{
		Consultation: id, Comments: []consult.CommentNo{w.sent(id)[0].No}, Outcome: consult.NotAccepted, Text: "Ei saa.",
	})
	w.must(err)
	return w, d, id
}

// sent are the remarks of a round, oldest first.
func (w *world) sent(id consult.ID) (list []consult.Comment) {
	w.Helper()
	storetest.Look(w.T, w.store, func(tx *store.Tx) (err error) {
		list, err = tx.CommentsOf(id, 0, 0)
		return err
	})
	return list
}

func (w *world) drafted(id consult.ID, of people.Code) (list []consult.RemarkDraft) {
	w.Helper()
	storetest.Look(w.T, w.store, func(tx *store.Tx) (err error) {
		list, err = tx.RemarkDrafts(id, of)
		return err
	})
	return list
}

// TestAReplyIsCorrected: until it is sent the reply stands; then remarks say
// something else under their numbers, what they said stays, and what has been
// answered is as it was.
func TestAReplyIsCorrected(t *testing.T) {
	w, _, id := replied(t)
	w.refused(w.do.ReopenReply(w.ctx, helping, id, ""), fault.ErrForbidden, "")
	w.refused(w.do.ReopenReply(w.ctx, advising, id, ""), fault.ErrConflict, "round.not_replied")
	w.must(w.do.ReopenReply(w.ctx, answering, id, ""))
	w.refused(w.do.ReopenReply(w.ctx, answering, id, ""), fault.ErrConflict, "round.correcting")
	drafts := w.drafted(id, "RAM")
	if len(drafts) != 1 || drafts[0].Text != "Teine" || drafts[0].Corrects != w.sent(id)[1].No {
		t.Fatalf("to correct: %+v", drafts)
	}
	m := drafts[0]
	reply := action.ReplyRound{Round: id, Reply: consult.ApprovedWithRemarks, Reasons: "Üldiselt hea.", Received: w.now, FormID: "again", Seen: []action.RemarkAt{{No: m.No, Version: m.Version}}}
	w.refused(w.do.ReplyRound(w.ctx, answering, reply), fault.ErrInvalid, "round.nothing_corrected")
	if a, _ := w.round(id).Asked("RAM"); a.Reply != consult.ApprovedWithRemarks || a.Outward().Correcting {
		t.Errorf("while it is corrected others know %+v", a.Outward())
	}
	_, err := w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, No: m.No, Version: m.Version, Text: "Teine, täpsemalt", Anchor: consult.Anchor{}})
	w.must(err)
	fresh := w.remark(helping, id, "Kolmas")
	reply.Reply, reply.Reasons = consult.NotApproved, "Mõtlesime ümber."
	w.refused(w.do.ReplyRound(w.ctx, answering, reply), fault.ErrConflict, "round.remarks_changed")
	reply.Seen = []action.RemarkAt{{No: m.No, Version: m.Version + 1}, fresh}
	w.now = w.now.Add(time.Hour)
	reply.Received = w.now
	w.must(w.do.ReplyRound(w.ctx, answering, reply))
	w.must(w.do.ReplyRound(w.ctx, answering, reply)) // the same form twice
	r, list := w.round(id), w.sent(id)
	a, _ := r.Asked("RAM")
	if a.Reply != consult.NotApproved || a.Correcting || len(a.Former) != 1 || a.Former[0].Reasons != "Üldiselt hea." || !a.Replied.Equal(w.now) || r.Comments != 3 {
		t.Errorf("the round is %+v", r)
	}
	if len(list) != 3 || list[0].Text != "Esimene" || list[0].Response == 0 || len(list[0].Former) != 0 ||
		list[1].Text != "Teine, täpsemalt" || list[1].Former[0].Text != "Teine" || list[1].Anchor.Address != "para2" || list[2].Text != "Kolmas" {
		t.Errorf("remarks are %+v", list)
	}
	if len(w.drafted(id, "RAM")) != 0 || len(w.events(event.ReplyCorrected)) != 1 || len(w.events(event.CommentCorrected)) != 1 {
		t.Error("drafts are left, or events missing")
	}
	if !slices.ContainsFunc(w.mails(), func(m string) bool { return strings.Contains(m, "Vastus parandati") }) {
		t.Errorf("mail %q", w.mails())
	}
}

// TestACorrectionMeetsOthers: the sender answers a remark, or moderators hide it,
// while it is corrected; nothing that was typed is lost.
func TestACorrectionMeetsOthers(t *testing.T) {
	w, _, id := replied(t)
	w.must(w.do.ReopenReply(w.ctx, answering, id, ""))
	m := w.drafted(id, "RAM")[0]
	_, err := w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, No: m.No, Version: m.Version, Text: "Teine, täpsemalt"})
	w.must(err)
	_, err = w.do.Respond(w.ctx, official, action.Respond{Consultation: id, Comments: []consult.CommentNo{m.Corrects}, Outcome: consult.Noted, Text: "Teadmiseks."})
	w.must(err)
	reply := action.ReplyRound{Round: id, Reply: consult.NotApproved, Reasons: "Ei.", Received: w.now, FormID: "again", Seen: []action.RemarkAt{{No: m.No, Version: m.Version + 1}}}
	w.refused(w.do.ReplyRound(w.ctx, answering, reply), fault.ErrConflict, "round.remark_answered")
	if left := w.drafted(id, "RAM"); len(left) != 1 || left[0].Text != "Teine, täpsemalt" {
		t.Fatalf("left: %+v", left)
	}
	w.must(w.do.ResetRemark(w.ctx, helping, id, m.No, m.Version+1))
	reply.Seen[0].Version++
	w.must(w.do.ReplyRound(w.ctx, answering, reply))
	if list := w.sent(id); list[1].Text != "Teine" || len(list[1].Former) != 0 {
		t.Errorf("the answered remark says %+v", list[1])
	}
}

func TestARemarkIsTakenBackByACorrection(t *testing.T) {
	w, _, id := replied(t)
	w.must(w.do.ReopenReply(w.ctx, answering, id, ""))
	m := w.drafted(id, "RAM")[0]
	w.must(w.do.DiscardRemark(w.ctx, helping, id, m.No, m.Version))
	w.must(w.do.ReplyRound(w.ctx, answering, action.ReplyRound{Round: id, Reply: consult.ApprovedWithRemarks, Reasons: "Üldiselt hea.", Received: w.now, FormID: "again"}))
	list := w.sent(id)
	if r := w.round(id); r.Comments != 1 || list[1].State != consult.Withdrawn || list[0].State != consult.Public {
		t.Errorf("counts %d, remarks %+v", r.Comments, list)
	}
	if report, err := w.store.Check(w.ctx, nil); err != nil || len(report.Problems) > 0 {
		t.Errorf("check: %v, %v", report.Problems, err)
	}
}

// TestACorrectionIsGivenUp, or cannot be begun since time passed or the sender went on.
func TestACorrectionIsGivenUp(t *testing.T) {
	w, d, id := replied(t)
	w.must(w.do.ReopenReply(w.ctx, answering, id, ""))
	w.must(w.do.LeaveCorrection(w.ctx, answering, id))
	w.refused(w.do.LeaveCorrection(w.ctx, answering, id), fault.ErrConflict, "round.not_correcting")
	if a, _ := w.round(id).Asked("RAM"); a.Correcting || len(a.Former) != 0 || len(w.drafted(id, "RAM")) != 0 {
		t.Errorf("after giving up: %+v", a)
	}
	w.must(w.do.ReplyRound(w.ctx, advising, action.ReplyRound{Round: id, Reply: consult.NoOpinion, Received: w.now}))
	w.publish2(d)
	next := roundTo(d, w.now)
	next.FormID = "next"
	_, err := w.do.SendRound(w.ctx, official, next)
	w.must(err)
	w.refused(w.do.ReopenReply(w.ctx, answering, id, ""), fault.ErrConflict, "round.gone_on")

	late, _, other := replied(t)
	late.now = late.round(other).Ends().Add(time.Second)
	late.refused(late.do.ReopenReply(late.ctx, answering, other, ""), fault.ErrConflict, "round.correct_late")
}

// TestARenamedMinistryReplies: who comes after an institution is told once, replies
// in its name, and both names stand at the remarks.
func TestARenamedMinistryReplies(t *testing.T) {
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	w.remark(helping, id, "Ettevalmistatud enne ümbernimetamist")
	today := clock.DateOf(w.now)
	heir := people.Person{ID: "p-new", Name: "Uus", Institution: "RMM", Roles: []people.Role{people.Coordinator}}
	w.refused(w.do.ReplyRound(w.ctx, heir, action.ReplyRound{Round: id, Reply: consult.Approved, Received: w.now}), fault.ErrForbidden, "")
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		old, err := tx.Institution("RAM")
		if err != nil {
			return err
		}
		old.Until = today.AddDays(-1)
		if err := tx.PutInstitution(old); err != nil {
			return err
		}
		if err := tx.PutPerson(heir); err != nil {
			return err
		}
		return tx.PutInstitution(people.Institution{Code: "RMM", Name: lang.Text{Et: "Raha- ja Maksuministeerium"}, Email: "rmm@example.ee", From: today, Predecessors: []people.Code{"RAM"}})
	})
	for want := 1; want >= 0; want-- {
		if n, err := w.do.PassOnRounds(w.ctx); n != want || err != nil {
			t.Errorf("told %d, %v; want %d", n, err, want)
		}
	}
	if list := w.mails(); !slices.ContainsFunc(list, func(m string) bool { return strings.HasPrefix(m, "rmm@example.ee ") }) || len(w.events(event.RoundInherited)) != 1 {
		t.Errorf("mail %q", list)
	}
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		register, err := tx.Institutions()
		heir = people.Register(register).Serving(heir, today)
		return err
	})
	m := w.drafted(id, "RAM")[0]
	w.must(w.do.ReplyRound(w.ctx, heir, action.ReplyRound{
		Round: id, Reply: consult.ApprovedWithRemarks, Received: w.now, FormID: "heir", Seen: []action.RemarkAt{{No: m.No, Version: m.Version}},
	}))
	a, _ := w.round(id).Asked("RAM")
	by := w.sent(id)[0].Author
	if a.Through != "RMM" || a.By != heir.ID || by.Code != "RAM" || by.Name != "Ministeerium RAM (vastas Raha- ja Maksuministeerium)" {
		t.Errorf("replied %+v, remark of %+v", a, by)
	}
}
