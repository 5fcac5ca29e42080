package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const secretWords = "Salajased sõnad ühisarvamuses"

// joint is a draft of koda, by "citizen" and "moderator", in which "other" of
// another organisation is asked to sign; with one remark.
func (s *site) joint() (consult.ID, string) {
	s.Helper()
	c := s.asking("JDM/26-0002")
	s.represent(koda, "Koda", "citizen", "moderator")
	s.represent("80900025", "Selts", "other")
	a := s.post("citizen", "/et/joint-opinions/new", url.Values{"organisation": {koda}, "consultation": {"JDM/26-0002/1"}})
	if a.StatusCode != http.StatusSeeOther {
		s.Fatal(a.Status)
	}
	page := a.Header.Get("Location")
	a = s.post("citizen", page+"/remarks/new", url.Values{"document": {"1"}, "revision": {"1"}, "at": {"§ 1 lg 1"}, "text": {secretWords}, "form_id": {"r"}})
	if a.StatusCode != http.StatusSeeOther {
		s.Fatal(a.Status)
	}
	return c, page
}

// TestJointRoutes walks the pages of a draft in every state with everybody: to
// whom it is not meant it is as one that is not there.
func TestJointRoutes(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	id := consult.JointID(page[strings.LastIndex(page, "/")+1:])
	s.send("citizen", page+"/files", url.Values{"do": {"attach"}}, sentFile{"lisa.docx", document(t, secretWords)})
	writers, asked := map[string]bool{"citizen": true, "moderator": true}, map[string]bool{}
	states := []struct {
		name string
		set  func()
	}{
		{"nobody asked", func() {}},
		{"asked", func() {
			s.post("citizen", page+"/cosigners", url.Values{"code": {"80900025"}})
			asked["other"] = true
		}},
		{"declined", func() {
			s.post("other", page+"/sign", url.Values{"organisation": {"80900025"}, "do": {"decline"}})
			asked = map[string]bool{}
		}},
		{"put aside", func() { s.post("citizen", page+"/discard", url.Values{}) }},
		{"sent", func() {
			s.post("citizen", page+"/restore", url.Values{})
			// The allowance of the address may be used up by those refused.
			if _, err := s.actions.SendJoint(t.Context(), cast["citizen"], action.SendJoint{Joint: id, Wording: 2, Received: today}); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, state := range states {
		state.set()
		for _, r := range s.server.jointPages() {
			if !strings.Contains(r.Path, ":joint") || r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/discard") {
				continue
			}
			path := strings.NewReplacer(":remark", "1", ":file", "1").Replace(r.Path)
			file := path == "/joint-opinions/:joint/files/1"
			for as := range cast {
				if writers[as] && r.Method == http.MethodPost {
					continue // what writers do would be the next state
				}
				there, absent := "/et"+strings.ReplaceAll(path, ":joint", string(id)), "/et"+strings.ReplaceAll(path, ":joint", "absent")
				a, b := s.try(r.Method, as, there), s.try(r.Method, as, absent)
				reads := writers[as] || asked[as] && r.Method == http.MethodGet && (path == "/joint-opinions/:joint" || file)
				if file && state.name == "sent" {
					reads = false // it is the comment's now
				}
				switch {
				case reads && a.StatusCode != 200 && a.StatusCode != 303:
					t.Errorf("%s: %s %s as %q: %s", state.name, r.Method, path, as, a.Status)
				case !reads && (a.StatusCode != 404 || a.StatusCode != b.StatusCode || strings.ReplaceAll(a.body, string(id), "absent") != b.body):
					t.Errorf("%s: %s %s as %q: %s there, %s absent", state.name, r.Method, path, as, a.Status, b.Status)
				case !reads && state.name != "sent" && strings.Contains(a.body, secretWords):
					t.Errorf("%s: %s %s tells %q", state.name, r.Method, path, as)
				}
			}
		}
	}
	storetest.Look(t, s.store, func(tx *store.Tx) error {
		j, err := tx.Joint(id)
		if len(j.Comments) != 1 {
			t.Errorf("the last state is not reached: %+v", j)
		}
		return err
	})
}

// TestADraftLeaksNowhere looks for the words and the names of a draft in
// everything that others can read.
func TestADraftLeaksNowhere(t *testing.T) {
	s := newSite(t)
	before := s.get(nobody, "/changes").body
	_, page := s.joint()
	s.post("citizen", page+"/cosigners", url.Values{"code": {"80900025"}})
	s.follow()
	window := "/et/dossiers/JDM/26-0002/consultations/1"
	for _, address := range []string{
		window, window + "/table", window + "/table.csv", window + "/comments.csv", window + "/comment", "/et/dossiers/JDM/26-0002", "/et",
		"/et/dossiers/JDM/26-0002/documents/01/revisions/1", "/et/search?q=Salajased", "/et/search?q=%C3%BChisarvamuses", "/search/suggest?q=Sala",
		"/search.csv?q=Salajased", "/changes", "/sitemap.xml", "/et/consultations", "/et/statistics", "/et/organisations", "/et/work",
		"/et/organisations/" + koda,
	} {
		for _, as := range []string{nobody, "official", "coordinator", "administrator"} {
			a := s.get(as, address)
			if strings.Contains(a.body, secretWords) || strings.Contains(a.body, "joint-opinions/") && !strings.Contains(address, "organisations") ||
				strings.Contains(address, "comments.csv") && strings.Count(a.body, "\n") != 1 {
				t.Errorf("%s tells %q of the draft", address, as)
			}
		}
	}
	if a := s.get("administrator", "/et/organisations/"+koda); strings.Contains(a.body, page) || a.StatusCode != 200 {
		t.Errorf("an administrator sees the draft: %s", a.Status)
	}
	if after := s.get(nobody, "/changes").body; strings.Contains(after, "joint") || strings.Contains(before, "joint") {
		t.Error("the change feed tells of drafts")
	}
	if a := s.get("other", "/et/organisations/80900025"); !strings.Contains(a.body, page) {
		t.Error("who is asked to sign does not find the draft")
	}
}

// TestTwoEditorsOfOnePart: the second is shown both texts, and the next save is
// knowing.
func TestTwoEditorsOfOnePart(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	part := page + "/remarks/1"
	form := func(text, version, id string) url.Values {
		return url.Values{"text": {text}, "version": {version}, "form_id": {id}, "document": {"1"}, "revision": {"1"}, "at": {"§ 1 lg 1"}}
	}
	if a := s.post("citizen", part, form("Esimese sõnad.", "1", "a")); a.StatusCode != 303 {
		t.Fatal(a.Status)
	}
	a := s.post("moderator", part, form("Teise sõnad.", "1", "b"))
	doc := a.page(t)
	if a.StatusCode != 409 || doc.Find("#their-text").Text() != "Esimese sõnad." || doc.Find("textarea[name=text]").Text() != "Teise sõnad." ||
		doc.Find("input[name=version]").AttrOr("value", "") != "2" || !strings.Contains(doc.Find("#theirs").Text(), "Kadri Kask") {
		t.Fatalf("the second: %s", a.Status)
	}
	if a := s.post("moderator", part, form("Mõlema sõnad.", "2", doc.Find("input[name=form_id]").AttrOr("value", ""))); a.StatusCode != 303 {
		t.Errorf("knowingly: %s", a.Status)
	}
	if a := s.post("moderator", part, form("Ei ole.", "3", "c")); a.StatusCode != 303 || strings.Contains(s.get("citizen", page).body, "Mõlema") {
		t.Errorf("again: %s", a.Status)
	}
	wrong := form("Kuhu?", "4", "d")
	wrong.Set("at", "§ 99")
	if a := s.post("moderator", part, wrong); a.StatusCode != 422 || a.page(t).Find("#at[aria-invalid]").AttrOr("value", "") != "para99" || !strings.Contains(a.body, "Kuhu?") {
		t.Errorf("a place that is not there: %s", a.Status)
	}
}

// TestJointOpinionIsSentWithSigners: what is sent names all who signed, on the
// page, in the list, in the table and in the files.
func TestJointOpinionIsSentWithSigners(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	s.post("citizen", page+"/whole", url.Values{"text": {"Üldiselt toetame."}, "version": {"0"}})
	s.post("citizen", page+"/cosigners", url.Values{"code": {"8090 0025"}})
	read := s.get("other", page)
	if read.StatusCode != 200 || !strings.Contains(read.body, secretWords) || read.page(t).Find("a[href$='/send'], form[action$='/cosigners']").Length() != 0 {
		t.Fatalf("who is asked reads: %s", read.Status)
	}
	if a := s.post("other", page+"/sign", url.Values{"organisation": {"80900025"}, "wording": {"1"}, "do": {"sign"}}); a.StatusCode != 409 {
		t.Errorf("words that changed are signed: %s", a.Status)
	}
	s.post("other", page+"/sign", url.Values{"organisation": {"80900025"}, "wording": {"2"}, "do": {"sign"}})
	preview := s.get("citizen", page+"/send")
	if !strings.Contains(preview.body, "Selts (80900025)") || preview.page(t).Find("article.comment").Length() != 2 {
		t.Errorf("the preview: %s", preview.Status)
	}
	if a := s.post("moderator", page+"/send", url.Values{"wording": {"1"}}); a.StatusCode != 409 {
		t.Errorf("sent in a wording that was not looked over: %s", a.Status)
	}
	for _, as := range []string{"citizen", "moderator"} { // both press
		if a := s.post(as, page+"/send", url.Values{"wording": {"2"}}); a.StatusCode != 303 {
			t.Fatalf("sent by %s: %s", as, a.Status)
		}
	}
	s.follow()
	window := "/et/dossiers/JDM/26-0002/consultations/1"
	for _, address := range []string{window, "/et/comments/26-000003", window + "/table", window + "/table?by=sender", window + "/table.csv", window + "/comments.csv"} {
		a := s.get(nobody, address)
		if !strings.Contains(a.body, "80900025") || !strings.Contains(a.body, "Selts") || strings.Contains(a.body, "t-other") || strings.Contains(a.body, "Olev") {
			t.Errorf("%s does not name who signed, or names a person", address)
		}
	}
	if n := strings.Count(s.get(nobody, window+"/comments.csv").body, "Üldiselt toetame."); n != 1 {
		t.Errorf("it is there %d times", n)
	}
	opinion := s.get(nobody, "/et/comments/26-000002/opinion")
	if doc := opinion.page(t); opinion.StatusCode != 200 || doc.Find("article.comment").Length() != 2 || !strings.Contains(opinion.body, "Selts (80900025)") || !strings.Contains(opinion.body, "Koda") || strings.Contains(opinion.body, "Olev") {
		t.Errorf("the opinion as a whole: %s", opinion.Status)
	}
	if a := s.get(nobody, "/et/comments/26-000003/opinion"); a.Header.Get("Location") != "/et/comments/26-000002/opinion" {
		t.Errorf("from its second part: %s %s", a.Status, a.Header.Get("Location"))
	}
	if a := s.get(nobody, "/et/comments/26-000001/opinion"); a.StatusCode != 404 {
		t.Errorf("of a comment that is none: %s", a.Status)
	}
	for _, no := range []string{"26-000002", "26-000003"} {
		if n := s.get(nobody, "/et/comments/"+no).page(t).Find("a[href='/et/comments/26-000002/opinion']").Length(); n != 1 {
			t.Errorf("%s leads to the whole %d times", no, n)
		}
	}
	if a := s.get("other", "/et/organisations/80900025"); !strings.Contains(a.body, "26-000003") {
		t.Error("who signed does not find it in their workspace")
	}
	if a := s.get(nobody, "/et/search?q=Selts&what=comment"); !strings.Contains(a.body, "26-000003") {
		t.Error("it is not found by who signed it")
	}
}

// TestCommentGoesIntoADraft: the form of a comment, with the words selected, can
// put them into the joint opinion instead.
func TestCommentGoesIntoADraft(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	id := page[strings.LastIndex(page, "/")+1:]
	form := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	if n := s.get("citizen", form).page(t).Find("button[value='joint " + id + "']").Length(); n != 1 {
		t.Errorf("the form offers %d drafts", n)
	}
	if n := s.get("other", form).page(t).Find("button[value^=joint]").Length(); n != 0 {
		t.Error("others are offered the draft")
	}
	sent := url.Values{"text": {"Siit sinna."}, "do": {"joint " + id}, "document": {"1"}, "revision": {"1"}, "at": {"para1lg1"}, "form_id": {"x"}}
	if a := s.post("other", form+"/preview", sent); a.StatusCode != 404 {
		t.Errorf("others put words in: %s", a.Status)
	}
	sent.Del("csrf")
	if a := s.post("citizen", form+"/preview", sent); a.StatusCode != 303 || a.Header.Get("Location") != page+"#part2" {
		t.Errorf("put in: %s %s", a.Status, a.Header.Get("Location"))
	}
	if !strings.Contains(s.get("moderator", page).body, "Siit sinna.") {
		t.Error("the draft does not have it")
	}
}

// TestJointOpinionHasFilesAndWordings: both are part of what is signed, are the
// first comment's and the provision's once it is sent, and are nobody else's before.
func TestJointOpinionHasFilesAndWordings(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	if a := s.send("citizen", page+"/files", url.Values{"do": {"attach"}}, sentFile{"lisa.docx", document(t, "Uuringu tulemused")}); a.StatusCode != 303 {
		t.Fatalf("a file: %s", a.Status)
	}
	s.post("citizen", page+"/cosigners", url.Values{"code": {"80900025"}})
	if a := s.send("other", page+"/files", url.Values{"do": {"attach"}}, sentFile{"vale.docx", document(t, "x")}); a.StatusCode != 404 {
		t.Errorf("a file of who may only sign: %s", a.Status)
	}
	wrong := s.send("citizen", page+"/files", url.Values{"do": {"attach"}}, sentFile{"pahavara.docx", []byte("MZ\x90 not a document")})
	if wrong.StatusCode != 422 || wrong.page(t).Find("#file[aria-invalid]").Length() != 1 || !strings.Contains(wrong.body, secretWords) {
		t.Errorf("what is no document: %s", wrong.Status)
	}
	for as, want := range map[string]int{"citizen": 200, "other": 200, "moderator": 200, "official": 404, nobody: 303} {
		if a := s.get(as, page+"/files/1"); a.StatusCode != want {
			t.Errorf("the file before it is sent as %q: %s", as, a.Status)
		}
	}
	nowhere := url.Values{"text": {"Üldine."}, "replacement": {"Sõnastus"}, "document": {"1"}, "revision": {"1"}, "form_id": {"n"}}
	if a := s.post("citizen", page+"/remarks/new", nowhere); a.StatusCode != 422 || a.page(t).Find("#replacement[aria-invalid]").Length() != 1 {
		t.Errorf("a wording for no provision: %s", a.Status)
	}
	with := url.Values{"text": {secretWords}, "replacement": {"Parki hooldab vald."}, "document": {"1"}, "revision": {"1"}, "at": {"§ 1 lg 1"}, "version": {"1"}}
	if a := s.post("citizen", page+"/remarks/1", with); a.StatusCode != 303 {
		t.Fatalf("a wording: %s", a.Status)
	}
	if a := s.get("other", page); a.page(t).Find("blockquote.law ins").Length() == 0 || a.page(t).Find("input[name=wording]").AttrOr("value", "") != "3" {
		t.Errorf("who signs does not see the wording beside the one there is, or signs less than all: %s", a.page(t).Find("#words").Parent().Text())
	}
	if a := s.get("citizen", page+"/send"); !strings.Contains(a.body, "lisa.docx") || a.page(t).Find("blockquote.law ins").Length() == 0 {
		t.Error("the preview lacks the file or the wording")
	}
	if a := s.post("citizen", page+"/send", url.Values{"wording": {"3"}}); a.StatusCode != 303 {
		t.Fatalf("sent: %s", a.Status)
	}
	public := s.get(nobody, "/et/comments/26-000002")
	if !strings.Contains(public.body, "lisa.docx") || public.page(t).Find("blockquote.law ins").Length() == 0 {
		t.Error("the comment lacks the file or the wording")
	}
	if a := s.get(nobody, "/comments/26-000002/files/1"); a.StatusCode != 200 {
		t.Errorf("the file once it is sent: %s", a.Status)
	}
}

// TestCommentBringsItsFilesIntoADraft: what was attached to the form is not lost.
func TestCommentBringsItsFilesIntoADraft(t *testing.T) {
	s := newSite(t)
	_, page := s.joint()
	form := commentTyped()
	form.Set("do", "joint "+page[strings.LastIndex(page, "/")+1:])
	one := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	if a := s.send("citizen", one+"/preview", form, sentFile{"lisa.docx", document(t, "Sisu")}); a.StatusCode != 303 {
		t.Fatalf("into the draft: %s", a.Status)
	}
	if a := s.get("citizen", page); !strings.Contains(a.body, "lisa.docx") {
		t.Error("the file is not in the draft")
	}
}

// TestCommentProposesAWording: a single comment can, and it is public beside the
// wording there is.
func TestCommentProposesAWording(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	form := commentTyped()
	form.Set("document", "1")
	form.Set("revision", "1")
	form.Set("at", "§ 1 lg 1")
	form.Set("replacement", "Parki hooldab vald.")
	form.Set("do", "preview")
	preview := s.post("citizen", one+"/preview", form)
	if preview.StatusCode != 200 || preview.page(t).Find("input[name=replacement]").AttrOr("value", "") != "Parki hooldab vald." {
		t.Fatalf("preview: %s", preview.Status)
	}
	form.Set("do", "send")
	a := s.post("citizen", one, form)
	if a.StatusCode != 303 {
		t.Fatalf("sent: %s", a.Status)
	}
	if page := s.get(nobody, strings.TrimSuffix(a.Header.Get("Location"), "/receipt")); page.page(t).Find("blockquote.law ins").Length() == 0 {
		t.Error("the wording is not shown beside the one there is")
	}
}
