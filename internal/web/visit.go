package web

import (
	"context"
	"fmt"
	"net/url"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// visit is one request, who makes it and in which language. It lives until the
// handler returns and never enters a goroutine.
type visit struct {
	c       *fiber.Ctx
	ctx     context.Context // ends with the deadline of the answer
	route   Route
	lang    lang.Tag
	person  people.Person
	session people.Session // zero when nobody is signed in
	now     time.Time
	seen    event.Seq // the newest event when the visit began
}

// serve answers one request by its row of the route table.
func (s *Server) serve(c *fiber.Ctx, r Route, tag lang.Tag) (err error) {
	defer survive(&err)
	ctx, cancel := context.WithTimeout(context.Background(), s.config.Deadline)
	defer cancel()
	c.SetUserContext(ctx)
	v := &visit{c: c, ctx: ctx, route: r, lang: tag, now: s.config.Clock()}
	c.Locals(visitKey, v)
	if err := s.check(v); err != nil {
		return err
	}
	if v.seen, err = s.queries.Newest(ctx); err != nil {
		return err
	}
	if err := s.identify(v); err != nil {
		return err
	}
	if r.Method == fiber.MethodPost {
		if err := s.checkOrigin(v); err != nil {
			return err
		}
	}
	if err := r.Who.admits(v.person); err != nil {
		return err
	}
	return r.Handler(v)
}

// survive turns a panic into an error, so that one bad page does not end the
// service. The stack goes to the log with the reference the person is shown.
func survive(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}

type localKey struct{}

var visitKey localKey

// visitOf returns the visit that a request belongs to; a request that matched
// no route has a bare one.
func (s *Server) visitOf(c *fiber.Ctx) *visit {
	if v, ok := c.Locals(visitKey).(*visit); ok {
		return v
	}
	return &visit{c: c, ctx: c.UserContext(), lang: s.speaks(c), now: s.config.Clock()}
}

// param returns a part of the path, decoded.
func (v *visit) param(name string) string {
	raw := v.c.Params(name)
	decoded, err := url.PathUnescape(raw)
	if err != nil {
		return raw
	}
	return decoded
}

// number returns a part of the path that must be a number from 1, written
// without needless zeros unless width says how many digits it has.
func (v *visit) number(name string, width int) (int, error) {
	raw := v.param(name)
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 || pad(n, width) != raw {
		return 0, fault.ErrNotFound
	}
	return n, nil
}

// pad writes a number with at least width digits.
func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// query returns a parameter of the address.
func (v *visit) query(name string) string { return v.c.Query(name) }

// form returns a field of the form sent.
func (v *visit) form(name string) string { return v.c.FormValue(name) }

// see sends the person to a page of ours, after a form was accepted.
func (v *visit) see(path string) error {
	return v.c.Redirect(path, fiber.StatusSeeOther)
}
