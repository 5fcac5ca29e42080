package views

import (
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// Links is where officials say which provision of a revision is which of the
// one before.
type Links struct {
	Layout
	Form
	Dossier  lang.Text
	Document dossier.Document
	Old, New dossier.Revision
	Version  int
	Rows     []LinkRow // links that are not sure
	Further  int       // such links beyond those shown; deciding the ones shown brings them up
	Said     []LinkSaid
	OldTyped string // the provision of the old text typed in the last row
	NewTyped string
}

// LinkRow is a link that is not sure, with what was chosen about it.
type LinkRow struct {
	Old, New           string // addresses
	OldCite, NewCite   string
	OldWords, NewWords string // how the provisions begin
	Certainty          float64
	Choice             LinkChoice
	Other              string // typed: which provision of the new text it is instead
}

// LinkChoice is what an official may say of a link.
type LinkChoice string

// The choices.
const (
	LinkUndecided LinkChoice = ""
	LinkSame      LinkChoice = "same"  // they are the same provision
	LinkApart     LinkChoice = "apart" // neither has a counterpart
	LinkOther     LinkChoice = "other" // the old one is another
)

var linkChoices = []LinkChoice{LinkUndecided, LinkSame, LinkApart, LinkOther}

// LinkSaid is what an official said before.
type LinkSaid struct {
	Old, New         string // addresses; one may be empty
	OldCite, NewCite string
	At               time.Time
	Unused           bool // it contradicts another or is not in the text
}

// Key is how a form names what was said.
func (s LinkSaid) Key() string { return s.Old + "|" + s.New }

// Links is where the links of a revision with the one before are corrected.
func (to To) Links(r dossier.Revision) string { return to.RevisionOf(r) + "/links" }

func (p Links) title() string { return p.T("links.title", p.Old.No, p.New.No) }

// choiceOptions are what may be said of a link.
func (p Links) choiceOptions(row LinkRow) []option {
	list := make([]option, len(linkChoices))
	for i, c := range linkChoices {
		key := string(c)
		if c == LinkUndecided {
			key = "undecided"
		}
		list[i] = option{value: string(c), words: p.T("links.choice_" + key), chosen: row.Choice == c}
	}
	return list
}

func (row LinkRow) percent() string { return strconv.Itoa(int(row.Certainty*100)) + " %" }

// cited is a provision, or words for none.
func (p Links) cited(cite string) string {
	if cite == "" {
		return p.T("links.none_such")
	}
	return cite
}
