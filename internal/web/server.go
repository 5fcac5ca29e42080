// Package web answers people's browsers: one route table, forms, pages and the
// cache of pages. It reaches data through query and action alone, so that no
// page can forget a permission.
package web

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/devsignin"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/signin"
	"github.com/eelnou/eelnou/views"
)

// Config is what an operator decides about the service's answers.
type Config struct {
	BaseURL        string   // the address people use, without a last slash; links are built from it alone
	Development    bool     // offers persons to sign in as
	TrustedProxies []string // addresses or CIDR ranges whose X-Forwarded-For is believed
	BodyLimit      int      // largest request in bytes; 0: 16 MiB
	PageCache      int      // memory for ready pages in bytes; 0: 64 MiB
	Deadline       time.Duration
	// ConsultationDays is the length of a consultation below which a reason is needed.
	ConsultationDays int
	// Terms are the working days below which a round needs a reason.
	Terms consult.Terms
	Clock clock.Clock
	Log   *slog.Logger

	SignIn   *signin.Client                             // nil: nobody can sign in
	Personas *devsignin.Provider                        // of invented persons, answered for in development; or nil
	Mail     func(limit int) ([]views.MailShown, error) // mail not sent, shown in development; or nil
}

// How long a browser may take over what it sends, and an answer over its making.
const (
	readTimeout  = 30 * time.Second
	idleTimeout  = 75 * time.Second
	writeTimeout = 60 * time.Second
	deadline     = 20 * time.Second
	headerLimit  = 16 << 10
)

func (c Config) withDefaults() Config {
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	if c.BodyLimit == 0 {
		c.BodyLimit = 16 << 20
	}
	if c.PageCache == 0 {
		c.PageCache = 64 << 20
	}
	if c.Deadline == 0 {
		c.Deadline = deadline
	}
	if c.Clock == nil {
		c.Clock = clock.System
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Server answers requests.
type Server struct {
	config  Config
	app     *fiber.App
	queries *query.Queries
	actions *action.Actions
	pages   *pages
	limits  *limits
	table   []Route

	sessionName []byte // of the cookie
}

// New returns a server over queries and actions; it answers once Serve is called.
func New(c Config, queries *query.Queries, actions *action.Actions) *Server {
	c = c.withDefaults()
	s := &Server{config: c, queries: queries, actions: actions, pages: newPages(c.PageCache), limits: newLimits()}
	s.sessionName = []byte(s.sessionCookie())
	s.table = s.routes()
	s.app = s.newApp()
	s.mount()
	return s
}

// secure reports whether people reach the service over TLS.
func (c Config) secure() bool { return strings.HasPrefix(c.BaseURL, "https://") }

// newApp returns a Fiber without its dangerous defaults.
func (s *Server) newApp() *fiber.App {
	app := fiber.New(fiber.Config{
		Immutable:               true,
		StrictRouting:           true,
		CaseSensitive:           true,
		DisableStartupMessage:   true,
		BodyLimit:               s.config.BodyLimit,
		ReadBufferSize:          headerLimit,
		ReadTimeout:             readTimeout,
		IdleTimeout:             idleTimeout,
		WriteTimeout:            writeTimeout,
		EnableTrustedProxyCheck: true,
		TrustedProxies:          s.config.TrustedProxies,
		ProxyHeader:             proxyHeader(s.config.TrustedProxies),
		EnableIPValidation:      true,
		ErrorHandler:            s.answerError,
	})
	app.Server().Handler = s.strict(app.Server().Handler)
	return app
}

func proxyHeader(trusted []string) string {
	if len(trusted) == 0 {
		return ""
	}
	return fiber.HeaderXForwardedFor
}

// Serve answers requests on the listener until Shutdown.
func (s *Server) Serve(ln net.Listener) error { return s.app.Listener(ln) }

// Shutdown stops accepting and waits for answers under way, until ctx ends.
func (s *Server) Shutdown(ctx context.Context) error { return s.app.ShutdownWithContext(ctx) }
