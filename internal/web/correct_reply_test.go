package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/store/blob"
)

// TestAReplyIsCorrectedOnItsPages: a reply with a file is sent, a correction is
// begun, changed and sent; the round shows both, and files prepared are known
// inside the institution alone.
func TestAReplyIsCorrectedOnItsPages(t *testing.T) {
	s, _ := askedRound(t)
	const coordinator, helper, round = "coordinator of RAM", "official of RAM", "/et/dossiers/JDM/26-0001/rounds/1"
	if a := s.sendAs("annex", helper, round+"/annexes", url.Values{"do": {"attach"}}, sentFile{"lisa.svg", []byte("<svg/>")}); a.StatusCode != 422 || a.page(t).Find("#annex[aria-invalid]").Length() != 1 {
		t.Errorf("a picture that is a program: %s", a.Status)
	}
	b := []byte("%PDF-1.4 arvutus")
	if a := s.sendAs("annex", helper, round+"/annexes", url.Values{"do": {"attach"}}, sentFile{"arvutus.pdf", b}); a.StatusCode != 303 {
		t.Fatalf("an annex: %s %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	file := "/dossiers/JDM/26-0001/rounds/1/annexes/" + blob.Hash(b)
	sees := func(want map[string]int) {
		t.Helper()
		for as, code := range want {
			if a := s.get(as, file); a.StatusCode != code || code == 200 && !strings.Contains(a.body, "arvutus") {
				t.Errorf("%q: %s", as, a.Status)
			}
		}
	}
	sees(map[string]int{helper: 200, coordinator: 200, "official": 404, "other": 404, nobody: 404})
	if said := s.get("official", round).body; strings.Contains(said, "arvutus.pdf") {
		t.Error("the sender sees what is being prepared")
	}
	send := func(reply, reasons string) answer {
		t.Helper()
		form := url.Values{"reply": {reply}, "reasons": {reasons}, "do": {"preview"}, "form_id": {"f-" + reasons}}
		page := s.post(coordinator, aReply, form).page(t)
		if page.Find("button[value=send]").Length() != 1 {
			t.Fatalf("no preview: %s", page.Find("main").Text())
		}
		form.Set("do", "send")
		for _, field := range page.Find("input[name=seen]").EachIter() {
			form.Add("seen", field.AttrOr("value", ""))
		}
		return s.post(coordinator, aReply, form)
	}
	if a := s.post(helper, round+"/remarks/new", url.Values{"document": {"1"}, "at": {"§ 1"}, "text": {"Miks üks?"}, "form_id": {"r1"}, "do": {"save"}}); a.StatusCode != 303 {
		t.Fatalf("remark: %s", a.Status)
	}
	if a := send("approved-with-remarks", "Üldiselt hea."); a.StatusCode != 303 {
		t.Fatalf("sent: %s", a.Status)
	}
	sees(map[string]int{"official": 200, nobody: 404})
	if page := s.get("official", round).page(t); page.Find("a[href='"+file+"']").Length() != 1 {
		t.Error("the round does not lead to the annex")
	}
	if n := s.get(helper, aReply).page(t).Find("button[value=begin]").Length(); n != 0 {
		t.Error("an official can correct the reply")
	}
	page := s.get(coordinator, aReply).page(t)
	if page.Find("button[value=begin]").Length() != 1 || page.Find("#send").Length() != 0 {
		t.Fatalf("the way to correct: %s", page.Find("main").Text())
	}
	if a := s.post(coordinator, round+"/correction", url.Values{"do": {"begin"}, "of": {"RAM"}}); a.StatusCode != 303 {
		t.Fatalf("begun: %s", a.Status)
	}
	page = s.get(coordinator, aReply).page(t)
	if page.Find("input[value=approved-with-remarks][checked]").Length() != 1 || page.Find("textarea[name=reasons]").Text() != "Üldiselt hea." || page.Find("#remarks ~ article").Length() != 1 {
		t.Errorf("to begin with: %s", page.Find("main").Text())
	}
	if said := s.get("official", round).page(t).Find("main").Text(); strings.Contains(said, "Parandad") || !strings.Contains(said, "Üldiselt hea.") {
		t.Error("others know of a correction that is not sent")
	}
	edit := page.Find("#remarks ~ article a[href*='/remarks/']").AttrOr("href", "")
	form := s.get(helper, edit).page(t)
	if form.Find("input[name=at]").Length() != 0 || !strings.Contains(form.Find("main").Text(), "jääb samaks") {
		t.Error("the place of a remark that was sent can be typed")
	}
	if a := s.post(helper, edit, url.Values{"text": {"Miks ainult üks?"}, "version": {form.Find("input[name=version]").AttrOr("value", "")}, "do": {"save"}, "form_id": {"r2"}}); a.StatusCode != 303 {
		t.Fatalf("changed: %s %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	if a := send("not-approved", "Mõtlesime ümber."); a.StatusCode != 303 {
		t.Fatalf("sent again: %s %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	page = s.get("official", round).page(t)
	if former := page.Find("#addressees ~ * details.former"); former.Length() != 1 || !strings.Contains(former.Text(), "Üldiselt hea.") || !strings.Contains(former.Text(), "kooskõlastatud märkustega") {
		t.Errorf("what was said before: %s", former.Text())
	}
	if n := page.Find("article.comment").Length(); n != 1 || !strings.Contains(page.Find("article.comment").Text(), "Miks ainult üks?") {
		t.Errorf("%d remarks: %s", n, page.Find("article.comment").Text())
	}
	if said := s.get("official", page.Find("article.comment a[href*='/comments/']").AttrOr("href", "")).page(t).Find("main").Text(); !strings.Contains(said, "Miks üks?") || !strings.Contains(said, "Miks ainult üks?") {
		t.Errorf("the remark's page: %s", said)
	}
	if a := s.post(coordinator, round+"/annexes", url.Values{"do": {"detach " + blob.Hash(b)}}); a.StatusCode != 409 {
		t.Errorf("a file taken out of a reply that was sent: %s", a.Status)
	}
	sees(map[string]int{"official": 200, helper: 200, nobody: 404})
}
