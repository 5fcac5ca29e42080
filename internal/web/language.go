package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/language"

	"github.com/eelnou/eelnou/internal/lang"
)

// languageCookie keeps the language that somebody chose.
const languageCookie = "lang"

var matcher = language.NewMatcher([]language.Tag{language.Estonian, language.English, language.Russian})

// prefix returns the language at the beginning of a path.
func prefix(path string) (lang.Tag, bool) {
	if len(path) < 3 || path[0] != '/' || len(path) > 3 && path[3] != '/' {
		return "", false
	}
	return lang.Parse(path[1:3])
}

// speaks returns the language to answer in: of the address, else chosen before,
// else preferred by the browser, else Estonian.
func (s *Server) speaks(c *fiber.Ctx) lang.Tag {
	if tag, ok := prefix(c.Path()); ok {
		return tag
	}
	if tag, ok := lang.Parse(c.Cookies(languageCookie)); ok {
		return tag
	}
	return preferred(c.Get(fiber.HeaderAcceptLanguage))
}

// preferred reads Accept-Language. The matcher offers Russian to Ukrainians
// with no confidence; such guesses are not taken.
func preferred(header string) lang.Tag {
	if header == "" || len(header) > 500 {
		return lang.Et
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return lang.Et
	}
	for _, tag := range wanted {
		if _, i, sure := matcher.Match(tag); sure >= language.High {
			return lang.All[i]
		}
	}
	return lang.Et
}

// redirectBare answers what no route has taken. An address without a language,
// the one that is cited, leads to the page in the person's language; one with a
// needless last stroke to the one without. What then has no page is not found.
func (s *Server) redirectBare(c *fiber.Ctx) error {
	if c.Method() == fiber.MethodPost {
		return s.unknown(c)
	}
	if err := checkAddress(c); err != nil {
		return err
	}
	path := string(c.Request().URI().PathOriginal())
	trimmed := "/" + strings.Trim(path, "/")
	if tag, ok := prefix(path); ok {
		if path == "/"+string(tag) {
			return s.redirect(c, path+"/", fiber.StatusMovedPermanently)
		}
		if trimmed == path {
			return s.unknown(c)
		}
		return s.redirect(c, trimmed, fiber.StatusMovedPermanently)
	}
	c.Set(fiber.HeaderVary, "Accept-Language, Cookie")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return s.redirect(c, "/"+string(s.speaks(c))+trimmed, fiber.StatusFound)
}

// redirect sends the reader to a path of ours, with the query as it came.
func (s *Server) redirect(c *fiber.Ctx, path string, status int) error {
	if q := c.Request().URI().QueryString(); len(q) > 0 {
		path += "?" + string(q)
	}
	return c.Redirect(path, status)
}

// unknown is the answer to an address with no page: not found, or the wrong
// method of one that has.
func (s *Server) unknown(c *fiber.Ctx) error {
	if s.allowed(c) != "" {
		return fiber.ErrMethodNotAllowed
	}
	return fiber.ErrNotFound
}

var exact = fiber.Config{CaseSensitive: true, StrictRouting: true}

// allowed lists the methods that the address of a request has, as Allow does.
func (s *Server) allowed(c *fiber.Ctx) string {
	var methods []string
	path := c.Path()
	if _, ok := prefix(path); ok {
		path = path[3:]
	}
	for _, r := range s.table {
		if fiber.RoutePatternMatch(path, r.Path, exact) && !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	return strings.Join(methods, ", ")
}
