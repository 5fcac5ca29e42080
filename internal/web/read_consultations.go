package web

import (
	"github.com/gofiber/fiber/v2"

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
		Hidden: c.Hidden, Short: c.Short, MayManage: c.MayManage, MayRespond: c.MayRespond,
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
	page := s.commentPage(v, c)
	if c.Response != nil {
		changes, err := s.queries.ChangesNamed(v.ctx, v.person, *c.Response)
		if err != nil {
			return err
		}
		page.Changes = each(changes, changeShownIn)
	}
	return s.showOf(v, fiber.StatusOK, c.Consultation.ID.Dossier, views.CommentPage(page))
}

func (s *Server) commentPage(v *visit, c query.CommentPage) views.Comment {
	page := views.Comment{
		Layout: s.layout(v), CommentCard: commentCard(c.CommentCard), Consultation: c.Consultation, Round: c.Round, Dossier: c.Dossier,
		Institution: nameShown(c.Institution), Case: c.Case,
		MayOwn: c.MayOwn, MayRetract: c.MayRetract, MayReport: c.MayReport, MayWithhold: c.MayWithhold, MayRespond: c.MayRespond,
		Alike: c.Alike, Own: c.Own,
	}
	if c.Place != nil {
		now := views.PlaceNow(*c.Place)
		page.Place = &now
	}
	return page
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

// showOpinion shows a joint opinion under the number of its first comment.
func (s *Server) showOpinion(v *visit) error {
	no, err := query.ParseComment(v.param("comment"))
	if err != nil {
		return err
	}
	o, err := s.queries.Opinion(v.ctx, v.person, no)
	if err != nil {
		return err
	}
	if o.First != no {
		return v.see(views.To(v.lang).Opinion(o.First))
	}
	return s.showOf(v, fiber.StatusOK, o.Dossier.ID, views.OpinionPage(views.Opinion{
		Layout: s.layout(v), Dossier: o.Dossier.Title, Consultation: o.Consultation, First: o.First, Author: o.Author, Signers: o.Signers,
		Comments: each(o.Comments, commentCard), Answered: o.Answered,
	}))
}
