package action_test

import (
	"context"
	"errors"
	"strings"
	"sync"
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

// The people of two ministries that are asked, beside those of the tests of all
// actions.
var (
	answering = people.Person{ID: "p-ram", Name: "Rahandus", Institution: "RAM", Email: "rahandus@ram.example.ee", Roles: []people.Role{people.Coordinator}}
	helping   = people.Person{ID: "p-ram2", Name: "Abiline", Institution: "RAM", Email: "abi@ram.example.ee", Roles: []people.Role{people.Official}}
	advising  = people.Person{ID: "p-som", Name: "Sotsiaal", Institution: "SOM", Roles: []people.Role{people.Coordinator}}
)

// coordinating is a world with ministries in the register and a dossier with a
// document.
func coordinating(t *testing.T, public bool) (*world, dossier.ID) {
	t.Helper()
	w := newWorld(t)
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		var err error
		for _, code := range []people.Code{"KLIM", "RAM", "SOM"} {
			err = errors.Join(err, tx.PutInstitution(people.Institution{Code: code, Name: lang.Text{Et: "Ministeerium " + string(code)}, Email: strings.ToLower(string(code)) + "@example.ee"}))
		}
		return errors.Join(err, tx.PutPerson(answering), tx.PutPerson(helping), tx.PutPerson(advising))
	})
	id, err := w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: facts(), FormID: "open"})
	w.must(err)
	if public {
		w.must(w.do.PublishDossier(w.ctx, official, id))
	}
	_, err = w.do.AddDocument(w.ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
	w.must(err)
	w.publish(id, 0, law)
	return w, id
}

func roundTo(id dossier.ID, now time.Time) action.SendRound {
	return action.SendRound{
		Dossier: id, Documents: []int{1}, Deadline: consult.DefaultTerms.Deadline(dossier.Bill, clock.DateOf(now)),
		Addressees: []consult.Addressee{{Institution: "RAM", Task: consult.Approve}, {Institution: "SOM", Task: consult.Opinion}},
	}
}

func (w *world) sendRound(id dossier.ID) consult.ID {
	w.Helper()
	r, err := w.do.SendRound(w.ctx, official, roundTo(id, w.now))
	w.must(err)
	return r
}

func (w *world) round(id consult.ID) (r consult.Round) {
	w.Helper()
	storetest.Look(w.T, w.store, func(tx *store.Tx) (err error) {
		r, err = tx.Round(id)
		return err
	})
	return r
}

// events are those of a name, in order.
func (w *world) events(name event.Name) (list []event.Event) {
	w.Helper()
	storetest.Look(w.T, w.store, func(tx *store.Tx) error {
		all, err := tx.Events(0, 0)
		for _, e := range all {
			if e.Name == name {
				list = append(list, e)
			}
		}
		return err
	})
	return list
}

func (w *world) mails() (to []string) {
	w.Helper()
	storetest.Look(w.T, w.store, func(tx *store.Tx) error {
		list, err := tx.Mails(100)
		for _, m := range list {
			to = append(to, m.To+" "+m.Subject)
		}
		return err
	})
	return to
}

func (w *world) remark(by people.Person, id consult.ID, text string) action.RemarkAt {
	w.Helper()
	no, err := w.do.DraftRemark(w.ctx, by, action.DraftRemark{Round: id, Text: text, Anchor: consult.Anchor{Document: 1, Address: "para2"}})
	w.must(err)
	return action.RemarkAt{No: no, Version: 1}
}

func TestFromRoundToAnsweredRemark(t *testing.T) {
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	w.must(w.do.AssignRound(w.ctx, answering, action.AssignRound{Round: id, To: helping.ID}))
	at := w.remark(helping, id, "30 päeva on vähe.")
	_, err := w.do.DraftRemark(w.ctx, answering, action.DraftRemark{
		Round: id, No: at.No, Version: 1, Text: "30 päeva on vähe.", Replacement: "Parki hooldab üksus 60 päeva jooksul.",
		Anchor: consult.Anchor{Document: 1, Address: "para2"},
	})
	w.must(err)
	away := w.remark(helping, id, "Läheb kõrvale.")
	w.must(w.do.DiscardRemark(w.ctx, helping, id, away.No, away.Version))
	reply := action.ReplyRound{Round: id, Reply: consult.ApprovedWithRemarks, Seen: []action.RemarkAt{{No: at.No, Version: 2}}, Received: w.now, FormID: "reply"}
	w.must(w.do.CheckReply(w.ctx, answering, reply))
	w.must(w.do.ReplyRound(w.ctx, answering, reply))
	w.must(w.do.ReplyRound(w.ctx, answering, reply)) // the same form twice is one reply

	r := w.round(id)
	if a, _ := r.Asked("RAM"); a.Reply != consult.ApprovedWithRemarks || a.By != answering.ID || r.Comments != 1 || r.Waiting() != 1 {
		t.Fatalf("round is %+v", r)
	}
	var sent []consult.Comment
	storetest.Look(t, w.store, func(tx *store.Tx) (err error) {
		if left, err := tx.RemarkDrafts(id, "RAM"); err != nil || len(left) != 0 {
			t.Errorf("drafts left: %+v, %v", left, err)
		}
		sent, err = tx.CommentsOf(id, 0, 0)
		return err
	})
	if len(sent) != 1 {
		t.Fatalf("%d remarks were sent", len(sent))
	}
	m := sent[0]
	want := consult.Author{Kind: consult.Institution, Name: "Ministeerium RAM", Code: "RAM"}
	if m.Author != want || m.Anchor.Revision != 1 || m.Anchor.Provision == 0 || m.Replacement == "" || m.State != consult.Public || m.Consultation != id {
		t.Errorf("sent %+v", m)
	}
	if _, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: id, Comments: []consult.CommentNo{m.No}, Outcome: consult.Accepted}); err != nil {
		t.Errorf("respond: %v", err)
	}
	if r := w.round(id); r.Answered != 1 {
		t.Errorf("%d answered", r.Answered)
	}
	for name, n := range map[event.Name]int{event.RoundSent: 1, event.RoundAssigned: 1, event.RoundReplied: 1, event.RemarkDrafted: 4, event.CommentSubmitted: 1} {
		list := w.events(name)
		if len(list) != n {
			t.Errorf("%d events %s, want %d", len(list), name, n)
		}
		for _, e := range list {
			if public := name != event.RoundAssigned && name != event.RemarkDrafted; e.Public != public || e.Round != 1 || e.Consultation != 0 {
				t.Errorf("%+v", e)
			}
		}
	}
	got := strings.Join(w.mails(), "\n")
	for _, to := range []string{"ram@example.ee Kooskõlastamiseks: " + string(d) + " Pargiseadus", "som@example.ee", "abi@ram.example.ee Sulle määratud vastus"} {
		if !strings.Contains(got, to) {
			t.Errorf("no mail %q in\n%s", to, got)
		}
	}
}

// A letter about a dossier that is not public does not tell what it is about.
func TestMailOfAHiddenRoundNamesANumber(t *testing.T) {
	w, d := coordinating(t, false)
	w.sendRound(d)
	if got := strings.Join(w.mails(), "\n"); strings.Contains(got, "Pargiseadus") || !strings.Contains(got, "ram@example.ee Kooskõlastamiseks: "+string(d)) {
		t.Errorf("mail:\n%s", got)
	}
	if list := w.events(event.RoundSent); len(list) != 1 || list[0].Public {
		t.Errorf("events %+v", list)
	}
}

func TestSendRoundRefuses(t *testing.T) {
	w, d := coordinating(t, false)
	for who, p := range map[string]people.Person{"nobody": nobody, "citizen": citizen, "another ministry": other, "one to be asked": answering} {
		if _, err := w.do.SendRound(w.ctx, p, roundTo(d, w.now)); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("by %s: %v", who, err)
		}
	}
	short := roundTo(d, w.now)
	short.Deadline = short.Deadline.AddDays(-1)
	_, err := w.do.CheckRound(w.ctx, official, short)
	w.refused(err, fault.ErrInvalid, "round.short_reason_required")
	changed := roundTo(d, w.now)
	changed.Seen = []consult.DocumentAt{{Document: 1, Revision: 1}}
	w.publish2(d)
	_, err = w.do.SendRound(w.ctx, official, changed)
	w.refused(err, fault.ErrConflict, "round.documents_changed")
	twice := roundTo(d, w.now)
	twice.FormID = "once"
	first, err := w.do.SendRound(w.ctx, official, twice)
	w.must(err)
	again, err := w.do.SendRound(w.ctx, official, twice)
	if err != nil || again != first || w.round(first).Documents[0].Revision != 2 {
		t.Errorf("the same form twice: %v, %v", again, err)
	}
	_, err = w.do.SendRound(w.ctx, official, roundTo(d, w.now))
	w.refused(err, fault.ErrConflict, "round.last_waits")
}

// publish2 publishes a second revision.
func (w *world) publish2(d dossier.ID) {
	w.Helper()
	_, err := w.do.SaveDraft(w.ctx, official, action.SaveDraft{Dossier: d, Document: 1, Base: 1, Text: []byte(strings.Replace(law, "30", "60", 1)), Reason: lang.Text{Et: "Pikem"}})
	w.must(err)
	_, err = w.do.PublishRevision(w.ctx, official, action.PublishRevision{Dossier: d, Document: 1, Version: 1})
	w.must(err)
}

// What those who are not asked get from everything that an addressee does, and
// what colleagues who may not answer get from what its coordinator does.
func TestRepliesAreOfThoseAsked(t *testing.T) {
	for _, public := range []bool{false, true} {
		w, d := coordinating(t, public)
		id := w.sendRound(d)
		at := w.remark(helping, id, "Märkus")
		hidden := fault.ErrNotFound
		if public {
			hidden = fault.ErrForbidden
		}
		elsewhere := consult.ID{Dossier: d, No: 2, Round: true}
		for name, do := range map[string]func(people.Person, consult.ID) error{
			"assign": func(p people.Person, id consult.ID) error {
				return w.do.AssignRound(w.ctx, p, action.AssignRound{Round: id, To: helping.ID})
			},
			"draft": func(p people.Person, id consult.ID) error {
				_, err := w.do.DraftRemark(w.ctx, p, action.DraftRemark{Round: id, Text: "x"})
				return err
			},
			"change": func(p people.Person, id consult.ID) error {
				_, err := w.do.DraftRemark(w.ctx, p, action.DraftRemark{Round: id, No: at.No, Version: 1, Text: "x"})
				return err
			},
			"discard": func(p people.Person, id consult.ID) error { return w.do.DiscardRemark(w.ctx, p, id, at.No, 1) },
			"reply": func(p people.Person, id consult.ID) error {
				return w.do.ReplyRound(w.ctx, p, action.ReplyRound{Round: id, Reply: consult.NotApproved, Reasons: "Ei", Received: w.now})
			},
		} {
			for who, p := range map[string]people.Person{"the sender": official, "another ministry": other, "a citizen": citizen} {
				want := hidden
				if p.ID == official.ID {
					want = fault.ErrForbidden
				}
				if err := do(p, id); !errors.Is(err, want) {
					t.Errorf("%s by %s, public %v: %v", name, who, public, err)
				}
				if err := do(p, elsewhere); err == nil {
					t.Errorf("%s by %s in no round", name, who)
				}
			}
			if err := do(advising, id); (name == "change" || name == "discard") && !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%s of a remark of another institution: %v", name, err)
			}
		}
		w.refused(w.do.AssignRound(w.ctx, helping, action.AssignRound{Round: id, To: helping.ID}), fault.ErrForbidden, "")
		w.refused(w.do.ReplyRound(w.ctx, helping, action.ReplyRound{Round: id, Reply: consult.Approved, Received: w.now}), fault.ErrForbidden, "")
		w.refused(w.do.AssignRound(w.ctx, answering, action.AssignRound{Round: id, To: advising.ID}), fault.ErrInvalid, "fault.choose")
		w.refused(w.do.ExtendRound(w.ctx, answering, action.ExtendRound{Round: id}), fault.ErrForbidden, "")
	}
}

func TestReplyRefuses(t *testing.T) {
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	at := w.remark(helping, id, "Märkus")
	reply := action.ReplyRound{Round: id, Reply: consult.ApprovedWithRemarks, Seen: []action.RemarkAt{at}, Received: w.now}
	_, err := w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, No: at.No, Version: 1, Text: "Teine märkus"})
	w.must(err)
	w.refused(w.do.ReplyRound(w.ctx, answering, reply), fault.ErrConflict, "round.remarks_changed")
	_, err = w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, No: at.No, Version: 1, Text: "Kolmas"})
	w.refused(err, fault.ErrConflict, "round.remark_changed")
	_, err = w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, Text: "x", Anchor: consult.Anchor{Document: 1, Address: "para99"}})
	w.refused(err, fault.ErrInvalid, "consult.no_such_place")
	reply.Seen[0].Version, reply.Received = 2, w.round(id).Ends().Add(time.Second)
	w.refused(w.do.ReplyRound(w.ctx, answering, reply), fault.ErrConflict, "round.deadline_passed")
	storetest.Look(t, w.store, func(tx *store.Tx) error { // the words are kept for those who wrote them
		list, err := tx.RemarkDrafts(id, "RAM")
		if err == nil && (len(list) != 1 || list[0].Text != "Teine märkus") {
			t.Errorf("drafts %+v", list)
		}
		return err
	})
	reply.Received = w.now
	w.must(w.do.ReplyRound(w.ctx, answering, reply))
	_, err = w.do.DraftRemark(w.ctx, helping, action.DraftRemark{Round: id, Text: "Hiljem"})
	w.refused(err, fault.ErrConflict, "round.replied")
}

func TestExtendedRound(t *testing.T) {
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	was := w.round(id).Deadline
	to := was.AddDays(7)
	w.refused(w.do.ExtendRound(w.ctx, official, action.ExtendRound{Round: id, To: to}), fault.ErrInvalid, "fault.required")
	w.must(w.do.ExtendRound(w.ctx, official, action.ExtendRound{Round: id, To: to, Reason: lang.Text{Et: "Pühad"}}))
	w.now = clock.EndOfDay(was).Add(time.Minute)
	if n, err := w.do.DefaultRounds(w.ctx); n != 0 || err != nil {
		t.Errorf("silence at the former deadline: %d, %v", n, err)
	}
	if r := w.round(id); r.Deadline != to || len(r.Moves) != 1 || !r.IsOpen(w.now) {
		t.Errorf("round %+v", r)
	}
	if list := w.mails(); len(list) != 4 {
		t.Errorf("mail %q", list)
	}
}

// Silence is noted once: by a service that was down for a month, that dies
// between two rounds, that runs twice, and whose clock goes back.
func TestSilenceIsNotedOnce(t *testing.T) {
	w, d := coordinating(t, true)
	rounds := []consult.ID{w.sendRound(d)}
	for _, form := range []string{"b", "c"} {
		id, err := w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: facts(), FormID: form})
		w.must(err)
		w.must(w.do.PublishDossier(w.ctx, official, id))
		_, err = w.do.AddDocument(w.ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
		w.must(err)
		w.publish(id, 0, law)
		rounds = append(rounds, w.sendRound(id))
	}
	w.must(w.do.ReplyRound(w.ctx, advising, action.ReplyRound{Round: rounds[0], Reply: consult.NoOpinion, Received: w.now}))
	ends := w.round(rounds[0]).Ends()

	w.now = ends
	if n, err := w.do.DefaultRounds(w.ctx); n != 0 || err != nil {
		t.Fatalf("in the last second: %d, %v", n, err)
	}
	w.now = ends.AddDate(0, 1, 0)
	ctx, die := context.WithCancel(w.ctx)
	asked := 0
	dying := action.New(w.store, func() time.Time {
		if asked++; asked > 2 { // once for the list and once in the first round
			die()
		}
		return w.now
	}, action.Settings{})
	if n, err := dying.DefaultRounds(ctx); err == nil || n >= 5 {
		t.Fatalf("noted %d before it died: %v", n, err)
	}
	before := len(w.events(event.RoundDefaulted))
	if before == 0 || before >= 5 {
		t.Fatalf("%d noted before it died; the test must kill it between", before)
	}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if _, err := w.do.DefaultRounds(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	noted := w.events(event.RoundDefaulted)
	seen := map[string]int{}
	for _, e := range noted {
		seen[string(e.Dossier)+" "+string(e.Institution)]++
		if !e.Occurred.Equal(ends) || !e.Recorded.Equal(w.now) || !e.Public || e.Actor != "" {
			t.Errorf("noted %+v", e)
		}
	}
	if len(noted) != 5 || len(seen) != 5 {
		t.Errorf("noted %v", seen)
	}
	w.now = ends.Add(-time.Hour)
	if n, err := w.do.DefaultRounds(w.ctx); n != 0 || err != nil {
		t.Errorf("after the clock went back: %d, %v", n, err)
	}
	w.refused(w.do.ReplyRound(w.ctx, answering, action.ReplyRound{Round: rounds[0], Reply: consult.Approved, Received: w.now}), fault.ErrConflict, "round.defaulted")
	for code, want := range map[people.Code]consult.Reply{"RAM": consult.ApprovedByDefault, "SOM": consult.NoOpinion} {
		if a, _ := w.round(rounds[0]).Asked(code); a.Reply != want || a.Silent() != (code == "RAM") {
			t.Errorf("%s: %+v", code, a)
		}
	}
}

// Remarks of a round are the sender institution's to answer, not its people's to
// take back.
func TestRemarksOfARoundAreNotWithdrawn(t *testing.T) {
	w, d := coordinating(t, true)
	id := w.sendRound(d)
	at := w.remark(answering, id, "Märkus")
	w.must(w.do.ReplyRound(w.ctx, answering, action.ReplyRound{Round: id, Reply: consult.NotApproved, Reasons: "Ei", Seen: []action.RemarkAt{at}, Received: w.now}))
	if err := w.do.WithdrawComment(w.ctx, answering, consult.NewCommentNo(w.now.Year(), 1)); err == nil {
		t.Error("withdrawn")
	}
}
