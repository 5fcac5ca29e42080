package action_test

import (
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var (
	moderator = people.Person{ID: "p-moderator", Name: "Mai Mets", Roles: []people.Role{people.Moderator}}
	second    = people.Person{ID: "p-second", Name: "Kai Kuusk", Roles: []people.Role{people.Moderator}}
)

func (w *world) caseOf(no consult.CommentNo) (c consult.Case) {
	w.Helper()
	storetest.Look(w, w.store, func(tx *store.Tx) (err error) { c, err = tx.Case(no); return err })
	return c
}

// A comment is withheld with a reason, appealed against once, and public again
// once another moderator grants it; counts follow each time, also of one that was
// answered.
func TestWithholdingAppealAndRelease(t *testing.T) {
	w := newWorld(t)
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		mari := citizen
		mari.Email = "mari@example.ee"
		for _, p := range []people.Person{moderator, second, mari} {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	c, no := w.heard("Minister on loll.")
	_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no}, Outcome: consult.Noted, Text: "Ei nõustu."})
	w.must(err)
	withhold := action.Decide{Comment: no, Ruling: consult.Withholds, Reason: consult.Insult, Note: "Solvab inimest.", FormID: "w"}
	for _, p := range []people.Person{citizen, official, other} {
		w.refused(w.do.Decide(w.ctx, p, withhold), fault.ErrForbidden, "")
	}
	without := withhold
	without.Reason, without.FormID = "", ""
	w.refused(w.do.Decide(w.ctx, moderator, without), fault.ErrInvalid, "fault.choose")
	w.must(w.do.Decide(w.ctx, moderator, withhold))
	w.must(w.do.Decide(w.ctx, moderator, withhold)) // the same form
	if n, a := w.counted(c); n != 0 || a != 0 {
		t.Errorf("%d comments, %d answered while it is withheld", n, a)
	}
	if m := w.read(no); m.State != consult.Withheld || m.StateReason != "insult" || len(w.caseOf(no).Decisions) != 1 {
		t.Errorf("%+v", m)
	}
	w.toldAuthor(no, 1)
	withhold.FormID = "again"
	w.refused(w.do.Decide(w.ctx, second, withhold), fault.ErrConflict, "consult.already_hidden")

	appeal := action.AppealDecision{Comment: no, Text: "See on hinnang."}
	w.refused(w.do.AppealDecision(w.ctx, other, appeal), fault.ErrForbidden, "")
	w.must(w.do.AppealDecision(w.ctx, citizen, appeal))
	w.refused(w.do.AppealDecision(w.ctx, citizen, appeal), fault.ErrConflict, "moderation.appealed_before")
	decide := action.DecideAppeal{Comment: no, Answer: "Hinnang eelnõule ei ole solvang."}
	w.refused(w.do.DecideAppeal(w.ctx, moderator, decide), fault.ErrConflict, "moderation.own_decision")
	w.refused(w.do.DecideAppeal(w.ctx, citizen, decide), fault.ErrForbidden, "")
	w.must(w.do.DecideAppeal(w.ctx, second, decide))
	if e := w.last(); e.Name != event.AppealDecided || !e.Public {
		t.Errorf("event %+v", e)
	}
	if n, a := w.counted(c); n != 1 || a != 1 {
		t.Errorf("%d comments, %d answered once it is public again", n, a)
	}
	known := w.caseOf(no)
	if m := w.read(no); m.State != consult.Public || m.StateReason != "" || known.Decisions[0].UndoneBy != second.ID || known.Appeals[0].Upheld {
		t.Errorf("%+v, %+v", m, known)
	}
	w.refused(w.do.UndoDecision(w.ctx, second, no, 0), fault.ErrConflict, "moderation.undone")
	w.refused(w.do.UndoDecision(w.ctx, second, no, 7), fault.ErrNotFound, "")
	w.toldAuthor(no, 2)
}

// toldAuthor counts the mails about decisions and looks that none repeats a word.
func (w *world) toldAuthor(no consult.CommentNo, want int) {
	w.Helper()
	told := 0
	storetest.Look(w, w.store, func(tx *store.Tx) error {
		mails, err := tx.Mails(0)
		for _, m := range mails {
			if strings.HasPrefix(m.Key, "moderated/"+no.String()) {
				told++
				if m.To != "mari@example.ee" || !strings.Contains(m.Text, "/comments/"+no.String()+"/own/") || strings.Contains(m.Text+m.Subject, "loll") {
					w.Errorf("mail %+v", m)
				}
			}
		}
		return err
	})
	if told != want {
		w.Errorf("%d mails to the author, want %d", told, want)
	}
}

// Who made a decision decides about the appeal only when nobody else can.
func TestOnlyModeratorDecidesOwnAppeal(t *testing.T) {
	w := newWorld(t)
	disabled := second
	disabled.Disabled = true
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		if err := tx.PutPerson(moderator); err != nil {
			return err
		}
		return tx.PutPerson(disabled)
	})
	_, no := w.heard("Reklaam.")
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.Withholds, Reason: consult.Spam}))
	w.must(w.do.AppealDecision(w.ctx, citizen, action.AppealDecision{Comment: no, Text: "Ei ole."}))
	w.must(w.do.DecideAppeal(w.ctx, moderator, action.DecideAppeal{Comment: no, Upheld: true, Answer: "On küll."}))
	if w.read(no).State != consult.Withheld || !w.caseOf(no).Appeals[0].Upheld {
		t.Error("an appeal that was refused changed the decision")
	}
}

func TestReporting(t *testing.T) {
	w := newWorld(t)
	_, no := w.heard("Osta kohe!")
	w.refused(w.do.ReportComment(w.ctx, nobody, action.ReportComment{Comment: no}), fault.ErrInvalid, "fault.choose")
	report := action.ReportComment{Comment: no, Reason: consult.Spam, Text: "Reklaam", FormID: "r"}
	w.must(w.do.ReportComment(w.ctx, nobody, report))
	w.must(w.do.ReportComment(w.ctx, nobody, report)) // the same form
	report.FormID = "other"
	w.must(w.do.ReportComment(w.ctx, citizen, report))
	if e := w.last(); e.Name != event.CommentReported || e.Public {
		t.Errorf("event %+v: nobody may know of a report", e)
	}
	if c := w.caseOf(no); len(c.Reports) != 2 || c.Reports[0].By != "" || c.Reports[1].By != citizen.ID {
		t.Errorf("%+v", c)
	}
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.Withholds, Reason: consult.Spam}))
	w.refused(w.do.ReportComment(w.ctx, nobody, action.ReportComment{Comment: no, Reason: consult.Spam}), fault.ErrConflict, "consult.already_hidden")
	w.refused(w.do.ReportComment(w.ctx, nobody, action.ReportComment{Comment: 99_000_001, Reason: consult.Spam}), fault.ErrNotFound, "")
}

// Words that are blacked out leave the comment, its former wordings and its
// campaign; taking that back restores every one of them.
func TestBlackingOutInTheStore(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard(shared + " Helista 5551234.")
	member := w.said(c, people.Person{ID: "p-2"}, shared+" Helista 5551234.")
	w.now = w.now.Add(grace)
	w.must(w.correct(no, shared+" Kirjuta või helista 5551234."))
	black := action.Decide{Comment: no, Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{"5551234"}, FormID: "b"}
	w.refused(w.do.Decide(w.ctx, official, black), fault.ErrForbidden, "")
	missing := black
	missing.Words, missing.FormID = []string{"666"}, ""
	w.refused(w.do.Decide(w.ctx, moderator, missing), fault.ErrInvalid, "moderation.words_not_found")
	if len(w.caseOf(no).Decisions) != 0 {
		t.Error("a refused decision left a trace")
	}
	w.must(w.do.Decide(w.ctx, moderator, black))
	m := w.read(no)
	if strings.Contains(m.Text+m.Former[0].Text, "5551234") || len(m.Blacked) != 2 || m.Blacked[0].By != moderator.ID {
		t.Errorf("%+v", m)
	}
	if e := w.last(); e.Name != event.CommentBlackedOut || !e.Public {
		t.Errorf("event %+v", e)
	}
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: member, Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{"5551234"}}))
	if got := w.read(member); got.Campaign != no {
		t.Error("a member left its campaign for what was taken out of it")
	}
	w.must(w.do.UndoDecision(w.ctx, second, no, 0))
	m = w.read(no)
	if !strings.Contains(m.Text, "5551234") || !strings.Contains(m.Former[0].Text, "5551234") || len(m.Blacked) != 0 {
		t.Errorf("put back: %+v", m)
	}
}

// A decision on a coordination round's remark counts in the round, not in the
// consultation that has the same number.
func TestModeratingARound(t *testing.T) {
	w := newWorld(t)
	c, _ := w.heard("Arvamus.")
	round := storetest.Round(c.Dossier, 1)
	round.Comments = 1
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		d, err := tx.Dossier(c.Dossier)
		if err != nil {
			return err
		}
		d.Rounds = 1
		m := storetest.Comment(26_000_100, round.ID)
		for _, err := range []error{tx.PutDossier(d), tx.PutRound(round), tx.PutComment(m)} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: 26_000_100, Ruling: consult.Withholds, Reason: consult.Unlawful}))
	if n, _ := w.counted(c); n != 1 {
		t.Errorf("the consultation counts %d", n)
	}
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		r, err := tx.Round(round.ID)
		if r.Comments != 0 {
			t.Errorf("the round counts %d", r.Comments)
		}
		return err
	})
}

// One decision blacks the same words out of all of a campaign that have them and out of
// the response that quotes them; each has its own trace and takes it back alone.
func TestBlackingOutACampaign(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard(shared + " Helista 5551234.")
	same, other := w.said(c, people.Person{ID: "p-2"}, shared+" Helista 5551234."), w.said(c, people.Person{ID: "p-3"}, shared+" Helista mulle.")
	_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no, same, other}, Outcome: consult.Noted, Text: "Numbril 5551234 ei vastata."})
	w.must(err)
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{"5551234"}, Alike: true, FormID: "a"}))
	answer := func() (r consult.Response) {
		storetest.Look(t, w.store, func(tx *store.Tx) (err error) { r, err = tx.Response(1); return err })
		return r
	}
	for _, one := range []consult.CommentNo{no, same} {
		if m := w.read(one); strings.Contains(m.Text, "5551234") || len(m.Blacked) != 1 || m.Campaign != no || len(w.caseOf(one).Decisions) != 1 {
			t.Errorf("%s: %+v", one, m)
		}
	}
	if w.read(same).Edited || len(w.read(other).Blacked) != 0 || len(w.caseOf(other).Decisions) != 0 {
		t.Error("what has the same words is not, or what has none of them is touched")
	}
	if got := answer().Text; got != "Numbril █████ ei vastata." {
		t.Errorf("the response: %q", got)
	}
	w.must(w.do.UndoDecision(w.ctx, second, no, 0))
	if got := answer().Text; strings.Contains(got, "5551234") {
		t.Errorf("the response has words again that are still blacked out elsewhere: %q", got)
	}
	w.must(w.do.UndoDecision(w.ctx, second, same, 0))
	if got := answer(); got.Text != "Numbril 5551234 ei vastata." || len(got.Blacked) != 0 {
		t.Errorf("put back: %+v", got)
	}
}

// A comment that its author corrects after words were taken out waits for a moderator,
// and an official who drafted before must read it again.
func TestCorrectedAfterBlackingOut(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard("Helista 5551234.")
	draft := w.draft(c, no)
	w.now = w.now.Add(time.Minute)
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{"5551234"}}))
	publish := action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: draft, Version: 1}}}
	w.refused(w.do.PublishResponses(w.ctx, official, publish), fault.ErrConflict, "consult.comment_corrected")
	w.must(w.correct(no, "Helista 5551234 homme."))
	if m := w.read(no); m.Text != "Helista █████ homme." {
		t.Errorf("%q", m.Text)
	}
	if why, _ := w.caseOf(no).Waits(); len(why) != 1 || why[0] != consult.WaitsChanged {
		t.Errorf("waits for %v", why)
	}
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.Keeps}))
	if why, _ := w.caseOf(no).Waits(); len(why) != 0 {
		t.Errorf("still waits for %v", why)
	}
}
