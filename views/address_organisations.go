package views

import (
	"net/url"

	"github.com/eelnou/eelnou/internal/consult"
)

// Pages of organisations, for those who represent them. Each page of a form is
// also where its form is sent to.
func (to To) Organisations() string   { return to.at("/organisations") }
func (to To) NewOrganisation() string { return to.at("/organisations/new") }

// Organisation is the workspace of an organisation, by its registry code.
func (to To) Organisation(code string) string {
	return to.at("/organisations/" + url.PathEscape(code))
}

// OrganisationBefore is the workspace with comments before a number.
func (to To) OrganisationBefore(code string, before consult.CommentNo) string {
	return to.Organisation(code) + "?before=" + before.String()
}

func (to To) ConfirmOrganisation(code string) string { return to.Organisation(code) + "/confirm" }
func (to To) RefuseOrganisation(code string) string  { return to.Organisation(code) + "/refuse" }

// Representatives is who speaks for an organisation.
func (to To) Representatives(code string) string { return to.Organisation(code) + "/representatives" }
func (to To) RemoveRepresentative(code string) string {
	return to.Representatives(code) + "/remove"
}
func (to To) RevokeInvitation(code string) string { return to.Representatives(code) + "/revoke" }

// Invitation is where the link of an invitation leads.
func (to To) Invitation(secret string) string { return to.at("/invitations/" + url.PathEscape(secret)) }
