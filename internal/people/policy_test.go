package people

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/fault"
)

var cast = map[string]Person{
	"anonymous":        {},
	"citizen":          {ID: "a"},
	"other citizen":    {ID: "b"},
	"representative":   {ID: "c"},
	"official":         {ID: "d", Institution: "JDM", Roles: []Role{Official}},
	"other official":   {ID: "e", Institution: "KLIM", Roles: []Role{Official}},
	"coordinator":      {ID: "f", Institution: "JDM", Roles: []Role{Coordinator}},
	"invited":          {ID: "g", Institution: "RAM", Roles: []Role{Coordinator}},
	"invited official": {ID: "m", Institution: "RAM", Roles: []Role{Official}},
	"moderator":        {ID: "h", Roles: []Role{Moderator}},
	"administrator":    {ID: "i", Roles: []Role{Administrator}},
	"disabled":         {ID: "j", Institution: "JDM", Roles: []Role{Official, Moderator, Administrator}, Disabled: true},
	"former official":  {ID: "k", Institution: "JDM"},
	"official of none": {ID: "l", Roles: []Role{Official, Coordinator}},
}

var states = map[string]Object{
	"published":   {Institution: "JDM", Published: true, Owner: "a"},
	"unpublished": {Institution: "JDM", Owner: "a"},
	"invited":     {Institution: "JDM", Invited: []Code{"RAM"}, Owner: "a"},
	"asked":       {Institution: "JDM", Published: true, Invited: []Code{"RAM"}, Owner: "a"},
	"whose?":      {Owner: "a", Members: []ID{"c"}},
}

const signedInPeople = "citizen, other citizen, representative, official, other official, coordinator, invited, invited official, moderator, administrator, former official, official of none"

// want says who may, by verb and state. Everyone else is refused; what the
// refusal is follows from whether they can see the dossier. A public dossier in
// which institutions were asked is like any other unless it is said.
var want = map[Verb]map[string]string{
	ReadPublished:     {"published": "*", "unpublished": "official, coordinator", "invited": "official, coordinator, invited, invited official"},
	ReadPapers:        {"published": "*", "asked": "*", "unpublished": "official, coordinator", "invited": "official, coordinator"},
	ReadUnpublished:   {"published": "official, coordinator", "unpublished": "official, coordinator", "invited": "official, coordinator"},
	OpenDossier:       {"published": "official", "unpublished": "official", "invited": "official"},
	EditDossier:       {"published": "official", "unpublished": "official", "invited": "official"},
	RecordStep:        {"published": "official", "unpublished": "official", "invited": "official"},
	AddDocument:       {"published": "official", "unpublished": "official", "invited": "official"},
	SaveDraft:         {"published": "official", "unpublished": "official", "invited": "official"},
	CorrectLinks:      {"published": "official", "unpublished": "official", "invited": "official"},
	PublishRevision:   {"published": "official", "unpublished": "official", "invited": "official"},
	OpenConsultation:  {"published": "official", "unpublished": "official", "invited": "official"},
	MoveDeadline:      {"published": "official", "unpublished": "official", "invited": "official"},
	CloseConsultation: {"published": "official", "unpublished": "official", "invited": "official"},
	Comment: {"published": "citizen, other citizen, representative, official, other official, coordinator, invited, invited official, moderator, administrator, former official, official of none",
		"unpublished": "official, coordinator", "invited": "official, coordinator, invited, invited official"},
	CommentByEmail: {"published": "anonymous, citizen, other citizen, representative, official, other official, coordinator, invited, invited official, moderator, administrator, former official, official of none",
		"unpublished": "official, coordinator", "invited": "official, coordinator, invited, invited official"},
	EnterComment:   {"published": "official", "unpublished": "official", "invited": "official"},
	Withdraw:       {"published": "citizen"},
	CorrectComment: {"published": "citizen"},
	Disown:         {"published": "citizen"},
	Appeal:         {"published": "citizen"},
	Report:         {"published": "*", "unpublished": "official, coordinator", "invited": "official, coordinator, invited, invited official"},
	SeeModeration:  {"published": "moderator", "unpublished": "moderator", "invited": "moderator", "whose?": "moderator"},
	ReadWithheld:   {"published": "citizen, moderator, official", "unpublished": "official", "invited": "official"},
	Respond:        {"published": "official", "unpublished": "official", "invited": "official"},
	SendRound:      {"published": "official", "unpublished": "official", "invited": "official"},
	ExtendRound:    {"published": "official", "unpublished": "official", "invited": "official"},
	AssignRound:    {"asked": "invited", "invited": "invited"},
	PrepareReply:   {"asked": "invited, invited official", "invited": "invited, invited official"},
	SendReply:      {"asked": "invited", "invited": "invited"},
	Withhold:       {"published": "moderator"},
	KeepRegisters:  {"published": "administrator", "unpublished": "administrator", "invited": "administrator", "whose?": "administrator"},
	SeeOurWork:     {"published": "official, coordinator", "unpublished": "official, coordinator", "invited": "official, coordinator"},
	KeepOwn:        {"published": "citizen", "unpublished": "citizen", "invited": "citizen", "whose?": "citizen"},

	BeginOrganisation:    {"published": signedInPeople, "unpublished": signedInPeople, "invited": signedInPeople, "whose?": signedInPeople},
	SeeOrganisation:      {"published": "administrator", "unpublished": "administrator", "invited": "administrator", "whose?": "representative, administrator"},
	KeepRepresentatives:  {"published": "administrator", "unpublished": "administrator", "invited": "administrator", "whose?": "representative, administrator"},
	SpeakForOrganisation: {"whose?": "representative"},
}

// TestMay walks every person, verb and state of a dossier.
func TestMay(t *testing.T) {
	for _, verb := range Verbs {
		if _, told := want[verb]; !told {
			t.Errorf("%s: the test does not say who may", verb)
		}
		for state, object := range states {
			for name, person := range cast {
				list, told := want[verb][state]
				if state == "asked" && !told {
					list = want[verb]["published"]
				}
				may := list == "*" || slices.Contains(strings.Split(list, ", "), name)
				check(t, verb, state, name, May(person, verb, object), expected(verb, person, object, may))
			}
		}
	}
}

func expected(verb Verb, p Person, on Object, may bool) *fault.Fault {
	serves := (p.ID == "d" || p.ID == "f") && on.Institution == "JDM"
	sees := on.Published || serves || ((p.ID == "g" || p.ID == "m") && len(on.Invited) > 0)
	alone := slices.Contains([]Verb{OpenDossier, KeepRegisters, SeeOurWork, SeeModeration, KeepOwn, BeginOrganisation}, verb)
	switch {
	case may:
		return nil
	case verb == ReadPapers, verb == ReadUnpublished, verb == ReadWithheld, verb == SeeOrganisation, verb == KeepRepresentatives, verb == SpeakForOrganisation, !alone && !sees:
		return fault.ErrNotFound
	case p.ID == "":
		return fault.ErrSignIn
	}
	return fault.ErrForbidden
}

func check(t *testing.T, verb Verb, state, name string, got error, want *fault.Fault) {
	t.Helper()
	if want == nil && got != nil {
		t.Errorf("%s may not %s a dossier that is %s: %v", name, verb, state, got)
	}
	if want != nil && !errors.Is(got, want) {
		t.Errorf("%s, %s, %s: got %v, want %v", name, verb, state, got, want)
	}
}

func TestUnknownVerbIsRefused(t *testing.T) {
	all := Person{ID: "x", Institution: "JDM", Roles: []Role{Official, Coordinator, Moderator, Administrator}}
	if err := May(all, "burn", Object{Institution: "JDM", Published: true}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("an unknown verb gives %v, want Forbidden", err)
	}
}

// A hidden dossier and one that does not exist must give the same answer.
func TestHiddenSaysNothing(t *testing.T) {
	err := May(cast["citizen"], ReadPublished, states["unpublished"])
	if err.Error() != fault.ErrNotFound.Error() {
		t.Errorf("hidden says %q, absent says %q", err, fault.ErrNotFound)
	}
}
