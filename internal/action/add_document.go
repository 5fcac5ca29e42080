package action

import (
	"context"
	"strconv"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// AddDocument asks for a new document in a dossier. The public sees it once it
// has a published revision.
type AddDocument struct {
	Dossier  dossier.ID
	Kind     dossier.DocumentKind
	Title    lang.Text
	Language lang.Tag
	Act      string
	FormID   string
}

// AddDocument adds a document and answers with its number in the dossier.
func (a *Actions) AddDocument(ctx context.Context, p people.Person, req AddDocument) (int, error) {
	no, err := a.once(ctx, p, form("add document", string(req.Dossier), req.FormID), func(tx *store.Tx) (string, error) {
		d, err := permitted(tx, p, people.AddDocument, req.Dossier)
		if err != nil {
			return "", err
		}
		d, doc, err := d.AddDocument(dossier.Document{Kind: req.Kind, Title: req.Title, Language: req.Language, Act: req.Act}, a.clock())
		if err != nil {
			return "", err
		}
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		if err := tx.PutDocument(doc); err != nil {
			return "", err
		}
		return strconv.Itoa(doc.No), a.record(tx, p, d, event.Event{Name: event.DocumentAdded, Document: doc.No})
	})
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(no)
}
