package views

import (
	"slices"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// crumb is one step of the way to a page.
type crumb struct{ words, address string }

func (l Layout) dossierCrumb(id dossier.ID) crumb {
	return crumb{string(id), l.To().Dossier(id)}
}

func (l Layout) dossiersCrumb() crumb { return crumb{l.T("site.dossiers"), l.To().Dossiers()} }

func (l Layout) consultationsCrumb() crumb {
	return crumb{l.T("site.consultations"), l.To().Consultations()}
}

func (l Layout) workCrumb() crumb { return crumb{l.T("site.work"), l.To().Work()} }

func (l Layout) documentCrumb(d dossier.Document, of ...dossier.Revision) crumb {
	return crumb{l.kindOf(d, of...), l.To().Document(d.Dossier, d.No)}
}

// kindOf says what sort of document it is. Where a revision of it was in force it is
// the act, and no draft.
func (l Layout) kindOf(d dossier.Document, of ...dossier.Revision) string {
	inForce := func(r dossier.Revision) bool { return !r.InForce.From.IsZero() }
	if d.Kind == dossier.DraftAct && slices.ContainsFunc(of, inForce) {
		return l.T("word.document_act")
	}
	return l.T("word.document_" + string(d.Kind))
}

func (l Layout) consultationCrumb(c consult.Consultation) crumb {
	return crumb{l.T("consultations.one"), l.To().Consultation(c.ID)}
}

// name of a consultation in a list.
func (r ConsultationRow) name() lang.Text {
	if r.Title.Empty() {
		return r.Dossier
	}
	return r.Title
}

// changes says how many sections changed, in a few words.
func (l Layout) changes(c dossier.Changes) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{
		{"reworded", c.Reworded}, {"inserted", c.Inserted}, {"deleted", c.Deleted},
		{"moved", c.Moved}, {"renumbered", c.Renumbered},
	} {
		if p.n > 0 {
			parts = append(parts, l.T("comparison.n_"+p.key, p.n))
		}
	}
	if len(parts) == 0 {
		return l.T("comparison.nothing")
	}
	return strings.Join(parts, ", ")
}

func (l Layout) documentName(d DocumentName) string {
	name := l.T("word.document_" + string(d.Kind))
	if d.Revision > 0 {
		name += ", " + l.T("revision.nth", d.Revision)
	}
	return name
}

// author is whom a comment is by, as the public sees it.
func (l Layout) author(a consult.Author) string {
	switch {
	case a.Kind == consult.Organisation && a.Code != "":
		return a.Name + " (" + a.Code + ")"
	case a.Kind == consult.Private && a.Name == "":
		return l.T("comments.private_person")
	case a.Name == "": // of one that is not public
		return l.T("comments.kind_" + string(a.Kind))
	}
	return a.Name
}

// place is what a comment is about: § 5 lg 2, a document, or the whole.
func (l Layout) place(c CommentCard) string {
	switch {
	case c.Comment.Anchor.Document == 0:
		return l.T("comments.on_whole")
	case c.Cite == "":
		return l.documentName(c.Document)
	}
	return c.Cite + " · " + l.documentName(c.Document)
}

// office is who explains, by office and name.
func office(c dossier.Contact) string {
	if c.Name == "" {
		return c.Office
	}
	return c.Office + ", " + c.Name
}

// split cuts a plain text at its empty lines.
func split(s string) []string {
	var parts []string
	for _, p := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// dial is a telephone number as a link wants it.
func dial(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '+' {
			return r
		}
		return -1
	}, s)
}

// changeWords says what a change was.
func (l Layout) changeWords(c Change) string {
	switch c.Kind {
	case ChangeRevision:
		words := l.T("home.new_revision", l.documentName(c.Document))
		if c.Changes != nil {
			words += ": " + l.changes(*c.Changes)
		}
		return words
	case ChangeConsultation:
		return l.T("home.opened", l.day(c.Deadline))
	case ChangeRound:
		return l.T("home.round", l.day(c.Deadline))
	case ChangeDeadline:
		return l.T("home.deadline", l.day(c.Deadline))
	case ChangeClosed:
		return l.T("home.closed")
	case ChangeStep:
		return l.stepName(dossier.Step{Stage: c.Stage, Outcome: c.Outcome})
	case ChangeResponse:
		return l.T("home.responses", c.Answers)
	}
	return l.T("home.published")
}

func (l Layout) changeAddress(c Change) string {
	switch c.Kind {
	case ChangeRevision:
		if c.Changes != nil && c.Document.Revision > 1 {
			return l.To().Compare(c.Dossier, c.Document.Document, c.Document.Revision-1, c.Document.Revision)
		}
		return l.To().Revision(c.Dossier, c.Document.Document, c.Document.Revision)
	case ChangeConsultation, ChangeRound, ChangeDeadline, ChangeClosed, ChangeResponse:
		return l.To().Window(c.Consultation)
	}
	return l.To().Dossier(c.Dossier)
}
