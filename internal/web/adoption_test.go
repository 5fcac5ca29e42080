package web

import (
	"strings"
	"testing"
)

// TestALawIsComparedWithItsDraft follows the link from a draft to the law it
// changes and looks at what the law would become; and asks for pairs that are not.
func TestALawIsComparedWithItsDraft(t *testing.T) {
	const draft, law = "/et/dossiers/KLIM/26-0331/documents/01/revisions/", "/against/KLIM/25-0012/01/2"
	s := newSample(t)
	link := s.get(nobody, draft+"3").page(t).Find(`.ways a[href*="/against/"]`)
	if href, _ := link.Attr("href"); link.Length() != 1 || href != draft+"3"+law {
		t.Fatalf("the draft leads to %q", href)
	}
	page := s.get(nobody, draft+"3"+law).page(t)
	if page.Find("#left").Length() != 0 {
		t.Errorf("left: %s", page.Find("#left").Parent().Text())
	}
	words := strings.Join(strings.Fields(page.Find(".compared").Text()), " ")
	for _, want := range []string{"Kogumismahuti võib olla mitmel korteriühistul ühine.", "nõuetekohases kompostris", "vähemalt üks kord nädalas maist septembrini", "Jäätmeveo tasu alandamine", "[Kehtetu]"} {
		if !strings.Contains(words, want) {
			t.Errorf("the law does not say %q", want)
		}
	}
	for address, want := range map[string]int{
		draft + "3" + law + "/numbers": 200, draft + "3" + law + "/numbers.csv": 200, draft + "3" + law + "?view=inline": 200, draft + "1" + law: 200,
		draft + "3/against/KLIM/25-0012/01/1": 200, draft + "3/against/KLIM/25-0012/01/9": 404, draft + "3/against/KLIM/25-0012/09/1": 404,
		draft + "9" + law: 404, draft + "3/against/KLIM/26-0331/01/1": 404, draft + "3/against/JDM/26-0611/01/1": 404, draft + "3" + law + "/changes/para31lg2": 303, draft + "3" + law + "/changes/para99": 404,
		"/et/dossiers/JDM/26-0611/documents/01/revisions/1" + law: 404,
	} {
		if a := s.get(nobody, address); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, a.Status, want)
		}
	}
}

// TestALawIsNoDraft looks at what a law in force and a draft are called on the
// pages of their dossiers and texts.
func TestALawIsNoDraft(t *testing.T) {
	s := newSample(t)
	for address, want := range map[string]string{
		"/et/dossiers/KLIM/25-0012": "õigusakt", "/en/dossiers/KLIM/25-0012": "act", "/ru/dossiers/KLIM/25-0012": "акт",
		"/et/dossiers/KLIM/26-0331": "eelnõu", "/en/dossiers/KLIM/26-0331": "draft act",
	} {
		if got := s.get(nobody, address).page(t).Find(".document h3 a").First().Text(); got != want {
			t.Errorf("%s names it %q, want %q", address, got, want)
		}
		text := s.get(nobody, address+"/documents/01").page(t).Find("main .under").First().Text()
		if got := strings.ToLower(strings.Join(strings.Fields(text), " ")); !strings.HasPrefix(got, want+" ·") {
			t.Errorf("the text at %s is called %q, want %q", address, got, want)
		}
	}
	if got := s.get(nobody, "/et/dossiers/KLIM/25-0012/documents/01/revisions/1").page(t).Find("main .under").First().Text(); !strings.Contains(got, "elnõu") {
		t.Errorf("the draft of the law is called %q", got)
	}
}
