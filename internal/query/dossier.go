package query

import (
	"context"
	"errors"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// DossierPage is one matter from first notice to act.
type DossierPage struct {
	Dossier       dossier.Dossier
	Institution   people.Institution
	State         State
	Documents     []DocumentRevisions
	Consultations []ConsultationRow // newest first
	LawName       string            // of the law whose wordings it keeps, in its address; or empty
	Clashes       []Clash           // drafts under way that change the same provisions
	Rounds        []RoundRow        // newest first
	May           DossierRights
}

// DocumentRevisions is a document and what is published of it.
type DocumentRevisions struct {
	Document  dossier.Document
	Revisions []dossier.Revision // newest first
	Draft     *dossier.Draft     // without its text; only for its institution
}

// DossierRights are what the person may do to a dossier.
type DossierRights struct {
	Edit, Publish, RecordStep, AddDocument, OpenConsultation, SendRound bool
}

// Dossier returns a dossier with its documents and consultations.
func (q *Queries) Dossier(ctx context.Context, p people.Person, id dossier.ID) (DossierPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return DossierPage{}, err
	}
	var page DossierPage
	var rounds []consult.Round
	err = q.store.View(ctx, func(tx *store.Tx) error {
		all, err := papersOf(tx, p, id)
		if err != nil {
			return err
		}
		page.Dossier = all.dossier
		if err := page.readDocuments(tx, p, all); err != nil {
			return err
		}
		if all.all {
			if page.Clashes, err = q.clashes(tx, p, c, all.dossier, q.clock()); err != nil {
				return err
			}
		}
		if rounds, err = page.readRounds(tx, all); err != nil {
			return err
		}
		return page.readConsultations(tx, c.institutions())
	})
	if err != nil {
		return DossierPage{}, err
	}
	d := page.Dossier
	page.Institution = institution(c.institutions(), d.Institution)
	e := &entry{facts: d, rounds: rounds}
	for _, r := range slices.Backward(rounds) {
		page.Rounds = append(page.Rounds, q.roundRow(c.institutions(), d, r))
	}
	for _, row := range page.Consultations {
		e.consultations = append(e.consultations, row.Consultation)
	}
	page.State = q.state(e, q.clock())
	page.LawName = c.publicLaws().name[d.ID]
	page.May = rights(p, d)
	return page, nil
}

// rights tells what a person may do to a dossier in its present state.
func rights(p people.Person, d dossier.Dossier) DossierRights {
	running := !d.Ended()
	public := !d.Published.IsZero()
	return DossierRights{
		Edit:             may(p, people.EditDossier, d),
		Publish:          !public && may(p, people.EditDossier, d),
		RecordStep:       running && may(p, people.RecordStep, d),
		AddDocument:      running && may(p, people.AddDocument, d),
		OpenConsultation: running && public && may(p, people.OpenConsultation, d),
		SendRound:        running && d.Documents > 0 && may(p, people.SendRound, d),
	}
}

// institution finds an institution; one that the register lacks goes by its code.
func institution(r people.Register, code people.Code) people.Institution {
	if i, ok := r.Find(code); ok {
		return i
	}
	return people.Institution{Code: code, Name: name(r, code).Name}
}

func (page *DossierPage) readDocuments(tx *store.Tx, p people.Person, all papers) error {
	documents, err := tx.Documents(page.Dossier.ID)
	if err != nil {
		return err
	}
	insider := may(p, people.ReadUnpublished, page.Dossier)
	for _, doc := range documents {
		if doc, err = all.document(tx, p, doc.No); isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		row := DocumentRevisions{Document: doc}
		if row.Revisions, err = all.revisions(tx, doc); err != nil {
			return err
		}
		slices.Reverse(row.Revisions)
		if insider {
			if row.Draft, err = draftFacts(tx, doc); err != nil {
				return err
			}
		}
		page.Documents = append(page.Documents, row)
	}
	return nil
}

// draftFacts returns what is known of a document's draft but its text, or nil
// when there is none.
func draftFacts(tx *store.Tx, doc dossier.Document) (*dossier.Draft, error) {
	draft, err := tx.Draft(doc.Dossier, doc.No)
	if errors.Is(err, fault.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	draft.Text = ""
	return &draft, nil
}

// readRounds returns the rounds that the person may know of, by number.
func (page *DossierPage) readRounds(tx *store.Tx, all papers) ([]consult.Round, error) {
	if !all.all {
		return all.rounds, nil
	}
	if page.Dossier.Rounds == 0 {
		return nil, nil
	}
	return tx.Rounds(page.Dossier.ID)
}

func (page *DossierPage) readConsultations(tx *store.Tx, register people.Register) error {
	if page.Dossier.Consultations == 0 {
		return nil
	}
	list, err := tx.Consultations(page.Dossier.ID)
	if err != nil {
		return err
	}
	for _, c := range slices.Backward(list) {
		page.Consultations = append(page.Consultations, consultationRow(register, page.Dossier, c))
	}
	return nil
}
