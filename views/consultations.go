package views

import (
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
	Comments     []CommentCard // oldest first
	Pages        Pages
	Short        bool // shorter than recommended
	MayManage    bool // extend and close
	MayRespond   bool
}

// Comment is the permanent page of one comment.
type Comment struct {
	Layout
	CommentCard
	Consultation consult.Consultation
	Dossier      lang.Text
	Institution  InstitutionName
	Place        *PlaceNow // where its place is in the newest revision; nil when it is on the whole
	MayWithdraw  bool
	MayWithhold  bool
	MayRespond   bool
}

// PlaceNow is where the place that a comment was written on is in the newest
// revision of its document.
type PlaceNow struct {
	Revision int
	Cite     string // its number now
	Address  string
	Carried  compare.Carried
}
