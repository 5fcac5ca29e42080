package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/views"
)

// TestEnteringALetter follows a letter from the form to its page: it stands
// among the comments with its day, and what is wrong keeps what was typed.
func TestEnteringALetter(t *testing.T) {
	s := newSite(t)
	s.askedFor("JDM/26-0002", true, 1)
	page := "/et/dossiers/JDM/26-0002/consultations/1/enter"
	form := url.Values{
		"channel": {"paper"}, "received": {clock.DateOf(today).AddDays(-70).String()}, "kind": {"organisation"}, "name": {"Mäeotsa külaselts"},
		"code": {"123"}, "document": {"1"}, "at": {"§ 1 lg 1"}, "text": {"Palume <b>rahu</b>."}, "form_id": {"one"},
	}
	a := s.post("official", page, form)
	if a.StatusCode != 422 || !strings.Contains(a.body, "Palume &lt;b&gt;rahu") || a.page(t).Find("#code[aria-invalid]").Length() != 1 {
		t.Fatalf("a wrong code: %s", a.Status)
	}
	form.Set("code", "")
	if a = s.post("official", page, form); a.StatusCode != 303 {
		t.Fatalf("%s: %s", a.Status, a.body)
	}
	comment := s.get(nobody, a.Header.Get("Location"))
	for _, want := range []string{"Mäeotsa külaselts", "saabus paberil", views.OnDay(lang.Et, clock.DateOf(today).AddDays(-70)), "rahu"} {
		if !strings.Contains(comment.page(t).Text(), want) {
			t.Errorf("the page of the comment does not say %q", want)
		}
	}
	if strings.Contains(comment.body, "t-official") || strings.Contains(comment.body, "Maasikas") {
		t.Error("the page says who entered the comment")
	}
	list := s.get(nobody, "/et/dossiers/JDM/26-0002/consultations/1")
	if !strings.Contains(list.body, "Mäeotsa") {
		t.Error("it does not stand among the comments")
	}
	retract := comment.Request.URL.Path + "/retract"
	for as, want := range map[string]int{"other": 403, "citizen": 403, "moderator": 403, "official": 422} {
		if a := s.post(as, retract, url.Values{}); a.StatusCode != want {
			t.Errorf("taken back without a reason by %q: %s", as, a.Status)
		}
	}
	if a := s.post("official", "/et/comments/26-000001/retract", url.Values{"reason": {"Vale"}}); a.StatusCode != 404 {
		t.Errorf("taken back what its author sent: %s", a.Status)
	}
	if a := s.post("official", retract, url.Values{"reason": {"Sisestatud kaks korda"}}); a.StatusCode != 303 {
		t.Errorf("taken back: %s", a.Status)
	}
	gone := s.get(nobody, strings.TrimSuffix(retract, "/retract"))
	if gone.StatusCode != 200 || !strings.Contains(gone.body, "Sisestatud kaks korda") || strings.Contains(gone.body, "rahu") || strings.Contains(gone.body, "Mäeotsa") {
		t.Error("what was taken back is shown, or not why")
	}
	if s.get("other", page).StatusCode != 403 || s.get("official", page).StatusCode != 200 {
		t.Error("the form is for the officials of the dossier's institution")
	}
}
