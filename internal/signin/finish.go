package signin

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/eelnou/eelnou/internal/fault"
)

// Answer is what the provider sends back through the browser.
type Answer struct {
	State       string
	Code        string
	Issuer      string // of RFC 9207; empty when the provider does not say
	Error       string
	Description string
}

// Identity is who the provider says has signed in.
type Identity struct {
	Issuer    string
	Subject   string // may hold a personal code: hash it, never store or log it
	Name      string
	Given     string
	Family    string
	Assurance string
	Methods   []string // how they proved who they are: idcard, mID, smartid, …
	Token     string   // the ID token's own number, for the log
}

// Finish checks the provider's answer against the cookie of the beginning and
// returns who has signed in. The cookie must be forgotten whatever comes of it.
//
// Faults: Invalid when the answer does not belong to a sign-in begun by this
// browser or the person gave up, Forbidden when the provider's word does not
// hold, Unavailable when the provider does not answer.
func (c *Client) Finish(ctx context.Context, cookie string, a Answer) (Identity, error) {
	if cookie == "" || a.State == "" || !hmac.Equal([]byte(a.State), []byte(derive(cookie, "state"))) {
		return Identity{}, fault.New(fault.Invalid, "signin.stale")
	}
	if a.Error != "" {
		return Identity{}, providerError(a)
	}
	if a.Issuer != "" && a.Issuer != c.settings.Issuer {
		return Identity{}, unproved("answer of issuer %q", a.Issuer)
	}
	if a.Code == "" {
		return Identity{}, unproved("answer without a code")
	}
	p, err := c.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	raw, err := c.exchange(ctx, p, cookie, a.Code)
	if err != nil {
		return Identity{}, err
	}
	return c.verify(ctx, p, cookie, raw)
}

func providerError(a Answer) error {
	reason := fmt.Errorf("provider says %.60q: %.200q", a.Error, a.Description)
	switch a.Error {
	case "user_cancel", "access_denied": // the first is TARA's own
		return because(fault.New(fault.Invalid, "signin.cancelled"), reason)
	}
	return because(fault.New(fault.Unavailable, "signin.provider_refused"), reason)
}

// exchange gives the code for an ID token.
func (c *Client) exchange(ctx context.Context, p *oidc.Provider, cookie, code string) (string, error) {
	var options []oauth2.AuthCodeOption
	if c.pkce {
		options = append(options, oauth2.VerifierOption(derive(cookie, "verifier")))
	}
	token, err := c.oauth(p).Exchange(c.speaking(ctx), code, options...)
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode < 500:
		// The body of the answer could hold the code, so it is left out.
		return "", unproved("the code was refused: %.60q", refused.ErrorCode)
	case err != nil:
		return "", because(fault.New(fault.Unavailable, "signin.provider_away"), err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", unproved("no ID token")
	}
	return raw, nil
}

// claims are what an ID token says.
type claims struct {
	Given   string   `json:"given_name"`
	Family  string   `json:"family_name"`
	Name    string   `json:"name"`
	ACR     string   `json:"acr"`
	AMR     []string `json:"amr"`
	ID      string   `json:"jti"`
	Party   string   `json:"azp"`
	Profile struct { // where TARA puts names
		Given  string `json:"given_name"`
		Family string `json:"family_name"`
	} `json:"profile_attributes"`
}

// verify checks signature, algorithm, issuer, audience, time, nonce and level of
// assurance of an ID token.
func (c *Client) verify(ctx context.Context, p *oidc.Provider, cookie, raw string) (Identity, error) {
	token, err := p.Verifier(&oidc.Config{
		ClientID: c.settings.ClientID, Now: c.settings.Clock, SupportedSigningAlgs: c.algorithms(),
	}).Verify(c.speaking(ctx), raw)
	if err != nil {
		return Identity{}, unproved("ID token: %w", err)
	}
	var says claims
	if err := token.Claims(&says); err != nil {
		return Identity{}, unproved("claims: %w", err)
	}
	switch {
	case token.Subject == "":
		return Identity{}, unproved("no subject")
	case !hmac.Equal([]byte(token.Nonce), []byte(derive(cookie, "nonce"))):
		return Identity{}, unproved("another nonce")
	case (len(token.Audience) > 1 || says.Party != "") && says.Party != c.settings.ClientID:
		return Identity{}, unproved("meant for %.60q", says.Party)
	case !c.assured(says.ACR):
		return Identity{}, because(fault.New(fault.Forbidden, "signin.assurance"), fmt.Errorf("assurance %.60q, asked for %q", says.ACR, c.settings.Assurance))
	}
	return says.identity(token), nil
}

// algorithms are the signatures accepted. None of them is a shared secret.
func (c *Client) algorithms() []string {
	if c.settings.Profile == TARA {
		return []string{oidc.RS256}
	}
	return []string{oidc.RS256, oidc.PS256, oidc.ES256, oidc.EdDSA}
}

// assured reports whether a level is at least the one asked for.
func (c *Client) assured(level string) bool {
	asked := slices.Index(assurances, c.settings.Assurance)
	return asked < 0 || slices.Index(assurances, level) >= asked
}

func (says claims) identity(token *oidc.IDToken) Identity {
	id := Identity{
		Issuer: token.Issuer, Subject: token.Subject, Given: says.Given, Family: says.Family, Name: says.Name,
		Assurance: says.ACR, Methods: says.AMR, Token: says.ID,
	}
	if says.Profile.Family != "" {
		id.Given, id.Family = says.Profile.Given, says.Profile.Family
	}
	if id.Given != "" || id.Family != "" {
		id.Name = joined(id.Given, id.Family)
	}
	return id
}

func joined(given, family string) string {
	if given == "" || family == "" {
		return given + family
	}
	return given + " " + family
}

func unproved(format string, args ...any) error {
	return because(fault.New(fault.Forbidden, "signin.unproved"), fmt.Errorf(format, args...))
}
