package views

import "github.com/eelnou/eelnou/internal/lang"

// adoptions are a law compared with what a draft would make of it.
func (s sampler) adoptions(difference Compare) []Sample {
	law := Compare{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01/revisions/2/against/KLIM/25-0012/01/2"), Dossier: sampleTitle, Document: difference.Document,
		Old: difference.Old, New: difference.New, Revisions: difference.Revisions, Result: difference.Result,
		Adoption: &Adoption{Done: 3, Law: lang.Text{Et: "Jäätmeseadus", En: "Waste Act", Ru: "Закон об отходах"}, Left: []LeftChange{
			{Cite: "§ 1 p 4", Address: "para1p4", Words: "paragrahvi 99 lõige 2 tunnistatakse kehtetuks", Why: "amend.left_absent"},
		}},
	}
	law.Old.Dossier, law.Old.No = "KLIM/25-0012", 2
	whole := law
	whole.Adoption = &Adoption{Whole: true, Law: law.Adoption.Law}
	return []Sample{{"adoption", ComparePage(law)}, {"adoption-whole", ComparePage(whole)}}
}
