package views

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

// DossierList is the list of dossiers under a filter.
type DossierList struct {
	Layout
	Filter       DossierFilter
	Rows         []DossierRow
	Pages        Pages
	Stages       []Choice
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
}

// Dossier is one matter from first notice to act.
type Dossier struct {
	Layout
	Dossier       dossier.Dossier
	Institution   people.Institution
	State         DossierState
	Next          dossier.Stage // what usually comes next; empty when nothing does
	Documents     []DocumentWithRevisions
	Consultations []ConsultationRow // newest first
	May           DossierRights
}

// DossierRights are what the person looking may do to a dossier.
type DossierRights struct {
	Edit, Publish, RecordStep, AddDocument, OpenConsultation bool
}

// Any reports whether there is something the person may do.
func (r DossierRights) Any() bool { return r != DossierRights{} }
