package web

import (
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

func TestHiddenIsAnsweredAsAbsent(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	for _, path := range []string{"", "/documents/01", "/documents/01/revisions/1", "/documents/01/revisions/1/text.md",
		"/documents/01/compare/1..1", "/documents/01/compare/1..1/numbers", "/documents/01/compare/1..1/numbers.csv",
		"/compare", "/compare/01@1..02@1", "/compare/01@1..02@1/numbers.csv",
		"/documents/01/provisions/1", "/consultations/1", "/edit", "/documents/01/draft", "/documents/new", "/steps/new", "/consultations/new"} {
		for _, as := range []string{nobody, "citizen", "other", "moderator", "administrator"} {
			hidden := s.get(as, "/et/dossiers/JDM/26-0001"+path)
			absent := s.get(as, "/et/dossiers/JDM/26-0009"+path)
			if hidden.StatusCode != absent.StatusCode || strings.ReplaceAll(hidden.body, "26-0001", "26-0009") != absent.body {
				t.Errorf("%s as %q: %s and %s differ", path, as, hidden.Status, absent.Status)
			}
			if strings.Contains(hidden.body, "Salajane") || hidden.StatusCode == 200 {
				t.Errorf("%s as %q tells of what is hidden: %s", path, as, hidden.Status)
			}
		}
	}
	for _, as := range []string{"official", "coordinator"} {
		if a := s.get(as, "/et/dossiers/JDM/26-0001"); a.StatusCode != 200 {
			t.Errorf("%s: %s", as, a.Status)
		}
	}
}

func TestHiddenIsInNoList(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	s.addDossier("JDM/26-0002", "Avalik seadus", true)
	s.follow()
	for _, as := range []string{nobody, "citizen", "other", "moderator", "administrator"} {
		for _, address := range []string{"/et/", "/et/dossiers", "/et/dossiers?q=salajane", "/et/dossiers?sort=title", "/et/institutions/JDM", "/et/consultations",
			"/et/search?q=salajane", "/changes", "/sitemap.xml", "/et/institutions"} {
			a := s.get(as, address)
			if a.StatusCode != 200 || strings.Contains(a.body, "Salajane") || strings.Contains(a.body, "26-0001") {
				t.Errorf("%s as %q: %s", address, as, a.Status)
			}
		}
	}
	if a := s.get(nobody, "/et/search?q=JDM/26-0001"); strings.Contains(a.body, "/dossiers/JDM/26-0001\"") {
		t.Error("search finds it by number")
	}
	if a := s.get("official", "/et/search?q=salajane"); !strings.Contains(a.body, "/dossiers/JDM/26-0001") {
		t.Error("its own institution does not find it")
	}
	if a := s.get("official", "/et/dossiers"); !strings.Contains(a.body, "Salajane") {
		t.Error("its own institution does not see it")
	}
}

// Whatever is asked, and by whom, the search answers, and says how it read it.
func TestSearchReadsWhatIsAsked(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0002", "Avalik seadus", true)
	s.follow()
	for query, want := range map[string]string{
		"karistusseadustiku § 121 lg 2": "Säte: § 121 lg 2. Õigusakt: Karistusseadustik (KarS)",
		"tundmatu seaduse § 12^1":       "Säte: § 12¹. Õigusakt: tundmatu seaduse",
		"jdm/26-0002":                   "Toimiku või menetluse number: jdm/26-0002",
		`"avalik seadus" -salajane`:     "Ilma sõnata: salajane",
		"avalikku seadust":              "Kõik need sõnad, igas käändes ja pöördes: avalikku, seadust",
		"ja või ning":                   "<h1>",
		"* ? ~ ^ :":                     "<h1>",
		"\u202eאבג \u202c 🙂":            "<h1>",
		"a b c d e f g h i j k l m n o p q r s t u v w x y z": "Päring oli liiga pikk",
		strings.Repeat("§ 1 lg 2 p 3 ", 60):                   "Säte: § 1 lg 2 p 3",
	} {
		for _, as := range []string{nobody, "official", "administrator"} {
			a := s.get(as, "/et/search?q="+url.QueryEscape(query))
			if a.StatusCode != 200 || !strings.Contains(html.UnescapeString(a.body), want) {
				t.Errorf("%q as %q: %s, lacks %q", query, as, a.Status, want)
			}
		}
	}
	for _, in := range []string{"notes", "responses"} {
		if a := s.get(nobody, "/et/search?q=seadus&in="+in); a.StatusCode != 200 {
			t.Errorf("in %s: %s", in, a.Status)
		}
	}
}

func TestMalformedRequests(t *testing.T) {
	s := newSite(t)
	for address, want := range map[string]int{
		"/et/dossiers?year=x":    400,
		"/et/dossiers?kind=poem": 400,
		"/et/dossiers?stage=%FF": 400,
		"/et/dossiers?q=%zz":     400,
		"/et/%zz":                400,
		"/et/%FF":                400,
		"/et/%00":                400,
		"/et/search?q=%00":       400,
		"/et/search?q=" + strings.Repeat("a", 2000): 200,
		"/et/search?q=" + strings.Repeat("a", 9000): 414,
		"/et/dossiers//JDM":                         404,
		"/et/./dossiers":                            404,
		"/et/x/../dossiers":                         404,
		"/et/Dossiers":                              404,
		"/ET/dossiers":                              302,
		"/et/dossiers/JDM/26-0001/documents/1":      404,
		"/et/dossiers/JDM/26-0001/documents/001":    404,
		"/et/comments/26-1":                         404,
		"/changes?after=-1":                         400,
		"/changes?limit=100000":                     400,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.URL.Opaque = address // as written, not as net/url would
		if path, query, ok := strings.Cut(address, "?"); ok {
			r.URL.Opaque, r.URL.RawQuery = path, query
		}
		r.RequestURI = address
		a := s.do(nobody, r)
		if a.StatusCode != want {
			t.Errorf("%.60s: %s, not %d", address, a.Status, want)
		}
		checkHeaders(t, address, a)
		if strings.HasPrefix(address, "/et/") && a.page(t).Find("html").AttrOr("lang", "") != "et" {
			t.Errorf("%.60s: not a page in Estonian", address)
		}
	}
}

func TestMethods(t *testing.T) {
	s := newSite(t)
	for _, method := range []string{"PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "FOO", "CONNECT"} {
		a := s.do(nobody, httptest.NewRequest(method, "/et/about", http.NoBody))
		if a.StatusCode != 405 || a.Header.Get("Allow") == "" {
			t.Errorf("%s: %s", method, a.Status)
		}
		a.Header.Set("Cache-Control", "x")
		checkHeaders(t, method, a)
	}
	post := s.post(nobody, "/et/about", url.Values{})
	if post.StatusCode != 405 || post.Header.Get("Allow") != "GET" {
		t.Errorf("POST: %s, Allow %q", post.Status, post.Header.Get("Allow"))
	}
	head := s.do(nobody, httptest.NewRequest("HEAD", "/et/about", http.NoBody))
	if head.StatusCode != 200 || head.body != "" || head.Header.Get("Etag") == "" {
		t.Errorf("HEAD: %s", head.Status)
	}
}

func TestUnexpectedErrorIsACalmPage(t *testing.T) {
	s := newSite(t)
	s.server.app = s.server.newApp()
	s.server.table = []Route{{Method: "GET", Path: "/broken", Handler: func(*visit) error { return errors.New("open /secret/path: boom") }},
		{Method: "GET", Path: "/panics", Handler: func(*visit) error { panic("secret") }}}
	s.server.mount()
	for _, address := range []string{"/en/broken", "/en/panics"} {
		a := s.get(nobody, address)
		if a.StatusCode != 500 || strings.Contains(a.body, "secret") || strings.Contains(a.body, "boom") {
			t.Errorf("%s: %s", address, a.Status)
		}
		if !regexp.MustCompile(`[A-Z2-7]{10}`).MatchString(a.page(t).Find("main").Text()) {
			t.Errorf("%s: no reference", address)
		}
		checkHeaders(t, address, a)
	}
}

func TestEveryKindOfFaultHasAStatusAndSentences(t *testing.T) {
	for kind := fault.Invalid; kind <= fault.Unavailable; kind++ {
		if statuses[kind] == 0 {
			t.Errorf("%v has no status", kind)
		}
	}
	for status, r := range refusals {
		if r.key != "" && views.T("et", r.key) == r.key {
			t.Errorf("%d: no sentence for %s", status, r.key)
		}
	}
}

func TestFormsFromElsewhereAreRefused(t *testing.T) {
	s := newSite(t)
	for name, headers := range map[string][]string{
		"another site":   {"Sec-Fetch-Site", "cross-site"},
		"another host":   {"Sec-Fetch-Site", "same-site"},
		"another origin": {"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
		"no origin":      {"Sec-Fetch-Site", "", "Origin", "null"},
	} {
		if a := s.post("official", "/et/work/new", url.Values{"title": {"x"}}, headers...); a.StatusCode != 403 {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	if a := s.post("official", "/et/work/new", url.Values{"csrf": {"wrong"}}); a.StatusCode != 403 {
		t.Errorf("wrong token: %s", a.Status)
	}
	if a := s.post("official", "/et/work/new", url.Values{"title": {"\xff"}}); a.StatusCode != 422 {
		t.Errorf("not UTF-8: %s", a.Status)
	}
	many := url.Values{}
	for i := range 1001 {
		many.Add("x"+strings.Repeat("y", i%7), "1")
	}
	if a := s.post("official", "/et/work/new", many); a.StatusCode != 422 {
		t.Errorf("too many fields: %s", a.Status)
	}
}

// Somebody who is signed in stays so on a page that is not there.
func TestUnknownPageKnowsWhoAsks(t *testing.T) {
	s := newSite(t)
	for as, want := range map[string]bool{nobody: false, "official": true} {
		a := s.get(as, "/et/nowhere")
		if a.StatusCode != http.StatusNotFound || strings.Contains(a.body, `href="/et/work"`) != want {
			t.Errorf("as %q: %s, signed in %v", as, a.Status, !want)
		}
	}
}

// Who asks for what is still being made gets a page that asks again.
func TestWhatIsBeingMadeAsksToWait(t *testing.T) {
	s := newSite(t)
	app := fiber.New(fiber.Config{ErrorHandler: s.server.answerError})
	app.Get("/*", func(*fiber.Ctx) error { return fmt.Errorf("large: %w", query.ErrMaking) })
	res, err := app.Test(httptest.NewRequest(http.MethodGet, "/en/dossiers/JDM/26-0001/compare/01@1..02@1", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusAccepted || res.Header.Get("Refresh") != "2" || res.Header.Get("Retry-After") != "2" || res.Header.Get("ETag") != "" {
		t.Errorf("%s %v", res.Status, res.Header)
	}
	if !strings.Contains(string(body), "<h1>The comparison is being made") {
		t.Errorf("the page says %s", body)
	}
}

// TestWhatWasTypedStays sends forms that are refused before anything looks at
// them.
func TestWhatWasTypedStays(t *testing.T) {
	s := newSample(t)
	const words = "Palun jätke § 5 välja, see"
	for name, form := range map[string]url.Values{
		"not UTF-8":      {"text": {words + "\xff\xfe"}, "csrf": {"csrf-citizen"}},
		"a NUL":          {"text": {words + "\x00 <script>"}, "csrf": {"csrf-citizen"}},
		"an old session": {"text": {words}, "csrf": {"of another session altogether"}},
	} {
		a := s.post("citizen", "/et/dossiers/JDM/26-0214/consultations/2/comment", form)
		if kept := a.page(t).Find("#typed").Text(); a.StatusCode < 400 || !strings.HasPrefix(kept, words) || strings.Contains(kept, "csrf") || strings.ContainsAny(kept, "\x00") {
			t.Errorf("%s: %s, kept %q", name, a.Status, kept)
		}
	}
	foreign := s.post("citizen", "/et/dossiers/JDM/26-0214/consultations/2/comment", url.Values{"text": {words}}, "Sec-Fetch-Site", "cross-site")
	if foreign.StatusCode != 403 || strings.Contains(foreign.body, words) {
		t.Errorf("a page of others puts words on ours: %s", foreign.Status)
	}
}
