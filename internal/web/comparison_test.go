package web

import (
	"strings"
	"testing"
)

const samplePair = "/et/dossiers/JDM/26-0214/documents/01/compare/"

// TestAddressesOfComparisons asks for pairs and changes that are and are not.
func TestAddressesOfComparisons(t *testing.T) {
	s := newSample(t)
	for address, want := range map[string]int{
		"1..2": 200, "2..1": 200, "1..1": 200, "1..3": 200,
		"1..2?slight=hide": 200, "1..2?view=inline&slight=hide": 200,
		"0..0": 404, "0..1": 404, "1..99": 404, "99..1": 404, "1..99999999999999999999": 404, "1..4294967298": 404, "-1..2": 404,
		"01..2": 404, "1...2": 404, "1..": 404, "..": 404, "1": 404, "a..b": 404, "1..2/numbers": 200, "9..9/numbers": 404,
		"1..2?view=other": 400, "1..2?slight=show": 400, "1..2/changes/para77": 404, "1..2/changes/para5b1": 303, "1..2/changes/para1": 303,
	} {
		if a := s.get(nobody, samplePair+address); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, a.Status, want)
		}
	}
	if a := s.get(nobody, samplePair+"1..2/changes/para5b1"); a.Header.Get("Location") != samplePair+"1..2#para5b1" {
		t.Errorf("a change leads to %q", a.Header.Get("Location"))
	}
}

// TestEveryChangeHasItsAddress makes sure that each link inside a comparison
// leads to a place on the page, once.
func TestEveryChangeHasItsAddress(t *testing.T) {
	s := newSample(t)
	for _, address := range []string{"1..2", "2..3", "1..3", "3..1", "1..2?view=inline"} {
		page := s.get(nobody, samplePair+address).page(t)
		seen := map[string]int{}
		for _, el := range page.Find("[id]").EachIter() {
			id, _ := el.Attr("id")
			seen[id]++
		}
		for id, n := range seen {
			if n > 1 {
				t.Errorf("%s: %d elements are %s", address, n, id)
			}
		}
		links := page.Find(`main a[href^="#"]`)
		for _, a := range links.EachIter() {
			href, _ := a.Attr("href")
			if seen[strings.TrimPrefix(href, "#")] != 1 {
				t.Errorf("%s: %s leads nowhere", address, href)
			}
		}
		if page.Find(".change").Length() == 0 || page.Find(".change .own").Length() < page.Find(".change").Length() {
			t.Errorf("%s: %d changes, %d own addresses", address, page.Find(".change").Length(), page.Find(".change .own").Length())
		}
	}
}

// TestTwoDocumentsAreCompared asks for pairs of texts of two documents, written
// rightly and not, and chooses a pair with the form.
func TestTwoDocumentsAreCompared(t *testing.T) {
	const pairs = "/et/dossiers/JDM/26-0214/compare"
	s := newSample(t)
	for address, want := range map[string]int{
		"": 200, "/01@1..02@1": 200, "/02@1..01@3": 200, "/01@1..02@1?view=inline&slight=hide": 200,
		"/01@1..02@1/numbers": 200, "/01@1..02@1/numbers.csv": 200, "/01@1..02@1/changes/para999": 404,
		"/01@1..01@2": 404, "/1@1..2@1": 404, "/01@1..02@99": 404, "/01@0..02@1": 404, "/01@1..77@1": 404, "/4294967297@1..02@1": 404, "/02@1..01@4294967298": 404,
		"/01@1": 404, "/@..@": 404, "/01@1..02@1..": 404, "/01@1..02@-1": 404,
		"?old=01@1&new=02@1": 303, "?old=01@1&new=01@2": 303, "?old=01@1": 400, "?old=x&new=02@1": 400, "?old=01@1&new=77@1": 400,
	} {
		if a := s.get(nobody, pairs+address); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, a.Status, want)
		}
	}
	for choice, leads := range map[string]string{
		"?old=01@1&new=02@1": pairs + "/01@1..02@1", "?old=01@1&new=01@2": samplePair + "1..2",
	} {
		if a := s.get(nobody, pairs+choice); a.Header.Get("Location") != leads {
			t.Errorf("%s leads to %q, want %q", choice, a.Header.Get("Location"), leads)
		}
	}
	page := s.get(nobody, pairs+"/01@1..02@1").page(t)
	if page.Find(".change").Length() == 0 {
		t.Error("two different documents show no change")
	}
	if page := s.get(nobody, pairs).page(t); page.Find("#old option").Length() < 4 || page.Find("#old option[selected]").Length() != 1 {
		t.Errorf("%d texts to choose from", page.Find("#old option").Length())
	}
}
