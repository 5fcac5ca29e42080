package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// finding is the part of the route table about searches.
func (s *Server) finding() []Route {
	return []Route{
		{Method: fiber.MethodGet, Path: "/search", Handler: s.search},
		{Method: fiber.MethodGet, Path: "/search/suggest", Handler: s.suggest},
		{Method: fiber.MethodGet, Path: "/search.csv", Handler: s.sendSearch},
	}
}

// searchQuery reads a search from the address. What it does not know is
// malformed: an old link must not silently find something else.
func (v *visit) searchQuery() (views.SearchQuery, error) { return asked(v.query).search() }

func (a asked) search() (views.SearchQuery, error) {
	q := views.SearchQuery{Words: a("q"), Institution: people.Code(a("institution")), Dossier: dossier.ID(a("dossier")), After: a("after")}
	var errs [9]error
	var open string
	q.In, errs[0] = oneOf(a, "in", views.SearchPlaces)
	q.What, errs[1] = oneOf(a, "what", views.SearchThings)
	q.Kind, errs[2] = oneOf(a, "kind", dossier.Kinds)
	q.Stage, errs[3] = oneOf(a, "stage", dossier.Stages)
	q.Language, errs[4] = oneOf(a, "language", views.SearchLanguages)
	open, errs[5] = oneOf(a, "open", []string{"1"})
	q.Sort, errs[6] = oneOf(a, "sort", views.SearchSorts)
	q.AsOf, errs[7] = a.day("as-of")
	q.Year, errs[8] = a.year()
	q.Open = open != ""
	for _, err := range errs {
		if err != nil {
			return q, err
		}
	}
	return q, nil
}

// searchAsked is a search in the words of query.
func searchAsked(q views.SearchQuery) query.Search {
	return query.Search{
		Words: q.Words, In: q.In, What: q.What, Institution: q.Institution, Kind: q.Kind, Stage: q.Stage,
		Year: q.Year, Language: q.Language, Open: q.Open, Dossier: q.Dossier, AsOf: q.AsOf, Sort: q.Sort, After: q.After,
	}
}

// searchShown is the inverse of searchAsked.
func searchShown(q query.Search) views.SearchQuery {
	return views.SearchQuery{
		Words: q.Words, In: q.In, What: q.What, Institution: q.Institution, Kind: q.Kind, Stage: q.Stage,
		Year: q.Year, Language: q.Language, Open: q.Open, Dossier: q.Dossier, AsOf: q.AsOf, Sort: q.Sort, After: q.After,
	}
}

func (s *Server) search(v *visit) error {
	q, err := v.searchQuery()
	if err != nil {
		return err
	}
	page := views.Search{Layout: s.layout(v), Search: q, Asked: q != views.SearchQuery{}}
	page.Robots = "noindex"
	if !page.Asked {
		return s.show(v, fiber.StatusOK, views.SearchPage(page))
	}
	found, err := s.queries.Search(v.ctx, v.person, searchAsked(q))
	if err != nil {
		return err
	}
	page.Total, page.Dossiers = found.Total, found.Dossiers
	page.Rebuilding, page.Built, page.Checking = found.Incomplete, found.Built, found.Checking
	page.Understood = understoodShown(s.layout(v), found)
	page.Help = each(found.Help, func(h query.SearchHelp) views.SearchHelp {
		return views.SearchHelp{How: h.How, Word: h.Word, Total: h.Total, Address: page.To().Search(searchShown(h.Ask))}
	})
	page.Groups = each(found.Groups, func(g query.SearchGroup) views.SearchGroup { return groupShown(page.To(), g, q) })
	if page.Beginning, err = s.beginning(v, q, found.Groups); err != nil {
		return err
	}
	page.Link = s.config.BaseURL + views.To("").Search(q.Canonical())
	page.Filters = filtersShown(page.To(), found, q)
	page.Pages = pagesShown(found.Page, searchWith(page.To(), q, func(r *views.SearchQuery, value string) { r.After = value }))
	return s.show(v, fiber.StatusOK, views.SearchPage(page))
}

// searchWith gives the address of a search with one thing about it changed.
func searchWith(to views.To, q views.SearchQuery, change func(*views.SearchQuery, string)) func(string) string {
	q.After = ""
	return func(value string) string {
		r := q
		change(&r, value)
		return to.Search(r)
	}
}

// filtersShown are the filters of a search with what each would leave.
func filtersShown(to views.To, found query.SearchPage, q views.SearchQuery) views.SearchFilters {
	show := func(list []query.Choice, chosen string, change func(*views.SearchQuery, string)) []views.Choice {
		return choicesShown(list, chosen, searchWith(to, q, change))
	}
	var open []query.Choice
	chosen := ""
	if q.Open {
		chosen = "1"
	}
	if found.Open > 0 || q.Open {
		open = []query.Choice{{Value: "1", Count: found.Open}}
	}
	return views.SearchFilters{
		Open:         show(open, chosen, func(r *views.SearchQuery, value string) { r.Open = value != "" }),
		Things:       show(found.Things, q.What, func(r *views.SearchQuery, value string) { r.What = value }),
		Stages:       show(found.Stages, string(q.Stage), func(r *views.SearchQuery, value string) { r.Stage = dossier.Stage(value) }),
		Kinds:        show(found.Kinds, string(q.Kind), func(r *views.SearchQuery, value string) { r.Kind = dossier.Kind(value) }),
		Institutions: show(found.Institutions, string(q.Institution), func(r *views.SearchQuery, value string) { r.Institution = people.Code(value) }),
		Years:        show(found.Years, yearWritten(q.Year), func(r *views.SearchQuery, value string) { r.Year, _ = strconv.Atoi(value) }),
		Languages:    show(found.Languages, q.Language, func(r *views.SearchQuery, value string) { r.Language = value }),
	}
}

// understoodShown is how a search was read, as its page says it.
func understoodShown(l views.Layout, found query.SearchPage) views.Understood {
	r := found.Reading
	u := views.Understood{Words: r.Words, Phrases: r.Phrases, Without: r.Without, Numbers: r.Numbers, Any: r.Any, Cut: r.Cut,
		Provision: r.Reference.Place.String(), Act: r.Reference.Known.Title}
	if u.Act == "" && u.Provision != "" {
		u.Act = r.Reference.Act
	} else if short := r.Reference.Known.Short; short != "" {
		u.Act += " (" + short + ")"
	}
	for _, o := range found.Offices {
		names := func(list []query.Name) string {
			return strings.Join(each(list, func(n query.Name) string { return l.In(n.Name) }), ", ")
		}
		u.Offices = append(u.Offices, views.OfficeUnderstood{Name: l.In(o.Name.Name), Former: names(o.Former), Now: names(o.Now)})
	}
	return u
}

// groupShown is what was found in one dossier, with the way to the rest of it.
func groupShown(to views.To, g query.SearchGroup, q views.SearchQuery) views.SearchGroup {
	shown := views.SearchGroup{DossierRow: dossierRow(g.DossierRow), Total: g.Total,
		Hits: each(g.Hits, func(h query.SearchHit) views.SearchHit { return pastShown(hitShown(to, g, h), h, q) })}
	if g.Total > len(g.Hits) && q.Dossier == "" {
		rest := q
		rest.Dossier, rest.After = g.ID, ""
		shown.Address = to.Search(rest)
	}
	return shown
}

// hitShown is one thing found. A response stands on the page of its comment.
func hitShown(to views.To, g query.SearchGroup, h query.SearchHit) views.SearchHit {
	shown := views.SearchHit{Kind: string(h.Kind), Language: h.Language, Address: "/" + string(to) + h.Address, Title: h.Title, Dated: h.Dated}
	if h.Address == "" {
		shown.Address = to.Dossier(g.ID)
	}
	for _, part := range h.Snippet {
		shown.Snippet = append(shown.Snippet, views.SnippetPart{Text: part.Text, Hit: part.Mark})
	}
	return shown
}
