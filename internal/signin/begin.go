package signin

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"golang.org/x/oauth2"
)

// Begin starts a sign-in. The cookie is to be kept by the browser, out of reach
// of scripts, until the answer comes; it holds next, the page to show afterwards.
// The address is where to send the person. Unavailable when the provider does
// not answer.
func (c *Client) Begin(ctx context.Context, language, next string) (cookie, address string, err error) {
	p, err := c.discover(ctx)
	if err != nil {
		return "", "", err
	}
	cookie = rand.Text() + rand.Text() + "." + base64.RawURLEncoding.EncodeToString([]byte(next))
	options := []oauth2.AuthCodeOption{oauth2.SetAuthURLParam("nonce", derive(cookie, "nonce"))}
	if language != "" {
		options = append(options, oauth2.SetAuthURLParam("ui_locales", language))
	}
	if c.settings.Assurance != "" {
		options = append(options, oauth2.SetAuthURLParam("acr_values", c.settings.Assurance))
	}
	if c.pkce {
		options = append(options, oauth2.S256ChallengeOption(derive(cookie, "verifier")))
	}
	return cookie, c.oauth(p).AuthCodeURL(derive(cookie, "state"), options...), nil
}

// Next returns the page that Begin was told to show afterwards. The browser
// could have changed it, so it must be checked again.
func Next(cookie string) string {
	_, encoded, _ := strings.Cut(cookie, ".")
	next, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return ""
	}
	return string(next)
}

// derive makes one of the values that pass through other hands. None of them
// tells anything of the cookie or of another.
func derive(cookie, purpose string) string {
	mac := hmac.New(sha256.New, []byte(cookie))
	mac.Write([]byte(purpose))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
