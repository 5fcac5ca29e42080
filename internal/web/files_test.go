package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/storetest"
)

const formID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// sentFile is a file as a browser sends it.
type sentFile struct {
	name string
	b    []byte
}

// send sends a form with files in a field "file", as one of the cast or nobody.
func (s *site) send(as, address string, form url.Values, files ...sentFile) answer {
	s.Helper()
	return s.sendAs("file", as, address, form, files...)
}

// sendAs is send with another name of the field.
func (s *site) sendAs(field, as, address string, form url.Values, files ...sentFile) answer {
	s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if as != nobody {
		form.Set("csrf", "csrf-"+as)
	}
	must := func(err error) {
		if err != nil {
			s.Fatal(err)
		}
	}
	for name, values := range form {
		for _, value := range values {
			must(w.WriteField(name, value))
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(field, f.name)
		must(err)
		_, err = part.Write(f.b)
		must(err)
	}
	must(w.Close())
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(as, r)
}

// document is a DOCX with one paragraph.
func document(t testing.TB, words string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml":   `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>` + words + `</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// open asks for comments on a dossier until ten days from now.
func (s *site) open(id dossier.ID, public bool) consult.ID {
	s.Helper()
	c, _ := s.askedFor(id, public, 1)
	storetest.Do(s, s.store, func(tx *store.Tx) error {
		open, err := tx.Consultation(c)
		if err != nil {
			return err
		}
		open.Deadline = clock.DateOf(today).AddDays(10)
		return tx.PutConsultation(open)
	})
	return c
}

func commentTyped() url.Values {
	return url.Values{"text": {"Vaata lisa."}, "as": {"private"}, "form_id": {formID}, "do": {"preview"}}
}

// TestFilesOfAComment goes from the form over the preview to the page: a file is
// sent once, can be taken away, is found by its words and goes when the comment
// is withheld.
func TestFilesOfAComment(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one, annex := "/et/dossiers/JDM/26-0002/consultations/1/comment", document(t, "Parklinnuke pesitseb.")
	attach := commentTyped()
	attach.Set("do", "attach")
	a := s.send("citizen", one+"/preview", attach, sentFile{"../../lisa \"ä\".docx", annex}, sentFile{"vana.pdf", []byte("%PDF-1.4 vana")})
	if a.StatusCode != 200 || a.page(t).Find("button[value^=detach]").Length() != 2 || !strings.Contains(a.page(t).Find("#text").Text(), "Vaata") {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	if strings.Contains(a.body, "../") {
		t.Error("the folders of the name are kept")
	}
	take, _ := a.page(t).Find("li:contains('vana.pdf') button[value^=detach]").Attr("value")
	detach := commentTyped()
	detach.Set("do", take)
	if a = s.send("citizen", one+"/preview", detach); a.page(t).Find("button[value^=detach]").Length() != 1 {
		t.Fatalf("a file taken away stays: %s", a.Status)
	}
	if a = s.send("citizen", one+"/preview", commentTyped()); a.StatusCode != 200 || !strings.Contains(a.body, "lisa") {
		t.Fatalf("preview: %s", a.Status)
	}
	form := commentTyped()
	form.Set("do", "send")
	form.Set("files", "1")
	a = s.post("citizen", one, form)
	if a.StatusCode != 303 {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	comment := strings.TrimSuffix(a.Header.Get("Location"), "/receipt")
	file, _ := s.get(nobody, comment).page(t).Find("a[href$='/files/1']").Attr("href")
	got := s.get(nobody, file)
	if got.StatusCode != 200 || got.body != string(annex) {
		t.Fatalf("%s: %s", file, got.Status)
	}
	for header, want := range map[string]string{
		"Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "X-Content-Type-Options": "nosniff",
		"Content-Disposition": `attachment; filename="lisa ___.docx"; filename*=utf-8''lisa%20%22%C3%A4%22.docx`,
		"Cache-Control":       "private, no-store",
	} {
		if got.Header.Get(header) != want {
			t.Errorf("%s: %q, want %q", header, got.Header.Get(header), want)
		}
	}
	if csp := got.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") || !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
	s.follow()
	if !strings.Contains(s.get(nobody, "/et/search?q=parklinnuke").body, comment) {
		t.Error("the words of the file are not found")
	}
	if !strings.Contains(s.get(nobody, "/et/search?in=comments&q=parklinnuke").body, comment) {
		t.Error("the words of the file are not found among comments")
	}
	if a := s.post("moderator", comment+"/moderate", url.Values{"do": {"withhold"}, "reason_withhold": {"personal"}}); a.StatusCode != 303 {
		t.Fatalf("withhold: %s", a.Status)
	}
	s.follow()
	if strings.Contains(s.get(nobody, "/et/search?q=parklinnuke").body, comment) {
		t.Error("the words of a withheld file are found")
	}
	for as, want := range map[string]int{nobody: 404, "citizen": 200, "other": 404, "official": 200, "moderator": 200, "administrator": 404, "coordinator": 404} {
		if got := s.get(as, file); got.StatusCode != want {
			t.Errorf("file of a withheld comment as %q: %s", as, got.Status)
		}
		if strings.Contains(s.get(as, comment).body, "lisa &#34;") && want == 404 {
			t.Errorf("the page tells %q the name of a withheld file", as)
		}
	}
}

// TestFilesOfHiddenDossiers: who may not know of a dossier finds no file.
func TestFilesOfHiddenDossiers(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0001", false)
	one := "/et/dossiers/JDM/26-0001/consultations/1/comment"
	form := commentTyped()
	a := s.send("official", one+"/preview", form, sentFile{"saladus.pdf", []byte("%PDF-1.4 salajane")})
	if a.StatusCode != 200 {
		t.Fatalf("%s", a.Status)
	}
	form.Set("do", "send")
	if a = s.post("official", one, form); a.StatusCode != 303 {
		t.Fatalf("%s", a.Status)
	}
	file := strings.TrimPrefix(strings.TrimSuffix(a.Header.Get("Location"), "/receipt"), "/et") + "/files/1"
	for as := range sees["public"] {
		want := 404
		if sees["hidden"][as] {
			want = 200
		}
		if got := s.get(as, file); got.StatusCode != want {
			t.Errorf("%s as %q: %s", file, as, got.Status)
		}
		if got := s.send(as, one+"/preview", commentTyped(), sentFile{"muu.pdf", []byte("%PDF-1.4 muu")}); want == 404 && got.StatusCode != 404 {
			t.Errorf("a file for it as %q: %s", as, got.Status)
		}
	}
	kept := 0
	if err := s.files.Each(func(string) error { kept++; return nil }); err != nil || kept != 2 {
		t.Errorf("%d files are kept (%v), want those of the people who may", kept, err)
	}
}

func TestHostileFilesOfComments(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	pdf := func(n int) sentFile {
		return sentFile{fmt.Sprintf("%d.pdf", n), []byte(fmt.Sprintf("%%PDF-1.4 %d", n))}
	}
	var six []sentFile
	for n := range 6 {
		six = append(six, pdf(n))
	}
	large := append([]byte("%PDF-1.4"), make([]byte, 9<<20)...)
	for name, files := range map[string][]sentFile{
		"a page":          {{"pilt.png", []byte("<html><script>alert(1)</script>")}},
		"svg":             {{"pilt.svg", []byte("<svg onload='alert(1)'/>")}},
		"a program":       {{"kiri.pdf", []byte("MZ\x90\x00")}},
		"an archive":      {{"kiri.docx", []byte("PK\x03\x04 jne")}},
		"text":            {{"kiri.txt", []byte("tere")}},
		"two sorts":       {{"kiri.pdf", append([]byte("%PDF-1.4\n"), document(t, "x")...)}},
		"more than five":  six,
		"named otherwise": {{"kiri.pdf", document(t, "x")}},
		"as a program":    {{"kiri.exe", document(t, "x")}},
		"a bomb":          {{"kiri.docx", document(t, strings.Repeat("a", 40<<20))}},
		"without a name":  {{"..", []byte("%PDF-1.4")}},
		"empty":           {{"tyhi.pdf", nil}},
		"too large":       {{"suur.pdf", append(large, make([]byte, 2<<20)...)}},
		"a short form ID": {pdf(1)},
	} {
		form := commentTyped()
		form.Set("form_id", formID+name)
		if name == "a short form ID" {
			form.Set("form_id", "1")
		}
		a := s.send("citizen", one+"/preview", form, files...)
		if a.StatusCode != 422 || !strings.Contains(a.body, "Vaata lisa.") {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	// After the deadline nothing is written either.
	late := "/et/dossiers/JDM/26-0001/consultations/1/comment"
	s.askedFor("JDM/26-0001", true, 1)
	if a := s.send("citizen", late+"/preview", commentTyped(), pdf(7)); a.StatusCode != 409 {
		t.Errorf("after the deadline: %s", a.Status)
	}
	if _, err := s.files.Get(blob.Hash(pdf(7).b)); err == nil {
		t.Error("a file after the deadline is kept")
	}
}

// TestFilesWaitForNobodyForever: uploads whose form was not accepted go after a
// day, the sender of a form sent later is told, and files of comments stay.
func TestFilesWaitForNobodyForever(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	s.send("citizen", one+"/preview", commentTyped(), sentFile{"a.pdf", []byte("%PDF-1.4 a")})
	kept := commentTyped()
	kept.Set("form_id", formID+"2")
	s.send("citizen", one+"/preview", kept, sentFile{"b.pdf", []byte("%PDF-1.4 b")})
	kept.Set("do", "send")
	if a := s.post("citizen", one, kept); a.StatusCode != 303 {
		t.Fatalf("%s", a.Status)
	}
	if _, err := s.files.Put([]byte("left by a process that was killed")); err != nil {
		t.Fatal(err)
	}
	storetest.Do(t, s.store, func(tx *store.Tx) error { return tx.SweepUploads(today.AddDate(0, 0, 2)) })
	n, err := s.actions.SweepFiles(context.Background())
	if err != nil || n != 2 {
		t.Errorf("%d removed (%v), want the one that waited and the one left", n, err)
	}
	form := commentTyped()
	form.Set("do", "send")
	form.Set("files", "1")
	if a := s.post("citizen", one, form); a.StatusCode != 409 || !strings.Contains(a.body, "ootasid liiga kaua") {
		t.Errorf("sent without the file that the sender saw: %s", a.Status)
	}
}

// TestAFileWaitsForTheAddress: somebody not signed in sends a file, which is
// published with the comment once the link in the mail is opened.
func TestAFileWaitsForTheAddress(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one := "/et/dossiers/JDM/26-0002/consultations/1/comment"
	form := commentTyped()
	form.Set("email", "mari@naide.ee")
	if a := s.send(nobody, one+"/preview", form, sentFile{"a.pdf", []byte("%PDF-1.4 a")}); a.StatusCode != 200 {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	form.Set("do", "send")
	if a := s.post(nobody, one, form); a.StatusCode != 200 {
		t.Fatalf("%s", a.Status)
	}
	if n, err := s.actions.SweepFiles(context.Background()); n != 0 || err != nil {
		t.Errorf("%d swept away while the comment waits (%v)", n, err)
	}
	link := ""
	storetest.Look(t, s.store, func(tx *store.Tx) error {
		mail, err := tx.Mails(10)
		for _, m := range mail {
			_, rest, _ := strings.Cut(m.Text, "/confirm/")
			link = "/et/confirm/" + strings.Fields(rest)[0]
		}
		return err
	})
	a := s.post(nobody, link, url.Values{})
	if a.StatusCode != 303 {
		t.Fatalf("confirm: %s", a.Status)
	}
	file := strings.TrimPrefix(strings.TrimSuffix(a.Header.Get("Location"), "/receipt"), "/et") + "/files/1"
	if got := s.get(nobody, file); got.body != "%PDF-1.4 a" {
		t.Errorf("%s: %s", file, got.Status)
	}
}

// TestAnnexesOfLetters: what was enclosed goes with the comment, or with the
// first remark of a letter; one that is refused keeps what was typed.
func TestAnnexesOfLetters(t *testing.T) {
	s := newSite(t)
	s.open("JDM/26-0002", true)
	one := "/et/dossiers/JDM/26-0002/consultations/1"
	form := letterHead()
	form.Set("text", "Vaata lisa.")
	form.Set("do", "enter")
	a := s.sendAs("annex", "official", one+"/enter", form, sentFile{"lisa.svg", []byte("<svg/>")})
	if a.StatusCode != 422 || a.page(t).Find("#annex[aria-invalid]").Length() != 1 || !strings.Contains(a.body, "Vaata lisa.") {
		t.Fatalf("a picture that is a program: %s", a.Status)
	}
	a = s.sendAs("annex", "official", one+"/enter", form, sentFile{"lisa.pdf", []byte("%PDF-1.4 lisa")})
	if a.StatusCode != 303 || s.get(nobody, a.Header.Get("Location")).page(t).Find("a[href$='/files/1']").Length() != 1 {
		t.Errorf("entered with an annex: %s", a.Status)
	}
	csv := s.get(nobody, one+"/comments.csv").body
	if !strings.Contains(csv, "email,"+form.Get("received")+",http://example.com/comments/") || !strings.Contains(csv, "/files/1,\r\n") {
		t.Errorf("the file of comments does not say how it came: %s", csv)
	}
	form.Set("do", "split")
	form.Set("text", "1. Üks märkus.\n\n2. Teine märkus.")
	a = s.sendAs("annex", "official", one+"/enter", form, sentFile{"kaart.pdf", []byte("%PDF-1.4 kaart")})
	letter := a.Header.Get("Location")
	if n, err := s.actions.SweepFiles(context.Background()); n != 0 || err != nil {
		t.Errorf("%d annexes of a letter swept away (%v)", n, err)
	}
	split := letterHead()
	for name, value := range map[string]string{"do": "enter", "version": "1", "document_0": "0", "document_1": "0"} {
		split.Set(name, value)
	}
	split["cut"] = []string{"0", "1"}
	if a = s.post("official", letter, split); a.StatusCode != 303 {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	done := s.get("official", letter).page(t).Find("article.comment")
	if done.Length() != 2 || done.First().Find("a[href$='/files/1']").Length() != 1 || done.Last().Find("a[href*='/files/']").Length() != 0 {
		t.Error("the annex does not stand with the first remark alone")
	}
	for as := range cast {
		if as == "official" {
			continue
		}
		b := []byte("%PDF-1.4 " + as)
		if a := s.sendAs("annex", as, one+"/enter", letterHead(), sentFile{"x.pdf", b}); a.StatusCode < 400 {
			t.Errorf("an annex by %q: %s", as, a.Status)
		}
		if _, err := s.files.Get(blob.Hash(b)); err == nil {
			t.Errorf("an annex by %q is kept", as)
		}
	}
}
