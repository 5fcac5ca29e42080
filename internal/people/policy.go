package people

import (
	"slices"

	"github.com/eelnou/eelnou/internal/fault"
)

// Verb is something a person may want to do.
type Verb string

// The verbs. Those on a dossier take an Object that says whose it is.
const (
	ReadPublished     Verb = "read-published"   // know of the dossier: its heading, and of rounds what was sent to them
	ReadPapers        Verb = "read-papers"      // read all its published revisions, consultations and rounds
	ReadUnpublished   Verb = "read-unpublished" // read a draft, or a document without a revision
	OpenDossier       Verb = "open-dossier"
	EditDossier       Verb = "edit-dossier" // title, summary, contact, references; make it public
	RecordStep        Verb = "record-step"
	AddDocument       Verb = "add-document"
	SaveDraft         Verb = "save-draft"
	PublishRevision   Verb = "publish-revision"
	CorrectLinks      Verb = "correct-links" // say which provision is which
	OpenConsultation  Verb = "open-consultation"
	MoveDeadline      Verb = "move-deadline"
	CloseConsultation Verb = "close-consultation"
	Comment           Verb = "comment"          // submit a comment as a person known to the service
	CommentByEmail    Verb = "comment-by-email" // leave one that waits for its address to be confirmed
	EnterComment      Verb = "enter-comment"    // keep one that came by e-mail or on paper for its sender
	Withdraw          Verb = "withdraw"         // take back one's own comment
	CorrectComment    Verb = "correct-comment"  // say something else in one's own comment
	Disown            Verb = "disown"           // say that one's own comment is not by oneself
	Appeal            Verb = "appeal"           // against what moderators decided about one's own comment
	Report            Verb = "report"           // tell moderators what is wrong with a comment
	ReadWithheld      Verb = "read-withheld"    // read the text of a comment that is not public
	Respond           Verb = "respond"
	SendRound         Verb = "send-round"    // ask institutions to approve or for an opinion
	ExtendRound       Verb = "extend-round"  // give them more time
	AssignRound       Verb = "assign-round"  // inside an institution that was asked: to whom it falls
	PrepareReply      Verb = "prepare-reply" // draft its remarks
	SendReply         Verb = "send-reply"
	Withhold          Verb = "withhold"       // and all else that moderators decide about a comment
	SeeModeration     Verb = "see-moderation" // what waits for moderators
	KeepRegisters     Verb = "keep-registers" // institutions, people and their roles
	SeeOurWork        Verb = "see-our-work"
	KeepOwn           Verb = "keep-own" // own sessions, own comments and own saved searches

	BeginOrganisation    Verb = "begin-organisation"
	SeeOrganisation      Verb = "see-organisation" // its workspace and who represents it
	KeepRepresentatives  Verb = "keep-representatives"
	SpeakForOrganisation Verb = "speak-for-organisation"
)

// Verbs lists all verbs.
var Verbs = []Verb{ReadPublished, ReadPapers, ReadUnpublished, OpenDossier, EditDossier, RecordStep, AddDocument, SaveDraft,
	PublishRevision, CorrectLinks, OpenConsultation, MoveDeadline, CloseConsultation, Comment, CommentByEmail, EnterComment, Withdraw, CorrectComment, Disown, Appeal, Report,
	ReadWithheld, Respond, SendRound, ExtendRound, AssignRound, PrepareReply, SendReply, Withhold, SeeModeration, KeepRegisters, SeeOurWork, KeepOwn,
	BeginOrganisation, SeeOrganisation, KeepRepresentatives, SpeakForOrganisation}

// Object is what a verb is done to, as far as the policy must know it.
type Object struct {
	Institution Code   // whose dossier it is
	Published   bool   // whether the dossier is public
	Invited     []Code // institutions asked in its rounds, or in the one round that this is about
	Owner       ID     // who wrote the comment, or whose session it is
	Members     []ID   // who represents the organisation
}

// May returns nil when the person may do it. Otherwise the fault is NotFound
// when the object is hidden from this person, SignIn when nobody is signed in,
// and Forbidden for the rest. What the table does not name is refused.
func May(p Person, do Verb, on Object) error {
	r, known := policy[do]
	if p.Disabled {
		p.Roles, p.Institution = nil, ""
	}
	switch {
	case known && (r.open || !p.Disabled) && r.who(p, on) && (r.apart || Sees(p, on)):
		return nil
	case r.hides || (!r.apart && !Sees(p, on)):
		return fault.ErrNotFound
	case p.Anonymous():
		return fault.New(fault.SignIn, "people.sign_in")
	case p.Disabled:
		return fault.New(fault.Forbidden, "people.disabled")
	}
	return fault.New(fault.Forbidden, "people.may_not")
}

// Sees reports whether the person may know that the dossier exists: it is
// published, or theirs, or their institution has been invited to it.
func Sees(p Person, on Object) bool { return on.Published || insider(p, on) }

// rule is one line of the policy.
type rule struct {
	who   func(Person, Object) bool
	open  bool // also for people whose account is disabled, as for any visitor
	hides bool // refusal must not tell that the thing exists
	apart bool // does not concern a dossier, so none need be visible
}

var policy = map[Verb]rule{
	ReadPublished:     {who: everyone, open: true},
	ReadPapers:        {who: papers, open: true, hides: true},
	ReadUnpublished:   {who: serves, hides: true},
	OpenDossier:       {who: official, apart: true},
	EditDossier:       {who: official},
	RecordStep:        {who: official},
	AddDocument:       {who: official},
	SaveDraft:         {who: official},
	PublishRevision:   {who: official},
	CorrectLinks:      {who: official},
	OpenConsultation:  {who: official},
	MoveDeadline:      {who: official},
	CloseConsultation: {who: official},
	Comment:           {who: signedIn},
	CommentByEmail:    {who: everyone},
	EnterComment:      {who: official},
	Withdraw:          {who: owner},
	CorrectComment:    {who: owner},
	Disown:            {who: owner},
	Appeal:            {who: owner},
	Report:            {who: everyone, open: true},
	ReadWithheld:      {who: anyOf(owner, moderator, official), hides: true},
	Respond:           {who: official},
	SendRound:         {who: official},
	ExtendRound:       {who: official},
	AssignRound:       {who: answers},
	PrepareReply:      {who: asked},
	SendReply:         {who: answers},
	Withhold:          {who: moderator},
	SeeModeration:     {who: moderator, apart: true},
	KeepRegisters:     {who: administrator, apart: true},
	SeeOurWork:        {who: serves, apart: true},
	KeepOwn:           {who: owner, apart: true},

	BeginOrganisation:    {who: signedIn, apart: true},
	SeeOrganisation:      {who: anyOf(member, administrator), apart: true, hides: true},
	KeepRepresentatives:  {who: anyOf(member, administrator), apart: true, hides: true},
	SpeakForOrganisation: {who: member, apart: true, hides: true},
}

func everyone(Person, Object) bool          { return true }
func signedIn(p Person, _ Object) bool      { return !p.Anonymous() }
func owner(p Person, on Object) bool        { return !p.Anonymous() && p.ID == on.Owner }
func member(p Person, on Object) bool       { return !p.Anonymous() && slices.Contains(on.Members, p.ID) }
func serves(p Person, on Object) bool       { return !p.Anonymous() && p.Serves(on.Institution) }
func official(p Person, on Object) bool     { return serves(p, on) && p.Has(Official) }
func moderator(p Person, _ Object) bool     { return !p.Anonymous() && p.Has(Moderator) }
func administrator(p Person, _ Object) bool { return !p.Anonymous() && p.Has(Administrator) }

// papers says who reads everything that is published in a dossier. Of one that
// is not public the institutions invited read only what was sent to them.
func papers(p Person, on Object) bool {
	return on.Published || !p.Disabled && serves(p, on)
}

func asked(p Person, on Object) bool {
	return !p.Anonymous() && slices.ContainsFunc(on.Invited, p.Serves)
}

func answers(p Person, on Object) bool { return asked(p, on) && p.Has(Coordinator) }

func insider(p Person, on Object) bool {
	if p.Anonymous() || p.Disabled {
		return false
	}
	return p.Serves(on.Institution) || slices.ContainsFunc(on.Invited, p.Serves)
}

func anyOf(who ...func(Person, Object) bool) func(Person, Object) bool {
	return func(p Person, on Object) bool {
		return slices.ContainsFunc(who, func(may func(Person, Object) bool) bool { return may(p, on) })
	}
}
