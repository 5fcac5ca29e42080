package views

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
)

// searches are the pages about finding.
func (s sampler) searches() []Sample {
	rows := sampleDossierRows()
	found := Search{
		Layout: s.at("/search"), Search: SearchQuery{Words: "öine müra", Kind: dossier.Kinds[0]}, Asked: true, Total: 31, Dossiers: 2,
		Help:      []SearchHelp{{"spelling", "öine aeg", 12, "/et/search?q=x"}, {"filters", "", 4, "/et/search?q=y"}, {"word", "müra", 1, "/et/search?q=z"}},
		Beginning: []Named{{"Öise müra seadus", "toimik KLIM/26-0031", s.To().Dossier(sampleDossier)}, {"Ööülikooli amet", "asutus", s.To().Institution("JDM")}},
		Link:      "https://example.com/search?q=öine", Pages: Pages{Next: "/et/search?q=m&after=x"},
		Filters: SearchFilters{
			Open: []Choice{{Value: "1", Count: 3, Address: "/et/search?open=1"}}, Stages: sampleChoices(),
			Things:       []Choice{{Value: "provision", Count: 12, Address: "/et/search?what=provision"}},
			Languages:    []Choice{{Value: "et", Count: 31, Address: "/et/search?language=et"}},
			Institutions: []Choice{{Value: "JDM", Label: sampleOffice.Name, Count: 31, Former: true, Address: "/et/search?institution=JDM"}},
		},
		Understood: Understood{Words: []string{"öine", "müra"}, Phrases: []string{"kella 22 ja 7 vahel"}, Without: []string{"liiklus"}, Numbers: []string{"417 SE"}, Provision: "§ 12¹ lg 2", Act: "Atmosfääriõhu kaitse seadus", Any: true, Cut: true,
			Offices: []OfficeUnderstood{{Name: "Riigikogu"}, {Name: "Justiits- ja Digiministeerium", Former: "Justiitsministeerium"}, {Name: "Keskkonnaministeerium", Now: "Kliimaministeerium"}}},
		Groups: []SearchGroup{{DossierRow: rows[0], Total: 30, Address: "/et/search?dossier=JDM/26-0214", Hits: []SearchHit{
			{Kind: "dossier", Language: "et", Snippet: []SnippetPart{{"Müra", true}, {Text: " piiramine"}}},
			{Kind: "provision", Language: "et", Address: s.To().Place(sampleDossier, 1, 2, "para2lg2"), Title: "§ 2 lg 2", Dated: sampleNow, Snippet: []SnippetPart{{Text: "… "}, {"Öine", true}, {Text: " aeg on ajavahemik kella 22-st …"}}},
			{Kind: "comment", Language: "ru", Address: s.To().Comment(26_000_123), Title: "Eesti Kodulinna Selts", Dated: sampleNow},
		}}, {DossierRow: rows[1], Total: 1, Hits: []SearchHit{{Kind: "response", Address: s.To().Comment(26_000_123), Dated: sampleNow}}}},
	}
	kept := []SavedSearch{{ID: "a", Name: "Öine müra", Address: "/et/search?q=m", Total: 12, Newest: sampleNow}, {ID: "b", Name: "Tühi", Address: "/et/search?q=n"}}
	inside := found
	inside.Search.Dossier, inside.Dossiers, inside.Rebuilding = sampleDossier, 0, true
	inside.Built = 37
	return []Sample{
		{"search", SearchPage(found)},
		{"search-inside", SearchPage(inside)},
		{"searches", SavedSearchesPage(SavedSearches{Layout: s.official(), List: kept})},
		{"searches-refused", SavedSearchesPage(SavedSearches{Layout: s.official(), List: kept, Refused: "a", Form: Form{Faults: []fault.Field{{Name: "name-a", Message: fault.Message{Key: "fault.required"}}}}})},
		{"searches-none", SavedSearchesPage(SavedSearches{Layout: s.official(), Query: "q=x", Name: "", Form: Form{Message: fault.Message{Key: "searches.most", Args: []any{50}}}})},
		{"search-empty", SearchPage(Search{Layout: s.at("/search")})},
	}
}
