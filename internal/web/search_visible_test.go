package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// strangers are those to whom what JDM has not published does not exist.
var strangers = []string{nobody, "citizen", "other", "moderator"}

// TestSearchTellsNothingUnpublished: whatever strangers ask for, a dossier that is
// not public changes no byte of the answer: no hit, count, filter, spelling, other
// search or file. Its own institution finds it.
func TestSearchTellsNothingUnpublished(t *testing.T) {
	bare, s := newSite(t), newSite(t)
	for _, one := range []*site{bare, s} {
		one.addDossier("JDM/26-0001", "Avalik kord", true)
	}
	s.addDossier("JDM/25-0009", "Zorgibaari salajane kord", false)
	bare.follow()
	s.follow()
	for _, asked := range []string{
		"q=zorgibaari", "q=zorgibaar", "q=zorgibaars", "q=zorgibari+kord", "q=%22salajane+kord%22", "q=zorgi", "q=kord&year=2025",
		"q=JDM/25-0009", "q=25-0009", "q=kord&sort=first&what=dossier", "q=kord&sort=first&dossier=JDM/26-0001", "q=kord&as-of=2026-11-23", "q=salajane&dossier=JDM/25-0009", "dossier=JDM/25-0009",
		"q=kord&institution=JDM", "q=kord&in=title&what=dossier", "sort=date&what=dossier", "q=kord&open=1",
	} {
		for _, as := range strangers {
			for _, path := range []string{"/et/search?", "/et/search.csv?", "/en/search?", "/ru/search?"} {
				if s.get(as, path+asked).body != bare.get(as, path+asked).body {
					t.Errorf("%s%s as %q is not what it is without the dossier", path, asked, as)
				}
			}
		}
	}
	for _, typed := range []string{"zo", "zorgi", "zorgibaari+salajane", "salajane", "25-0009", "JDM", "kord", "av", "x", "%2A", strings.Repeat("a", 2000)} {
		for _, as := range append(strangers, "official", "administrator") {
			path := "/et/search/suggest?q=" + typed
			if a := s.get(as, path); a.StatusCode != 200 || a.body != bare.get(nobody, path).body {
				t.Errorf("%s as %q: %s %s", path, as, a.Status, a.body)
			}
		}
	}
	for _, as := range []string{"official", "coordinator"} {
		for _, path := range []string{"/et/search?q=zorgibaar", "/et/search.csv?q=zorgibaar"} {
			if !strings.Contains(s.get(as, path).body, "Zorgibaari salajane kord") {
				t.Errorf("%s as %q does not find it", path, as)
			}
		}
	}
}

// TestSearchFileHasEveryPlace: the file has as many places as the page says, also
// where these are more than are read at once.
func TestSearchFileHasEveryPlace(t *testing.T) {
	s := newSample(t)
	for _, asked := range []string{"q=seadus", "q=seadus&kind=bill&sort=date", "q=koer&sort=first", "q=olematus%C3%B5na", "open=1"} {
		for _, as := range []string{nobody, "official"} {
			a := s.get(as, "/et/search.csv?"+asked)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\uFEFF"))).ReadAll()
			if err != nil || len(rows) == 0 {
				t.Fatalf("%s: %v", asked, err)
			}
			if want := total(s.get(as, "/et/search?"+asked).page(t)); len(rows)-1 != want {
				t.Errorf("%s as %q: %d rows for %d places", asked, as, len(rows)-1, want)
			}
			seen := map[string]bool{}
			for _, row := range rows[1:] {
				if key := fmt.Sprint(row); row[0] == "" || row[6] == "" || seen[key] && row[9] != "" && row[3] == "provision" {
					t.Errorf("%s: row %q", asked, row)
				} else {
					seen[key] = true
				}
			}
		}
	}
}

// TestSearchThatFindsNothingHelps: every other search offered finds what it says.
func TestSearchThatFindsNothingHelps(t *testing.T) {
	s := newSample(t)
	for asked, how := range map[string]string{
		"q=seadus&year=1999":          "ilma kitsendusteta",
		"q=%22seaduse+avalik+koer%22": "ilma jutumärkideta",
		"q=seadus+olematusqna":        "Otsi ilma sõnata „olematusqna“",
		"q=seaduz":                    "Kas mõeldud oli",
	} {
		page := s.get(nobody, "/et/search?"+asked).page(t)
		helped := false
		for _, li := range page.Find(".results > .lines li:has(a)").EachIter() {
			address, _ := li.Find("a").Attr("href")
			if found, said := total(s.get(nobody, address).page(t)), number(li.Find(".quiet").Text()); found != said || said == 0 {
				t.Errorf("%s: %s says %d and finds %d", asked, address, said, found)
			}
			helped = helped || strings.Contains(li.Text(), how)
		}
		if !helped {
			t.Errorf("%s: no help %q in %q", asked, how, page.Find(".results > .lines").Text())
		}
	}
	if page := s.get(nobody, "/et/search?q=xqzwv").page(t); !strings.Contains(page.Find(".results").Text(), "Midagi ei leitud") {
		t.Error("nothing is said when nothing is found")
	}
}

// TestSuggestions: dossiers, laws and institutions by the beginnings of their
// names, each with an address that leads somewhere.
func TestSuggestions(t *testing.T) {
	s := newSample(t)
	for typed, want := range map[string]string{
		"kars": "Karistusseadustik", "karistuss": "Karistusseadustik", "klii": "Kliimaministeerium", "jdm": "Digiministeerium",
		"Õigusloome": "Õigusloome avatuse ja kaasamise seadus", "avatuse": "Õigusloome avatuse",
	} {
		a := s.get(nobody, "/et/search/suggest?q="+url.QueryEscape(typed))
		var list []completion
		if err := json.Unmarshal([]byte(a.body), &list); err != nil || !strings.Contains(a.body, want) {
			t.Errorf("%q: %v, %s", typed, err, a.body)
		}
		for _, one := range list {
			if to := s.get(nobody, one.Address); to.StatusCode != 200 || one.Text == "" || one.Kind == "" {
				t.Errorf("%q: %+v leads to %s", typed, one, to.Status)
			}
		}
	}
}
