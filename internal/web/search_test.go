package web

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
)

var (
	toNext   = regexp.MustCompile(`rel="next" href="([^"]+)"|href="([^"]+)" rel="next"`)
	toPrev   = regexp.MustCompile(`rel="prev" href="([^"]+)"|href="([^"]+)" rel="prev"`)
	foundOne = regexp.MustCompile(`/dossiers/JDM/26-\d{4}`)
)

func linked(body string, rel *regexp.Regexp) string {
	m := rel.FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1] + m[2])
}

// Pages of what was found lead to the page before, not to the first.
func TestSearchPagesLeadBack(t *testing.T) {
	s := newSite(t)
	for i := range 65 {
		s.addDossier(dossier.ID(fmt.Sprintf("JDM/26-%04d", i+1)), fmt.Sprintf("Ühine seadus number %d", i+1), true)
	}
	s.follow()
	var there, back []string
	address := "/et/search?q=seadus&in=title"
	body := ""
	for address != "" {
		body = s.get(nobody, address).body
		there = append(there, fmt.Sprint(foundOne.FindAllString(body, -1)))
		address = linked(body, toNext)
	}
	for address = linked(body, toPrev); address != ""; address = linked(body, toPrev) {
		body = s.get(nobody, address).body
		back = append(back, fmt.Sprint(foundOne.FindAllString(body, -1)))
	}
	slices.Reverse(back)
	if len(there) < 3 || !slices.Equal(back, there[:len(there)-1]) {
		t.Errorf("there %d pages\n%v\nback %d\n%v", len(there), there, len(back), back)
	}
}
