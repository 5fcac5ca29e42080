package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
)

// upload sends a form with a file as one of the cast would.
func (s *site) upload(as, address string, form url.Values, name string, b []byte) answer {
	s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	form.Set("csrf", "csrf-"+as)
	for field, values := range form {
		for _, value := range values {
			if err := w.WriteField(field, value); err != nil {
				s.Fatal(err)
			}
		}
	}
	f, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(b)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		s.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(as, r)
}

func letterHead() url.Values {
	return url.Values{
		"channel": {"email"}, "received": {clock.DateOf(today).AddDays(-70).String()}, "kind": {"organisation"}, "name": {"Mäeotsa külaselts"},
		"document": {"1"}, "do": {"split"},
	}
}

const sentLetter = "Lugupeetud minister\r\n\r\n1. Eelnõu § 1 lg 1 on <script>alert(1)</script> ebaselge.\r\n\r\nPalume selgitada.\r\n\r\n2. Tähtaeg on lühike.\r\n\r\nLugupidamisega\r\n\r\nAino"

// TestSplittingALetterWithoutScript goes from a file to comments by forms alone.
func TestSplittingALetterWithoutScript(t *testing.T) {
	s := newSite(t)
	s.askedFor("JDM/26-0002", true, 1)
	one := "/et/dossiers/JDM/26-0002/consultations/1"
	a := s.upload("official", one+"/enter", letterHead(), `C:\saladused\..\`+"kiri\u202etxt.md", []byte(sentLetter))
	if a.StatusCode != 303 {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	letter := a.Header.Get("Location")
	page := s.get("official", letter).page(t)
	if !strings.Contains(page.Text(), "kiritxt.md") || strings.Contains(page.Text(), "saladused") {
		t.Errorf("the name of the file is not shown, or with its folders: %q", page.Find(".under").Text())
	}
	if n := page.Find(".blocks > li").Length(); n != 6 {
		t.Fatalf("%d paragraphs", n)
	}
	at, _ := page.Find("[name=at_1]").Attr("value")
	if at != "§ 1 lg 1" {
		t.Errorf("proposes %q", at)
	}
	form := url.Values{"version": {"1"}, "cut": {"0", "1", "3", "4"}, "skip": {"0", "4"}, "document_1": {"1"}, "at_1": {"§ 44"}, "document_3": {"0"}, "do": {"enter"}}
	for k, v := range letterHead() {
		if k != "do" && k != "document" {
			form[k] = v
		}
	}
	a = s.post("official", letter, form)
	if a.StatusCode != 422 || a.page(t).Find("#at_1[aria-invalid]").Length() != 1 || a.page(t).Find("[name=skip][value='4'][checked]").Length() != 1 {
		t.Fatalf("a place that is not there: %s", a.Status)
	}
	form.Set("at_1", "§ 1 lg 1")
	if a = s.post("official", letter, form); a.StatusCode != 303 || a.Header.Get("Location") != letter {
		t.Fatalf("%s: %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	if a = s.post("official", letter, form); a.StatusCode != 303 {
		t.Errorf("entered a second time: %s", a.Status)
	}
	done := s.get("official", letter).page(t)
	if done.Find("article.comment").Length() != 2 {
		t.Errorf("became %d comments", done.Find("article.comment").Length())
	}
	public := s.get(nobody, one)
	if !strings.Contains(public.body, "Tähtaeg on lühike") || strings.Contains(public.body, "<script>alert") || strings.Contains(public.body, "Lugupeetud") {
		t.Error("the public does not see the remarks, or sees what was left out")
	}
}

// TestWhoSeesLetters: a letter that is being split is its institution's alone.
func TestWhoSeesLetters(t *testing.T) {
	s := newSite(t)
	for state, number := range map[string]string{"hidden": "JDM/26-0001", "public": "JDM/26-0002"} {
		s.askedFor(dossier.ID(number), state == "public", 1)
		one := "/et/dossiers/" + number + "/consultations/1"
		a := s.upload("official", one+"/enter", letterHead(), "kiri.txt", []byte("Saladus on siin."))
		if a.StatusCode != 303 {
			t.Fatalf("%s: %s", state, a.Status)
		}
		letter := a.Header.Get("Location")
		for as := range cast {
			for _, path := range []string{letter, one + "/enter"} {
				a := s.get(as, path)
				if mine := as == "official"; mine != (a.StatusCode == 200) || !mine && strings.Contains(a.body, "Saladus") {
					t.Errorf("%s %s as %q: %s", state, path, as, a.Status)
				}
			}
			if as == "official" {
				continue
			}
			if a := s.post(as, letter, url.Values{"do": {"discard"}, "version": {"1"}}); a.StatusCode < 400 {
				t.Errorf("%s thrown away by %q: %s", state, as, a.Status)
			}
		}
		for as, want := range map[string]bool{"official": true, "coordinator": false} {
			if got := strings.Contains(s.get(as, "/et/work").body, one+"/enter"); got != want {
				t.Errorf("the work of %q names the letter: %v", as, got)
			}
		}
		if a := s.get(nobody, letter); a.StatusCode != 303 || strings.Contains(a.body, "Saladus") {
			t.Errorf("%s as nobody: %s", state, a.Status)
		}
	}
}

func TestNamesOfFiles(t *testing.T) {
	for name, want := range map[string]string{
		"kiri.docx": "kiri.docx", "../../etc/passwd": "passwd", `C:\a\b.pdf`: "b.pdf", "a\r\nb.txt": "ab.txt", "..": "", "/": "", "": "",
		strings.Repeat("õ", 200) + ".pdf": strings.Repeat("õ", 96) + ".pdf",
	} {
		if got := fileNamed(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}
