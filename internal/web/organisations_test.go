package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const koda = "80900019"

// represent puts a confirmed organisation with representatives of the cast into
// the register.
func (s *site) represent(code, name string, by ...string) {
	s.Helper()
	o := people.Organisation{Code: code, Name: name, Begun: today, Confirmed: today}
	for _, as := range by {
		o.Representatives = append(o.Representatives, people.Representative{Person: cast[as].ID, Since: today})
	}
	storetest.Do(s, s.store, func(tx *store.Tx) error { return tx.PutOrganisation(o) })
}

// asking opens a consultation on a public dossier.
func (s *site) asking(id dossier.ID) consult.ID {
	s.Helper()
	window, _ := s.askedFor(id, true, 0)
	storetest.Do(s, s.store, func(tx *store.Tx) error {
		c, err := tx.Consultation(window)
		c.Deadline = clock.DateOf(today).AddDays(20)
		return errors.Join(err, tx.PutConsultation(c))
	})
	return window
}

// TestOrganisationRoutes walks the pages of an organisation that is there and of
// one that is not with everybody: who is not of it cannot tell them apart.
func TestOrganisationRoutes(t *testing.T) {
	s := newSite(t)
	s.represent(koda, "Salajane Koda", "citizen", "other")
	inside := map[string]bool{"citizen": true, "other": true, "administrator": true}
	for _, r := range s.server.organisationPages() {
		if !strings.Contains(r.Path, ":organisation") {
			continue
		}
		there := "/et" + strings.ReplaceAll(r.Path, ":organisation", koda)
		absent := "/et" + strings.ReplaceAll(r.Path, ":organisation", "80900025")
		for as := range cast {
			a, b := s.try(r.Method, as, there), s.try(r.Method, as, absent)
			if !inside[as] && (a.StatusCode != b.StatusCode || strings.ReplaceAll(a.body, koda, "80900025") != b.body || strings.Contains(a.body, "Salajane")) {
				t.Errorf("%s %s as %q: %s there, %s absent", r.Method, r.Path, as, a.Status, b.Status)
			}
			if !inside[as] && r.Who == SignedIn && a.StatusCode != 404 || inside[as] && r.Method == http.MethodGet && a.StatusCode != 200 {
				t.Errorf("%s %s as %q: %s", r.Method, there, as, a.Status)
			}
		}
		if a := s.try(r.Method, nobody, there); a.StatusCode != 303 || !strings.HasPrefix(a.Header.Get("Location"), "/et/sign-in") {
			t.Errorf("%s %s as nobody: %s", r.Method, there, a.Status)
		}
	}
}

// TestInvitationOpensOnce follows a link from the form to the new representative.
func TestInvitationOpensOnce(t *testing.T) {
	s := newSite(t)
	s.represent(koda, "Koda", "citizen")
	page := "/ru/organisations/" + koda + "/representatives"
	a := s.post("citizen", page, url.Values{"email": {"vale"}, "form_id": {"one"}})
	if a.StatusCode != 422 || a.page(t).Find("#email[aria-invalid]").AttrOr("value", "") != "vale" {
		t.Errorf("a wrong address: %s", a.Status)
	}
	if a = s.post("citizen", page, url.Values{"email": {"olev@example.ee"}, "form_id": {"one"}}); a.StatusCode != 303 {
		t.Fatal(a.Status)
	}
	link := s.linkTo("olev@example.ee", "/ru/invitations/")
	if a := s.get("citizen", page); !strings.Contains(a.body, "olev@example.ee") || strings.Contains(a.body, strings.TrimPrefix(link, "/ru/invitations/")) {
		t.Error("the list does not name who is invited, or tells the secret")
	}
	anonymous := s.get(nobody, link)
	if anonymous.StatusCode != 200 || !strings.Contains(anonymous.body, "Koda") || anonymous.page(t).Find("main form").Length() != 0 ||
		anonymous.page(t).Find("meta[name=robots][content=noindex]").Length() != 1 {
		t.Errorf("the link for somebody not signed in: %s", anonymous.Status)
	}
	if a := s.post(nobody, link, url.Values{}); a.StatusCode != 303 || !strings.Contains(a.Header.Get("Location"), "sign-in") {
		t.Errorf("accepted by nobody: %s", a.Status)
	}
	if a := s.get("other", link); a.StatusCode != 200 {
		t.Fatal(a.Status)
	}
	if a := s.get("other", "/ru/organisations/"+koda); a.StatusCode != 404 {
		t.Errorf("looking at the link lets one in: %s", a.Status)
	}
	if a := s.post("other", link, url.Values{}); a.StatusCode != 303 || a.Header.Get("Location") != "/ru/organisations/"+koda {
		t.Fatalf("accepted: %s %s", a.Status, a.Header.Get("Location"))
	}
	for as, want := range map[string]int{"moderator": 404, nobody: 404} {
		if a := s.get(as, link); a.StatusCode != want || strings.Contains(a.body, "Koda") {
			t.Errorf("the used link for %q: %s", as, a.Status)
		}
	}
	if a := s.post("moderator", link, url.Values{}); a.StatusCode != 404 {
		t.Errorf("used again: %s", a.Status)
	}
	if a := s.post("other", page+"/remove", url.Values{"person": {"t-citizen"}}); a.StatusCode != 303 {
		t.Errorf("removed: %s", a.Status)
	}
	if a := s.post("other", page+"/remove", url.Values{"person": {"t-other"}}); a.StatusCode != 409 || a.page(t).Find("[role=alert]").Length() != 1 {
		t.Errorf("the last one removed: %s", a.Status)
	}
}

// linkTo is the path of the first link with a beginning in the last mail to somebody.
func (s *site) linkTo(email, begins string) string {
	s.Helper()
	var text string
	storetest.Look(s, s.store, func(tx *store.Tx) error {
		list, err := tx.Mails(0)
		for _, m := range list {
			if m.To == email {
				text = m.Text
			}
		}
		return err
	})
	at := strings.Index(text, begins)
	if at < 0 {
		s.Fatalf("no link %s in %q", begins, text)
	}
	return strings.Fields(text[at:])[0]
}

// TestCommentForOneOfSeveral: the form offers every organisation one represents
// and keeps the one chosen through the preview.
func TestCommentForOneOfSeveral(t *testing.T) {
	s := newSite(t)
	s.asking("JDM/26-0002")
	s.represent(koda, "Koda", "citizen")
	s.represent("80900025", "Ühisus", "citizen")
	s.represent("80900031", "Võõras", "other")
	page := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	var values []string
	for _, n := range s.get("citizen", page).page(t).Find("input[name=as]").EachIter() {
		values = append(values, n.AttrOr("value", ""))
	}
	if strings.Join(values, ",") != "organisation 80900019,organisation 80900025,private" {
		t.Errorf("the form offers %v", values)
	}
	form := url.Values{"as": {"organisation 80900025"}, "text": {"Toetame."}, "form_id": {"one"}}
	preview := s.post("citizen", page+"/preview", form)
	if preview.StatusCode != 200 || preview.page(t).Find("input[name=as]").AttrOr("value", "") != "organisation 80900025" {
		t.Fatalf("the preview: %s", preview.Status)
	}
	form.Set("do", "send")
	sent := s.post("citizen", page, form)
	if sent.StatusCode != 303 {
		t.Fatal(sent.Status)
	}
	if a := s.get(nobody, strings.TrimSuffix(sent.Header.Get("Location"), "/receipt")); !strings.Contains(a.body, "Ühisus (80900025)") || strings.Contains(a.body, "Kask") {
		t.Error("the comment is not shown as the organisation's")
	}
	if a := s.get("citizen", "/et/organisations/80900025"); !strings.Contains(a.body, "26-000002") {
		t.Error("the workspace does not have it")
	}
	form.Set("as", "organisation 80900031")
	form.Set("form_id", "two")
	if a := s.post("citizen", page, form); a.StatusCode != 422 || !strings.Contains(a.body, "Toetame.") {
		t.Errorf("for an organisation of others: %s", a.Status)
	}
}

// TestRegister: an administrator sees what waits and confirms or refuses it.
func TestRegister(t *testing.T) {
	s := newSite(t)
	form := url.Values{"code": {"8090 0019"}, "name": {"Kodanike <b>Koda</b>"}, "form_id": {"one"}}
	if a := s.post("citizen", "/et/organisations/new", form); a.StatusCode != 303 || a.Header.Get("Location") != "/et/organisations/"+koda {
		t.Fatalf("begun: %s %s", a.Status, a.Header.Get("Location"))
	}
	form.Del("csrf")
	if a := s.post("other", "/et/organisations/new", form); a.StatusCode != 422 || a.page(t).Find("#name").AttrOr("value", "") != "Kodanike <b>Koda</b>" {
		t.Errorf("begun by somebody else: %s", a.Status)
	}
	if a := s.get("other", "/et/organisations"); strings.Contains(a.body, "Kodanike") {
		t.Error("others see what waits")
	}
	list := s.get("administrator", "/et/organisations")
	if !strings.Contains(list.body, "Kodanike &lt;b&gt;") || list.page(t).Find("form[action$='/confirm']").Length() != 1 {
		t.Error("the administrator does not see what waits")
	}
	if a := s.post("administrator", "/et/organisations/"+koda+"/confirm", url.Values{}); a.StatusCode != 303 {
		t.Fatal(a.Status)
	}
	if a := s.post("administrator", "/et/organisations/"+koda+"/refuse", url.Values{}); a.StatusCode != 409 {
		t.Errorf("refused after that: %s", a.Status)
	}
	entered := s.post("administrator", "/et/organisations/new", url.Values{"code": {"80900025"}, "name": {"Ühisus"}})
	if entered.StatusCode != 303 || !strings.HasSuffix(entered.Header.Get("Location"), "/80900025/representatives") {
		t.Errorf("entered: %s", entered.Status)
	}
	var confirmed bool
	storetest.Look(t, s.store, func(tx *store.Tx) error {
		o, err := tx.Organisation("80900025")
		confirmed = o.IsConfirmed() && len(o.Representatives) == 0
		return err
	})
	if !confirmed {
		t.Error("what an administrator enters is not confirmed")
	}
}
