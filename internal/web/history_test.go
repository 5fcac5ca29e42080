package web

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestADocumentAsOfADay: the address of a day shows the revision that stood then
// and says so, a day before the first says that there was no text, and what is no
// day is refused.
func TestADocumentAsOfADay(t *testing.T) {
	s := newSample(t)
	document := "/et/dossiers/KLIM/26-0331/documents/01"
	for _, c := range []struct {
		day    string
		status int
		words  string
	}{
		{"2026-11-20", 200, "3. redaktsioon"},
		{"2026-11-05", 200, "Tekst seisuga 05.11.2026: 2. redaktsioon"},
		{"1999-01-01", 404, "seda teksti veel ei olnud"},
		{"2026-13-01", 400, ""},
		{"eile", 400, ""},
		{"9999-01-01", 400, ""},
	} {
		a := s.get(nobody, document+"?as-of="+c.day)
		if a.StatusCode != c.status || !strings.Contains(strings.ReplaceAll(a.body, "\u00a0", " "), c.words) {
			t.Errorf("as of %s: %s, without %q", c.day, a.Status, c.words)
		}
	}
}

// TestWordsPage: words are found with their provision, what cannot be followed is
// said on the page, and nothing typed is taken for HTML.
func TestWordsPage(t *testing.T) {
	s := newSample(t)
	words := "/et/dossiers/KLIM/26-0331/documents/01/words"
	for _, c := range []struct{ query, words string }{
		{"", "Kirjuta sõnad"},
		{"?q=mitmel+korteri%C3%BChistul", "§ 1, 2. redaktsioon"},
		{"?q=mitmel+korteri%C3%BChistul&revision=3&at=para1", "Need on alles"},
		{"?q=r%C3%A4im", "ei ole olnud"},
		{"?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "&lt;script&gt;"},
		{"?q=" + strings.Repeat("a", 501), "kuni 500 märki"},
	} {
		a := s.get(nobody, words+c.query)
		body := strings.ReplaceAll(a.body, "\u00a0", " ")
		if a.StatusCode != 200 || !strings.Contains(body, c.words) || strings.Contains(body, "<script>alert") {
			t.Errorf("%s: %s, without %q", c.query, a.Status, c.words)
		}
	}
	for _, bad := range []string{"?q=a&revision=x", "?q=a&revision=99"} {
		if a := s.get(nobody, words+bad); a.StatusCode < 400 || a.StatusCode >= 500 {
			t.Errorf("%s: %s", bad, a.Status)
		}
	}
}

// TestSearchInThePast: as of a day the wordings of that day are found and no
// later one, hits open as of that day, and in the order of first appearance old
// wordings stand before new ones.
func TestSearchInThePast(t *testing.T) {
	s := newSample(t)
	for _, c := range []struct{ query, has, hasNot string }{
		{"q=maist+septembrini", "/KLIM/26-0331/documents/01#", "banner"},
		{"q=maist+septembrini&as-of=2026-11-05", "2026-11-05", "/KLIM/26-0331/documents/01"},
		{"q=%22kaks+korda+kuus%22&as-of=2026-11-05", "/KLIM/26-0331/documents/01?as-of=2026-11-05#para1", "/revisions/"},
		{"q=%22kaks+korda+kuus%22&sort=first", "/KLIM/26-0331/documents/01/revisions/1#para1", ""},
		{"q=%22kaks+korda+kuus%22&sort=first", "/KLIM/26-0331/documents/01/words?at=para1&amp;q=kaks+korda+kuus&amp;revision=1", ""},
		{"q=%22kaks+korda+kuus%22&as-of=1999-01-01", "banner", "<mark>"},
	} {
		a := s.get(nobody, "/et/search?"+c.query)
		if a.StatusCode != 200 || !strings.Contains(a.body, c.has) || c.hasNot != "" && strings.Contains(a.page(t).Find(".results .hits, .banner:not(.development)").Text()+hrefs(a.page(t)), c.hasNot) {
			t.Errorf("%s: %s, must have %q and not %q\n%s", c.query, a.Status, c.has, c.hasNot, hrefs(a.page(t)))
		}
	}
	for _, bad := range []string{"q=a&as-of=x", "q=a&sort=x"} {
		if a := s.get(nobody, "/et/search?"+bad); a.StatusCode != 400 {
			t.Errorf("%s: %s", bad, a.Status)
		}
	}
	old, new := -1, -1
	s.get(nobody, "/et/search?q=%22kaks+korda+kuus%22&sort=first&dossier=KLIM/26-0331").page(t).Find(".hits .lines li > a").Each(func(i int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if strings.Contains(href, "/KLIM/26-0331/documents/01/revisions/1#para1") {
			old = i
		}
		if strings.HasSuffix(href, "/KLIM/26-0331/documents/01#para1") {
			new = i
		}
	})
	if old < 0 || new < old {
		t.Errorf("the old wording is hit %d, the new one %d", old, new)
	}
}

// hrefs are the addresses of the hits.
func hrefs(page *goquery.Document) string {
	var b strings.Builder
	page.Find(".hits a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		b.WriteString(href + "\n")
	})
	return b.String()
}

// TestARenumberedProvisionSaysItsFormerNumber: the history of a provision says where
// it got another number, once.
func TestARenumberedProvisionSaysItsFormerNumber(t *testing.T) {
	s := newSample(t)
	const document = "/et/dossiers/KUM/25-0062/documents/01"
	history, ok := s.get(nobody, document+"/words?q=kaks+korda+kuus").page(t).Find("main a[href*='/provisions/']").First().Attr("href")
	if !ok {
		t.Fatal("no history of the provision")
	}
	var said []string
	s.get(nobody, history).page(t).Find("table .marks").Each(func(_ int, p *goquery.Selection) {
		said = append(said, strings.ReplaceAll(strings.TrimSpace(p.Text()), "\u00a0", " "))
	})
	if got, want := strings.Join(said, " | "), "§ 9, esimene sõnastus | § 9 | § 8, enne § 9"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
