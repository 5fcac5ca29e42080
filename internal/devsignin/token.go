package devsignin

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer":                                p.issuer,
		"authorization_endpoint":                p.issuer + "/authorize",
		"token_endpoint":                        p.issuer + "/token",
		"jwks_uri":                              p.issuer + "/jwks",
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic"},
		"ui_locales_supported":                  []string{"et", "en", "ru"},
	})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: p.key.Public(), KeyID: keyID, Algorithm: string(jose.RS256), Use: "sig"},
	}})
}

const keyID = "development"

// grant keeps what a new code stands for, and forgets those that have expired.
func (p *Provider) grant(g grant) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	for code, old := range p.codes {
		if p.clock().After(old.until) {
			delete(p.codes, code)
		}
	}
	g.until = p.clock().Add(codeLife)
	code := rand.Text()
	p.codes[code] = g
	return code
}

// spend returns what a code stands for, once.
func (p *Provider) spend(code string) (grant, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g, ok := p.codes[code]
	delete(p.codes, code)
	return g, ok && !p.clock().After(g.until)
}

// token gives an ID token for a code.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if id != clientID || subtle.ConstantTimeCompare([]byte(secret), []byte(p.secret)) != 1 {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		return
	}
	g, ok := p.spend(r.PostFormValue("code"))
	challenge := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || r.PostFormValue("grant_type") != "authorization_code" || r.PostFormValue("redirect_uri") != p.back ||
		g.challenge != base64.RawURLEncoding.EncodeToString(challenge[:]) {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
		return
	}
	raw, err := p.signed(g)
	if err != nil {
		answer(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": rand.Text(), "token_type": "bearer", "expires_in": int(tokenLife / time.Second), "id_token": raw,
	})
}

// signed is the ID token, with the claims of TARA's.
func (p *Provider) signed(g grant) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: p.key},
		(&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", keyID))
	if err != nil {
		return "", err
	}
	now := p.clock()
	return jwt.Signed(signer).Claims(map[string]any{
		"jti": rand.Text(), "iss": p.issuer, "aud": clientID, "sub": g.persona.Subject,
		"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(tokenLife).Unix(),
		"nonce": g.nonce, "acr": "high", "amr": []string{"idcard"},
		"profile_attributes": map[string]string{"given_name": g.persona.Given, "family_name": g.persona.Family},
	}).Serialize()
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the browser may have left
}
