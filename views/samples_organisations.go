package views

import (
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

func (s sampler) representative() Layout {
	l := s.Layout
	l.Person = Who{SignedIn: true, Represents: true, Name: "Liis Lepik"}
	return l
}

func sampleOrganisations() (confirmed, waiting people.Organisation) {
	confirmed = people.Organisation{Code: "80900019", Name: "Eesti Kodulinna Selts", Begun: sampleNow, Confirmed: sampleNow}
	waiting = people.Organisation{Code: "80900025", Name: "Vaikse Öö Ühing", Begun: sampleNow}
	return confirmed, waiting
}

// organisations is the pages of those who speak for one.
func (s sampler) organisations() []Sample {
	ours, waiting := sampleOrganisations()
	rows := []RepresentativeRow{
		{Person: "a", Name: "Liis Lepik", Since: sampleNow.AddDate(0, -3, 0), This: true},
		{Person: "b", Name: "Mari Kask", Email: "mari@selts.example", Since: sampleNow, Invited: "Liis Lepik"},
	}
	invitations := []people.Invitation{{Token: "t", Email: "jaan@selts.example", Expires: sampleNow.Add(people.InvitationLife)}}
	return slices.Concat(s.joints(), s.changed(), []Sample{
		{"organisations", OrganisationsPage(Organisations{Layout: s.representative(), Own: []people.Organisation{ours, waiting}})},
		{"organisations-none", OrganisationsPage(Organisations{Layout: s.official()})},
		{"organisations-kept", OrganisationsPage(Organisations{
			Layout: s.official(), Form: Form{}, Waiting: []people.Organisation{waiting}, Register: []people.Organisation{ours}, MayKeep: true,
		})},
		{"organisation-form", OrganisationFormPage(OrganisationForm{Layout: s.representative(), Form: sampleRefused("code", "organisations.code_wrong"), Code: "80900018", Name: "Selts"})},
		{"representatives", RepresentativesPage(Representatives{Layout: s.representative(), Organisation: ours, Rows: rows, Invitations: invitations})},
		{"representatives-last", RepresentativesPage(Representatives{Layout: s.representative(), Organisation: waiting, Rows: rows[:1]})},
		{"invitation", InvitationPage(Invitation{Layout: s.representative(), Secret: "x", Organisation: ours, By: "Liis Lepik", Expires: sampleNow})},
		{"invitation-anonymous", InvitationPage(Invitation{Layout: s.Layout, Secret: "x", Organisation: ours, Expires: sampleNow})},
		{"invitation-gone", InvitationPage(Invitation{Layout: s.Layout, Invalid: true})},
		{"workspace", WorkspacePage(s.workspace(ours))},
		{"workspace-new", WorkspacePage(Workspace{Layout: s.representative(), Organisation: waiting, Names: []string{"Liis Lepik"}})},
	})
}

func (s sampler) workspace(ours people.Organisation) Workspace {
	signed, waits := sampleCard(), sampleUnanswered()
	waits.Comment.Author = consult.Author{Kind: consult.Organisation, Name: ours.Name, Code: ours.Code}
	signed.Comment.Author = consult.Author{Kind: consult.Organisation, Name: "Vaikse Öö Ühing", Code: "80900025"}
	c := sampleConsultation()
	row := ConsultationRow{ID: c.ID, Dossier: sampleTitle, Institution: sampleOffice, Deadline: c.Deadline}
	return Workspace{
		Layout: s.representative(), Organisation: ours, Names: []string{"Liis Lepik", "Mari Kask"}, Own: true, Next: 26_000_100,
		Joints:   []JointRow{{JointHead: s.joint().JointHead, Asked: true}},
		Comments: []SpokenRow{{waits, sampleTitle}, {signed, sampleTitle}}, Sent: 12, Waiting: 3,
		Fates: []FateRow{{consult.Accepted, 4}, {consult.Partly, 2}, {consult.NotAccepted, 3}},
		Dates: []DateRow{
			{Consultation: row, Day: c.Deadline, Sent: 2}, {Consultation: row, Day: c.Deadline},
			{Consultation: row, Day: clock.NewDate(2026, 12, 30), Responses: true},
		},
	}
}
