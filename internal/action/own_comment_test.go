package action_test

import (
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const grace = 30 * time.Minute

// heard opens a consultation and keeps a comment in it for the citizen.
func (w *world) heard(text string) (consult.ID, consult.CommentNo) {
	w.Helper()
	w.do = action.New(w.store, func() time.Time { return w.now }, action.Settings{BaseURL: "http://127.0.0.1", ConsultationDays: 28, Grace: grace})
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	return c, w.said(c, citizen, text)
}

func (w *world) said(c consult.ID, p people.Person, text string) consult.CommentNo {
	w.Helper()
	req := w.comment(c)
	req.Text, req.FormID = text, text+string(p.ID)
	no, err := w.do.SubmitComment(w.ctx, p, req)
	w.must(err)
	return no
}

func (w *world) read(no consult.CommentNo) (m consult.Comment) {
	w.Helper()
	storetest.Look(w, w.store, func(tx *store.Tx) (err error) { m, err = tx.Comment(no); return err })
	return m
}

func (w *world) last() event.Event {
	w.Helper()
	var list []event.Event
	storetest.Look(w, w.store, func(tx *store.Tx) (err error) { list, err = tx.Events(0, 0); return err })
	return list[len(list)-1]
}

func (w *world) correct(no consult.CommentNo, text string) error {
	return w.do.CorrectComment(w.ctx, citizen, action.CorrectComment{Comment: no, Wording: w.read(no).Wording(), Text: text, Received: w.now, FormID: "c" + text})
}

// A correction replaces the words without a trace at first, keeps the former ones
// later, and is refused to everybody else, over a newer wording, once answered and
// after the deadline.
func TestCorrectingOnesComment(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard("Tähtaeg on lühike.")
	w.must(w.correct(no, "Tähtaeg on liiga lühike."))
	if m := w.read(no); m.Text != "Tähtaeg on liiga lühike." || len(m.Former) != 0 {
		t.Errorf("soon after: %+v", m)
	}
	if e := w.last(); e.Name != event.CommentCorrected || e.Comment != no || !e.Public {
		t.Errorf("event %+v", e)
	}
	w.now = w.now.Add(grace)
	w.must(w.correct(no, "Tähtaeg olgu 60 päeva."))
	w.must(w.correct(no, "Tähtaeg olgu 60 päeva.")) // the same form
	m := w.read(no)
	if m.Text != "Tähtaeg olgu 60 päeva." || len(m.Former) != 1 || m.Former[0].Text != "Tähtaeg on liiga lühike." {
		t.Errorf("later: %+v", m)
	}
	for name, p := range map[string]people.Person{"nobody": nobody, "other": other, "official": official} {
		err := w.do.CorrectComment(w.ctx, p, action.CorrectComment{Comment: no, Wording: m.Wording(), Text: "Võõras", Received: w.now})
		kind := fault.ErrForbidden
		if name == "nobody" {
			kind = fault.ErrSignIn
		}
		w.refused(err, kind, "")
	}
	err := w.do.CorrectComment(w.ctx, citizen, action.CorrectComment{Comment: no, Wording: "old", Text: "Vana vorm", Received: w.now})
	w.refused(err, fault.ErrConflict, "own.changed")
	_, err = w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no}, Outcome: consult.Noted, Text: "Aitäh."})
	w.must(err)
	w.refused(w.correct(no, "Pärast vastust"), fault.ErrConflict, "own.answered")
	late := w.said(c, citizen, "Teine arvamus.")
	w.now = w.now.AddDate(0, 0, 31)
	w.refused(w.correct(late, "Pärast tähtaega"), fault.ErrConflict, "own.closed")
	if got := w.read(no).Text + w.read(late).Text; got != "Tähtaeg olgu 60 päeva.Teine arvamus." {
		t.Errorf("a refused correction left %q", got)
	}
}

const shared = "Palume eelnõust välja jätta säte, mille järgi parki hooldab kohaliku omavalitsuse üksus kolmekümne päeva jooksul, sest raha ei ole."

// The one that others were joined to goes on representing them when its author
// corrects it: they stand by what it said, which stays public at once, and it
// counts as one with words of its own. A member that says something else leaves.
func TestCorrectingInACampaign(t *testing.T) {
	w := newWorld(t)
	c, first := w.heard(shared)
	second, third := w.said(c, people.Person{ID: "p-2"}, shared), w.said(c, people.Person{ID: "p-3"}, shared)
	w.must(w.correct(first, "Mõtlesin ümber: toetan eelnõu, raha küsimuse lahendab riigieelarve."))
	fourth := w.said(c, people.Person{ID: "p-4"}, shared)
	campaign := func() (k consult.Campaign) {
		storetest.Look(t, w.store, func(tx *store.Tx) (err error) { k, err = tx.Campaign(c, first); return err })
		return k
	}
	if k := campaign(); k.Exact != 3 || k.Edited != 1 || k.Former != 1 {
		t.Errorf("campaign %+v", k)
	}
	m := w.read(first)
	if words, _ := campaign().Words(m); words != shared || len(m.Former) != 1 || !m.Edited {
		t.Errorf("the representative: %+v", m)
	}
	if w.read(fourth).Campaign != first || w.read(fourth).Edited {
		t.Error("one that came later was not joined to what the others said")
	}
	err := w.do.CorrectComment(w.ctx, people.Person{ID: "p-3"}, action.CorrectComment{Comment: third, Wording: w.read(third).Wording(), Text: "Hoopis millestki muust, mis ei puutu asjasse.", Received: w.now})
	w.must(err)
	if k := campaign(); k.Exact != 2 || k.Edited != 1 || w.read(third).Campaign != 0 || w.read(second).Campaign != first {
		t.Errorf("after a member left: %+v", k)
	}
}

// Whoever has the key of the private link may do what the author may, and nothing
// else of the author's.
func TestPrivateLink(t *testing.T) {
	w := newWorld(t)
	c, mine := w.heard("Minu arvamus.")
	req := w.comment(c)
	req.Email, req.Language, req.Text = "mari@example.ee", lang.Et, "Kirjaga saadetud."
	w.must(w.do.RequestComment(w.ctx, req))
	no, err := w.do.ConfirmComment(w.ctx, w.link(), lang.Ru)
	w.must(err)
	key := w.mailedKey(no)
	p, err := w.do.Holder(w.ctx, nobody, no, key)
	w.must(err)
	if p.ID == "" || len(p.Roles) > 0 || p.Subject != "" {
		t.Errorf("in the name of %+v", p)
	}
	for name, try := range map[string]struct {
		no  consult.CommentNo
		key string
	}{"wrong key": {no, key[1:] + "x"}, "of another": {mine, key}, "of none": {99_000_001, key}} {
		if _, err := w.do.Holder(w.ctx, nobody, try.no, try.key); fault.Of(err) == nil || fault.Of(err).Kind != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.must(w.do.CorrectComment(w.ctx, p, action.CorrectComment{Comment: no, Wording: w.read(no).Wording(), Text: "Parandatud.", Received: w.now}))
	w.refused(w.do.WithdrawComment(w.ctx, p, mine), fault.ErrForbidden, "")
	w.must(w.do.WithdrawComment(w.ctx, p, no))
	w.refused(w.do.WithdrawComment(w.ctx, p, no), fault.ErrConflict, "consult.already_hidden")
}

// mailedKey is the key in the mail that told the number of a comment.
func (w *world) mailedKey(no consult.CommentNo) string {
	w.Helper()
	key := ""
	storetest.Look(w, w.store, func(tx *store.Tx) error {
		mails, err := tx.Mails(0)
		for _, m := range mails {
			if m.Key == "published/"+no.String() {
				_, key, _ = strings.Cut(m.Text, "/ru/comments/"+no.String()+"/own/")
				key, _, _ = strings.Cut(key, "\n")
			}
		}
		return err
	})
	if key == "" {
		w.Fatal("no private link was mailed")
	}
	return key
}

// A comment that its author disowns counts no more, answered or not, and waits
// for a moderator. It cannot come back.
func TestDisowning(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard("Võõras käsi.")
	_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no}, Outcome: consult.Noted, Text: "Aitäh."})
	w.must(err)
	w.refused(w.do.DisownComment(w.ctx, other, no), fault.ErrForbidden, "")
	w.now = w.now.AddDate(0, 0, 60)
	w.must(w.do.DisownComment(w.ctx, citizen, no))
	w.refused(w.do.DisownComment(w.ctx, citizen, no), fault.ErrConflict, "consult.already_hidden")
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		now, err := tx.Consultation(c)
		if now.Comments != 0 || now.Answered != 0 {
			t.Errorf("%d comments, %d answered", now.Comments, now.Answered)
		}
		waiting, err2 := tx.CasesWaiting(0)
		if len(waiting) != 1 || waiting[0].Comment != no || waiting[0].Decisions[0].Ruling != consult.Disowns || waiting[0].Decisions[0].By != "" {
			t.Errorf("cases %+v", waiting)
		}
		if err == nil {
			err = err2
		}
		return err
	})
	if m := w.read(no); m.State != consult.Disowned || m.Text == "" {
		t.Errorf("%+v", m)
	}
	w.refused(w.do.UndoDecision(w.ctx, moderator, no, 0), fault.ErrConflict, "moderation.author_hid")
	w.refused(w.do.AppealDecision(w.ctx, citizen, action.AppealDecision{Comment: no, Text: "Siiski mina."}), fault.ErrConflict, "moderation.author_hid")
	w.must(w.do.Decide(w.ctx, moderator, action.Decide{Comment: no, Ruling: consult.Keeps}))
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		if waiting, err := tx.CasesWaiting(0); err != nil || len(waiting) != 0 {
			t.Errorf("still waits: %+v, %v", waiting, err)
		}
		return nil
	})
}

// A response that was drafted before its comment was corrected is not published
// until somebody has saved the draft again.
func TestCorrectedSinceTheDraft(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard("Tähtaeg olgu pikem.")
	w.now = w.now.Add(grace)
	draft := w.draft(c, no)
	w.now = w.now.Add(time.Minute)
	w.must(w.correct(no, "Tähtaeg olgu lühem."))
	publish := action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: draft, Version: 1}}}
	w.refused(w.do.PublishResponses(w.ctx, official, publish), fault.ErrConflict, "consult.comment_corrected")
	if w.read(no).Response != 0 {
		t.Error("it was answered all the same")
	}
	w.now = w.now.Add(time.Minute)
	_, err := w.do.DraftResponse(w.ctx, official, action.DraftResponse{Window: c, No: draft, Version: 1, Comments: []consult.CommentNo{no}, Outcome: consult.Noted, Text: "Aitäh."})
	w.must(err)
	publish.Drafts[0].Version = 2
	w.must(w.do.PublishResponses(w.ctx, official, publish))
}

// Who answered from a page that was opened before the correction has not read what
// the comment says now, also when the correction left no trace, however late they
// save. What they wrote stays in the draft.
func TestCorrectedWithinGraceSinceTheDraft(t *testing.T) {
	w := newWorld(t)
	c, no := w.heard("Tähtaeg olgu pikem.")
	opened := w.now.Add(time.Minute)
	w.now = opened.Add(time.Minute)
	w.must(w.correct(no, "Tähtaeg olgu lühem."))
	if len(w.read(no).Former) != 0 {
		t.Fatal("a correction within grace left a trace")
	}
	w.now = w.now.Add(time.Minute)
	save := action.DraftResponse{Window: c, Comments: []consult.CommentNo{no}, Outcome: consult.Noted, Text: "Pikem ei saa.", Read: opened}
	draft, err := w.do.DraftResponse(w.ctx, official, save)
	w.must(err)
	publish := action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: draft, Version: 1}}}
	w.refused(w.do.PublishResponses(w.ctx, official, publish), fault.ErrConflict, "consult.comment_corrected")
	var kept consult.AnswerDraft
	storetest.Look(t, w.store, func(tx *store.Tx) (err error) { kept, err = tx.AnswerDraft(c, draft); return err })
	if kept.Text != "Pikem ei saa." || !kept.Outdated(w.read(no)) || w.read(no).Response != 0 {
		t.Errorf("draft %+v, comment %+v", kept, w.read(no))
	}
	save.No, save.Version, save.Read = draft, 1, w.now
	_, err = w.do.DraftResponse(w.ctx, official, save)
	w.must(err)
	publish.Drafts[0].Version = 2
	w.must(w.do.PublishResponses(w.ctx, official, publish))
}
