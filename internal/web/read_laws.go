package web

import (
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// lawPages is the part of the route table about acts whose wordings are kept.
func (s *Server) lawPages() []Route {
	return []Route{
		{Method: fiber.MethodGet, Path: "/laws", Handler: s.listLaws, Cache: true},
		{Method: fiber.MethodGet, Path: "/laws/:law", Handler: s.showLaw, Cache: true},
	}
}

func (s *Server) listLaws(v *visit) error {
	q := views.LawsQuery{Words: v.query("q"), Letter: v.query("letter"), After: v.query("after")}
	found, err := s.queries.Laws(v.ctx, query.Laws{Words: q.Words, Letter: q.Letter, After: q.After})
	if err != nil {
		return err
	}
	page := views.Laws{Layout: s.layout(v), Query: q, Rows: each(found.Rows, lawRow)}
	page.Letters = choicesShown(found.Letters, q.Letter, func(letter string) string {
		return page.To().LawList(views.LawsQuery{Words: q.Words, Letter: letter})
	})
	page.Pages = pagesShown(found.Page, func(after string) string {
		return page.To().LawList(views.LawsQuery{Words: q.Words, Letter: q.Letter, After: after})
	})
	if q.Words != "" {
		page.Robots = "noindex"
	}
	return s.show(v, fiber.StatusOK, views.LawsPage(page))
}

func (s *Server) showLaw(v *visit) error {
	l, err := s.queries.Law(v.ctx, v.person, v.param("law"))
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, l.Dossier, views.LawPage(views.Law{
		Layout: s.layout(v), LawRow: lawRow(l.LawRow), Document: l.Document, Revisions: l.Revisions, InForce: l.InForce,
		Drafts: each(l.Drafts, func(d query.LawDraft) views.LawDraft {
			return views.LawDraft{DossierRow: dossierRow(d.DossierRow), Provisions: d.Provisions, Document: d.Document}
		}),
		Consultations: each(l.Consultations, consultationRow),
		Years:         each(l.Years, func(y query.LawYear) views.LawYear { return views.LawYear(y) }),
		Changed:       each(l.Changed, func(c query.LawProvision) views.LawProvision { return views.LawProvision(c) }),
		Cited:         l.Cited,
		CitedBy:       each(l.CitedBy, func(c query.LawCiting) views.LawCiting { return views.LawCiting(c) }),
	}))
}

func lawRow(r query.LawRow) views.LawRow {
	return views.LawRow{Name: r.Name, Dossier: r.Dossier, Title: r.Title, Short: r.Short, By: nameShown(r.By),
		Began: r.Began, Ended: r.Ended, Revisions: r.Revisions, Drafts: r.Drafts}
}
