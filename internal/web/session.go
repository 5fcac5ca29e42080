package web

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/views"
)

// identify finds out who makes the request. A session that has ended or whose
// person is disabled is nobody's; the request goes on as anybody's would. An
// anonymous reader costs the store nothing.
func (s *Server) identify(v *visit) error {
	secret := v.c.Cookies(s.sessionCookie())
	if secret == "" {
		return nil
	}
	token := action.HashSecret(secret)
	p, session, err := s.queries.Session(v.ctx, token)
	if errors.Is(err, fault.ErrNotFound) {
		s.dropCookie(v.c, s.sessionCookie())
		return nil
	}
	if err != nil {
		return err
	}
	if !session.Live(p, v.now) {
		s.dropCookie(v.c, s.sessionCookie())
		return s.actions.SignOut(v.ctx, secret)
	}
	v.person, v.session = p, session
	if v.now.Sub(session.Seen) >= action.SeenStep {
		s.touch(v, token)
	}
	return nil
}

// touch notes that the session is in use. When that cannot be written, on a full
// disk perhaps, the person can still read.
func (s *Server) touch(v *visit, token string) {
	if err := s.actions.Touch(v.ctx, token); err != nil && !errors.Is(err, fault.ErrNotFound) {
		s.config.Log.Warn("session not noted as used", "error", err.Error())
	}
}

// sessionCookie is the name of the cookie with a session's secret. Browsers take
// the __Host- prefix only over TLS, which development has not.
func (s *Server) sessionCookie() string { return s.cookieName("session") }

func (s *Server) cookieName(name string) string {
	if s.config.secure() {
		return "__Host-eelnou-" + name
	}
	return "eelnou-" + name
}

// setCookie gives the browser something that scripts cannot read and other sites
// cannot have sent along with their forms.
func (s *Server) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second),
		Secure: s.config.secure(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

func (s *Server) dropCookie(c *fiber.Ctx, name string) {
	c.Cookie(&fiber.Cookie{
		Name: name, Path: "/", Expires: time.Unix(1, 0),
		Secure: s.config.secure(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

// signOut ends the session on the server, not only in the browser.
func (s *Server) signOut(v *visit) error {
	if secret := v.c.Cookies(s.sessionCookie()); secret != "" {
		if err := s.actions.SignOut(v.ctx, secret); err != nil {
			return err
		}
		s.dropCookie(v.c, s.sessionCookie())
		s.config.Log.Info("signed out", "person", string(v.person.ID), "authority", v.session.Authority)
	}
	return v.see(s.from(v).Home())
}

// showSessions lists where the person is signed in.
func (s *Server) showSessions(v *visit) error {
	list, err := s.queries.Sessions(v.ctx, v.person)
	if err != nil {
		return err
	}
	page := views.Sessions{Layout: s.layout(v), Person: v.person}
	for _, one := range list {
		page.Sessions = append(page.Sessions, views.OwnSession{
			ID: one.Token, Device: one.Device, Created: one.Created, Seen: one.Seen, This: one.Token == v.session.Token,
		})
	}
	return s.show(v, fiber.StatusOK, views.SessionsPage(page))
}

// endSession ends one of the person's own sessions. Ending the one in use is
// signing out.
func (s *Server) endSession(v *visit) error {
	token := v.field("session")
	if token == v.session.Token {
		return s.signOut(v)
	}
	if err := s.actions.EndSession(v.ctx, v.person, token); err != nil {
		return err
	}
	return v.see(s.from(v).Sessions())
}

// from is the language of the page that a form without a language stood on.
func (s *Server) from(v *visit) views.To {
	back := ownReferrer(v.c.Get(fiber.HeaderReferer), s.config.BaseURL, string(v.c.Request().Host()))
	path, _, _ := strings.Cut(back, "?")
	if tag, ok := prefix(path); ok {
		return views.To(tag)
	}
	return views.To(s.speaks(v.c))
}

// device says in words which browser and system somebody uses, for the list of
// their own sessions. It is a guess and decides nothing.
func device(agent string) string {
	if len(agent) > 1000 {
		agent = agent[:1000]
	}
	browser := firstOf(agent, "Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Chromium/", "Chromium", "Safari/", "Safari", "curl/", "curl")
	system := firstOf(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS X", "macOS", "CrOS", "ChromeOS", "Linux", "Linux")
	switch {
	case browser == "":
		return system
	case system == "":
		return browser
	}
	return browser + ", " + system
}

// firstOf takes pairs of a mark and a name and returns the name of the first
// mark that stands in the text.
func firstOf(text string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(text, pairs[i]) {
			return pairs[i+1]
		}
	}
	return ""
}
