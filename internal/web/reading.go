package web

import (
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/views"
)

// The paths of a dossier and of a document.
const (
	aDossier  = "/dossiers/:series/:number"
	aDocument = aDossier + "/documents/:document"
	aChange   = aDocument + "/compare/:pair" // of revisions of one document
	aPair     = aDossier + "/compare/:pair"  // of revisions of two
	aLaw      = aDocument + "/revisions/:revision/against/:law_series/:law_number/:law_document/:law_revision"
)

// reading is the part of the route table that people read. Its pages may be
// kept ready, but for those that depend on more than events and the day.
func (s *Server) reading() []Route {
	page := func(path string, handler func(*visit) error) Route {
		return Route{Method: fiber.MethodGet, Path: path, Handler: handler, Cache: true}
	}
	return []Route{
		page("/", s.showHome),
		page("/about", s.showAbout),
		page("/accessibility", s.showAccessibility),
		page("/dossiers", s.listDossiers),
		page(aDossier, s.showDossier),
		page(aDocument, s.showDocument),
		page(aDocument+"/revisions/:revision", s.showRevision),
		page(aDocument+"/provisions/:provision", s.showProvision),
		page(aChange, s.showComparison),
		page(aChange+"/numbers", s.showNumbers),
		page(aDossier+"/compare", s.choosePair),
		page(aPair, s.showComparison),
		page(aPair+"/numbers", s.showNumbers),
		page(aLaw, s.showComparison),
		page(aLaw+"/numbers", s.showNumbers),
		page("/consultations", s.listConsultations),
		page(aDossier+"/consultations/:consultation", s.showConsultation),
		page("/comments/:comment", s.showComment),
		page("/comments/:comment/similar", s.showCampaign),
		page("/comments/:comment/opinion", s.showOpinion),
		page("/institutions", s.listInstitutions),
		page("/institutions/:code", s.showInstitution),
		{Method: fiber.MethodGet, Path: aChange + "/numbers.csv", Handler: s.sendNumbers},
		{Method: fiber.MethodGet, Path: aChange + "/changes/:change", Handler: s.showChange},
		{Method: fiber.MethodGet, Path: aPair + "/numbers.csv", Handler: s.sendNumbers},
		{Method: fiber.MethodGet, Path: aPair + "/changes/:change", Handler: s.showChange},
		{Method: fiber.MethodGet, Path: aLaw + "/numbers.csv", Handler: s.sendNumbers},
		{Method: fiber.MethodGet, Path: aLaw + "/changes/:change", Handler: s.showChange},
		{Method: fiber.MethodGet, Path: aDocument + "/revisions/:revision/text.md", Handler: s.sendText},
		{Method: fiber.MethodGet, Path: "/analyze", Handler: s.showAnalysis},
		{Method: fiber.MethodGet, Path: "/work", Who: Official, Handler: s.showWork},
	}
}

func (s *Server) showHome(v *visit) error {
	home, err := s.queries.Home(v.ctx)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.HomePage(views.Home{
		Layout:  s.layout(v),
		Open:    each(home.Open, consultationRow),
		Changes: each(home.Changes, changeShown),
		Answers: each(home.Answers, rateShown),
		Counts:  views.HomeCounts{Dossiers: home.Dossiers, Revisions: home.Revisions, Comments: home.Comments},
	}))
}

func (s *Server) showAbout(v *visit) error {
	return s.show(v, fiber.StatusOK, views.AboutPage(views.About{Layout: s.layout(v)}))
}

func (s *Server) showAccessibility(v *visit) error {
	return s.show(v, fiber.StatusOK, views.AccessibilityPage(views.Accessibility{Layout: s.layout(v)}))
}

func (s *Server) listInstitutions(v *visit) error {
	now, former, err := s.queries.Institutions(v.ctx)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.InstitutionsPage(views.Institutions{
		Layout: s.layout(v), Rows: each(now, institutionRow), Former: each(former, institutionRow),
	}))
}
