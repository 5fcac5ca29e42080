package views

import (
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// EntryForm asks an official for a comment that came by e-mail or on paper. It
// is sent to Enter. Fields: those of Letterhead; text, document, at.
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
}

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
