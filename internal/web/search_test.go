package web

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/sync/errgroup"

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

// TestCountsOfSearchFiltersAreTrue: every choice leads to as many places as it
// says, for every sort of reader.
func TestCountsOfSearchFiltersAreTrue(t *testing.T) {
	s := newSample(t)
	for _, as := range []string{nobody, "official"} {
		followed := map[string]int{}
		for _, asked := range []string{"q=seadus", "q=määrus&year=2026", "q=koer&open=1", "q=seadus&institution=KLIM", "q=ministeerium&in=notes", "open=1&sort=deadline"} {
			page := s.get(as, "/et/search?"+asked).page(t)
			page.Find(".filters nav li").Each(func(_ int, li *goquery.Selection) {
				link := li.Find("a")
				if _, chosen := link.Attr("aria-current"); chosen {
					return
				}
				address, _ := link.Attr("href")
				if found, said := total(s.get(as, address).page(t)), number(li.Find(".quiet").Text()); found != said {
					t.Errorf("%q as %q: %s says %d and finds %d", asked, as, address, said, found)
				}
				u, _ := url.Parse(address)
				for name := range u.Query() {
					followed[name]++
				}
			})
		}
		for _, name := range []string{"what", "stage", "kind", "institution", "year", "language", "open"} {
			if followed[name] == 0 {
				t.Errorf("as %q no choice of %s was offered", as, name)
			}
		}
	}
}

// total is how many places a page of results says it found.
func total(page *goquery.Document) int {
	said, _, _ := strings.Cut(strings.TrimSpace(page.Find(".summary b").Text()), "koh")
	return number(said)
}

// number reads the digits of a text.
func number(s string) int {
	n, _ := strconv.Atoi(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s))
	return n
}

// TestSearchOfOneDossier: a dossier with more places than fit leads to all of
// them, one by one.
func TestSearchOfOneDossier(t *testing.T) {
	s := newSample(t)
	page := s.get(nobody, "/et/search?q=seadus").page(t)
	all, _ := page.Find(".hits > li > p:last-child > a").Attr("href")
	if !strings.Contains(all, "dossier=") {
		t.Fatalf("no group leads to all its places: %q", all)
	}
	groups, places := 0, 0
	for address := all; address != ""; {
		a := s.get(nobody, address)
		groups = max(groups, a.page(t).Find(".hits > li").Length())
		places += a.page(t).Find(".hits .lines > li, .hits > li > .snippet").Length()
		address = linked(a.body, toNext)
	}
	if want := total(s.get(nobody, all).page(t)); groups != 1 || places != want {
		t.Errorf("%s: %d groups, %d places of %d", all, groups, places, want)
	}
}

// TestSearchByDeadline: what can still be influenced stands first, the nearest
// deadline before the others.
func TestSearchByDeadline(t *testing.T) {
	s := newSample(t)
	var open, all []string
	s.get(nobody, "/et/search?open=1&sort=deadline&what=dossier").page(t).Find(".hits > li").Each(func(_ int, li *goquery.Selection) {
		day, _ := li.Find("p.quiet time").First().Attr("datetime")
		open = append(open, day)
	})
	s.get(nobody, "/et/search?sort=deadline&what=dossier").page(t).Find(".hits > li").Each(func(_ int, li *goquery.Selection) {
		day, _ := li.Find("p.quiet time").First().Attr("datetime")
		all = append(all, day)
	})
	if len(open) < 3 || !slices.IsSorted(open) || !slices.Equal(open, all[:len(open)]) {
		t.Errorf("open: %v\nall: %v", open, all)
	}
}

// TestSearchSaysHowFarTheIndexIs: on the page, in each language, while it is filled.
func TestSearchSaysHowFarTheIndexIs(t *testing.T) {
	s := newSite(t)
	for lang, said := range map[string]string{"et": "Valmis on 37\u00a0%", "en": "37% is ready", "ru": "Готово 37\u00a0%"} {
		s.public.Progress(0, 0)
		if page := s.get(nobody, "/"+lang+"/search?q=seadus").page(t); page.Find(".banner[role=status]").Length() != 1 || strings.Contains(page.Text(), "%") {
			t.Errorf("%s: %s", lang, page.Find(".banner").Text())
		}
		s.public.Progress(37, 100)
		if got := s.get(nobody, "/"+lang+"/search?q=seadus").page(t).Find(".banner[role=status]").Text(); !strings.Contains(got, said) {
			t.Errorf("%s: %s", lang, got)
		}
	}
	s.addDossier("JDM/26-0001", "Avalik seadus", true)
	s.follow()
	if page := s.get(nobody, "/et/search?q=seadus").page(t); page.Find(".banner[role=status]").Length() != 0 {
		t.Error("it still says so when it is done")
	}
}

// TestSearchNamesInstitutions: an institution is understood by any of its names, and
// the page says which, with what it was and what it has become.
func TestSearchNamesInstitutions(t *testing.T) {
	s := newSample(t)
	for asked, said := range map[string]string{
		"/et/search?q=JDM":                      "Asutus: Justiits- ja Digiministeerium",
		"/et/search?q=keskkonnaministeeriumile": "Asutus: Keskkonnaministeerium, nüüd Kliimaministeerium",
		"/en/search?q=Ministry+of+Climate":      "Institution: Ministry of Climate, and the former Ministry of the Environment",
		"/ru/search?q=" + url.QueryEscape("Министерства окружающей среды"): "Учреждение: Министерство окружающей среды, ныне Министерство климата",
		"/et/search?q=KliM&what=dossier&sort=deadline":                     "Asutus: Kliimaministeerium, ka endine Keskkonnaministeerium",
	} {
		page := s.get(nobody, asked).page(t)
		if got := page.Find(".results .lines.quiet").Text(); !strings.Contains(got, said) || total(page) == 0 {
			t.Errorf("%s: %d found, %q", asked, total(page), got)
		}
	}
	named := s.get(nobody, "/et/search?q=JDM&what=dossier").page(t)
	chosen := s.get(nobody, "/et/search?institution=JDM&what=dossier").page(t)
	if total(named) < total(chosen) || total(chosen) == 0 {
		t.Errorf("named %d, chosen %d", total(named), total(chosen))
	}
}

// TestWorstSearches: whatever is asked, in whatever way, by many at once, is answered
// in words and bounded; nothing of it is ours to fix.
func TestWorstSearches(t *testing.T) {
	s := newSample(t)
	words := map[string]string{
		"2,000 words":        strings.Repeat("seadus ", 2000),
		"1,000 words":        strings.Repeat("seadus ", 1000),
		"as long as allowed": strings.Repeat("ab cde ", 140),
		"wildcards":          "* ? *? a* ?a* [a-z]* .* (a+)+$ *****************",
		"only stop words":    "ja ning või et ega kui see seda selle on ei oli",
		"control characters": "seadus\x01\x02\x1b[31m\x7f\u0085 kord",
		"right to left":      "\u202eseadus \u2066مرحبا\u2069 שלום kord",
		"emoji":              "😀👩‍👩‍👧‍👧🇪🇪 seadus",
		"one long word":      strings.Repeat("õ", 499),
		"quotes":             strings.Repeat(`"`, 1000),
		"pairs of quotes":    strings.Repeat(`"seadus" `, 110),
		"negatives":          strings.Repeat("-seadus ", 120),
		"deep negative":      strings.Repeat("-", 900) + "seadus",
		"only negative":      "-seadus",
		"provisions":         strings.Repeat("§ 1 lg 2 p 3 ", 60),
		"a range":            "§-d 1–99999999, 2–99999999, KarS §§ 1-99999999",
		"a huge number":      "§ 99999999999999999999999999999¹²³⁴",
		"superscripts":       "§ 1" + strings.Repeat("¹", 300),
		"numbers":            strings.Repeat("JDM/26-0001 1 SE ", 50),
		"letters":            "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
		"combining":          strings.Repeat("a\u0301\u0302", 120),
		"institutions":       strings.Repeat("JDM Kliimaministeerium ", 40),
		"HTML":               `"><script>alert(1)</script>' onx='`,
	}
	paths := []string{"/et/search?q=", "/en/search?sort=first&q=", "/ru/search?as-of=2026-01-01&in=text&open=1&q=", "/et/search.csv?q=", "/et/search/suggest?q=",
		"/et/analyze?q=", "/et/dossiers?q=", "/et/dossiers/KLIM/26-0331/documents/01/words?q="}
	var group errgroup.Group
	group.SetLimit(16)
	for name, asked := range words {
		for _, path := range paths {
			for _, as := range []string{nobody, "official"} {
				group.Go(func() error {
					a := s.get(as, path+url.QueryEscape(asked))
					if a.StatusCode >= 500 || strings.Contains(a.body, "<script>alert") || a.body == "" {
						return fmt.Errorf("%s at %s as %q: %s", name, path, as, a.Status)
					}
					long := len(url.QueryEscape(asked)) > 8000
					if search := strings.Contains(path, "/search?"); search && !long && a.StatusCode != 200 || long && a.StatusCode != 414 {
						return fmt.Errorf("%s at %s as %q: %s", name, path, as, a.Status)
					}
					return nil
				})
			}
		}
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	cut := s.get(nobody, "/et/search?q="+url.QueryEscape(words["1,000 words"])).page(t)
	if got := cut.Find(".results .lines.quiet").Text(); !strings.Contains(got, "liiga pikk") || total(cut) == 0 {
		t.Errorf("of a long query it says %q and finds %d", got, total(cut))
	}
	if got := s.get(nobody, "/et/search?q="+url.QueryEscape(words["2,000 words"])).page(t).Find("main").Text(); !strings.Contains(got, "kirjuta vähem sõnu") {
		t.Errorf("of an address too long it says %q", got)
	}
}

// TestSearchWithoutScriptSuggests: half a name that finds nothing leads to what has
// it; what was found already is not named again.
func TestSearchWithoutScriptSuggests(t *testing.T) {
	s := newSample(t)
	beginning := func(asked string) (list []string) {
		s.get(nobody, "/et/search?"+asked).page(t).Find("ul[aria-label=Soovitused] a").Each(func(_ int, a *goquery.Selection) {
			list = append(list, strings.TrimSpace(a.Text())+" "+a.AttrOr("href", ""))
		})
		return list
	}
	if got := beginning("q=kliimaminist"); !slices.Contains(got, "Kliimaministeerium /et/institutions/KLIM") {
		t.Errorf("half the name of an institution: %q", got)
	}
	for _, asked := range []string{"q=kliimaminist&year=2026", "q=JDM/26-0214", "q=xqzptt", "open=1"} {
		if got := beginning(asked); len(got) > 0 {
			t.Errorf("%s: %q", asked, got)
		}
	}
	page := s.get(nobody, "/et/search?q=j%C3%A4%C3%A4tmeseadus").page(t)
	page.Find("ul[aria-label=Soovitused] a").Each(func(_ int, a *goquery.Selection) {
		if address := a.AttrOr("href", ""); page.Find(".hits h2 a[href='"+address+"']").Length() > 0 {
			t.Errorf("%s is suggested and found", address)
		}
	})
}

// TestWordsAreAskedForWhereTheyWereFound: a hit leads to the history of its words
// in its provision; a provision found by its number has no words to ask for.
func TestWordsAreAskedForWhereTheyWereFound(t *testing.T) {
	s := newSample(t)
	page := s.get(nobody, "/et/search?q=korteri%C3%BChistu&what=provision").page(t)
	link, _ := page.Find(".hits a[href*='/words?']").First().Attr("href")
	u, err := url.Parse(link)
	if err != nil || u.Query().Get("at") == "" || !strings.Contains(strings.ToLower(u.Query().Get("q")), "korteriühistu") {
		t.Fatalf("the words lead to %q, %v", link, err)
	}
	if history := s.get(nobody, link).page(t); history.Find("table.history").Length() == 0 {
		t.Errorf("%s has no history", link)
	}
	page = s.get(nobody, "/et/search?q=%C2%A7+5&what=provision").page(t)
	if page.Find(".hits h2").Length() == 0 || page.Find(".hits a[href*='/words?']").Length() > 0 {
		t.Errorf("found by number: %d dossiers, %d ask for the history of the number", page.Find(".hits h2").Length(), page.Find(".hits a[href*='/words?']").Length())
	}
}
