// Package views holds the pages: one typed struct and one templ component for
// each, the stylesheet, the scripts and the sentences in three languages. It
// shows what it is given and decides nothing.
package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

// Layout is what every page has. Each page struct embeds it.
type Layout struct {
	Lang        lang.Tag
	Path        string // of this page without the language prefix, such as /dossiers; for the language links
	Query       string // raw query of this page without "?", kept by the language links
	Person      Who
	CSRF        string // token of every form that changes something
	Now         time.Time
	Notice      fault.Message // what was just done, such as {Key: "notice.published"}; an empty key shows nothing
	BaseURL     string        // of the service, without a slash at the end; for addresses to cite
	Robots      string        // such as "noindex"; empty lets robots in
	Development bool          // shows that this is not the real service, and the page of mail
}

// Who is the person looking, as the head of the page needs to know them.
type Who struct {
	SignedIn    bool
	Official    bool   // has the "our work" page
	Represents  bool   // an organisation
	Moderator   bool   // has the page of what waits for moderators
	Name        string // shown beside "log out"
	Institution string // name in the language of the page, for officials
}

// T returns the sentence of a key in the language of the page. See [T].
func (l Layout) T(key string, args ...any) string { return T(l.Lang, key, args...) }

// To builds addresses in the language of the page.
func (l Layout) To() To { return To(l.Lang) }

// In returns a text in the language of the page, or the one it has.
func (l Layout) In(t lang.Text) string { return t.In(l.Lang) }

// foreign returns the language of a text as shown when it is not the page's,
// for the lang attribute.
func (l Layout) foreign(t lang.Text) string {
	if s, tag := t.Find(l.Lang); s != "" && tag != l.Lang {
		return string(tag)
	}
	return ""
}

// here is the address of this page in another language.
func (l Layout) here(tag lang.Tag) string {
	address := "/" + string(tag) + l.Path
	if l.Query != "" {
		address += "?" + l.Query
	}
	return address
}

// back is the address of this page, for coming back after signing in.
func (l Layout) back() string { return l.here(l.Lang) }
