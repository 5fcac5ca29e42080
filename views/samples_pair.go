package views

import (
	"github.com/eelnou/eelnou/internal/dossier"
)

// pairs are the pages about texts of two documents.
func (s sampler) pairs(difference Compare) []Sample {
	explained := sampleDocument
	explained.No, explained.Kind = 2, dossier.ExplanatoryNote
	other := difference
	other.Document, other.New.Document = explained, explained.No
	other.Layout = s.at("/dossiers/JDM/26-0214/compare/01@1..02@2")
	choice := ChoosePair{Layout: s.at("/dossiers/JDM/26-0214/compare"), ID: sampleDocument.Dossier, Dossier: sampleTitle, Documents: []DocumentWithRevisions{
		{Document: sampleDocument, Revisions: []dossier.Revision{difference.Old}},
		{Document: explained, Revisions: []dossier.Revision{other.New}},
	}}
	none := choice
	none.Documents = nil
	return []Sample{{"compare-documents", ComparePage(other)}, {"choose-pair", ChoosePairPage(choice)}, {"choose-pair-none", ChoosePairPage(none)}, {"making", MakingPage(Making{s.at("/dossiers/JDM/26-0214/compare/01@1..02@2")})}}
}
