package amend

import (
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// ActOf finds the document of a dossier that has the wordings of an act, if there
// is one. A dossier that amends an act bears another title.
func ActOf(d dossier.Dossier, documents []dossier.Document) (dossier.Document, bool) {
	title := strings.ToLower(d.Title.In(lang.Et))
	if strings.Contains(title, "muutmi") || strings.Contains(title, "eelnõu") {
		return dossier.Document{}, false
	}
	for _, doc := range documents {
		if doc.Act != "" && doc.Kind == dossier.DraftAct {
			return doc, true
		}
	}
	return dossier.Document{}, false
}

// Drafts reports whether a revision of a document is the draft of an act, which
// may change others: not a wording of one in force, nor another sort of document.
func Drafts(doc dossier.Document, r dossier.Revision) bool {
	return doc.Kind == dossier.DraftAct && r.InForce.From.IsZero()
}
