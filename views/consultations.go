package views

import (
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Consultations lists what is asked now, what will be and what was.
type Consultations struct {
	Layout
	Open     []ConsultationRow // ending first
	Upcoming []DossierRow      // notices and intents of which no consultation has opened yet
	Closed   []ConsultationRow // newest first
	Pages    Pages             // of Closed
}

// Consultation is one window in which anyone may comment.
type Consultation struct {
	Layout
	Consultation consult.Consultation
	Dossier      lang.Text
	Institution  people.Institution
	Contact      dossier.Contact
	Documents    []DocumentName
	Comments     []CommentCard                // oldest first
	Hidden       map[consult.CommentState]int // that are not public
	Pages        Pages
	Short        bool // shorter than recommended
	MayManage    bool // extend and close
	MayRespond   bool
}

// Comment is the permanent page of one comment.
type Comment struct {
	Layout
	CommentCard
	Consultation consult.Consultation // zero for a remark in a round
	Round        *consult.Round
	Dossier      lang.Text
	Institution  InstitutionName
	Place        *PlaceNow        // where its place is in the newest revision; nil when it is on the whole
	Alike        consult.Campaign // the campaign it belongs to, or zero
	Own          []compare.Piece  // from the words of the campaign's representative to its own
	Case         consult.Case     // what moderators decided about it, as far as the reader may know
	MayOwn       bool             // it is theirs
	MayRetract   bool             // what was entered for its sender
	MayReport    bool
	MayWithhold  bool // and decide all else that moderators do
	MayRespond   bool
	Changes      []ChangeChoice // that the response names
}

// PlaceNow is where the place that a comment was written on is in the newest
// revision of its document.
type PlaceNow struct {
	Revision int
	Cite     string // its number now
	Address  string
	Carried  compare.Carried
}

// title of the page: the consultation's own, else the dossier's.
func (p Consultation) title() string {
	if p.Consultation.Title.Empty() {
		return p.In(p.Dossier)
	}
	return p.In(p.Consultation.Title)
}

func (p Consultation) isOpen() bool { return p.Consultation.IsOpen(p.Now) }

// windowCrumb leads back to the consultation or the round.
func (p Comment) windowCrumb() crumb {
	if p.Round != nil {
		return p.roundCrumb(p.Round.ID)
	}
	return p.consultationCrumb(p.Consultation)
}

// fate says in one sentence what became of the comment.
func (p Comment) fate() string {
	switch {
	case p.Comment.State == consult.Withheld:
		return p.T("comments.fate_withheld")
	case p.Comment.State == consult.Disowned:
		return p.T("comments.disowned")
	case p.Comment.State == consult.Withdrawn && p.Comment.StateReason != "":
		return p.T("entry.retracted", p.Comment.StateReason)
	case p.Comment.State == consult.Withdrawn:
		return p.T("comments.withdrawn")
	case p.Response == nil:
		return p.T("comments.fate_waiting", p.In(p.Institution.Name))
	}
	return p.T("comments.fate_answered", Key("word.answer_"+string(p.Response.Outcome)))
}

// anchorAddress is where the comment was written; empty when on the whole.
func (p Comment) anchorAddress() string {
	a := p.Comment.Anchor
	switch {
	case a.Document == 0:
		return ""
	case a.Address == "":
		return p.To().Revision(p.Comment.Consultation.Dossier, a.Document, a.Revision)
	}
	return p.To().Place(p.Comment.Consultation.Dossier, a.Document, a.Revision, a.Address)
}

// hidden says how many comments are not public, and why.
func (p Consultation) hidden() string {
	var said []string
	for _, state := range []consult.CommentState{consult.Withheld, consult.Withdrawn, consult.Disowned} {
		if n := p.Hidden[state]; n > 0 {
			said = append(said, p.T("consultations.n_"+string(state), n))
		}
	}
	return strings.Join(said, " · ")
}
