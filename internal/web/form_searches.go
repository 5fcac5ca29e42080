package web

import (
	"errors"
	"net/url"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// keepingSearches is the part of the route table about searches that people keep.
func (s *Server) keepingSearches() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	return []Route{
		{Method: get, Path: "/searches", Who: SignedIn, Handler: s.showSearches},
		{Method: post, Path: "/searches", Who: SignedIn, Handler: s.saveSearch},
		{Method: post, Path: "/searches/:search", Who: SignedIn, Handler: s.renameSearch},
		{Method: post, Path: "/searches/:search/delete", Who: SignedIn, Handler: s.deleteSearch},
	}
}

// keptSearch reads a search as it is kept.
func keptSearch(query string) (views.SearchQuery, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return views.SearchQuery{}, malformed("query")
	}
	return asked(values.Get).search()
}

// searches is the page of the person's searches. One that can no longer be
// understood stays in the list, so that it can be deleted.
func (s *Server) searches(v *visit) (views.SavedSearches, error) {
	page := views.SavedSearches{Layout: s.layout(v)}
	page.Robots = "noindex"
	list, err := s.queries.SavedSearches(v.ctx, v.person)
	if err != nil {
		return page, err
	}
	for _, kept := range list {
		shown := views.SavedSearch{ID: kept.ID, Name: kept.Name, Address: page.To().SearchPage()}
		q, err := keptSearch(kept.Query)
		if err == nil {
			shown.Address = page.To().Search(q)
			shown.Total, shown.Newest, err = s.queries.NewestFound(v.ctx, v.person, searchAsked(q))
		}
		if err != nil && !errors.Is(err, fault.ErrInvalid) {
			return page, err
		}
		page.List = append(page.List, shown)
	}
	return page, nil
}

func (s *Server) showSearches(v *visit) error {
	page, err := s.searches(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.SavedSearchesPage(page))
}

func (s *Server) saveSearch(v *visit) error {
	typed := v.form("query")
	q, err := keptSearch(typed)
	if err != nil {
		return err
	}
	req := action.SaveSearch{Name: v.field("name"), Query: q.Canonical().Values().Encode(), Found: q.Found()}
	return s.searchKept(v, s.actions.SaveSearch(v.ctx, v.person, req), "", req.Name, req.Query)
}

func (s *Server) renameSearch(v *visit) error {
	id, name := people.SearchID(v.param("search")), v.field("name")
	return s.searchKept(v, s.actions.RenameSearch(v.ctx, v.person, id, name), id, name, "")
}

func (s *Server) deleteSearch(v *visit) error {
	if err := s.actions.DeleteSearch(v.ctx, v.person, people.SearchID(v.param("search"))); err != nil {
		return err
	}
	return v.see(views.To(v.lang).SavedSearches())
}

// searchKept shows the list, or the form again with what was typed.
func (s *Server) searchKept(v *visit, err error, id people.SearchID, name, query string) error {
	if err == nil {
		return v.see(views.To(v.lang).SavedSearches())
	}
	page, err2 := s.searches(v)
	if err2 != nil {
		return err2
	}
	page.Refused, page.Name, page.Query = id, name, query
	return s.again(v, err, &page, func() templ.Component { return views.SavedSearchesPage(page) })
}
