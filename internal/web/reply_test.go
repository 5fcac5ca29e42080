package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// askedRound is a site with a round that asks RAM about a dossier that is not public.
func askedRound(t *testing.T) (*site, consult.ID) {
	s := newSite(t)
	s.invite()
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	return s, s.sendRound("JDM/26-0001", "x", "RAM")
}

const aReply = "/et/dossiers/JDM/26-0001/rounds/1/reply"

// TestAReplyIsPreparedAndSent follows one through: assigned, a remark at a
// provision with a wording, one put aside and taken back, a letter split, the
// preview, the comments that they become.
func TestAReplyIsPreparedAndSent(t *testing.T) {
	s, id := askedRound(t)
	const coordinator, helper, round = "coordinator of RAM", "official of RAM", "/et/dossiers/JDM/26-0001/rounds/1"
	if a := s.post(coordinator, round+"/assign", url.Values{"to": {"t-ram2"}}); a.StatusCode != 303 {
		t.Fatalf("assign: %s", a.Status)
	}
	if said := s.get(helper, "/et/work").page(t).Find("#asked").Parent().Text(); !strings.Contains(said, "valmistab ette Raul Rand") {
		t.Errorf("our work: %q", said)
	}
	at := s.get(helper, "/et/dossiers/JDM/26-0001/documents/01/revisions/1").page(t).Find("a[data-comment]").AttrOr("href", "")
	if !strings.HasPrefix(at, round+"/remarks/new") {
		t.Fatalf("the text leads to %q", at)
	}
	page := s.get(helper, at+"&at=para1lg1&wording=1").page(t)
	if words := page.Find("textarea[name=replacement]").Text(); !strings.Contains(words, "Üks lause.") {
		t.Errorf("to begin with: %q", words)
	}
	remark := url.Values{"document": {"1"}, "at": {"§ 1 lg 1"}, "text": {"Miks üks?"}, "replacement": {"(1) Kaks lauset."}, "form_id": {"r1"}, "do": {"save"}}
	wrong := url.Values{"document": {"1"}, "at": {"§ 77"}, "text": {"Miks üks?"}, "do": {"save"}}
	if a := s.post(helper, round+"/remarks/new", wrong); a.StatusCode != 422 || !strings.Contains(a.body, "Miks üks?") || a.page(t).Find("#at-fault").Length() != 1 {
		t.Errorf("no such place: %s", a.Status)
	}
	if a := s.post(helper, round+"/remarks/new", remark); a.StatusCode != 303 || a.Header.Get("Location") != aReply {
		t.Fatalf("remark: %s to %s", a.Status, a.Header.Get("Location"))
	}
	page = s.get(coordinator, aReply).page(t)
	if shown := page.Find("#r1"); shown.Find("del").Length() == 0 || !strings.Contains(shown.Text(), "Raul Rand") {
		t.Errorf("the remark is shown as %q", shown.Text())
	}
	for _, do := range []url.Values{{"do": {"discard"}, "version": {"1"}}, {"do": {"restore"}, "version": {"2"}}} {
		if a := s.post(coordinator, round+"/remarks/1", do); a.StatusCode != 303 {
			t.Errorf("%v: %s", do, a.Status)
		}
	}
	stale := url.Values{"document": {"1"}, "at": {"§ 1"}, "text": {"Vana lehe järgi"}, "version": {"1"}, "do": {"save"}}
	if a := s.post(helper, round+"/remarks/1", stale); a.StatusCode != 409 || !strings.Contains(a.body, "Vana lehe järgi") || !strings.Contains(a.body, "Miks üks?") {
		t.Errorf("a colleague was faster: %s", a.Status)
	}
	a := s.post(helper, round+"/letters", url.Values{"document": {"1"}, "text": {"Lugupeetud kolleegid\n\n1. § 1 lg 1 on liiga lühike.\n\n2. Seletuskiri puudub.\n\nLugupidamisega\n\nAmet"}, "form_id": {"l"}})
	letter := a.Header.Get("Location")
	if a.StatusCode != 303 || !strings.HasPrefix(letter, round+"/letters/") {
		t.Fatalf("letter: %s", a.Status)
	}
	for _, as := range []string{"official", "coordinator", "citizen", "official of SOM"} {
		if got := s.get(as, letter).StatusCode; got != 404 && got != 403 {
			t.Errorf("%q opens the letter: %d", as, got)
		}
	}
	page = s.get(coordinator, letter).page(t)
	split := url.Values{"do": {"enter"}}
	for _, field := range page.Find("form.letter input[name], form.letter select[name]").EachIter() {
		switch {
		case field.AttrOr("type", "") == "checkbox" && field.AttrOr("checked", "no") == "no":
		case field.Is("select"):
			split.Set(field.AttrOr("name", ""), field.Find("option[selected]").AttrOr("value", ""))
		default:
			split.Add(field.AttrOr("name", ""), field.AttrOr("value", ""))
		}
	}
	if a := s.post(coordinator, letter, split); a.StatusCode != 303 || a.Header.Get("Location") != aReply {
		t.Fatalf("split: %s %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	if n := s.get(helper, aReply).page(t).Find("#remarks ~ article").Length(); n != 3 {
		t.Errorf("%d remarks are prepared", n)
	}
	if said := s.get(helper, aReply).page(t).Find("#send").Parent(); said.Find("form").Length() != 0 {
		t.Error("an official sees the form that sends")
	}
	reply := url.Values{"reply": {"approved"}, "reasons": {"Üldiselt hea."}, "do": {"preview"}, "form_id": {"reply"}}
	if a := s.post(coordinator, aReply, reply); a.StatusCode != 422 || !strings.Contains(a.body, "Üldiselt hea.") {
		t.Errorf("approved with remarks left: %s", a.Status)
	}
	reply.Set("reply", "approved-with-remarks")
	page = s.post(coordinator, aReply, reply).page(t)
	if n := page.Find("input[name=seen]").Length(); n != 3 || !strings.Contains(page.Find("main").Text(), "teised, kellelt küsiti") {
		t.Errorf("the preview shows %d remarks", n)
	}
	reply.Set("do", "send")
	for _, field := range page.Find("input[name=seen]").EachIter() {
		reply.Add("seen", field.AttrOr("value", ""))
	}
	if a := s.post(helper, aReply, reply); a.StatusCode != 403 {
		t.Errorf("sent by one who may not: %s", a.Status)
	}
	if a := s.post(coordinator, aReply, reply); a.StatusCode != 303 || a.Header.Get("Location") != round {
		t.Fatalf("sent: %s", a.Status)
	}
	page = s.get("official", round).page(t)
	if n := page.Find("article.comment").Length(); n != 3 || !strings.Contains(page.Find("#addressees").Parent().Text(), "kooskõlastatud märkustega") || page.Find("article.comment ins").Length() == 0 {
		t.Errorf("the ministry sees %d remarks: %s", n, page.Find("#addressees").Parent().Text())
	}
	if n := s.get("official", round+"/responses").page(t).Find("article").Length(); n != 3 {
		t.Errorf("%d remarks wait in the work list", n)
	}
	storetest.Look(t, s.store, func(tx *store.Tx) error {
		left, err := tx.RemarkDrafts(id, "RAM")
		letters, err2 := tx.Letters(id)
		if len(left)+len(letters) > 0 || err2 != nil {
			t.Errorf("left behind: %+v, %+v, %v", left, letters, err2)
		}
		return err
	})
}

// TestALateReplyKeepsItsText: after the deadline the words typed come back, and the
// drafted remarks stay where they were.
func TestALateReplyKeepsItsText(t *testing.T) {
	s, id := askedRound(t)
	_, err := s.actions.DraftRemark(s.Context(), guests["official of RAM"], action.DraftRemark{Round: id, Text: "Ettevalmistatud märkus"})
	s.must(err)
	storetest.Do(t, s.store, func(tx *store.Tx) error { // as if the month had passed
		r, err := tx.Round(id)
		if err != nil {
			return err
		}
		r.Deadline = clock.DateOf(today).AddDays(-1)
		r.Sent = today.Add(-30 * 24 * time.Hour)
		return tx.PutRound(r)
	})
	reply := url.Values{"reply": {"not-approved"}, "reasons": {"Jäime hiljaks."}, "do": {"send"}, "seen": {"1:1"}}
	a := s.post("coordinator of RAM", aReply, reply)
	if a.StatusCode != 409 || !strings.Contains(a.body, "Jäime hiljaks.") || !strings.Contains(a.body, "Ettevalmistatud märkus") {
		t.Errorf("late: %s", a.Status)
	}
	if n, err := s.actions.DefaultRounds(s.Context()); n != 1 || err != nil {
		t.Fatalf("silence: %d, %v", n, err)
	}
	page := s.get("coordinator of RAM", aReply).page(t)
	if said := page.Find("main").Text(); !strings.Contains(said, "vaikimisi kooskõlastatud") || !strings.Contains(said, "Ettevalmistatud märkus") {
		t.Errorf("after silence: %s", said)
	}
	if said := s.get("official", "/et/dossiers/JDM/26-0001/rounds/1").page(t).Find("main .lead").Text(); !strings.Contains(said, "1 asutus ei vastanud") {
		t.Errorf("the round says %q", said)
	}
}

// TestTheNextRoundShowsWhatChanged: what changed since the institution was asked
// last, and what became of its remarks.
func TestTheNextRoundShowsWhatChanged(t *testing.T) {
	s := newSite(t)
	id := s.secretDossier(false)
	page := s.get("coordinator of RAM", "/et/dossiers/"+string(id)+"/rounds/2/reply").page(t)
	if href := page.Find("#documents").Parent().Find("a[href$='/compare/2..3']").Length(); href != 1 || !strings.Contains(page.Find("#documents").Parent().Text(), "1\u00a0§ muutus") {
		t.Errorf("what changed: %q", page.Find("#documents").Parent().Text())
	}
	earlier := page.Find("#earlier").Parent()
	if !strings.Contains(earlier.Text(), inSent) || !strings.Contains(earlier.Text(), inResponse) || earlier.Find("a[href$='/compare/2..3/changes/para1lg1']").Length() != 1 {
		t.Errorf("what became of the remarks: %q", earlier.Text())
	}
}
