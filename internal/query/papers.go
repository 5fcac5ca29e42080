package query

import (
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// papers is what of a dossier a person may read: all that is published in it, or
// what was sent in rounds to the institution that the person serves. Of a dossier
// that is not public, institutions invited to it know its heading, the rounds in
// which they are asked and the documents at the revisions sent in these; nothing
// else exists for them.
type papers struct {
	dossier dossier.Dossier // its heading alone unless all may be read
	all     bool
	rounds  []consult.Round // those in which the person's institution is asked; unless all
}

// papersOf reads what the person may read of a dossier. When that is nothing it
// is NotFound.
func papersOf(tx *store.Tx, p people.Person, id dossier.ID) (papers, error) {
	d, err := tx.Dossier(id)
	if err != nil {
		return papers{}, err
	}
	if may(p, people.ReadPapers, d) {
		return papers{dossier: d, all: true}, nil
	}
	if err := people.May(p, people.ReadPublished, object(d)); err != nil {
		return papers{}, err
	}
	rounds, err := tx.Rounds(id)
	if err != nil {
		return papers{}, err
	}
	rounds = slices.DeleteFunc(rounds, func(r consult.Round) bool { return !asks(r, p) })
	if len(rounds) == 0 {
		return papers{}, fault.ErrNotFound
	}
	return papers{dossier: heading(d), rounds: rounds}, nil
}

// asks reports whether a round asks the institution that the person serves.
func asks(r consult.Round, p people.Person) bool { return slices.ContainsFunc(r.Asks(), p.Serves) }

// heading is a dossier without what those must not know who were only sent some
// of its documents.
func heading(d dossier.Dossier) dossier.Dossier {
	return dossier.Dossier{ID: d.ID, Title: d.Title, Kind: d.Kind, Institution: d.Institution, Contact: d.Contact, Published: d.Published}
}

// shows reports whether a revision of a document may be read.
func (r papers) shows(document, revision int) bool {
	return r.all || slices.ContainsFunc(r.rounds, func(one consult.Round) bool { return one.Sends(document, revision) })
}

// knows reports whether a consultation or a round may be known of.
func (r papers) knows(id consult.ID) bool {
	return r.all || slices.ContainsFunc(r.rounds, func(one consult.Round) bool { return one.ID == id })
}

// document returns a document of which a revision may be read. It counts no
// revisions beyond the newest of these.
func (r papers) document(tx *store.Tx, p people.Person, no int) (dossier.Document, error) {
	doc, err := tx.Document(r.dossier.ID, no)
	if err != nil {
		return doc, err
	}
	if r.all {
		if doc.Revisions == 0 && !may(p, people.ReadUnpublished, r.dossier) {
			return dossier.Document{}, fault.ErrNotFound
		}
		return doc, nil
	}
	for doc.Revisions > 0 && !r.shows(no, doc.Revisions) {
		doc.Revisions--
	}
	if doc.Revisions == 0 {
		return dossier.Document{}, fault.ErrNotFound
	}
	return doc, nil
}

// revisions are those of a document that may be read, oldest first. What changed
// from one that may not is left out.
func (r papers) revisions(tx *store.Tx, doc dossier.Document) ([]dossier.Revision, error) {
	list, err := tx.Revisions(doc.Dossier, doc.No)
	if err != nil || r.all {
		return list, err
	}
	list = slices.DeleteFunc(list, func(one dossier.Revision) bool { return !r.shows(doc.No, one.No) })
	for i := range list {
		if i == 0 || list[i-1].No != list[i].No-1 {
			list[i].Changed = dossier.Changes{}
		}
	}
	return list, nil
}

// answer is a response without the change that it names where that is in a
// revision that may not be read.
func (r papers) answer(of consult.Response) consult.Response {
	if !r.all && !(r.shows(of.Document, of.Revision) && r.shows(of.Document, of.From)) {
		of.Document, of.From, of.Revision, of.Changes = 0, 0, 0, nil
	}
	return of
}

// visibleRevision is visibleDocument for one revision, which may have been sent to
// the person's institution in a round.
func visibleRevision(tx *store.Tx, p people.Person, id dossier.ID, document, revision int) (papers, dossier.Document, error) {
	all, err := papersOf(tx, p, id)
	if err != nil {
		return all, dossier.Document{}, err
	}
	doc, err := all.document(tx, p, document)
	if err != nil {
		return all, doc, err
	}
	if revision == 0 {
		revision = doc.Revisions
	}
	if !all.shows(document, revision) {
		return all, dossier.Document{}, fault.ErrNotFound
	}
	return all, doc, nil
}

// visibleWindow is visible for a consultation or a round, of which the person may
// know by being asked in it.
func visibleWindow(tx *store.Tx, p people.Person, id consult.ID) (papers, error) {
	all, err := papersOf(tx, p, id.Dossier)
	if err == nil && !all.knows(id) {
		err = fault.ErrNotFound
	}
	if err != nil {
		return papers{}, err
	}
	return all, nil
}
