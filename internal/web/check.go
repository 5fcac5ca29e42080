package web

import (
	"bytes"
	"crypto/subtle"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/fault"
)

// Limits of forms.
const (
	formKeys  = 1000
	formParts = 50
)

// check refuses what is malformed, before anybody is asked for.
func (s *Server) check(v *visit) error {
	if err := checkAddress(v.c); err != nil {
		return err
	}
	if v.route.Method == fiber.MethodPost {
		return checkForm(v.c)
	}
	return nil
}

// checkAddress refuses an address that is too long, wrongly encoded or not
// UTF-8 once decoded.
func checkAddress(c *fiber.Ctx) error {
	raw := c.Request().Header.RequestURI()
	if len(raw) > addressLimit {
		return fiber.NewError(fiber.StatusRequestURITooLong)
	}
	if len(raw) == 0 || raw[0] != '/' {
		return fault.New(fault.Invalid, "fault.address")
	}
	for _, b := range raw {
		if b >= utf8.RuneSelf || b < ' ' {
			return fault.New(fault.Invalid, "fault.address")
		}
	}
	path, query, _ := strings.Cut(string(raw), "?")
	if detours(path) {
		return fiber.ErrNotFound
	}
	if bytes.IndexByte(raw, '%') < 0 {
		return nil
	}
	decodedPath, err1 := url.PathUnescape(path)
	decodedQuery, err2 := url.QueryUnescape(query)
	if err1 != nil || err2 != nil || !clean(decodedPath) || !clean(decodedQuery) {
		return fault.New(fault.Invalid, "fault.address")
	}
	return nil
}

// detours reports a path that has another, shorter way of being written: a page
// has one address.
func detours(path string) bool {
	return strings.Contains(path, "//") || strings.Contains(path, "/.")
}

// clean reports whether a text is UTF-8 without NUL.
func clean(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// checkForm refuses forms that are not UTF-8 or have more fields or files than
// any of ours.
func checkForm(c *fiber.Ctx) error {
	kind := string(c.Request().Header.ContentType())
	switch {
	case len(c.Request().Body()) == 0:
		return nil
	case strings.HasPrefix(kind, fiber.MIMEApplicationForm):
		return checkFields(c)
	case strings.HasPrefix(kind, fiber.MIMEMultipartForm):
		return checkParts(c)
	}
	return fault.New(fault.Invalid, "fault.form")
}

func checkFields(c *fiber.Ctx) error {
	args := c.Request().PostArgs()
	if args.Len() > formKeys {
		return fault.New(fault.Invalid, "fault.form_large", formKeys)
	}
	for k, value := range args.All() {
		if !clean(string(k)) || !clean(string(value)) {
			return fault.New(fault.Invalid, "fault.encoding")
		}
	}
	return nil
}

func checkParts(c *fiber.Ctx) error {
	form, err := c.MultipartForm()
	if err != nil {
		return fault.New(fault.Invalid, "fault.form")
	}
	parts := 0
	for name, values := range form.Value {
		parts += len(values)
		for _, value := range values {
			if !clean(name) || !clean(value) {
				return fault.New(fault.Invalid, "fault.encoding")
			}
		}
	}
	for _, files := range form.File {
		parts += len(files)
	}
	if parts > formParts {
		return fault.New(fault.Invalid, "fault.form_large", formParts)
	}
	return nil
}

// checkOrigin asks for proof that a form came from a page of ours: the browser
// says so, and the form of a signed-in person carries the token of the session.
// A program that says nothing about origins is let through only without a
// session, for then there is nobody in whose name it could act.
func (s *Server) checkOrigin(v *visit) error {
	refused := fault.New(fault.Forbidden, "fault.origin")
	if !s.sameOrigin(v.c) {
		return refused
	}
	if v.session.CSRF == "" {
		return nil
	}
	if subtle.ConstantTimeCompare([]byte(v.form("csrf")), []byte(v.session.CSRF)) != 1 {
		return fault.New(fault.Forbidden, "fault.stale_form")
	}
	return nil
}

func (s *Server) sameOrigin(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
	default:
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return true
	}
	if origin == s.config.BaseURL {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == string(c.Request().Host())
}
