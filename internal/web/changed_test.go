package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const (
	parkOne = "# Pargiseadus\n\n##### § 1. Reguleerimisala\n\n(1) Seadus reguleerib parkide hooldamist.\n\n(2) Seadust ei kohaldata metsale.\n\n##### § 2. Hooldaja\n\nParki hooldab valla üksus 30 päeva jooksul.\n\n##### § 3. Tasu\n\nTasu on 10 eurot kuus.\n"
	parkTwo = "# Pargiseadus\n\n##### § 1. Reguleerimisala\n\n(1) Seadus reguleerib parkide ja haljasalade hooldamist.\n\n(2) Seadust ei kohaldata metsale.\n\n##### § 2. Hooldaja\n\nParki hooldab valla üksus 60 päeva jooksul.\n"
)

// park is a public bill with a consultation about its first revision.
func (s *site) park() (dossier.ID, consult.ID) {
	s.Helper()
	ctx, by := s.Context(), cast["official"]
	id, err := s.actions.OpenDossier(ctx, by, action.OpenDossier{Facts: dossier.Facts{
		Title: lang.Text{Et: "Pargiseadus"}, Kind: dossier.Bill, Contact: dossier.Contact{Office: "Talitus", Email: "park@jdm.example"},
	}})
	s.ok(err)
	s.ok(s.actions.PublishDossier(ctx, by, id))
	_, err = s.actions.AddDocument(ctx, by, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
	s.ok(err)
	s.publish(id, 0, parkOne)
	c, err := s.actions.OpenConsultation(ctx, by, action.OpenConsultation{
		Dossier: id, Title: lang.Text{Et: "Pargid"}, Summary: lang.Text{Et: "Lühidalt"}, Affected: lang.Text{Et: "Linnad"},
		Documents: []int{1}, Deadline: clock.DateOf(today).AddDays(30),
	})
	s.ok(err)
	return id, c
}

func (s *site) publish(id dossier.ID, base int, text string) {
	s.Helper()
	_, err := s.actions.SaveDraft(s.Context(), cast["official"], action.SaveDraft{Dossier: id, Document: 1, Base: base, Text: []byte(text), Reason: lang.Text{Et: "Täpsustus"}})
	s.ok(err)
	_, err = s.actions.PublishRevision(s.Context(), cast["official"], action.PublishRevision{Dossier: id, Document: 1, Version: 1})
	s.ok(err)
}

func (s *site) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// said has somebody comment on a place.
func (s *site) said(as string, c consult.ID, code, address, quote string) {
	s.Helper()
	req := action.SubmitComment{
		Consultation: c, As: consult.Private, Text: "Arvamus.", Received: today,
		Anchor: consult.Anchor{Document: 1, Revision: 1, Address: address, Quote: quote},
	}
	if code != "" {
		req.As, req.Organisation = consult.Organisation, code
	}
	_, err := s.actions.SubmitComment(s.Context(), cast[as], req)
	s.ok(err)
}

// TestWhatChangedSinceICommented: own provisions stand first, each with where it is
// now and what changed in it; the rest after them.
func TestWhatChangedSinceICommented(t *testing.T) {
	s := newSite(t)
	id, c := s.park()
	s.represent(koda, "Koda", "citizen")
	s.said("citizen", c, "", "para2", "30 päeva")
	s.said("citizen", c, koda, "para3", "")
	s.said("citizen", c, "", "para1lg2", "")
	s.said("moderator", c, "", "para1lg1", "")
	page := "/et/dossiers/" + string(id) + "/changed"
	if a := s.get("citizen", page); !strings.Contains(a.body, "Uuemat redaktsiooni ei ole") {
		t.Errorf("before anything changed: %s", a.Status)
	}
	s.publish(id, 1, parkTwo)
	doc := s.get("citizen", page).page(t)
	text := strings.Join(strings.Fields(doc.Find("main").Text()), " ")
	own, others, _ := strings.Cut(text, "Mujal: ")
	for _, want := range []string{"§ 2", "60 päeva", "Koda (80900019)", "§ 3", "säte on välja jäetud", "Selles sättes ei ole midagi muutunud"} {
		if !strings.Contains(own, want) {
			t.Errorf("own provisions do not say %q: %s", want, own)
		}
	}
	if !strings.Contains(others, "1 muudatus") || !strings.Contains(others, "haljasalade") || strings.Contains(others, "60 päeva") {
		t.Errorf("the rest is %q", others)
	}
	if n := doc.Find("article.comment").Length(); n != 3 {
		t.Errorf("%d own comments are shown", n)
	}
	doc.Find("main a[href*='/compare/1..2/changes/']").Each(func(_ int, a *goquery.Selection) {
		href := a.AttrOr("href", "")
		if to := s.get(nobody, href); to.Header.Get("Location") != strings.Replace(href, "/changes/", "#", 1) {
			t.Errorf("%s: %s to %q", href, to.Status, to.Header.Get("Location"))
		}
	})
	if other := s.get("moderator", page); !strings.Contains(other.body, "haljasalade") || other.page(t).Find("article.comment").Length() != 1 {
		t.Error("somebody else sees comments that are not theirs")
	}
}

// TestChangedSinceARevision: the address with a number is the same for everybody
// who has not commented, and changes nothing.
func TestChangedSinceARevision(t *testing.T) {
	s := newSite(t)
	id, _ := s.park()
	s.publish(id, 1, parkTwo)
	page := "/et/dossiers/" + string(id) + "/changed"
	anonymous := s.get(nobody, page+"?since=1")
	if anonymous.StatusCode != 200 || !strings.Contains(anonymous.body, "haljasalade") || anonymous.page(t).Find("main form").Length() != 0 {
		t.Errorf("for anybody: %s", anonymous.Status)
	}
	if bare := s.get(nobody, strings.TrimPrefix(page, "/et")+"?since=1"); bare.StatusCode != 302 {
		t.Errorf("without a language: %s", bare.Status)
	}
	if a := s.get(nobody, page); a.StatusCode != 200 || strings.Contains(a.body, "haljasalade") || a.page(t).Find("a[href*='since=1']").Length() == 0 {
		t.Errorf("without a number it does not ask: %s", a.Status)
	}
	if a := s.get(nobody, page+"?since=7"); a.StatusCode != 200 || strings.Contains(a.body, "haljasalade") {
		t.Errorf("since a revision to come: %s", a.Status)
	}
	for _, bad := range []string{"?since=x", "?since=-1", "?since=0", "?document=x"} {
		if a := s.get(nobody, page+bad); a.StatusCode != 400 {
			t.Errorf("%s: %s", bad, a.Status)
		}
	}
}

// TestMarkedAsRead: a form marks, nothing else does; the mark is one's own, never
// goes back, and can be forgotten.
func TestMarkedAsRead(t *testing.T) {
	s := newSite(t)
	id, _ := s.park()
	base := "/et/dossiers/" + string(id)
	marks := func(as string) (n int) {
		storetest.Look(t, s.store, func(tx *store.Tx) error {
			list, err := tx.Seen(cast[as].ID, id)
			for _, one := range list {
				n = one.Revision
			}
			return err
		})
		return n
	}
	before := s.store.LastSeq()
	if s.get("citizen", base+"/changed"); marks("citizen") != 0 {
		t.Error("looking marks as read")
	}
	if a := s.post(nobody, base+"/seen", url.Values{"seen": {"01@1"}}); a.StatusCode != 303 || !strings.Contains(a.Header.Get("Location"), "sign-in") {
		t.Errorf("marked by nobody: %s", a.Status)
	}
	for _, bad := range []string{"01@9", "01@0", "07@1"} {
		if a := s.post("citizen", base+"/seen", url.Values{"seen": {bad}}); a.StatusCode != 404 {
			t.Errorf("%s: %s", bad, a.Status)
		}
	}
	if a := s.post("citizen", base+"/seen", url.Values{"seen": {"x"}}); a.StatusCode != 400 {
		t.Errorf("what is no revision: %s", a.Status)
	}
	if a := s.post("citizen", base+"/seen", url.Values{"seen": {"01@1"}}); a.StatusCode != 303 || marks("citizen") != 1 || marks("other") != 0 {
		t.Fatalf("marked: %s", a.Status)
	}
	if s.store.LastSeq() != before {
		t.Error("what people read is in the log")
	}
	s.publish(id, 1, parkTwo)
	if a := s.get("citizen", base+"/documents/01"); !strings.Contains(a.body, "Viimati märkisid loetuks 1. redaktsiooni") {
		t.Error("the newest revision does not say which one was read last")
	}
	if a := s.get("citizen", base+"/changed?since=seen"); !strings.Contains(a.body, "haljasalade") {
		t.Error("it does not show what changed since")
	}
	s.post("citizen", base+"/seen", url.Values{"seen": {"01@2"}})
	if s.post("citizen", base+"/seen", url.Values{"seen": {"01@1"}}); marks("citizen") != 2 {
		t.Error("an older form takes the mark back")
	}
	if a := s.post("citizen", base+"/seen/forget", url.Values{}); a.StatusCode != 303 || marks("citizen") != 0 {
		t.Errorf("forgotten: %s", a.Status)
	}
	s.addDossier("JDM/26-0009", "Salajane seadus", false)
	for _, path := range []string{"/seen", "/seen/forget"} {
		if a := s.post("citizen", "/et/dossiers/JDM/26-0009"+path, url.Values{"seen": {"01@1"}}); a.StatusCode != 404 {
			t.Errorf("%s of a hidden dossier: %s", path, a.Status)
		}
	}
}
