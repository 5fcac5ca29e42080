package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// savedNames are the names in a person's list, with their addresses.
func (s *site) savedNames(as string) (names, addresses []string) {
	s.get(as, "/et/searches").page(s.T).Find("tbody th a").Each(func(_ int, a *goquery.Selection) {
		names = append(names, a.Text())
		address, _ := a.Attr("href")
		addresses = append(addresses, address)
	})
	return names, addresses
}

func (s *site) save(as, name, query string) answer {
	return s.post(as, "/et/searches", url.Values{"name": {name}, "query": {query}})
}

// TestSearchIsSavedRenamedDeleted: from the form of the search page, under a name,
// in the person's own list alone.
func TestSearchIsSavedRenamedDeleted(t *testing.T) {
	s := newSample(t)
	page := s.get("citizen", "/et/search?q=+seadus++avalik&what=provision&after=21~&sort=date").page(t)
	query, _ := page.Find(".keep input[name=query]").Attr("value")
	if query != "q=seadus+avalik&sort=date&what=provision" {
		t.Fatalf("the form keeps %q", query)
	}
	if a := s.save("citizen", "  Õine töö ", query); a.StatusCode != 303 || a.Header.Get("Location") != "/et/searches" {
		t.Fatalf("%s %s", a.Status, a.Header.Get("Location"))
	}
	s.save("citizen", "Avalik", "q=avalik")
	names, addresses := s.savedNames("citizen")
	if fmt.Sprint(names) != "[Avalik Õine töö]" || addresses[1] != "/et/search?"+query {
		t.Fatalf("%q %q", names, addresses)
	}
	list := s.get("citizen", "/et/searches").page(t)
	if said, found := number(list.Find("td.figure").Eq(1).Text()), total(s.get("citizen", addresses[1]).page(t)); said != found {
		t.Errorf("the list says %d, the search finds %d", said, found)
	}
	// The same in another order, however written, has one entry with the new name.
	s.save("citizen", "Öine töö", "what=provision&q=seadus%20%20avalik&sort=deadline")
	if names, _ := s.savedNames("citizen"); fmt.Sprint(names) != "[Avalik Öine töö]" {
		t.Errorf("%q", names)
	}
	rename, _ := list.Find("tbody tr").Eq(0).Find("form").Eq(0).Attr("action")
	remove, _ := list.Find("tbody tr").Eq(1).Find("form").Eq(1).Attr("action")
	if a := s.post("citizen", rename, url.Values{"name": {"Kõik avalik"}}); a.StatusCode != 303 {
		t.Fatal(a.Status)
	}
	for range 2 { // the same form twice
		if a := s.post("citizen", remove, url.Values{}); a.StatusCode != 303 {
			t.Fatal(a.Status)
		}
	}
	if names, _ := s.savedNames("citizen"); fmt.Sprint(names) != "[Kõik avalik]" {
		t.Errorf("%q", names)
	}
	for _, other := range []string{"official", "administrator"} {
		if names, _ := s.savedNames(other); len(names) != 0 {
			t.Errorf("%s has %q", other, names)
		}
		if a := s.post(other, rename, url.Values{"name": {"Minu"}}); a.StatusCode != 404 {
			t.Errorf("%s renames it: %s", other, a.Status)
		}
	}
	if names, _ := s.savedNames("citizen"); fmt.Sprint(names) != "[Kõik avalik]" {
		t.Errorf("somebody else changed it: %q", names)
	}
	if s.get(nobody, "/et/search?q=seadus").page(t).Find(".keep form").Length() != 0 {
		t.Error("a visitor is offered to save a search")
	}
}

// TestSearchThatCannotBeSaved: a refusal keeps what was typed.
func TestSearchThatCannotBeSaved(t *testing.T) {
	s := newSample(t)
	s.save("citizen", "Avalik", "q=avalik")
	id := people.IdentifySearch(views.SearchQuery{Words: "avalik"}.Found())
	for name, c := range map[string]struct {
		path, said string
		form       url.Values
		status     int
	}{
		"no name":       {"/et/searches", "tuleb täita", url.Values{"name": {" "}, "query": {"q=tee"}}, 422},
		"long name":     {"/et/searches", "100", url.Values{"name": {strings.Repeat("õ", 101)}, "query": {"q=tee"}}, 422},
		"nothing":       {"/et/searches", "Tühja otsingut", url.Values{"name": {"Kõik"}, "query": {"sort=date"}}, 422},
		"not a search":  {"/et/searches", "", url.Values{"name": {"Kõik"}, "query": {"kind=poem"}}, 400},
		"not a query":   {"/et/searches", "", url.Values{"name": {"Kõik"}, "query": {"%zz"}}, 400},
		"too long":      {"/et/searches", "liiga pikk", url.Values{"name": {"Pikk"}, "query": {"q=" + strings.Repeat("a", people.LongestSearch)}}, 422},
		"renamed to ''": {"/et/searches/" + string(id), "tuleb täita", url.Values{"name": {""}}, 422},
		"not kept":      {"/et/searches/x", "", url.Values{"name": {"Tee"}}, 404},
	} {
		a := s.post("citizen", c.path, c.form)
		if a.StatusCode != c.status || !strings.Contains(a.body, c.said) {
			t.Errorf("%s: %s", name, a.Status)
		}
		if typed := strings.TrimSpace(c.form.Get("name")); c.status == 422 && typed != "" && !strings.Contains(a.body, typed) {
			t.Errorf("%s: what was typed is gone", name)
		}
	}
	for i := range people.MostSavedSearches {
		s.save("citizen", fmt.Sprint("Otsing ", i), fmt.Sprint("q=avalik&year=", 1950+i))
	}
	a := s.save("citizen", "Üks liiga palju", "q=palju")
	if names, _ := s.savedNames("citizen"); a.StatusCode != 409 || len(names) != people.MostSavedSearches || !strings.Contains(a.body, "Üks liiga palju") {
		t.Errorf("%s, %d searches", a.Status, len(names))
	}
	if names, _ := s.savedNames("citizen"); s.save("citizen", "Muu nimi", "q=avalik").StatusCode != 303 {
		t.Errorf("one that is kept cannot be saved again among %d", len(names))
	}
}
