package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/devsignin"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/signin"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
	"github.com/eelnou/eelnou/views"
)

// service is the whole web part over a real store, with a clock to turn.
type service struct {
	t      *testing.T
	now    time.Time
	store  *store.Store
	server *Server
	log    strings.Builder
}

const localBase = "http://127.0.0.1:8080"

func newService(t *testing.T, change func(*Config)) *service {
	w := &service{t: t, now: storetest.Now}
	clk := func() time.Time { return w.now }
	w.store = storetest.OpenIn(t, t.TempDir(), clk)
	personas, err := devsignin.New("127.0.0.1:8080", localBase, SignInReturn, true, clk)
	if err != nil {
		t.Fatal(err)
	}
	client, err := signin.New(personas.Settings())
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		BaseURL: localBase, Development: true, Clock: clk, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
		SignIn: client, Personas: personas,
	}
	if change != nil {
		change(&c)
	}
	w.server = New(c, query.New(w.store, nil, nil, clk, query.Settings{}), action.New(w.store, clk, action.Settings{BaseURL: localBase, ConsultationDays: 28}))
	return w
}

// browser keeps cookies as browsers do and follows nothing by itself.
type browser struct {
	*service
	cookies map[string]*http.Cookie
}

func (w *service) browser() *browser { return &browser{w, map[string]*http.Cookie{}} }

func (b *browser) do(method, address string, form url.Values, headers ...string) *http.Response {
	b.t.Helper()
	r := httptest.NewRequest(method, strings.TrimPrefix(address, localBase), strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8080"
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	var pairs []string
	for _, c := range b.cookies {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	if len(pairs) > 0 {
		r.Header.Set("Cookie", strings.Join(pairs, "; "))
	}
	response, err := b.server.app.Test(r, -1)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range response.Cookies() {
		b.cookies[c.Name] = c
		if c.MaxAge < 0 || c.Value == "" {
			delete(b.cookies, c.Name)
		}
	}
	return response
}

func (b *browser) leads(response *http.Response, want string) {
	b.t.Helper()
	if got := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || got != want {
		b.t.Fatalf("answer %d leads to %q, want %q: %s", response.StatusCode, got, want, body(b.t, response))
	}
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// atProvider begins to sign in and returns where the provider is asked.
func (b *browser) atProvider(next string) *url.URL {
	b.t.Helper()
	response := b.do("POST", "/ru/sign-in", url.Values{"next": {next}, "csrf": {b.csrf()}})
	address, err := url.Parse(response.Header.Get("Location"))
	if err != nil || response.StatusCode != http.StatusSeeOther || address.Path != devsignin.Path+"/authorize" {
		b.t.Fatalf("signing in begins with %d %s: %s", response.StatusCode, address, body(b.t, response))
	}
	return address
}

// chosen presses a persona's button and returns where the provider leads back.
func (b *browser) chosen(at *url.URL, persona string) string {
	b.t.Helper()
	response := b.do("POST", devsignin.Path+"/authorize", url.Values{"request": {at.RawQuery}, "persona": {persona}})
	back := response.Header.Get("Location")
	if !strings.HasPrefix(back, localBase+SignInReturn+"?") {
		b.t.Fatalf("the provider answers %d %s", response.StatusCode, back)
	}
	return back
}

func (b *browser) signIn(persona, next string) *http.Response {
	b.t.Helper()
	return b.do("GET", b.chosen(b.atProvider(next), persona), nil)
}

func (b *browser) session() *http.Cookie { return b.cookies["eelnou-session"] }

// csrf is the token that forms carry for this browser's session.
func (b *browser) csrf() string {
	if b.session() == nil {
		return ""
	}
	_, session, err := b.server.queries.Session(context.Background(), action.HashSecret(b.session().Value))
	if err != nil {
		return ""
	}
	return session.CSRF
}

// signedIn reports whether a page for signed-in people opens.
func (b *browser) signedIn() bool {
	b.t.Helper()
	response := b.do("GET", "/et/sessions", nil)
	switch response.StatusCode {
	case http.StatusOK:
		return true
	case http.StatusSeeOther:
		return false
	}
	b.t.Fatalf("own sessions answer %d: %s", response.StatusCode, body(b.t, response))
	return false
}

func TestSignInAndOut(t *testing.T) {
	w := newService(t, nil)
	b := w.browser()
	b.leads(b.signIn("official-jdm", "/et/dossiers?year=2026"), "/et/dossiers?year=2026")
	c := b.session()
	if c == nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || len(c.Value) < 26 {
		t.Fatalf("session cookie %+v", c)
	}
	if !b.signedIn() {
		t.Fatal("not signed in")
	}
	if strings.Contains(w.log.String(), c.Value) || strings.Contains(w.log.String(), "EE38") {
		t.Errorf("the log tells a secret or a personal code: %s", w.log.String())
	}
	token := b.csrf()
	b.leads(b.do("POST", views.SignOutAddress, url.Values{"csrf": {token}}, "Referer", localBase+"/ru/dossiers"), "/ru/")
	b.cookies[c.Name] = c // a thief with the old cookie
	if b.signedIn() {
		t.Error("the session lives on after signing out")
	}
}

func TestWhereSignInLeads(t *testing.T) {
	w := newService(t, nil)
	for _, c := range []struct{ persona, next, want string }{
		{"citizen", "", "/ru/"}, {"official-klim", "", "/ru/work"}, {"coordinator", "", "/ru/work"},
		{"citizen", "/en/comments/26-000001", "/en/comments/26-000001"},
		{"citizen", "//evil.example", "/ru/"}, {"citizen", "https:evil.example", "/ru/"},
	} {
		b := w.browser()
		b.leads(b.signIn(c.persona, c.next), c.want)
	}
}

func TestSecureCookiesOverTLS(t *testing.T) {
	w := newService(t, func(c *Config) { c.BaseURL = "https://eelnou.example.ee" })
	response := w.browser().do("POST", "/et/sign-in", nil)
	c := response.Cookies()[0]
	if c.Name != "__Host-eelnou-signin" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %+v", c)
	}
	// The provider is elsewhere for this service: a redirect would be stopped by form-action.
	if refresh := response.Header.Get("Refresh"); response.StatusCode != http.StatusOK || !strings.HasPrefix(refresh, "0; url="+localBase) {
		t.Errorf("answer %d, refresh %q", response.StatusCode, refresh)
	}
}

func TestSessionIsRotatedAtSignIn(t *testing.T) {
	b := newService(t, nil).browser()
	b.signIn("citizen", "")
	old := b.session()
	b.signIn("citizen2", "")
	if b.session().Value == old.Value {
		t.Fatal("the cookie stays the same")
	}
	b.cookies[old.Name] = old
	if b.signedIn() {
		t.Error("the old session lives on")
	}
}

// An attacker who plants a cookie of their own choice must not find it signed in.
func TestPlantedSessionIsNotTaken(t *testing.T) {
	b := newService(t, nil).browser()
	b.cookies["eelnou-session"] = &http.Cookie{Name: "eelnou-session", Value: "planted"}
	b.signIn("citizen", "")
	if b.session().Value == "planted" {
		t.Error("the planted value became a session")
	}
}

func TestAnswerOfAnotherBrowserIsRefused(t *testing.T) {
	w := newService(t, nil)
	attacker, victim := w.browser(), w.browser()
	back := attacker.chosen(attacker.atProvider(""), "citizen2")
	if response := victim.do("GET", back, nil); response.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a browser that began nothing: %d", response.StatusCode)
	}
	victim.atProvider("")
	if response := victim.do("GET", back, nil); response.StatusCode != http.StatusUnprocessableEntity || victim.session() != nil {
		t.Errorf("a browser that began another sign-in: %d", response.StatusCode)
	}
	attacker.leads(attacker.do("GET", back, nil), "/ru/")
	if response := attacker.do("GET", back, nil); response.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("the same answer twice: %d", response.StatusCode)
	}
}

func TestCancelledSignInSaysSo(t *testing.T) {
	b := newService(t, nil).browser()
	response := b.do("GET", b.chosen(b.atProvider("/en/dossiers"), ""), nil)
	text := body(t, response)
	if response.StatusCode != http.StatusUnprocessableEntity || b.session() != nil || b.cookies["eelnou-signin"] != nil {
		t.Errorf("giving up answers %d, cookies %v: %s", response.StatusCode, b.cookies, text)
	}
}

func TestSessionsEndByThemselves(t *testing.T) {
	for _, c := range []struct {
		persona string
		steps   []time.Duration
		want    bool
	}{
		{"official-jdm", []time.Duration{29 * time.Minute, 29 * time.Minute}, true},
		{"official-jdm", []time.Duration{30 * time.Minute}, false},
		{"moderator", []time.Duration{31 * time.Minute}, false},
		{"citizen", []time.Duration{11 * time.Hour}, true},
		{"citizen", []time.Duration{6 * time.Hour, 6 * time.Hour}, false},
	} {
		w := newService(t, nil)
		b := w.browser()
		b.signIn(c.persona, "")
		got := true
		for _, step := range c.steps {
			w.now = w.now.Add(step)
			got = b.signedIn()
		}
		if got != c.want {
			t.Errorf("%s after %v: signed in %v, want %v", c.persona, c.steps, got, c.want)
		}
	}
}

func TestDisabledPersonIsOut(t *testing.T) {
	w := newService(t, nil)
	b := w.browser()
	b.signIn("citizen", "")
	p, _, err := w.server.queries.Session(context.Background(), action.HashSecret(b.session().Value))
	if err != nil {
		t.Fatal(err)
	}
	p.Disabled = true
	storetest.Do(t, w.store, func(tx *store.Tx) error { return tx.PutPerson(p) })
	if b.signedIn() {
		t.Error("a disabled person is signed in")
	}
	if response := b.signIn("citizen", ""); response.StatusCode != http.StatusForbidden || b.session() != nil {
		t.Errorf("a disabled person signs in again: %d", response.StatusCode)
	}
}

func TestOwnSessions(t *testing.T) {
	w := newService(t, nil)
	home, phone, other := w.browser(), w.browser(), w.browser()
	home.signIn("citizen", "")
	phone.signIn("citizen", "")
	other.signIn("citizen2", "")
	doc, err := goquery.NewDocumentFromReader(home.do("GET", "/et/sessions", nil).Body)
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Find("input[name=session]").Length(); n == 0 || !strings.Contains(doc.Text(), "Firefox, Linux") {
		t.Errorf("%d sessions can be ended: %s", n, doc.Text())
	}
	end := func(b *browser, whose *browser) *http.Response {
		token := action.HashSecret(whose.session().Value)
		return b.do("POST", views.EndSessionAddress, url.Values{"csrf": {b.csrf()}, "session": {token}}, "Referer", localBase+"/en/sessions")
	}
	if response := end(other, phone); response.StatusCode != http.StatusNotFound || !phone.signedIn() {
		t.Errorf("somebody else ends a session: %d", response.StatusCode)
	}
	home.leads(end(home, phone), "/en/sessions")
	if phone.signedIn() || !home.signedIn() {
		t.Error("the wrong session ended")
	}
	home.leads(end(home, home), "/en/")
	if home.session() != nil || home.signedIn() {
		t.Error("ending one's own session does not sign out")
	}
}

func TestFormsNeedTheToken(t *testing.T) {
	b := newService(t, nil).browser()
	b.signIn("citizen", "")
	for name, try := range map[string]func() *http.Response{
		"no token":    func() *http.Response { return b.do("POST", views.SignOutAddress, nil) },
		"wrong token": func() *http.Response { return b.do("POST", views.SignOutAddress, url.Values{"csrf": {"x"}}) },
		"token, but from": func() *http.Response {
			return b.do("POST", views.SignOutAddress, url.Values{"csrf": {b.csrf()}}, "Sec-Fetch-Site", "cross-site")
		},
	} {
		if response := try(); response.StatusCode != http.StatusForbidden || !b.signedIn() {
			t.Errorf("%s another site: %d", name, response.StatusCode)
		}
	}
	if response := b.do("GET", views.SignOutAddress, nil); response.StatusCode == http.StatusOK || !b.signedIn() {
		t.Errorf("signing out by GET answers %d", response.StatusCode)
	}
}

// Reading costs the store nothing, with no cookie, a dead one or rubbish.
func TestAnonymousReaderCausesNoWrite(t *testing.T) {
	w := newService(t, nil)
	before := w.contents()
	for _, cookie := range []string{"", "rubbish", strings.Repeat("A", 52)} {
		b := w.browser()
		if cookie != "" {
			b.cookies["eelnou-session"] = &http.Cookie{Name: "eelnou-session", Value: cookie}
		}
		for _, path := range []string{"/et/", "/et/sign-in", "/et/sign-in?next=/et/work", "/et/sessions", SignInReturn, SignInReturn + "?state=x&code=y"} {
			b.do("GET", path, nil)
		}
		b.atProvider("")
	}
	if w.contents() != before {
		t.Error("the store changed")
	}
}

func (w *service) contents() string {
	var b strings.Builder
	if err := w.store.Snapshot(&b); err != nil {
		w.t.Fatal(err)
	}
	return b.String()
}

func TestOwnPath(t *testing.T) {
	for _, good := range []string{"/", "/et/", "/et/dossiers?year=2026&q=j%C3%A4%C3%A4tmed", "/et/dossiers/JDM/26-0214/documents/01/revisions/2#para5lg2", "/en/search?q=https%3A%2F%2Fx", "/et/search?q=//x", "/sessions"} {
		if got := ownPath(good); got != good {
			t.Errorf("ownPath(%q) = %q", good, got)
		}
	}
	for _, bad := range []string{
		"", "evil", "//evil", "///evil", "/\\evil", "\\\\evil", "\\/evil", "https:evil", "https://evil", "http:/evil", "javascript:alert(1)",
		"/\t/evil", "\t//evil", " //evil", "/\r/evil", "/\n/evil", "/\x00/evil", "/et\r\nSet-Cookie: a=b", "/%5cevil", "/%2f/evil", "/%2F%2Fevil",
		"/.//evil", "/../evil", "/./evil", "//evil@us", "/et//evil", "/\u2028/evil", "/et/jäätmed", "/%zz", "/et/sign-in", "/sign-out", "/dev/signin/authorize",
		"/" + strings.Repeat("a", 2000),
	} {
		if got := ownPath(bad); got != "" {
			t.Errorf("ownPath(%q) = %q", bad, got)
		}
	}
}

// Somebody who opened localhost would lose the sign-in's cookie on the way.
func TestSignInUnderAnotherName(t *testing.T) {
	w := newService(t, nil)
	r := httptest.NewRequest("GET", "/et/sign-in?next=%2Fet%2Fwork", nil)
	r.Host = "localhost:8080"
	response, err := w.server.app.Test(r, -1)
	if err != nil {
		t.Fatal(err)
	}
	if got := response.Header.Get("Location"); response.StatusCode != http.StatusFound || got != localBase+"/et/sign-in?next=%2Fet%2Fwork" {
		t.Errorf("answer %d leads to %q", response.StatusCode, got)
	}
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"": "", "curl/8.5.0": "curl", strings.Repeat("x", 5000): "",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0":           "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36":                            "Chrome, Android",
	} {
		if got := device(agent); got != want {
			t.Errorf("device(%q) = %q, want %q", agent, got, want)
		}
	}
}

func TestDevelopmentMail(t *testing.T) {
	w := newService(t, func(c *Config) {
		c.Mail = func(limit int) ([]views.MailShown, error) {
			return []views.MailShown{{To: "mari@example.ee", Subject: fmt.Sprint("kuni ", limit), Text: "http://127.0.0.1:8080/et/confirm/abc", At: storetest.Now}}, nil
		}
	})
	text := body(t, w.browser().do("GET", "/et/dev/mail", nil))
	if !strings.Contains(text, "kuni 50") {
		t.Errorf("the page of mail says %s", text)
	}
	if response := newService(t, nil).browser().do("GET", "/et/dev/mail", nil); response.StatusCode != http.StatusOK {
		t.Errorf("without a folder of mail: %d", response.StatusCode)
	}
	public := newService(t, func(c *Config) { c.Development = false })
	if response := public.browser().do("GET", "/et/dev/mail", nil); response.StatusCode != http.StatusNotFound {
		t.Errorf("outside development: %d", response.StatusCode)
	}
}
