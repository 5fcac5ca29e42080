package web

import (
	"net/url"
	"strings"
	"testing"
)

// TestLinksAreCorrectedOnTheirPage walks the page of links: who sees it, a
// correction, what it leads to, one from an old page, and taking it back.
func TestLinksAreCorrectedOnTheirPage(t *testing.T) {
	const document = "/et/dossiers/JDM/26-0214/documents/01"
	const page = document + "/revisions/2/links"
	s := newSample(t)
	for as, want := range map[string]int{nobody: 303, "citizen": 403, "official": 200} {
		if a := s.get(as, page); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", as, a.Status, want)
		}
	}
	for _, address := range []string{"/revisions/1/links", "/revisions/99/links", "/revisions/x/links"} {
		if a := s.get("official", document+address); a.StatusCode != 404 {
			t.Errorf("%s: %s", address, a.Status)
		}
	}
	if s.get(nobody, document+"/compare/1..2").page(t).Find(`a[href$="/links"]`).Length() != 0 {
		t.Error("the comparison leads those who may not to the links")
	}
	if s.get("official", document+"/compare/1..2").page(t).Find(`a[href="`+page+`"]`).Length() != 1 {
		t.Error("the comparison does not lead an official to the links")
	}
	form := url.Values{"version": {"0"}, "old": {"§ 77"}, "new": {"§ 2"}, "form_id": {"a"}}
	if a := s.post("official", page, form); a.StatusCode != 422 || a.page(t).Find(`#old[value="§ 77"]`).Length() != 1 {
		t.Errorf("a provision that is not there: %s", a.Status)
	}
	if a := s.post("official", page, url.Values{"version": {"0"}}); a.StatusCode != 422 {
		t.Errorf("nothing chosen: %s", a.Status)
	}
	form = url.Values{"version": {"0"}, "old": {"§ 1"}, "new": {"§ 1"}, "form_id": {"b"}}
	if a := s.post("official", page, form); a.StatusCode != 303 {
		t.Fatalf("a correction: %s", a.Status)
	}
	if a := s.post("official", page, url.Values{"version": {"0"}, "old": {"§ 2"}, "new": {"§ 2"}}); a.StatusCode != 409 || a.page(t).Find(`#old[value="§ 2"]`).Length() != 1 {
		t.Errorf("from an old page: %s", a.Status)
	}
	drop := s.get("official", page).page(t).Find("[name=drop]")
	if value, _ := drop.Attr("value"); value != "para1|para1" {
		t.Errorf("what was said is shown as %q", value)
	}
	if a := s.post("official", page, url.Values{"version": {"1"}, "drop": {"para1|para1"}, "form_id": {"c"}}); a.StatusCode != 303 {
		t.Errorf("taking back: %s", a.Status)
	}
	if text := s.get("official", page).page(t).Find("main").Text(); strings.Contains(text, "Ametnike otsused") {
		t.Error("what was taken back is still shown")
	}
}
