package signin

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/oauth2-proxy/mockoidc"

	"github.com/eelnou/eelnou/internal/fault"
)

func begin(t *testing.T, c *Client) (cookie, address string) {
	t.Helper()
	cookie, address, err := c.Begin(context.Background(), "et", "/et/work")
	if err != nil {
		t.Fatal(err)
	}
	return cookie, address
}

func TestSignIn(t *testing.T) {
	p := newProvider(t)
	c := p.client(func(s *Settings) { s.Scopes = []string{"idcard", "mid"} })
	cookie, address := begin(t, c)
	id, err := c.Finish(context.Background(), cookie, p.authorize(address))
	if err != nil {
		t.Fatal(err)
	}
	if id.Subject != "EE60001019906" || id.Name != "Mary Änn O’Connež-Šuslik" || id.Assurance != "high" || id.Methods[0] != "mID" {
		t.Errorf("signed in as %+v", id)
	}
	for name, want := range map[string]string{"scope": "openid idcard mid", "ui_locales": "et", "acr_values": "substantial", "response_type": "code", "code_challenge_method": "S256"} {
		if got := p.asked.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if !p.basic || p.forms[0].Get("client_secret") != "" || p.forms[0].Get("code_verifier") == "" {
		t.Errorf("the token was asked for with %v, header %v", p.forms[0], p.basic)
	}
	if Next(cookie) != "/et/work" {
		t.Errorf("next is %q", Next(cookie))
	}
}

// What goes through the browser's address bar and the provider must not tell
// the cookie, or whoever sees it could finish the sign-in.
func TestStateDoesNotTellTheCookie(t *testing.T) {
	p := newProvider(t)
	cookie, address := begin(t, p.client(nil))
	other, _ := begin(t, p.client(nil))
	if cookie == other || strings.Contains(address, cookie) || strings.Contains(address, cookie[:20]) {
		t.Errorf("the address %s or the next cookie tells the cookie", address)
	}
}

func TestHostileTokens(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string, value any) func(*provider) {
		return func(p *provider) { p.says = func(c map[string]any) { c[name] = value } }
	}
	for name, spoil := range map[string]func(*provider){
		"another nonce":    set("nonce", "n"),
		"no nonce":         set("nonce", ""),
		"another issuer":   set("iss", "https://tara.example.com"),
		"another audience": set("aud", "somebody"),
		"two audiences, not ours": func(p *provider) {
			p.says = func(c map[string]any) { c["aud"] = []string{"eelnou", "x"}; c["azp"] = "x" }
		},
		"two audiences, no party": set("aud", []string{"eelnou", "x"}),
		"expired":                 set("exp", time.Now().Add(-time.Minute).Unix()),
		"no expiry":               set("exp", 0),
		"from the future":         set("nbf", time.Now().Add(time.Hour).Unix()),
		"low assurance":           set("acr", "low"),
		"no assurance":            set("acr", ""),
		"invented assurance":      set("acr", "highest"),
		"no subject":              set("sub", ""),
		"signed by a stranger":    func(p *provider) { p.sign = func(c any) string { return p.signed(jose.RS256, stranger, c) } },
		"signed with our secret": func(p *provider) {
			p.sign = func(c any) string { return p.signed(jose.HS256, []byte(strings.Repeat("secret", 8)), c) }
		},
		"signed with another hash": func(p *provider) { p.sign = func(c any) string { return p.signed(jose.RS512, p.key, c) } },
		"not signed":               func(p *provider) { p.sign = unsigned },
		"no token":                 func(p *provider) { p.sign = func(any) string { return "" } },
		"rubbish":                  func(p *provider) { p.sign = func(any) string { return "a.b.c" } },
	} {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			spoil(p)
			c := p.client(nil)
			cookie, address := begin(t, c)
			id, err := c.Finish(context.Background(), cookie, p.authorize(address))
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("signed in as %+v, %v; want Forbidden", id, err)
			}
		})
	}
}

func unsigned(claims any) string {
	body, _ := json.Marshal(claims)
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none","kid":"1"}`)) + "." + encode(body) + "."
}

func TestStateMustBelongToTheCookie(t *testing.T) {
	p := newProvider(t)
	c := p.client(nil)
	cookie, address := begin(t, c)
	other, _ := begin(t, c)
	good := p.authorize(address)
	for name, try := range map[string]struct {
		cookie string
		answer Answer
	}{
		"no cookie":              {"", good},
		"another browser":        {other, good},
		"cookie changed":         {cookie + "x", good},
		"no state":               {cookie, Answer{Code: good.Code}},
		"cookie and state empty": {"", Answer{Code: good.Code}},
		"cookie itself as state": {cookie, Answer{Code: good.Code, State: cookie}},
	} {
		if _, err := c.Finish(context.Background(), try.cookie, try.answer); fault.Of(err) == nil || fault.Of(err).Message.Key != "signin.stale" {
			t.Errorf("%s: %v, want signin.stale", name, err)
		}
	}
	if len(p.forms) != 0 {
		t.Error("a code was spent on an answer that is not ours")
	}
}

func TestCodeWorksOnce(t *testing.T) {
	p := newProvider(t)
	c := p.client(nil)
	cookie, address := begin(t, c)
	answer := p.authorize(address)
	if _, err := c.Finish(context.Background(), cookie, answer); err != nil {
		t.Fatal(err)
	}
	_, err := c.Finish(context.Background(), cookie, answer)
	if !errors.Is(err, fault.ErrForbidden) || strings.Contains(err.Error(), answer.Code) {
		t.Errorf("the second time: %v; want Forbidden, without the code", err)
	}
}

func TestProviderErrors(t *testing.T) {
	p := newProvider(t)
	c := p.client(nil)
	for code, want := range map[string]string{
		"user_cancel": "signin.cancelled", "access_denied": "signin.cancelled",
		"invalid_request": "signin.provider_refused", "server_error": "signin.provider_refused",
	} {
		cookie, address := begin(t, c)
		answer := p.authorize(address)
		answer.Error, answer.Description = code, "<b>x</b>"
		if _, err := c.Finish(context.Background(), cookie, answer); fault.Of(err).Message.Key != want {
			t.Errorf("%s: %v, want %s", code, err, want)
		}
	}
	cookie, address := begin(t, c)
	answer := p.authorize(address)
	answer.Issuer = "https://evil.example"
	if _, err := c.Finish(context.Background(), cookie, answer); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("an answer of another issuer: %v", err)
	}
}

func TestProviderAway(t *testing.T) {
	p := newProvider(t)
	c := p.client(nil)
	cookie, address := begin(t, c)
	p.status = http.StatusBadGateway
	if _, err := c.Finish(context.Background(), cookie, p.authorize(address)); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a provider with trouble: %v, want Unavailable", err)
	}
	away := p.client(nil)
	p.server.Close()
	if _, _, err := away.Begin(context.Background(), "et", ""); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a provider that is away: %v, want Unavailable", err)
	}
}

func TestAssuranceIsNotCheckedWhenNotAskedFor(t *testing.T) {
	p := newProvider(t)
	p.says = func(c map[string]any) { delete(c, "acr") }
	c := p.client(func(s *Settings) { s.Assurance, s.Profile = "", Plain })
	cookie, address := begin(t, c)
	if p.asked.Get("acr_values") != "" {
		t.Error("a level was asked for")
	}
	if _, err := c.Finish(context.Background(), cookie, p.authorize(address)); err != nil {
		t.Error(err)
	}
}

func TestSettings(t *testing.T) {
	good := Settings{Issuer: "https://x", ClientID: "c", Return: "https://y", Profile: Plain}
	for name, spoil := range map[string]func(*Settings){
		"no issuer": func(s *Settings) { s.Issuer = "" }, "no client": func(s *Settings) { s.ClientID = "" },
		"no return": func(s *Settings) { s.Return = "" }, "assurance": func(s *Settings) { s.Assurance = "very" },
		"profile": func(s *Settings) { s.Profile = "saml" },
	} {
		s := good
		spoil(&s)
		if _, err := New(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Another program's provider, so that we do not only understand ourselves.
func TestAgainstMockOIDC(t *testing.T) {
	m, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	// It reads the client's secret from the form alone; we send it as TARA wants it.
	if err := m.AddMiddleware(secretIntoForm); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Start(ln, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Shutdown() })
	c, err := New(Settings{Issuer: m.Issuer(), ClientID: m.ClientID, Secret: m.ClientSecret, Return: "http://127.0.0.1/callback", Scopes: []string{"profile"}, Profile: Plain})
	if err != nil {
		t.Fatal(err)
	}
	cookie, address := begin(t, c)
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	back, err := url.Parse(response.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	id, err := c.Finish(context.Background(), cookie, Answer{State: back.Query().Get("state"), Code: back.Query().Get("code")})
	if err != nil || id.Subject != mockoidc.DefaultUser().Subject {
		t.Errorf("signed in as %+v, %v", id, err)
	}
}

func secretIntoForm(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id, secret, ok := r.BasicAuth(); ok && r.ParseForm() == nil {
			r.Form.Set("client_id", id)
			r.Form.Set("client_secret", secret)
		}
		next.ServeHTTP(w, r)
	})
}
