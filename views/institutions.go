package views

import "github.com/eelnou/eelnou/internal/people"

// Institutions lists the institutions that publish drafts.
type Institutions struct {
	Layout
	Rows   []InstitutionRow // that exist now
	Former []InstitutionRow
}

// InstitutionRow is an institution with its figures.
type InstitutionRow struct {
	Institution people.Institution
	Dossiers    int
	Open        int // consultations
	Overdue     int // comments without an answer in due time
}

// Institution is one institution: what it asks now and what it prepares.
type Institution struct {
	Layout
	Institution  people.Institution
	Predecessors []InstitutionName
	Successors   []InstitutionName
	Open         []ConsultationRow
	Dossiers     []DossierRow // newest change first
	Pages        Pages
	Answers      AnswerRate
}
