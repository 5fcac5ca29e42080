package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/eelnou/eelnou/internal/lang"
)

func TestPreferredLanguage(t *testing.T) {
	for header, want := range map[string]lang.Tag{
		"":                              lang.Et,
		"et":                            lang.Et,
		"en-GB,en;q=0.8":                lang.En,
		"ru-RU":                         lang.Ru,
		"uk":                            lang.Et, // not Russian
		"uk,en;q=0.5":                   lang.En,
		"fi,sv;q=0.9,ru;q=0.2":          lang.Ru,
		"*":                             lang.Et,
		"ru;q=0.3, et;q=0.9, en;q=0.91": lang.En,
		";;;":                           lang.Et,
	} {
		if got := preferred(header); got != want {
			t.Errorf("%q: %s, not %s", header, got, want)
		}
	}
}

func TestBareAddressLeadsToALanguage(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ address, accept, cookie, want string }{
		{"/", "", "", "/et/"},
		{"/", "ru", "", "/ru/"},
		{"/", "ru", "en", "/en/"},
		{"/", "ru", "xx", "/ru/"},
		{"/dossiers?kind=bill&year=2026", "en", "", "/en/dossiers?kind=bill&year=2026"},
		{"/dossiers/JDM/26-0214/documents/01/compare/1..2", "", "", "/et/dossiers/JDM/26-0214/documents/01/compare/1..2"},
		{"/dossiers/", "", "", "/et/dossiers"},
		{"/search?q=%C3%B5igus+ja", "", "", "/et/search?q=%C3%B5igus+ja"},
	} {
		r := httptest.NewRequest(http.MethodGet, c.address, http.NoBody)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: languageCookie, Value: c.cookie})
		}
		a := s.do(nobody, r, "Accept-Language", c.accept)
		location := a.Header.Get("Location")
		if a.StatusCode != 302 || location != c.want {
			t.Errorf("%s (%s, %s): %s to %q, not %q", c.address, c.accept, c.cookie, a.Status, location, c.want)
		}
		if a.Header.Get("Vary") != "Accept-Language, Cookie" {
			t.Errorf("%s: Vary %q", c.address, a.Header.Get("Vary"))
		}
	}
	for from, to := range map[string]string{"/et": "/et/", "/en/dossiers/": "/en/dossiers", "/ru/about/?x=1": "/ru/about?x=1"} {
		if a := s.get(nobody, from); a.StatusCode != 301 || a.Header.Get("Location") != to {
			t.Errorf("%s: %s to %q", from, a.Status, a.Header.Get("Location"))
		}
	}
}

func TestRedirectStaysHere(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"//evil.example", "//evil.example/x", "/\\evil.example", "///"} {
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.URL.Opaque, r.RequestURI = address, address
		a := s.do(nobody, r)
		if location := a.Header.Get("Location"); location != "" && location[:4] != "/et/" {
			t.Errorf("%s leads to %q", address, location)
		}
	}
}
