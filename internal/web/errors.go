package web

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// statuses says which status a kind of fault has. No other package knows any.
var statuses = map[fault.Kind]int{
	fault.Invalid:     fiber.StatusUnprocessableEntity,
	fault.NotFound:    fiber.StatusNotFound,
	fault.Conflict:    fiber.StatusConflict,
	fault.Forbidden:   fiber.StatusForbidden,
	fault.SignIn:      fiber.StatusSeeOther,
	fault.TooMany:     fiber.StatusTooManyRequests,
	fault.Unavailable: fiber.StatusServiceUnavailable,
}

// refusals says what the server's own refusals mean to people.
var refusals = map[int]struct {
	key  string
	kind fault.Kind
}{
	fiber.StatusBadRequest:                  {"fault.request", fault.Invalid},
	fiber.StatusNotFound:                    {"", fault.NotFound},
	fiber.StatusMethodNotAllowed:            {"fault.method", fault.Invalid},
	fiber.StatusRequestTimeout:              {"fault.slow", fault.Unavailable},
	fiber.StatusRequestEntityTooLarge:       {"fault.too_large", fault.TooMany},
	fiber.StatusRequestURITooLong:           {"fault.address_long", fault.Invalid},
	fiber.StatusRequestHeaderFieldsTooLarge: {"fault.header_large", fault.TooMany},
}

// problem is an error as people see it.
type problem struct {
	status    int
	message   fault.Message
	kind      fault.Kind // 0 when the error is ours
	reference string     // of the log line, when the error is ours
}

// explain says what an error means to people. An error that is not a fault
// gets a reference number and no explanation.
func explain(err error) problem {
	var refusal *fiber.Error
	if f := fault.Of(err); f != nil {
		return explainFault(f)
	}
	if errors.As(err, &refusal) {
		if r, ok := refusals[refusal.Code]; ok {
			return problem{status: refusal.Code, message: fault.Message{Key: r.key}, kind: r.kind}
		}
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return problem{status: fiber.StatusServiceUnavailable, message: fault.Message{Key: "fault.busy"}, reference: rand.Text()[:10]}
	}
	return problem{status: fiber.StatusInternalServerError, message: fault.Message{Key: "fault.ours"}, reference: rand.Text()[:10]}
}

// badAddress are the faults of addresses, where there is no form to mend.
var badAddress = []string{"fault.address", "fault.query", "fault.search_long"}

func explainFault(f *fault.Fault) problem {
	p := problem{status: statuses[f.Kind], message: f.Message, kind: f.Kind}
	switch {
	case f.Kind == fault.Invalid && slices.Contains(badAddress, f.Message.Key):
		p.status = fiber.StatusBadRequest
	case f.Kind == fault.NotFound:
		// One sentence for what is absent and what is hidden.
		p.message = fault.Message{}
	}
	return p
}

// answerError is where an error of a request stops: people get a page in their
// language, the log gets the text.
func (s *Server) answerError(c *fiber.Ctx, err error) error {
	s.protect(&c.Response().Header)
	v := s.visitOf(c)
	if errors.Is(err, fault.ErrSignIn) {
		return s.askToSignIn(v)
	}
	if errors.Is(err, query.ErrMaking) {
		return s.askToWait(v)
	}
	p := explain(err)
	switch {
	case p.reference == "" && p.status == fiber.StatusServiceUnavailable:
		s.config.Log.Warn("not available", "route", v.route.Path, "error", err.Error())
	case p.reference != "":
		s.config.Log.Error("request failed", "reference", p.reference, "method", c.Method(),
			"path", c.Path(), "route", v.route.Path, "error", err.Error())
	}
	c.Response().Header.Del(fiber.HeaderETag)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if p.status == fiber.StatusMethodNotAllowed {
		c.Set(fiber.HeaderAllow, s.allowed(c))
	}
	if err := s.showProblem(v, p); err != nil {
		s.config.Log.Error("error page failed", "reference", p.reference, "error", err.Error())
		c.Status(p.status).Type("txt", "utf-8")
		return c.SendString(fasthttp.StatusMessage(p.status) + "\n")
	}
	return nil
}

// askToWait shows that what was asked for is being made, on a page that asks
// again by itself.
func (s *Server) askToWait(v *visit) error {
	v.ctx = context.Background() // that of the request has ended with its handler
	v.c.Set("Refresh", "2")
	v.c.Set(fiber.HeaderRetryAfter, "2")
	page := views.Making{Layout: s.layout(v)}
	page.Robots = "noindex"
	return s.show(v, fiber.StatusAccepted, views.MakingPage(page))
}

// askToSignIn sends the person to the sign-in page, which sends them back.
// A form cannot be sent again by a redirect, so its own page is the way back.
func (s *Server) askToSignIn(v *visit) error {
	next := string(v.c.Request().Header.RequestURI())
	if v.c.Method() == fiber.MethodPost {
		next = ownReferrer(v.c.Get(fiber.HeaderReferer), s.config.BaseURL, string(v.c.Request().Host()))
	}
	address := "/" + string(v.lang) + "/sign-in"
	if next != "" {
		address += "?next=" + url.QueryEscape(next)
	}
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	return v.c.Redirect(address, statuses[fault.SignIn])
}

// ownReferrer returns the path of the page a form stood on when it is ours.
func ownReferrer(referrer, base, host string) string {
	u, err := url.Parse(referrer)
	if err != nil || u.Host == "" || u.Host != host && !strings.HasPrefix(referrer, base+"/") {
		return ""
	}
	return u.RequestURI()
}

// showProblem renders the page of an error.
func (s *Server) showProblem(v *visit, p problem) error {
	if v.route.Bare {
		v.c.Status(p.status).Type("txt", "utf-8")
		if p.message.Key == "" {
			p.message.Key = "fault." + strings.ReplaceAll(p.kind.String(), " ", "_")
		}
		return v.c.SendString(views.Said(v.lang, p.message) + "\n")
	}
	v.ctx = context.Background() // the deadline may be what went wrong
	if v.route.Path == "" {
		// No route has asked who this is. When that fails too, the page is for anybody.
		if err := s.identify(v); err != nil {
			s.config.Log.Warn("error page for somebody unknown", "error", err.Error())
		}
	}
	page := views.Error{Layout: s.layout(v), Kind: p.kind, Message: p.message, Reference: p.reference, Typed: s.typed(v)}
	page.Robots = "noindex"
	return s.show(v, p.status, views.ErrorPage(page))
}

// prose is how long a field must be to be worth keeping, and keptTyped how many
// bytes of a form are kept.
const (
	prose     = 20
	keptTyped = 256 << 10
)

// typed is what a person wrote into a form of ours that was refused before its
// handler could show it again: the longer fields, made readable.
func (s *Server) typed(v *visit) string {
	if v.c.Method() != fiber.MethodPost || !s.sameOrigin(v.c) {
		return ""
	}
	var kept []string
	keep := func(name, value string) {
		value = readable(value)
		if len(value) >= prose && strings.ContainsAny(value, " \n") && len(value) <= keptTyped && name != "csrf" && name != "form_id" {
			kept = append(kept, value)
		}
	}
	if form, err := v.c.MultipartForm(); err == nil {
		for _, name := range slices.Sorted(maps.Keys(form.Value)) {
			for _, value := range form.Value[name] {
				keep(name, value)
			}
		}
	} else {
		for name, value := range v.c.Request().PostArgs().All() {
			keep(string(name), string(value))
		}
	}
	return strings.Join(kept, "\n\n")
}
