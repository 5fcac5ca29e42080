package web

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestTheNoteBesideAProvision: what the explanatory note says of a provision is
// beside it, and leads to its place in the note as it was then.
func TestTheNoteBesideAProvision(t *testing.T) {
	s := newSample(t)
	const document = "/et/dossiers/JDM/26-0214/documents/01"
	for address, want := range map[string]struct{ place, words, leads string }{
		document:                  {"para16", "Paragrahv 16 loetleb ammendavalt", "/documents/02/revisions/2#n"},
		document + "/revisions/2": {"para24", "Paragrahv 24 kohustab igale arvamusele vastama", "/documents/02/revisions/1#n"},
	} {
		doc := s.get(nobody, address).page(t)
		beside := doc.Find("#" + want.place).Parent().Find("details.explained")
		if beside.Length() != 1 || !strings.Contains(beside.Text(), want.words) {
			t.Errorf("%s: beside %s stands %q", address, want.place, beside.Text())
			continue
		}
		doc.Find("details.explained a").Each(func(_ int, a *goquery.Selection) {
			page, place, _ := strings.Cut(a.AttrOr("href", ""), "#")
			if !strings.Contains(page+"#"+place, want.leads) || s.get(nobody, page).page(t).Find("#"+place).Length() != 1 {
				t.Errorf("%s: leads to %s#%s", address, page, place)
			}
		})
	}
	if n := s.get(nobody, document+"/revisions/1").page(t).Find("details.explained").Length(); n != 0 {
		t.Errorf("a revision older than the note is explained %d times", n)
	}
	if n := s.get(nobody, "/et/dossiers/JDM/26-0214/documents/02").page(t).Find("details.explained").Length(); n != 0 {
		t.Errorf("the note explains itself %d times", n)
	}
}
