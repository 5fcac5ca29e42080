package views

import (
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// sampleClash is another draft that changes what the sample changes.
func sampleClash() Clash {
	waste := lang.Text{Et: "Jäätmeseadus", En: "Waste Act", Ru: "Закон об отходах"}
	ours := Clause{Dossier: sampleDossier, Document: 1, Revision: 2, At: "para2lg2", Changes: "para66lg4"}
	whole := Clause{Dossier: "KLIM/26-0331", Document: 1, Revision: 1, At: "para1p3", Changes: "para66"}
	same := whole
	same.Changes, same.At = ours.Changes, ""
	return Clash{Law: waste, LawName: "JäätS", Other: sampleDossierRows()[0], Pairs: []ClashPair{{ours, whole, "para66lg4"}, {ours, same, "para66lg4"}, {whole, ours, "para66lg4"}}}
}

// laws are the list of laws and the page of one.
func (s sampler) laws() []Sample {
	waste := lang.Text{Et: "Jäätmeseadus", En: "Waste Act", Ru: "Закон об отходах"}
	day := clock.NewDate(2026, 3, 1)
	row := LawRow{Name: "JäätS", Dossier: "KLIM/04-0002", Title: waste, Short: "JäätS", By: otherOffice, Began: day, Revisions: 2, Drafts: 1}
	over := row
	over.Name, over.Short, over.Drafts, over.Ended = "murakaitse-seadus", "", 0, day.AddDays(30)
	revisions := sampleRevisions()
	page := Law{
		Layout: s.at("/laws/JäätS"), LawRow: row, Document: sampleDocument, Revisions: revisions, InForce: &revisions[0], Consultations: sampleRows()[:1],
		Drafts: []LawDraft{
			{DossierRow: sampleDossierRows()[0], Provisions: []string{"para1", "para2lg1", "para3", "para4", "para5", "para6", "para7", "para8b1"}, Document: 1},
			{DossierRow: DossierRow{ID: "KLIM/24-0001", Title: waste, Kind: dossier.Bill, Institution: otherOffice, State: DossierState{Outcome: dossier.Withdrawn, Since: day}, Hidden: true}},
		},
		Years:   []LawYear{{2024, 3, 40}, {2025, 0, 0}, {2026, 1, 4}},
		Changed: []LawProvision{{Provision: 5, Address: "para2", Cite: "§ 2", Heading: "Mõisted", Changes: 7, Last: revisions[0]}},
		Cited:   12, CitedBy: []LawCiting{{Dossier: "JDM/02-0001", Title: sampleTitle, Name: "MKS", Provisions: 11}, {Dossier: sampleDossier, Title: sampleTitle, Provisions: 1}},
	}
	bare := Law{Layout: page.Layout, LawRow: over, Document: sampleDocument, Revisions: revisions}
	list := Laws{Layout: s.at("/laws"), Rows: []LawRow{row, over}, Pages: Pages{Total: 2, First: 1}, Letters: []Choice{{Value: "J", Address: "/et/laws?letter=J", Chosen: true}, {Value: "M", Address: "/et/laws?letter=M"}}}
	return []Sample{{"laws", LawsPage(list)}, {"laws-none", LawsPage(Laws{Layout: list.Layout, Query: LawsQuery{Words: "x"}})}, {"law", LawPage(page)}, {"law-bare", LawPage(bare)}}
}

// citations are the pages of who cites a text and which drafts change it.
func (s sampler) citations() []Sample {
	waste := lang.Text{Et: "Jäätmeseadus", En: "Waste Act", Ru: "Закон об отходах"}
	day := clock.NewDate(2026, 3, 1)
	rows := []CitationRow{
		{Address: "para2", Dossier: sampleDossier, Own: true, Document: sampleDocument, Revision: 2, At: "para3lg1", From: day},
		{Address: "para2lg2", Dossier: "KLIM/04-0002", Title: waste, Document: dossier.Document{Dossier: "KLIM/04-0002", No: 1}, Revision: 4, At: "para12b1lg2p3", From: day, Until: day.AddDays(90)},
		{Address: "para2", Dossier: "KLIM/26-0031", Title: waste, Document: dossier.Document{Dossier: "KLIM/26-0031", No: 1}, Revision: 1, From: day, Draft: true, State: DossierState{Stage: dossier.Coordination, Since: day}, Hidden: true},
	}
	page := Citations{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01/cited-by"), Dossier: sampleTitle, Document: sampleDocument, Revision: sampleRevisions()[0],
		Query: CitationsQuery{Address: "para2"}, Day: day, Provision: "§ 2", Heading: "Mõisted", Rows: rows, Pages: Pages{Total: 30, First: 1, Next: "/et/next"}, Past: 4,
	}
	amends, none := page, page
	amends.Query, amends.Provision, amends.Heading = CitationsQuery{Amends: true, Past: true}, "", ""
	amends.Rows = []CitationRow{rows[2], {Dossier: "JDM/25-0001", Title: sampleTitle, Draft: true, State: DossierState{Outcome: dossier.Withdrawn, Since: day}}}
	none.Rows, none.Pages, none.Past = nil, Pages{First: 1}, 0
	return []Sample{{"cited-by", CitationsPage(page)}, {"amended-by", CitationsPage(amends)}, {"cited-by-none", CitationsPage(none)}}
}
