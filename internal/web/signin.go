package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/devsignin"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/signin"
	"github.com/eelnou/eelnou/views"
)

// SignInReturn is the path that a provider sends people back to.
const SignInReturn = "/sign-in/callback"

// signInLife is how long somebody may take to sign in at the provider.
const signInLife = 15 * time.Minute

// signing is the part of the route table for signing in and out.
func (s *Server) signing() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	routes := []Route{
		{Method: get, Path: "/sign-in", Who: Anyone, Handler: s.showSignIn},
		{Method: post, Path: "/sign-in", Who: Anyone, Handler: s.beginSignIn},
		{Method: get, Path: SignInReturn, Who: Anyone, Handler: s.finishSignIn, Bare: true},
		{Method: post, Path: views.SignOutAddress, Who: Anyone, Handler: s.signOut, Bare: true},
		{Method: get, Path: "/sessions", Who: SignedIn, Handler: s.showSessions},
		{Method: post, Path: views.EndSessionAddress, Who: SignedIn, Handler: s.endSession, Bare: true},
	}
	if s.config.Development {
		routes = append(routes, Route{Method: get, Path: "/dev/mail", Who: Anyone, Handler: s.showMail})
	}
	return routes
}

// mountPersonas answers for the provider of invented persons. It stands for a
// service of somebody else and knows nothing of our sessions, so it is no part
// of the route table.
func (s *Server) mountPersonas() {
	if s.config.Personas != nil {
		s.app.All(devsignin.Path+"/*", adaptor.HTTPHandler(s.config.Personas))
	}
}

// showSignIn offers the ways to sign in. In development the service answers to
// more names than one, and the cookie of a sign-in belongs to a name: people are
// led to the one that the provider will lead back to.
func (s *Server) showSignIn(v *visit) error {
	if own := s.ownAddress(v); own != "" {
		return v.c.Redirect(own, fiber.StatusFound)
	}
	return s.show(v, fiber.StatusOK, views.SignInPage(s.signInPage(v, ownPath(v.query("next")))))
}

// ownAddress is the address of this page under the configured name when it was
// asked for under another.
func (s *Server) ownAddress(v *visit) string {
	u, err := url.Parse(s.config.BaseURL)
	if err != nil || !s.config.Development || u.Host == string(v.c.Request().Host()) {
		return ""
	}
	return s.config.BaseURL + string(v.c.Request().Header.RequestURI())
}

func (s *Server) signInPage(v *visit, next string) views.SignIn {
	page := views.SignIn{Layout: s.layout(v), Next: next}
	page.Robots = "noindex"
	page.Path, page.Query = "/sign-in", ""
	if next != "" {
		page.Query = url.Values{"next": {next}}.Encode()
	}
	if s.config.SignIn != nil {
		way := s.authority()
		page.Providers = []views.SignInProvider{{
			Name: sentence("signin.way_" + way), Explain: sentence("signin.explain_" + way),
			Address: "/" + string(v.lang) + "/sign-in",
		}}
	}
	return page
}

// sentence is a sentence in every language.
func sentence(key string) lang.Text {
	return lang.Text{Et: views.T(lang.Et, key), En: views.T(lang.En, key), Ru: views.T(lang.Ru, key)}
}

// authority names the provider in sessions and in the log.
func (s *Server) authority() string {
	switch {
	case s.config.Personas != nil:
		return "dev"
	case s.config.SignIn.Profile() == signin.TARA:
		return "tara"
	}
	return "oidc"
}

// beginSignIn sends the person to the provider.
func (s *Server) beginSignIn(v *visit) error {
	if s.config.SignIn == nil {
		return fault.New(fault.Unavailable, "signin.no_provider")
	}
	next := ownPath(v.form("next"))
	// The way back has no language, so it goes with what to show afterwards.
	then := next
	if then == "" {
		then = "/" + string(v.lang)
	}
	if err := s.limits.take(signingIn, sender(v.c.IP()), v.now); err != nil {
		return err
	}
	cookie, address, err := s.config.SignIn.Begin(v.ctx, string(v.lang), then)
	if err != nil {
		return s.signInFailed(v, next, err)
	}
	s.setCookie(v.c, s.cookieName("signin"), cookie, signInLife)
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	if strings.HasPrefix(address, s.config.BaseURL+"/") {
		return v.see(address)
	}
	// Browsers hold the content policy's form-action against redirects that
	// follow a form, so one to another site would be stopped. A refresh is not.
	v.c.Set("Refresh", "0; url="+address)
	return s.show(v, fiber.StatusOK, views.SignInPage(s.signInPage(v, next)))
}

// finishSignIn takes the provider's answer and starts a session. The session the
// browser had before, if any, ends: its secret may be known to somebody else.
func (s *Server) finishSignIn(v *visit) error {
	cookie := v.c.Cookies(s.cookieName("signin"))
	s.dropCookie(v.c, s.cookieName("signin"))
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	next := ownPath(signin.Next(cookie))
	tag, ok := prefix(next)
	if !ok {
		tag = s.speaks(v.c)
	}
	v.lang = tag
	if next == "/"+string(tag) {
		next = ""
	}
	if s.config.SignIn == nil {
		return fault.ErrNotFound
	}
	id, err := s.config.SignIn.Finish(v.ctx, cookie, signin.Answer{
		State: v.query("state"), Code: v.query("code"), Issuer: v.query("iss"),
		Error: v.query("error"), Description: v.query("error_description"),
	})
	if err != nil {
		return s.signInFailed(v, next, err)
	}
	return s.startSession(v, next, id)
}

func (s *Server) startSession(v *visit, next string, id signin.Identity) error {
	proved := s.proved(id)
	secret, err := s.actions.SignIn(v.ctx, proved, device(v.c.Get(fiber.HeaderUserAgent)))
	if err != nil {
		return s.signInFailed(v, next, err)
	}
	if old := v.c.Cookies(s.sessionCookie()); old != "" {
		if err := s.actions.SignOut(v.ctx, old); err != nil {
			return err
		}
	}
	s.setCookie(v.c, s.sessionCookie(), secret, people.SessionLife)
	p, _, err := s.queries.Session(v.ctx, action.HashSecret(secret))
	if err != nil {
		return err
	}
	s.config.Log.Info("signed in", "person", string(p.ID), "authority", proved.Authority, "assurance", id.Assurance, "methods", id.Methods, "token", id.Token)
	return v.see(afterSignIn(v, next, p))
}

// proved is what the provider has proved, for the action. Roles come from the
// provider of invented persons alone.
func (s *Server) proved(id signin.Identity) action.Identity {
	proved := action.Identity{Issuer: id.Issuer, Subject: id.Subject, Name: id.Name, Authority: s.authority()}
	if s.config.Personas == nil {
		return proved
	}
	p, ok := devsignin.BySubject(id.Subject)
	if !ok {
		return proved
	}
	proved.Persona = &action.Persona{
		Email: p.Email, Institution: p.Institution, Organisation: p.Organisation, OrgName: p.OrgName, Roles: p.Roles,
	}
	return proved
}

// afterSignIn is the page to show: the one asked for, else where the person works.
func afterSignIn(v *visit, next string, p people.Person) string {
	switch {
	case next != "":
		return next
	case p.Serves(p.Institution):
		return views.To(v.lang).Work()
	}
	return views.To(v.lang).Home()
}

// signInFailed shows the ways to sign in again, with what went wrong. The reason
// goes to the log; it names no token, code or person.
func (s *Server) signInFailed(v *visit, next string, err error) error {
	f := fault.Of(err)
	if f == nil {
		return err
	}
	s.config.Log.Warn("sign-in failed", "authority", s.authority(), "error", err.Error())
	page := s.signInPage(v, next)
	page.Failed, page.Notice = f.Message.Key != "signin.cancelled", f.Message
	return s.show(v, statuses[f.Kind], views.SignInPage(page))
}

// showMail shows, in development, the mail that would have been sent. There is
// none where mail is really sent.
func (s *Server) showMail(v *visit) error {
	page := views.DevMail{Layout: s.layout(v)}
	if s.config.Mail != nil {
		list, err := s.config.Mail(50)
		if err != nil {
			return err
		}
		page.Mail = list
	}
	page.Robots = "noindex"
	return s.show(v, fiber.StatusOK, views.DevMailPage(page))
}

// ownPath returns a path of ours to go to after signing in, or "" when it is
// anything else: what browsers could read as another site, another scheme, or
// the sign-in itself.
func ownPath(next string) string {
	if len(next) > 2000 || !strings.HasPrefix(next, "/") || strings.ContainsFunc(next, unsafeInPath) {
		return ""
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return ""
	}
	path, _, _ := strings.Cut(next, "?")
	if strings.Contains(path, "//") || strings.Contains(path, "/.") || strings.Contains(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return ""
	}
	if bare := strings.TrimPrefix(path, languagePart(path)); strings.HasPrefix(bare, "/sign-") || strings.HasPrefix(bare, "/dev/signin") {
		return ""
	}
	return next
}

// unsafeInPath reports what browsers drop or turn round when they read an
// address: control characters, white space and the stroke that leans back.
func unsafeInPath(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }

// languagePart is the language prefix of a path, such as /et, or "".
func languagePart(path string) string {
	if _, ok := prefix(path); ok {
		return path[:3]
	}
	return ""
}
