package web

import (
	"slices"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Who is the least that somebody must be to use a route. What they may do to
// the thing it is about is decided by query and action.
type Who uint8

// The sorts of people, each including the ones after it except Moderator.
const (
	Anyone        Who = iota
	SignedIn          // any signed-in person
	Official          // officials and coordinators of an institution
	Moderator         // moderators
	Administrator     // administrators
)

// Route is one row of the route table.
type Route struct {
	Method  string
	Path    string // without the language prefix, in Fiber's notation
	Who     Who
	Handler func(*visit) error
	Cache   bool // the page for anonymous people may be kept ready
	Bare    bool // not a page: no language prefix, no redirect
}

// routes is the whole table: what people send, what they read, signing in. A
// fixed part of a path (documents/new) stands before a variable one.
func (s *Server) routes() []Route {
	return slices.Concat(s.writing(), s.organisationPages(), s.answering(), s.reading(), s.readingHistory(), s.finding(), s.keepingSearches(), s.machines(), s.signing())
}

// mount hands the table to Fiber, pages once for each language, so that
// Fiber's index by the first letters of the path finds them quickly.
func (s *Server) mount() {
	for _, r := range s.table {
		if r.Bare {
			s.add(r.Path, r, "")
			continue
		}
		for _, tag := range lang.All {
			s.add("/"+string(tag)+r.Path, r, tag)
		}
	}
	s.mountPersonas()
	s.app.Use(s.redirectBare)
}

func (s *Server) add(path string, r Route, tag lang.Tag) {
	took := metrics.GetOrCreateHistogram(`eelnou_request_seconds{method="` + r.Method + `",route="` + r.Path + `"}`)
	handle := func(c *fiber.Ctx) error {
		began := time.Now()
		defer took.UpdateDuration(began)
		return s.serve(c, r, tag)
	}
	s.app.Add(r.Method, path, handle)
	if r.Method == fiber.MethodGet {
		s.app.Add(fiber.MethodHead, path, handle)
	}
}

// admits reports whether a person may use a route, as a fault.
func (w Who) admits(p people.Person) error {
	if w == Anyone {
		return nil
	}
	if p.Anonymous() {
		return fault.New(fault.SignIn, "fault.sign_in")
	}
	allowed := w == SignedIn ||
		w == Official && (p.Has(people.Official) || p.Has(people.Coordinator)) ||
		w == Moderator && p.Has(people.Moderator) ||
		p.Has(people.Administrator)
	if !allowed {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return nil
}
