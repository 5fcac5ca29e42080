package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// The orders of the list of dossiers.
var dossierSorts = []string{"", "number", "title", "deadline"}

// malformed is the answer to an address with a value that nothing can have.
func malformed(name string) error { return fault.New(fault.Invalid, "fault.query", name) }

// oneOf reads a parameter that must be empty or one of the values.
func oneOf[T ~string](asked asked, name string, values []T) (T, error) {
	value := T(asked(name))
	if value != "" && !slices.Contains(values, value) {
		return "", malformed(name)
	}
	return value, nil
}

// asked gives the parameters of an address by name: that of a visit, or one kept.
type asked func(name string) string

// year reads the parameter of that name.
func (v *visit) year() (int, error) { return asked(v.query).year() }

func (a asked) year() (int, error) {
	value := a("year")
	if value == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1900 || n > 2200 {
		return 0, malformed("year")
	}
	return n, nil
}

func (v *visit) dossierFilter() (views.DossierFilter, error) {
	f := views.DossierFilter{Institution: people.Code(v.query("institution")), Words: v.query("q"), After: v.query("after")}
	if len(f.Words) > 300 {
		return f, fault.New(fault.Invalid, "fault.search_long", 300)
	}
	var err error
	if f.Kind, err = oneOf(v.query, "kind", dossier.Kinds); err != nil {
		return f, err
	}
	if f.Stage, err = oneOf(v.query, "stage", dossier.Stages); err != nil {
		return f, err
	}
	if f.Outcome, err = oneOf(v.query, "outcome", dossier.Outcomes); err != nil {
		return f, err
	}
	if f.Sort, err = oneOf(v.query, "sort", dossierSorts); err != nil {
		return f, err
	}
	f.Year, err = v.year()
	return f, err
}

func (s *Server) listDossiers(v *visit) error {
	f, err := v.dossierFilter()
	if err != nil {
		return err
	}
	list, err := s.queries.Dossiers(v.ctx, v.person, query.Dossiers{
		Institution: f.Institution, Kind: f.Kind, Stage: f.Stage, Outcome: f.Outcome, Year: f.Year,
		Words: f.Words, Sort: f.Sort, After: f.After,
	})
	if err != nil {
		return err
	}
	page := views.DossierList{Layout: s.layout(v), Filter: f, Rows: each(list.Rows, dossierRow)}
	with := func(change func(*views.DossierFilter, string)) func(string) string {
		return func(value string) string {
			g := f
			g.After = ""
			change(&g, value)
			return page.To().DossierList(g)
		}
	}
	page.Pages = pagesShown(list.Page, with(func(g *views.DossierFilter, value string) { g.After = value }))
	page.Stages = choicesShown(list.Stages, string(f.Stage)+string(f.Outcome), with(setStage))
	page.Kinds = choicesShown(list.Kinds, string(f.Kind), with(func(g *views.DossierFilter, value string) { g.Kind = dossier.Kind(value) }))
	page.Institutions = choicesShown(list.Institutions, string(f.Institution), with(func(g *views.DossierFilter, value string) { g.Institution = people.Code(value) }))
	page.Years = choicesShown(list.Years, yearWritten(f.Year), with(func(g *views.DossierFilter, value string) { g.Year, _ = strconv.Atoi(value) }))
	return s.show(v, fiber.StatusOK, views.DossierListPage(page))
}

// setStage sets the stage or the outcome, which are one filter to people.
func setStage(f *views.DossierFilter, value string) {
	f.Stage, f.Outcome = "", ""
	if slices.Contains(dossier.Outcomes, dossier.Outcome(value)) {
		f.Outcome = dossier.Outcome(value)
		return
	}
	f.Stage = dossier.Stage(value)
}

func yearWritten(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func (s *Server) showDossier(v *visit) error {
	d, err := s.queries.Dossier(v.ctx, v.person, v.theDossier())
	if err != nil {
		return err
	}
	disagreed, err := s.disagreement(v, d.Dossier)
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, d.Dossier.ID, views.DossierPage(views.Dossier{
		Layout: s.layout(v), Dossier: d.Dossier, Institution: d.Institution, State: stateShown(d.State), Next: d.State.Next,
		Documents: each(d.Documents, documentShown), Consultations: each(d.Consultations, consultationRow),
		Rounds: each(d.Rounds, roundRow), May: views.DossierRights(d.May), Disagreement: disagreed, Clashes: each(d.Clashes, clashShown), LawName: d.LawName,
	}))
}

func institutionRow(r query.InstitutionRow) views.InstitutionRow {
	return views.InstitutionRow{Institution: r.Institution, Dossiers: r.Dossiers, Open: r.Open, Overdue: r.Overdue}
}

func (s *Server) showInstitution(v *visit) error {
	i, err := s.queries.Institution(v.ctx, v.person, people.Code(v.param("code")), v.query("after"))
	if err != nil {
		return err
	}
	page := views.Institution{
		Layout: s.layout(v), Institution: i.Institution, Predecessors: namesShown(i.Predecessors), Successors: namesShown(i.Successors),
		Open: each(i.Open, consultationRow), Dossiers: each(i.Dossiers, dossierRow), Answers: rateShown(i.Answers),
	}
	page.Pages = pagesShown(i.Page, after(page.To().Institution(i.Institution.Code)))
	return s.show(v, fiber.StatusOK, views.InstitutionPage(page))
}

// after makes the addresses of the pages of a list that has no filters.
func after(list string) func(string) string {
	return func(mark string) string {
		if mark == "" {
			return list
		}
		return list + "?after=" + url.QueryEscape(mark)
	}
}

func (s *Server) showWork(v *visit) error {
	w, err := s.queries.OurWork(v.ctx, v.person)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.OurWorkPage(views.OurWork{
		Layout: s.layout(v), Institution: nameShown(w.Institution), Open: each(w.Open, consultationRow),
		Dossiers: each(w.Dossiers, dossierRow), MayOpen: w.MayOpen, Asked: each(w.Asked, roundRow), Sent: each(w.Sent, roundRow),
		Clashes: each(w.Clashes, func(c query.WorkClash) views.WorkClash {
			return views.WorkClash{Dossier: c.Dossier, Title: c.Title, Clash: clashShown(c.Clash)}
		}),
		Todo: each(w.Todo, func(i query.WorkItem) views.WorkItem {
			return views.WorkItem{Kind: views.WorkKind(i.Kind), Dossier: i.Dossier, Title: i.Title, Consultation: i.Consultation, Count: i.Count, Due: i.Due}
		}),
		Drafts: each(w.Drafts, func(d query.DraftRow) views.DraftRow {
			return views.DraftRow{Dossier: d.Dossier, Title: d.Title, Document: documentNameShown(d.Document), Base: d.Base, Stale: d.Stale, Saved: d.Saved, By: d.By}
		}),
	}))
}

// disagreement is what institutions have not agreed on, once a round was sent.
func (s *Server) disagreement(v *visit, d dossier.Dossier) (*views.Disagreement, error) {
	if d.Rounds == 0 {
		return nil, nil
	}
	found, err := s.queries.Disagreements(v.ctx, v.person, d.ID)
	if err != nil {
		return nil, err
	}
	return &views.Disagreement{Round: found.Round, Replies: each(found.Replies, repliedShown), Remarks: each(found.Remarks, commentCard)}, nil
}
