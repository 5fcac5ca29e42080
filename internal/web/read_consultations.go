package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

func (s *Server) listConsultations(v *visit) error {
	list, err := s.queries.Consultations(v.ctx, v.person, v.query("after"))
	if err != nil {
		return err
	}
	page := views.Consultations{Layout: s.layout(v), Open: each(list.Open, consultationRow),
		Upcoming: each(list.Upcoming, dossierRow), Closed: each(list.Closed, consultationRow)}
	page.Pages = pagesShown(list.Page, after(page.To().Consultations()))
	return s.show(v, fiber.StatusOK, views.ConsultationsPage(page))
}

func (s *Server) showConsultation(v *visit) error {
	id, err := v.theConsultation()
	if err != nil {
		return err
	}
	c, err := s.queries.Consultation(v.ctx, v.person, id, v.query("after"))
	if err != nil {
		return err
	}
	page := views.Consultation{
		Layout: s.layout(v), Consultation: c.Consultation, Dossier: c.Dossier, Institution: c.Institution, Contact: c.Contact,
		Documents: each(c.Documents, documentNameShown), Comments: each(c.Comments, commentCard),
		Short: c.Short, MayManage: c.MayManage, MayRespond: c.MayRespond,
	}
	page.Pages = pagesShown(c.Page, after(page.To().Consultation(id)))
	return s.showOf(v, fiber.StatusOK, id.Dossier, views.ConsultationPage(page))
}

func (s *Server) showComment(v *visit) error {
	no, err := query.ParseComment(v.param("comment"))
	if err != nil {
		return err
	}
	c, err := s.queries.Comment(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	page := views.Comment{
		Layout: s.layout(v), CommentCard: commentCard(c.CommentCard), Consultation: c.Consultation, Dossier: c.Dossier,
		Institution: nameShown(c.Institution), MayWithdraw: c.MayWithdraw, MayRetract: c.MayRetract, MayWithhold: c.MayWithhold, MayRespond: c.MayRespond,
		Alike: c.Alike, Own: c.Own,
	}
	if c.Place != nil {
		now := views.PlaceNow(*c.Place)
		page.Place = &now
	}
	if c.Response != nil {
		changes, err := s.queries.ChangesNamed(v.ctx, v.person, *c.Response)
		if err != nil {
			return err
		}
		page.Changes = each(changes, changeShownIn)
	}
	return s.showOf(v, fiber.StatusOK, c.Consultation.ID.Dossier, views.CommentPage(page))
}

func (s *Server) showCampaign(v *visit) error {
	no, err := query.ParseComment(v.param("comment"))
	if err != nil {
		return err
	}
	c, err := s.queries.Campaign(v.ctx, v.person, no, v.query("after"))
	if err != nil {
		return err
	}
	page := views.Campaign{
		Layout: s.layout(v), Campaign: c.Campaign, Representative: commentCard(c.Representative),
		Consultation: c.Consultation, Dossier: c.Dossier,
		Members: each(c.Members, func(m query.CampaignMember) views.CampaignMember {
			return views.CampaignMember{CommentCard: commentCard(m.CommentCard), Own: m.Own}
		}),
	}
	page.Pages = pagesShown(c.Page, after(page.To().Campaign(c.Campaign.No)))
	return s.showOf(v, fiber.StatusOK, c.Consultation.ID.Dossier, views.CampaignPage(page))
}

// The places where words may be looked for.
var searchPlaces = []string{"text", "title", "notes", "comments", "responses"}

func (v *visit) searchQuery() (views.SearchQuery, error) {
	q := views.SearchQuery{Words: v.query("q"), Institution: people.Code(v.query("institution")), After: v.query("after")}
	var err error
	if q.In, err = oneOf(v, "in", searchPlaces); err != nil {
		return q, err
	}
	if q.Kind, err = oneOf(v, "kind", dossier.Kinds); err != nil {
		return q, err
	}
	if q.Stage, err = oneOf(v, "stage", dossier.Stages); err != nil {
		return q, err
	}
	if q.AsOf, err = v.day("as-of"); err != nil {
		return q, err
	}
	sort, err := oneOf(v, "sort", []string{views.SortFirst})
	if err != nil {
		return q, err
	}
	q.First = sort != ""
	q.Year, err = v.year()
	return q, err
}

func (s *Server) search(v *visit) error {
	q, err := v.searchQuery()
	if err != nil {
		return err
	}
	page := views.Search{Layout: s.layout(v), Search: q}
	page.Robots = "noindex"
	if q.Words == "" && q == (views.SearchQuery{}) {
		return s.show(v, fiber.StatusOK, views.SearchPage(page))
	}
	found, err := s.queries.Search(v.ctx, v.person, query.Search{
		Words: q.Words, In: q.In, Institution: q.Institution, Kind: q.Kind, Stage: q.Stage, Year: q.Year, After: q.After,
		AsOf: q.AsOf, First: q.First,
	})
	if err != nil {
		return err
	}
	page.Total, page.Suggestion, page.Understood = found.Total, found.Suggestion, understoodShown(found)
	page.Hits = each(found.Hits, func(h query.SearchHit) views.SearchHit { return pastShown(hitShown(page.To(), h), h, q) })
	with := func(change func(*views.SearchQuery, string)) func(string) string {
		return func(value string) string {
			r := q
			r.After = ""
			change(&r, value)
			return page.To().Search(r)
		}
	}
	page.Pages = pagesShown(found.Page, with(func(r *views.SearchQuery, value string) { r.After = value }))
	page.Stages = choicesShown(found.Stages, string(q.Stage), with(func(r *views.SearchQuery, value string) { r.Stage = dossier.Stage(value) }))
	page.Kinds = choicesShown(found.Kinds, string(q.Kind), with(func(r *views.SearchQuery, value string) { r.Kind = dossier.Kind(value) }))
	page.Institutions = choicesShown(found.Institutions, string(q.Institution), with(func(r *views.SearchQuery, value string) { r.Institution = people.Code(value) }))
	page.Years = choicesShown(found.Years, yearWritten(q.Year), with(func(r *views.SearchQuery, value string) { r.Year, _ = strconv.Atoi(value) }))
	return s.show(v, fiber.StatusOK, views.SearchPage(page))
}

// understoodShown is how a search was read, as its page says it.
func understoodShown(found query.SearchPage) views.Understood {
	r := found.Reading
	u := views.Understood{Words: r.Words, Phrases: r.Phrases, Without: r.Without, Numbers: r.Numbers, Any: r.Any, Cut: r.Cut,
		Provision: r.Reference.Place.String(), Act: r.Reference.Known.Title}
	if u.Act == "" && u.Provision != "" {
		u.Act = r.Reference.Act
	} else if short := r.Reference.Known.Short; short != "" {
		u.Act += " (" + short + ")"
	}
	return u
}

// hitShown is one thing found. A response stands on the page of its comment.
func hitShown(to views.To, h query.SearchHit) views.SearchHit {
	shown := views.SearchHit{
		Kind: string(h.Kind), Address: "/" + string(to) + h.Address, Title: h.Title, Dossier: h.Dossier, In: h.In,
		Institution: nameShown(h.Institution), Dated: h.Dated,
	}
	if h.Address == "" {
		shown.Address = to.Dossier(h.Dossier)
	}
	for _, part := range h.Snippet {
		shown.Snippet = append(shown.Snippet, views.SnippetPart{Text: part.Text, Hit: part.Mark})
	}
	return shown
}
