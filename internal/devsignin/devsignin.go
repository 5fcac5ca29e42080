// Package devsignin is a small OpenID Connect provider for development, shaped
// like TARA: instead of asking for an ID-card it shows buttons with invented
// persons. It refuses to exist on a service that others could reach.
package devsignin

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/eelnou/eelnou/internal/signin"
)

// Path is where the provider is mounted in the service. The same origin keeps
// the rule that forms go to ourselves alone true for its form as well.
const Path = "/dev/signin"

// What the code and the ID token are good for, as with TARA.
const (
	codeLife  = 30 * time.Second
	tokenLife = 40 * time.Second
)

const clientID = "eelnou-development"

// Provider is an http.Handler for everything under Path.
type Provider struct {
	issuer string
	back   string // address of the service that it sends people back to
	secret string // of the client
	key    *rsa.PrivateKey
	clock  func() time.Time
	mux    *http.ServeMux

	mu    sync.Mutex
	codes map[string]grant
}

// grant is what a code stands for until it is spent.
type grant struct {
	persona   Persona
	nonce     string
	challenge string
	until     time.Time
}

// New returns the provider of a development service that listens on an address
// such as 127.0.0.1:8080 and is reached at base. returns is the path of the
// service that people are sent back to. It refuses when the service is not for
// development or listens on anything but loopback.
func New(listen, base, returns string, development bool, clock func() time.Time) (*Provider, error) {
	if !development {
		return nil, errors.New("development sign-in: the configuration does not say development")
	}
	if !loopback(listen) {
		return nil, fmt.Errorf("development sign-in: %q is not a loopback address", listen)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, fmt.Errorf("development sign-in: make a key: %w", err)
	}
	p := &Provider{
		issuer: base + Path, back: base + returns, secret: rand.Text(), key: key, clock: clock,
		codes: map[string]grant{},
	}
	p.mux = p.routes()
	return p, nil
}

func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// ServeHTTP answers requests under Path.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

// Settings are those of a client of this provider. What client and provider say
// to each other does not touch the network.
func (p *Provider) Settings() signin.Settings {
	return signin.Settings{
		Issuer: p.issuer, ClientID: clientID, Secret: p.secret, Return: p.back,
		Scopes: []string{"openid", "idcard", "mid", "smartid"}, Profile: signin.TARA, Assurance: "substantial",
		HTTP: &http.Client{Transport: direct{p}}, Clock: p.clock,
	}
}

func (p *Provider) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+"/.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET "+Path+"/jwks", p.keys)
	mux.HandleFunc("GET "+Path+"/style.css", file("text/css; charset=utf-8", styleSource))
	mux.HandleFunc("GET "+Path+"/icon.svg", file("image/svg+xml", iconSource))
	mux.HandleFunc("GET "+Path+"/authorize", p.offer)
	mux.HandleFunc("POST "+Path+"/authorize", p.choose)
	mux.HandleFunc("POST "+Path+"/token", p.token)
	return mux
}
