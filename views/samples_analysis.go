package views

import "github.com/eelnou/eelnou/internal/lang"

// analyses are the pages about how words are understood.
func (s sampler) analyses() []Sample {
	full := Analysis{Layout: s.at("/analyze?q=x"), Words: "Tegevusloa § 12¹ ja", Cut: true, List: []AnalysedWord{
		{Text: "Tegevusloa", Folded: "tegevusloa", Plain: "tegevusloa", Parts: []string{"tegevus", "loa"}, PartKeys: []string{"tegevus", "=luba"},
			Keys: []KeysIn{{lang.Et, []string{"tegevus=luba"}}, {lang.En, []string{"tegevusloa"}}},
			Readings: []WordReading{
				{Key: "tegevus=luba", Percent: 96, Kept: true}, {Key: "tegevusl~", Ending: "a", Verb: true, Percent: 4}}},
		{Text: "§", Folded: "§", Plain: "§"},
		{Text: "12¹", Folded: "12^1", Plain: "12^1", Number: true},
		{Text: "ja", Folded: "ja", Plain: "ja", Common: true, Keys: []KeysIn{{lang.Et, []string{"ja"}}}},
	}}
	none := Analysis{Layout: full.Layout, Words: "…"}
	return []Sample{{"analysis", AnalysisPage(full)}, {"analysis-none", AnalysisPage(none)}, {"analysis-empty", AnalysisPage(Analysis{Layout: full.Layout})}}
}
