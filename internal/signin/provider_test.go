package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// provider is an OpenID Connect provider whose ID tokens can be made wrong in
// every way a hostile or broken one could be.
type provider struct {
	t      *testing.T
	server *httptest.Server
	key    *rsa.PrivateKey
	says   func(claims map[string]any) // changes the claims
	sign   func(claims any) string     // nil: RS256 with the right key
	status int                         // of the token answer; 0: 200
	asked  url.Values                  // what the browser was sent with
	used   map[string]bool             // codes given for a token
	forms  []url.Values                // what the token endpoint got
	basic  bool                        // the client named itself in the header
}

func newProvider(t *testing.T) *provider {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: key, says: func(map[string]any) {}, used: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("/jwks", p.jwks)
	mux.HandleFunc("/token", p.token)
	p.server = httptest.NewServer(mux)
	t.Cleanup(p.server.Close)
	return p
}

func (p *provider) client(change func(*Settings)) *Client {
	s := Settings{
		Issuer: p.server.URL, ClientID: "eelnou", Secret: "secret", Return: "https://eelnou.example.ee/sign-in/callback",
		Profile: TARA, Assurance: "substantial", HTTP: p.server.Client(),
	}
	if change != nil {
		change(&s)
	}
	c, err := New(s)
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

// authorize is what the browser does: it follows the address and comes back.
func (p *provider) authorize(address string) Answer {
	u, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	p.asked = u.Query()
	return Answer{State: p.asked.Get("state"), Code: "code-" + rand.Text()}
}

func (p *provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.answer(w, map[string]any{
		"issuer": p.server.URL, "authorization_endpoint": p.server.URL + "/authorize", "token_endpoint": p.server.URL + "/token",
		"jwks_uri": p.server.URL + "/jwks", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
		"code_challenge_methods_supported": []string{"S256"},
	})
}

func (p *provider) jwks(w http.ResponseWriter, _ *http.Request) {
	p.answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		p.t.Error(err)
	}
	p.forms = append(p.forms, r.PostForm)
	_, _, p.basic = r.BasicAuth()
	code := r.PostForm.Get("code")
	if p.used[code] || p.status != 0 {
		w.WriteHeader(max(p.status, http.StatusBadRequest))
		p.answer(w, map[string]any{"error": "invalid_grant"})
		return
	}
	p.used[code] = true
	says := map[string]any{
		"iss": p.server.URL, "aud": "eelnou", "sub": "EE60001019906", "exp": time.Now().Add(40 * time.Second).Unix(),
		"iat": time.Now().Unix(), "nonce": p.asked.Get("nonce"), "acr": "high", "amr": []string{"mID"}, "jti": "t1",
		"profile_attributes": map[string]any{"given_name": "Mary Änn", "family_name": "O’Connež-Šuslik", "date_of_birth": "2000-01-01"},
		"email":              "somebody.else@example.ee",
	}
	p.says(says)
	sign := p.sign
	if sign == nil {
		sign = func(claims any) string { return p.signed(jose.RS256, p.key, claims) }
	}
	p.answer(w, map[string]any{"access_token": "a", "token_type": "bearer", "id_token": sign(says)})
}

func (p *provider) signed(alg jose.SignatureAlgorithm, key, claims any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, (&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", "1"))
	if err != nil {
		p.t.Fatal(err)
	}
	raw, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		p.t.Fatal(err)
	}
	return raw
}

func (p *provider) answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.t.Error(err)
	}
}
