package devsignin_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/devsignin"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/signin"
)

const base = "http://127.0.0.1:8080"

type world struct {
	t        *testing.T
	now      time.Time
	provider *devsignin.Provider
	client   *signin.Client
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)}
	var err error
	w.provider, err = devsignin.New("127.0.0.1:8080", base, "/sign-in/callback", true, func() time.Time { return w.now })
	if err != nil {
		t.Fatal(err)
	}
	if w.client, err = signin.New(w.provider.Settings()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) begin(language string) (cookie string, at *url.URL) {
	w.t.Helper()
	cookie, address, err := w.client.Begin(context.Background(), language, "/et/work")
	if err != nil {
		w.t.Fatal(err)
	}
	at, err = url.Parse(address)
	if err != nil {
		w.t.Fatal(err)
	}
	return cookie, at
}

func (w *world) do(method, path, form string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	w.provider.ServeHTTP(answer, r)
	return answer.Result()
}

// choose presses a button and returns what the browser brings back.
func (w *world) choose(at *url.URL, persona string) signin.Answer {
	w.t.Helper()
	response := w.do("POST", devsignin.Path+"/authorize", url.Values{"request": {at.RawQuery}, "persona": {persona}}.Encode())
	back, err := url.Parse(response.Header.Get("Location"))
	if err != nil || response.StatusCode != http.StatusSeeOther || !strings.HasPrefix(back.String(), base+"/sign-in/callback?") {
		w.t.Fatalf("choosing %s leads to %d %s", persona, response.StatusCode, back)
	}
	q := back.Query()
	return signin.Answer{State: q.Get("state"), Code: q.Get("code"), Error: q.Get("error"), Description: q.Get("error_description")}
}

func TestEveryPersonaSignsIn(t *testing.T) {
	w := newWorld(t)
	for _, persona := range devsignin.Personas {
		cookie, at := w.begin("et")
		id, err := w.client.Finish(context.Background(), cookie, w.choose(at, persona.Key))
		if err != nil {
			t.Fatal(err)
		}
		if again, ok := devsignin.BySubject(id.Subject); !ok || again.Key != persona.Key || id.Name != persona.Name() {
			t.Errorf("%s signed in as %+v", persona.Key, id)
		}
	}
}

func TestPageOffersEveryPersonaInEveryLanguage(t *testing.T) {
	w := newWorld(t)
	for language, heading := range map[string]string{"et": "Kellena soovid siseneda?", "en": "Who do you want to sign in as?", "ru": "Кем вы хотите войти?", "xx": "Kellena soovid siseneda?"} {
		_, at := w.begin(language)
		response := w.do("GET", at.RequestURI(), "")
		doc, err := goquery.NewDocumentFromReader(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Find("h1").Text(); got != heading {
			t.Errorf("%s: heading %q", language, got)
		}
		if n := doc.Find("button[name=persona]").Length(); n != len(devsignin.Personas) {
			t.Errorf("%s: %d persons", language, n)
		}
		if hidden, _ := doc.Find("input[name=request]").Attr("value"); hidden != at.RawQuery {
			t.Errorf("%s: the form sends back %q", language, hidden)
		}
		if doc.Find("script, style, [style], [onclick]").Length() != 0 {
			t.Errorf("%s: the page has what the content policy forbids", language)
		}
	}
}

func TestCancel(t *testing.T) {
	w := newWorld(t)
	cookie, at := w.begin("et")
	_, err := w.client.Finish(context.Background(), cookie, w.choose(at, ""))
	if fault.Of(err) == nil || fault.Of(err).Message.Key != "signin.cancelled" {
		t.Errorf("giving up: %v", err)
	}
}

func TestCodeIsGoodOnceAndForHalfAMinute(t *testing.T) {
	w := newWorld(t)
	cookie, at := w.begin("et")
	answer := w.choose(at, "citizen")
	if _, err := w.client.Finish(context.Background(), cookie, answer); err != nil {
		t.Fatal(err)
	}
	if _, err := w.client.Finish(context.Background(), cookie, answer); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the code twice: %v", err)
	}
	late := w.choose(at, "citizen")
	w.now = w.now.Add(31 * time.Second)
	if _, err := w.client.Finish(context.Background(), cookie, late); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the code after 31 seconds: %v", err)
	}
}

func TestRefusesOtherClients(t *testing.T) {
	w := newWorld(t)
	_, at := w.begin("et")
	for name, value := range map[string]string{"redirect_uri": "https://evil.example/", "client_id": "x", "response_type": "token", "state": "", "code_challenge_method": "plain", "scope": "email"} {
		q := at.Query()
		q.Set(name, value)
		if response := w.do("GET", devsignin.Path+"/authorize?"+q.Encode(), ""); response.StatusCode != http.StatusBadRequest {
			t.Errorf("%s=%s: %d", name, value, response.StatusCode)
		}
		form := url.Values{"request": {q.Encode()}, "persona": {"citizen"}}.Encode()
		if response := w.do("POST", devsignin.Path+"/authorize", form); response.StatusCode != http.StatusBadRequest {
			t.Errorf("%s=%s chosen: %d", name, value, response.StatusCode)
		}
	}
	form := url.Values{"request": {at.RawQuery}, "persona": {"citizen"}}.Encode()
	if response := w.do("POST", devsignin.Path+"/authorize", form, "Sec-Fetch-Site", "cross-site"); response.StatusCode != http.StatusBadRequest {
		t.Errorf("chosen from another site: %d", response.StatusCode)
	}
	if response := w.do("POST", devsignin.Path+"/token", "grant_type=authorization_code&code=x"); response.StatusCode != http.StatusUnauthorized {
		t.Errorf("a token without the client's secret: %d", response.StatusCode)
	}
}

func TestRefusesToExistInPublic(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:8080", ":8080", "192.168.1.5:8080", "eelnou.example.ee:80", "[::]:8080", "127.0.0.1"} {
		if _, err := devsignin.New(listen, base, "/c", true, time.Now); err == nil {
			t.Errorf("offers invented persons on %s", listen)
		}
	}
	if _, err := devsignin.New("127.0.0.1:8080", base, "/c", false, time.Now); err == nil {
		t.Error("offers invented persons outside development")
	}
	for _, listen := range []string{"localhost:1", "[::1]:8080", "127.0.0.2:80"} {
		if _, err := devsignin.New(listen, base, "/c", true, time.Now); err != nil {
			t.Errorf("refuses %s: %v", listen, err)
		}
	}
}
