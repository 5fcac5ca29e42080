package views

import (
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// EntryForm asks an official for a comment that came by e-mail or on paper. It
// is sent to Enter. Fields: those of Letterhead; text or file, document, at; do
// (enter as one comment, or split).
type EntryForm struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	Head         Letterhead
	Documents    []DocumentName // that can be commented on
	Document     int            // chosen; 0 is the consultation as a whole
	At           string         // the provision, as typed
	Text         string
	Letters      []consult.Letter // that are being split
}

// LetterForm splits a letter into single remarks. It is sent to Letter. Fields:
// version, those of Letterhead; cut and skip, repeated, the ordinals of blocks
// from 0; at_N and document_N of block N; text, the whole letter, with recut; do
// (save, recut, enter, discard).
type LetterForm struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	Head         Letterhead
	Letter       consult.Letter
	Documents    []DocumentName
	Text         string // of the letter, as typed
}

// LetterEntered tells what a letter became.
type LetterEntered struct {
	Layout
	Consultation consult.Consultation
	Dossier      lang.Text
	Letter       consult.Letter
	Comments     []CommentCard
}

// RetractForm takes back a comment that was entered wrongly. Field: reason.
type RetractForm struct {
	Layout
	Form
	Comment CommentCard
	Reason  string
}

// headWrong reports whether something is wrong with the letterhead, which is
// folded away otherwise.
func (p LetterForm) headWrong() bool {
	for _, name := range []string{"channel", "received", "kind", "name", "code", "institution"} {
		if p.wrong(name) != nil {
			return true
		}
	}
	return false
}

// letterFrom is whom a letter is from and how it came, in one line.
func (l Layout) letterFrom(letter consult.Letter) string {
	if letter.Window.Round {
		return l.author(letter.Author)
	}
	return l.author(letter.Author) + " · " + l.T("entry.came_"+string(letter.Entry.Channel)) + " " + OnDay(l.Lang, letter.Entry.Received)
}

// letterCrumbs is the way to a letter: of a consultation, or of a round in which an
// institution makes remarks of it.
func (l Layout) letterCrumbs(c consult.Consultation) []crumb {
	if c.Round {
		return []crumb{l.workCrumb(), l.roundCrumb(c.ID), l.replyCrumb(c.ID)}
	}
	return []crumb{l.dossierCrumb(c.Dossier), l.consultationCrumb(c), {l.T("entry.short"), l.To().Enter(c.ID)}}
}

// leftOut reports whether a block belongs to what is left out.
func leftOut(blocks []consult.Block, i int) bool {
	for i > 0 && !blocks[i].Cut {
		i--
	}
	return blocks[i].Skip
}

// BlockField is the name of a field of a block.
func BlockField(name string, block int) string { return name + "_" + strconv.Itoa(block) }

// Letterhead is how a letter came and whom it is from, as typed. Fields:
// channel, received, kind, name, code, institution.
type Letterhead struct {
	Channel      consult.Channel
	Received     string // 2006-01-02
	Kind         consult.AuthorKind
	Name         string
	Code         string
	Institution  people.Code
	Institutions []people.Institution // to choose from
}

func (h Letterhead) channels(l Layout) []option {
	var options []option
	for _, c := range consult.Channels {
		options = append(options, option{value: string(c), words: l.T("entry.channel_" + string(c)), chosen: h.Channel == c})
	}
	return options
}

func (h Letterhead) kinds(l Layout) []option {
	var options []option
	for _, k := range consult.AuthorKinds {
		options = append(options, option{value: string(k), words: l.T("entry.kind_" + string(k)), chosen: h.Kind == k})
	}
	return options
}

func (h Letterhead) institutions(l Layout) []option {
	options := []option{{value: "", words: l.T("entry.no_institution")}}
	for _, i := range h.Institutions {
		options = append(options, option{value: string(i.Code), words: l.In(i.Name)})
	}
	return options
}

// aboutOptions are the documents that can be commented on, and the whole.
func (l Layout) aboutOptions(documents []DocumentName) []option {
	options := []option{{value: "0", words: l.T("comments.on_whole")}}
	for _, d := range documents {
		options = append(options, option{value: strconv.Itoa(d.Document), words: l.documentName(d)})
	}
	return options
}
