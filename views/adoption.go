package views

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// Adoption says how the newer text of a comparison came about, when that is a law
// as it would read if a draft were adopted.
type Adoption struct {
	Whole bool         // the draft is a wording of the whole law
	Done  int          // changes carried out
	Left  []LeftChange // those that could not be
	Law   lang.Text
}

// LeftChange is a change of a draft that could not be carried out.
type LeftChange struct {
	Cite    string // in the draft
	Address string
	Words   string // how it begins
	Why     string // a message key
}

// LawSide is a revision of a stored law that a draft says it changes.
type LawSide struct {
	Title    lang.Text
	Revision dossier.Revision
}
