package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

const anOrganisation = "/organisations/:organisation"

// organisationPages is the part of the route table for organisations, those who
// represent them and what these write together.
func (s *Server) organisationPages() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	return slices.Concat(s.jointPages(), s.changedPages(), []Route{
		{Method: get, Path: "/organisations", Who: SignedIn, Handler: s.listOrganisations},
		{Method: get, Path: "/organisations/new", Who: SignedIn, Handler: s.askOrganisation},
		{Method: post, Path: "/organisations/new", Who: SignedIn, Handler: s.beginOrganisation},
		{Method: get, Path: anOrganisation, Who: SignedIn, Handler: s.showWorkspace},
		{Method: post, Path: anOrganisation + "/confirm", Who: Administrator, Handler: s.confirmOrganisation},
		{Method: post, Path: anOrganisation + "/refuse", Who: Administrator, Handler: s.refuseOrganisation},
		{Method: get, Path: anOrganisation + "/representatives", Who: SignedIn, Handler: s.listRepresentatives},
		{Method: post, Path: anOrganisation + "/representatives", Who: SignedIn, Handler: s.inviteRepresentative},
		{Method: post, Path: anOrganisation + "/representatives/remove", Who: SignedIn, Handler: s.removeRepresentative},
		{Method: post, Path: anOrganisation + "/representatives/revoke", Who: SignedIn, Handler: s.revokeInvitation},
		{Method: get, Path: "/invitations/:token", Who: Anyone, Handler: s.askInvitation},
		{Method: post, Path: "/invitations/:token", Who: SignedIn, Handler: s.acceptInvitation},
	})
}

func (s *Server) listOrganisations(v *visit) error {
	page, err := s.organisations(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.OrganisationsPage(page))
}

func (s *Server) organisations(v *visit) (views.Organisations, error) {
	list, err := s.queries.Organisations(v.ctx, v.person)
	return views.Organisations{Layout: s.layout(v), Form: newForm(), Own: list.Own, Waiting: list.Waiting, Register: list.Register, MayKeep: list.MayKeep}, err
}

func (s *Server) askOrganisation(v *visit) error {
	return s.show(v, fiber.StatusOK, views.OrganisationFormPage(s.organisationForm(v, newForm())))
}

func (s *Server) organisationForm(v *visit, form views.Form) views.OrganisationForm {
	return views.OrganisationForm{
		Layout: s.layout(v), Form: form, Code: v.field("code"), Name: v.field("name"),
		MayKeep: people.May(v.person, people.KeepRegisters, people.Object{}) == nil,
	}
}

func (s *Server) beginOrganisation(v *visit) error {
	form := s.organisationForm(v, sentForm(v))
	code, err := s.actions.BeginOrganisation(v.ctx, v.person, action.BeginOrganisation{Code: form.Code, Name: form.Name, FormID: form.FormID})
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.OrganisationFormPage(form) })
	}
	if form.MayKeep {
		return v.see(views.To(v.lang).Representatives(code))
	}
	return v.see(views.To(v.lang).Organisation(code))
}

func (s *Server) confirmOrganisation(v *visit) error {
	return s.keepOrganisation(v, s.actions.ConfirmOrganisation(v.ctx, v.person, v.param("organisation")))
}

func (s *Server) refuseOrganisation(v *visit) error {
	return s.keepOrganisation(v, s.actions.RefuseOrganisation(v.ctx, v.person, v.param("organisation")))
}

// keepOrganisation goes back to the register, or shows it with what is wrong.
func (s *Server) keepOrganisation(v *visit, err error) error {
	if err == nil {
		return v.see(views.To(v.lang).Organisations())
	}
	page, wrong := s.organisations(v)
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.OrganisationsPage(page) })
}

func (s *Server) listRepresentatives(v *visit) error {
	page, err := s.representatives(v, newForm())
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.RepresentativesPage(page))
}

func (s *Server) representatives(v *visit, form views.Form) (views.Representatives, error) {
	found, err := s.queries.Representatives(v.ctx, v.person, v.param("organisation"))
	page := views.Representatives{Layout: s.layout(v), Form: form, Organisation: found.Organisation, Invitations: found.Invitations, Email: v.field("email")}
	for _, r := range found.Representatives {
		row := views.RepresentativeRow{Person: r.Person, Name: r.Name, Email: r.Email, Since: r.Since, This: r.Person == v.person.ID}
		if r.By != r.Person {
			row.Invited = r.Invited
		}
		page.Rows = append(page.Rows, row)
	}
	return page, err
}

func (s *Server) inviteRepresentative(v *visit) error {
	err := s.limits.take(mailTo, strings.ToLower(v.field("email")), v.now)
	if err == nil {
		err = s.actions.InviteRepresentative(v.ctx, v.person, action.InviteRepresentative{
			Organisation: v.param("organisation"), Email: v.field("email"), Language: v.lang, FormID: v.field("form_id"),
		})
	}
	return s.keepRepresentatives(v, err)
}

func (s *Server) removeRepresentative(v *visit) error {
	id := people.ID(v.field("person"))
	err := s.actions.RemoveRepresentative(v.ctx, v.person, v.param("organisation"), id)
	if err == nil && id == v.person.ID {
		return v.see(views.To(v.lang).Organisations())
	}
	return s.keepRepresentatives(v, err)
}

func (s *Server) revokeInvitation(v *visit) error {
	return s.keepRepresentatives(v, s.actions.RevokeInvitation(v.ctx, v.person, v.param("organisation"), v.field("token")))
}

// keepRepresentatives goes back to the list, or shows it with what is wrong.
func (s *Server) keepRepresentatives(v *visit, err error) error {
	if err == nil {
		return v.see(views.To(v.lang).Representatives(v.param("organisation")))
	}
	page, wrong := s.representatives(v, sentForm(v))
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.RepresentativesPage(page) })
}

// askInvitation shows what the link in a mail invites to: a button accepts,
// since opening an address changes nothing.
func (s *Server) askInvitation(v *visit) error {
	return s.showInvitation(v, newForm(), nil)
}

func (s *Server) showInvitation(v *visit, form views.Form, wrong error) error {
	page := views.Invitation{Layout: s.layout(v), Form: form, Secret: v.param("token")}
	page.Robots = "noindex"
	found, err := s.queries.Invited(v.ctx, v.person, action.HashSecret(page.Secret))
	if f := fault.Of(err); f != nil && f.Kind == fault.NotFound {
		page.Invalid = true
		return s.show(v, fiber.StatusNotFound, views.InvitationPage(page))
	}
	if err != nil {
		return err
	}
	page.Organisation, page.By, page.Expires, page.Already = found.Organisation, found.By, found.Expires, found.Already
	if wrong != nil {
		return s.again(v, wrong, &page.Form, func() templ.Component { return views.InvitationPage(page) })
	}
	return s.show(v, fiber.StatusOK, views.InvitationPage(page))
}

func (s *Server) acceptInvitation(v *visit) error {
	code, err := s.actions.AcceptInvitation(v.ctx, v.person, v.param("token"))
	if err != nil {
		return s.showInvitation(v, sentForm(v), err)
	}
	return v.see(views.To(v.lang).Organisation(code))
}

func (s *Server) showWorkspace(v *visit) error {
	before, err := query.ParseComment(v.query("before"))
	if err != nil {
		return err
	}
	found, err := s.queries.Workspace(v.ctx, v.person, v.param("organisation"), before)
	if err != nil {
		return err
	}
	page := views.Workspace{
		Layout: s.layout(v), Organisation: found.Organisation, Next: found.Next, Own: found.Own,
		Sent: found.Fates.Sent, Waiting: found.Fates.Waiting, Fates: views.FateRows(found.Fates.Outcomes),
		Names: each(found.Representatives, func(r query.Representative) string { return r.Name }),
		Dates: each(found.Dates, func(d query.OwnDate) views.DateRow {
			return views.DateRow{Consultation: consultationRow(d.ConsultationRow), Day: d.Day, Responses: d.Responses, Sent: d.Sent}
		}),
		Joints: each(found.Joints, func(j query.JointRow) views.JointRow {
			return views.JointRow{JointHead: jointHead(j), Asked: j.Asked}
		}),
		Comments: each(found.Comments, func(c query.CommentCard) views.SpokenRow {
			return views.SpokenRow{CommentCard: commentCard(c), Dossier: found.Dossiers[c.Comment.Consultation.Dossier].Title}
		}),
	}
	return s.show(v, fiber.StatusOK, views.WorkspacePage(page))
}
