package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
)

// roundFields is the form that sends a round, filled in.
func roundFields() url.Values {
	return url.Values{
		"documents": {"1"}, "task_RAM": {"approve"}, "task_KLIM": {"opinion"}, "note": {"Palun vaadata § 1."},
		"deadline": {"2026-12-31"}, "form_id": {"round"}, "do": {"preview"},
	}
}

// TestARoundIsSent: the form keeps what was typed, the preview tells who will see
// what, and the page of the round says where it stands.
func TestARoundIsSent(t *testing.T) {
	s := newSite(t)
	s.invite()
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	const form = "/et/dossiers/JDM/26-0001/rounds/new"
	if page := s.get("official", form).page(t); page.Find("select[name=task_RAM]").Length() != 1 || page.Find("select[name=task_JDM]").Length() != 0 ||
		page.Find("input[name=deadline][value='2026-12-14']").Length() != 1 {
		t.Error("the form does not offer the others by the deadline of fifteen working days")
	}
	wrong := roundFields()
	wrong.Set("deadline", "2026-12-01")
	a := s.post("official", form, wrong)
	page := a.page(t)
	if a.StatusCode != 422 || page.Find("#short_reason-fault").Length() != 1 || page.Find("select[name=task_RAM] option[value=approve][selected]").Length() != 1 ||
		page.Find("textarea[name=note]").Text() != "Palun vaadata § 1." {
		t.Errorf("refused with %s: %s", a.Status, page.Find("main").Text())
	}
	a = s.post("official", form, roundFields())
	page = a.page(t)
	if said := page.Find("main").Text(); a.StatusCode != 200 || !strings.Contains(said, "Muud nad toimikust ei näe") || !strings.Contains(said, "Ministeerium RAM") ||
		!strings.Contains(said, "ei ole avalik") || !strings.Contains(said, "teavita ise") {
		t.Errorf("preview %s: %s", a.Status, said)
	}
	sent := url.Values{}
	for _, field := range page.Find("main form input[type=hidden]").EachIter() {
		sent.Add(field.AttrOr("name", ""), field.AttrOr("value", ""))
	}
	back := sent
	back.Set("do", "edit")
	if page := s.post("official", form, back).page(t); page.Find("input[name=deadline][value='2026-12-31']").Length() != 1 {
		t.Error("the way back loses what was typed")
	}
	sent.Set("do", "send")
	a = s.post("official", form, sent)
	if a.StatusCode != 303 || a.Header.Get("Location") != "/et/dossiers/JDM/26-0001/rounds/1" {
		t.Fatalf("sent with %s to %s", a.Status, a.Header.Get("Location"))
	}
	page = s.get("coordinator of RAM", a.Header.Get("Location")).page(t)
	if said := page.Find("main .lead").Text(); !strings.Contains(said, "Kooskõlastamisel 2 asutusega, 0 vastanud, tähtaeg") {
		t.Errorf("the round says %q", said)
	}
	if again := s.post("official", form, roundFields()); again.StatusCode != 409 {
		t.Errorf("the next one while this waits: %s", again.Status)
	}
	for _, at := range []string{"/et/dossiers/JDM/26-0001", "/et/work"} {
		if said := s.get("official", at).page(t).Find("main").Text(); !strings.Contains(said, "1. kooskõlastusring") {
			t.Errorf("%s does not name the round", at)
		}
	}
	if said := s.get("other", "/et/work").page(t).Find("#asked").Parent().Text(); !strings.Contains(said, "Salajane seadus") || !strings.Contains(said, "arvamuse avaldamiseks") {
		t.Errorf("work of one that is asked: %q", said)
	}
}

func TestARoundIsExtended(t *testing.T) {
	s := newSite(t)
	s.invite()
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	id := s.sendRound("JDM/26-0001", "x", "RAM")
	const form = "/et/dossiers/JDM/26-0001/rounds/1/extend"
	for as, want := range map[string]int{"coordinator": 403, "coordinator of RAM": 403, "other": 404, "official of SOM": 404, "official": 200} {
		if a := s.get(as, form); a.StatusCode != want {
			t.Errorf("%q: %s", as, a.Status)
		}
	}
	if a := s.post("official", form, url.Values{"deadline": {"2026-12-01"}, "reason": {"Pühad"}}); a.StatusCode != 422 || !strings.Contains(a.body, "Pühad") {
		t.Errorf("earlier: %s", a.Status)
	}
	if a := s.post("official", form, url.Values{"deadline": {"2027-01-29"}, "reason": {"Pühad"}}); a.StatusCode != 303 {
		t.Errorf("later: %s", a.Status)
	}
	page := s.get("coordinator of RAM", "/et/dossiers/JDM/26-0001/rounds/1").page(t)
	if said := page.Find("main .attention").Text(); !strings.Contains(said, "29.") || !strings.Contains(page.Find("main").Text(), "Pühad") {
		t.Errorf("the move is not told: %q", said)
	}
	s.must(s.actions.ReplyRound(s.Context(), guests["coordinator of RAM"], action.ReplyRound{Round: id, Reply: consult.Approved, Received: today}))
	if a := s.post("official", form, url.Values{"deadline": {"2027-02-26"}, "reason": {"Veel"}}); a.StatusCode != 409 {
		t.Errorf("after all have replied: %s", a.Status)
	}
	if said := s.get("official", "/et/dossiers/JDM/26-0001/rounds/1").page(t).Find("main .lead").Text(); !strings.Contains(said, "on vastanud") {
		t.Errorf("the round says %q", said)
	}
}
