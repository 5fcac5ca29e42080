package web

import (
	"strings"

	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// layout is what every page has, for this visit.
func (s *Server) layout(v *visit) views.Layout {
	path := v.c.Path()
	if tag, ok := prefix(path); ok {
		path = strings.TrimPrefix(path, "/"+string(tag))
	}
	if path == "" {
		path = "/"
	}
	return views.Layout{
		Lang:        v.lang,
		Path:        path,
		Query:       string(v.c.Request().URI().QueryString()),
		Person:      s.who(v),
		CSRF:        v.session.CSRF,
		Now:         v.now,
		BaseURL:     s.config.BaseURL,
		Development: s.config.Development,
	}
}

func (s *Server) who(v *visit) views.Who {
	p := v.person
	if p.Anonymous() {
		return views.Who{}
	}
	represents, err := s.queries.Represents(v.ctx, p)
	if err != nil { // the page is of more use than a link on it
		s.config.Log.Warn("page without the link to organisations", "error", err.Error())
	}
	return views.Who{
		SignedIn:    true,
		Official:    p.Has(people.Official) || p.Has(people.Coordinator),
		Represents:  represents,
		Moderator:   p.Has(people.Moderator) && !p.Disabled,
		Name:        p.Name,
		Institution: s.queries.InstitutionName(p.Institution).In(v.lang),
	}
}
