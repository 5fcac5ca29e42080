package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestEveryLinkLeadsToAPage follows every link that an anonymous reader can
// click, in each language: all are found, protected, of one heading, without a
// cookie, and the reading leaves no trace in the store.
func TestEveryLinkLeadsToAPage(t *testing.T) {
	s := newSample(t)
	before := s.store.LastSeq()
	seen := map[string]bool{}
	queue := []string{"/et/", "/en/", "/ru/", "/et/search?q=seadus", "/en/search?q=%C2%A7+5", "/ru/search?q=arvamus&in=comments"}
	for len(queue) > 0 && len(seen) < 1500 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		a := s.get(nobody, address)
		switch {
		case a.StatusCode == 303 && strings.Contains(a.Header.Get("Location"), "/sign-in"):
			continue
		case a.StatusCode != 200:
			t.Errorf("%s: %s", address, a.Status)
			continue
		}
		checkHeaders(t, address, a)
		if len(a.Cookies()) > 0 {
			t.Errorf("%s sets a cookie", address)
		}
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		doc := a.page(t)
		if strings.Contains(a.body, "⟦") {
			t.Errorf("%s lacks a sentence", address)
		}
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s has %d h1", address, n)
		}
		queue = append(queue, linksOf(doc, address)...)
	}
	if len(seen) < 300 {
		t.Errorf("only %d pages were found", len(seen))
	}
	if s.store.LastSeq() != before {
		t.Error("reading left events")
	}
	t.Logf("%d pages", len(seen))
}

// linksOf lists the addresses of ours that a page leads to.
func linksOf(doc *goquery.Document, from string) []string {
	var found []string
	base, _ := url.Parse(from)
	doc.Find("a[href], link[href]").Each(func(_ int, a *goquery.Selection) {
		if rel, _ := a.Attr("rel"); rel == "canonical" || rel == "alternate" {
			return
		}
		href, _ := a.Attr("href")
		u, err := base.Parse(href)
		if err != nil || u.Host != "" && u.Host != "example.com" || u.Scheme == "mailto" || u.Scheme == "tel" {
			return
		}
		u.Fragment = ""
		u.Scheme, u.Host = "", ""
		found = append(found, u.String())
	})
	return found
}

func checkHeaders(t *testing.T, address string, a answer) {
	t.Helper()
	policy := policy
	if strings.Contains(address, "/files/") {
		policy = filePolicy
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %s is %q", address, name, got)
		}
	}
	if a.Header.Get("Cache-Control") == "" {
		t.Errorf("%s: no Cache-Control", address)
	}
	if a.Header.Get("Server") != "" {
		t.Errorf("%s tells what serves it", address)
	}
}
