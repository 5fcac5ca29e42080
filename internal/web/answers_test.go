package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// askedFor puts an ended consultation and a round with comments in each on a
// dossier of the ministry of justice.
func (s *site) askedFor(id dossier.ID, public bool, comments int) (consult.ID, consult.ID) {
	s.Helper()
	s.addDossier(id, "Salajane seadus", public)
	c, r := storetest.Consultation(id, 1), storetest.Round(id, 1)
	c.Opened, c.Deadline = today.AddDate(0, 0, -90), clock.DateOf(today).AddDays(-60)
	c.Documents = []consult.DocumentAt{{Document: 1, Revision: 1}}
	c.Comments, r.Comments = comments, 1
	storetest.Do(s, s.store, func(tx *store.Tx) error {
		d, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		d.Consultations, d.Rounds = 1, 1
		for _, err := range []error{tx.PutDossier(d), tx.PutConsultation(c), tx.PutRound(r)} {
			if err != nil {
				return err
			}
		}
		for i := range comments + 1 {
			no, err := tx.NextComment(2026)
			if err != nil {
				return err
			}
			m := storetest.Comment(no, c.ID)
			m.Author.Name = fmt.Sprintf("Arvaja %d", i%50)
			m.Text = strings.Repeat(fmt.Sprintf("Arvamus %d, mida tuleks arvestada. ", i), 12)
			m.Anchor = consult.Anchor{Document: 1, Revision: 1, Address: "para1lg1", Provision: 1}
			m.Submitted = c.Opened.Add(time.Duration(i) * time.Minute)
			if i == comments {
				m.Consultation, m.Author = r.ID, consult.Author{Kind: consult.Institution, Name: "Rahandusministeerium", Code: "RAM"}
			}
			if err := tx.PutComment(m); err != nil {
				return err
			}
		}
		_, err = tx.Append(event.Event{Name: event.CommentSubmitted, Version: 1, Occurred: today, Dossier: id, Institution: "JDM", Consultation: 1, Public: public})
		return err
	})
	return c.ID, r.ID
}

var jdm = people.Person{ID: "t-official", Name: "Mari Maasikas", Institution: "JDM", Roles: []people.Role{people.Official}}

// TestWhoSeesAnswering is the matrix of the pages of responses: drafts,
// assignments and the work list are the institution's alone; the table is for
// everybody who may see the dossier.
func TestWhoSeesAnswering(t *testing.T) {
	s := newSite(t)
	for state, public := range map[string]bool{"hidden": false, "public": true} {
		id := dossier.ID("JDM/26-0001")
		if public {
			id = "JDM/26-0002"
		}
		c, r := s.askedFor(id, public, 3)
		var nos []consult.CommentNo
		storetest.Look(t, s.store, func(tx *store.Tx) error {
			heads, err := tx.CommentHeads(c)
			for _, h := range heads {
				nos = append(nos, h.No)
			}
			return err
		})
		draft, err := s.actions.DraftResponse(context.Background(), jdm, action.DraftResponse{Window: c, Comments: nos[:1], Outcome: consult.Noted, Text: "Mustandi sisu."})
		if err != nil {
			t.Fatal(err)
		}
		for _, window := range []string{"/et/dossiers/" + string(id) + "/consultations/1", "/et/dossiers/" + string(id) + "/rounds/1"} {
			for _, page := range []string{"/responses", "/responses?show=drafted", "/responses/publish?draft=" + fmt.Sprint(draft), "/responses/drafts/" + fmt.Sprint(draft)} {
				for as := range cast {
					a := s.get(as, window+page)
					mine := as == "official"
					switch {
					case !sees[state][as] && as != "citizen" && as != "moderator" && a.StatusCode != 404:
						t.Errorf("%s %s as %q: %s", state, window+page, as, a.Status)
					case !mine && a.StatusCode == 200, !mine && strings.Contains(a.body, "Mustandi"):
						t.Errorf("%s %s tells %q of drafts: %s", state, window+page, as, a.Status)
					case mine && strings.Contains(window, "consultations") && a.StatusCode != 200:
						t.Errorf("%s %s as %q: %s", state, window+page, as, a.Status)
					}
				}
				if a := s.get(nobody, window+page); a.StatusCode == 200 || strings.Contains(a.body, "Mustandi") {
					t.Errorf("%s %s as nobody: %s", state, window+page, a.Status)
				}
			}
			for _, page := range []string{"/table", "/table?by=sender&whole=1", "/table.docx", "/table.xlsx", "/table.csv", "/comments.csv"} {
				for _, as := range []string{nobody, "citizen", "official", "other"} {
					a := s.get(as, window+page)
					want := 404
					if sees[state][as] {
						want = 200
					}
					if a.StatusCode != want || strings.Contains(a.body, "Mustandi") {
						t.Errorf("%s %s as %q: %s, want %d", state, window+page, as, a.Status, want)
					}
				}
			}
		}
		_ = r
	}
	feed := s.get(nobody, "/changes?after=0")
	if strings.Contains(feed.body, "drafted") || strings.Contains(feed.body, "assigned") {
		t.Error("the feed tells of drafts")
	}
}

// TestTwoOfficialsWriteOneResponse: who saves later sees both texts, and saving
// again keeps their own.
func TestTwoOfficialsWriteOneResponse(t *testing.T) {
	s := newSite(t)
	c, _ := s.askedFor("JDM/26-0001", true, 2)
	const window = "/et/dossiers/JDM/26-0001/consultations/1/responses"
	a := s.post("official", window, url.Values{"comments": {"26-000001", "26-000002"}, "do": {"respond"}, "form_id": {"f1"}})
	if a.StatusCode != 303 {
		t.Fatalf("choosing: %s", a.Status)
	}
	draft := a.Header.Get("Location")
	send := func(text, version string) answer {
		return s.post("official", draft, url.Values{"comments": {"26-000001 26-000002"}, "outcome": {"noted"}, "text": {text}, "version": {version}, "do": {"save"}, "form_id": {text}})
	}
	if a := send("Esimese sõnad", "1"); a.StatusCode != 303 {
		t.Fatalf("first save: %s", a.Status)
	}
	late := send("Teise sõnad", "1")
	if late.StatusCode != 409 || !strings.Contains(late.body, "Esimese sõnad") || !strings.Contains(late.body, "Teise sõnad") {
		t.Errorf("late save: %s; both texts should be there", late.Status)
	}
	version, _ := late.page(t).Find("input[name=version]").Attr("value")
	if a := send("Teise sõnad", version); version != "2" || a.StatusCode != 303 {
		t.Errorf("saving again at version %s: %s", version, a.Status)
	}
	preview := s.get("official", strings.Replace(draft, "/drafts/", "/publish?draft=", 1))
	if preview.StatusCode != 200 || !strings.Contains(preview.body, "Teise sõnad") {
		t.Fatalf("preview: %s", preview.Status)
	}
	if a := s.get(nobody, "/et/comments/26-000001"); strings.Contains(a.body, "Teise sõnad") {
		t.Error("public before it is published")
	}
	at, _ := preview.page(t).Find("input[name=drafts]").Attr("value")
	if a := s.post("official", window+"/publish", url.Values{"drafts": {at}, "form_id": {"p"}}); a.StatusCode != 303 {
		t.Errorf("publishing: %s", a.Status)
	}
	if a := s.get(nobody, "/et/comments/26-000002"); !strings.Contains(a.body, "Teise sõnad") {
		t.Error("the published response is not on the comment's page")
	}
	correct := url.Values{"outcome": {"accepted"}, "text": {"Parandatud sõnad"}, "version": {"0"}, "do": {"publish"}, "form_id": {"c"}}
	if a := s.post("official", "/et/responses/1/correct", correct); a.StatusCode != 303 {
		t.Errorf("correcting: %s", a.Status)
	}
	if a := s.get(nobody, "/et/comments/26-000002"); !strings.Contains(a.body, "Teise sõnad") || !strings.Contains(a.body, "Parandatud sõnad") {
		t.Error("a correction shows both wordings")
	}
	csv := s.get(nobody, "/et/dossiers/"+string(c.Dossier)+"/consultations/1/table.csv")
	if !strings.Contains(csv.body, "Parandatud sõnad") || !strings.Contains(csv.body, "26-000001") {
		t.Errorf("table: %.200s", csv.body)
	}
}

// TestTheFormToCloseListsWhatIsMissing and refuses until it is there.
func TestTheFormToCloseListsWhatIsMissing(t *testing.T) {
	s := newSite(t)
	s.askedFor("JDM/26-0001", true, 2)
	const address = "/et/dossiers/JDM/26-0001/consultations/1/close"
	form := s.get("official", address).page(t)
	if n := form.Find("a[href$='/respond']").Length(); n != 2 {
		t.Errorf("%d comments listed", n)
	}
	if a := s.post("official", address, url.Values{"summary": {"Aitäh"}}); a.StatusCode != 409 {
		t.Errorf("closing: %s", a.Status)
	}
}
