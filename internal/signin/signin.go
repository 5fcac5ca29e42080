// Package signin signs people in with an OpenID Connect provider, by the
// authorization code flow. The state's authentication service TARA is one
// profile of it.
//
// Nothing is remembered between the two halves: all that the answer must match
// is derived from a secret that the browser keeps in a cookie. An identity
// consists of issuer and subject; e-mail addresses a provider tells of prove
// nothing and are not read.
package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/eelnou/eelnou/internal/fault"
)

// Profile is what a provider is known to promise beyond OpenID Connect.
type Profile string

// The profiles.
const (
	Plain Profile = "plain" // any provider
	TARA  Profile = "tara"  // the state's authentication service
)

// assurances are the levels of assurance, weakest first.
var assurances = []string{"low", "substantial", "high"}

// Settings are what an operator decides.
type Settings struct {
	Issuer    string
	ClientID  string
	Secret    string
	Return    string   // address of ours that the provider sends people back to
	Scopes    []string // without openid it is added
	Profile   Profile
	Assurance string           // level asked for and checked: low, substantial, high; empty: any
	HTTP      *http.Client     // nil: one that waits ten seconds
	Clock     func() time.Time // nil: the machine's
}

// Client signs people in with one provider. It may be used by many at once.
type Client struct {
	settings Settings

	mu       sync.Mutex
	provider *oidc.Provider
	pkce     bool
}

// New returns a client. The provider is first spoken to when somebody signs in,
// so that the service starts also while the provider is away.
func New(s Settings) (*Client, error) {
	if s.Issuer == "" || s.ClientID == "" || s.Return == "" {
		return nil, errors.New("signin: issuer, client_id and the address to return to are needed")
	}
	if s.Assurance != "" && !slices.Contains(assurances, s.Assurance) {
		return nil, fmt.Errorf("signin: assurance %q is none of %v", s.Assurance, assurances)
	}
	if s.Profile != Plain && s.Profile != TARA {
		return nil, fmt.Errorf("signin: profile %q is neither %s nor %s", s.Profile, Plain, TARA)
	}
	if !slices.Contains(s.Scopes, oidc.ScopeOpenID) {
		s.Scopes = append([]string{oidc.ScopeOpenID}, s.Scopes...)
	}
	if s.HTTP == nil {
		s.HTTP = &http.Client{Timeout: 10 * time.Second}
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	return &Client{settings: s}, nil
}

// Profile is what the provider is known to promise.
func (c *Client) Profile() Profile { return c.settings.Profile }

// discover returns what the provider says of itself, asking once it is needed
// and again until it has answered.
func (c *Client) discover(ctx context.Context) (*oidc.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.provider != nil {
		return c.provider, nil
	}
	p, err := oidc.NewProvider(c.speaking(ctx), c.settings.Issuer)
	if err != nil {
		return nil, because(fault.New(fault.Unavailable, "signin.provider_away"), err)
	}
	var says struct {
		PKCE []string `json:"code_challenge_methods_supported"`
	}
	if err := p.Claims(&says); err != nil {
		return nil, because(fault.New(fault.Unavailable, "signin.provider_away"), err)
	}
	c.provider, c.pkce = p, slices.Contains(says.PKCE, "S256")
	return p, nil
}

func (c *Client) speaking(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, c.settings.HTTP)
}

func (c *Client) oauth(p *oidc.Provider) *oauth2.Config {
	endpoint := p.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader // client_secret_basic, the only one TARA takes
	return &oauth2.Config{
		ClientID: c.settings.ClientID, ClientSecret: c.settings.Secret, Endpoint: endpoint,
		RedirectURL: c.settings.Return, Scopes: c.settings.Scopes,
	}
}

// because keeps a reason for the log beside the fault that a person sees.
func because(f *fault.Fault, reason error) error { return fmt.Errorf("%w: %w", f, reason) }
