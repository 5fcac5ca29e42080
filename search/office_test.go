package search

import (
	"fmt"
	"slices"
	"testing"
)

func offices() *Offices {
	return NewOffices([]Office{
		{Code: "JUM", Codes: []string{"JUM", "JDM"}, Names: []string{"Justiitsministeerium", "Ministry of Justice"}},
		{Code: "JDM", Codes: []string{"JDM", "JUM"}, Names: []string{"Justiits- ja Digiministeerium", "Ministry of Justice and Digital Affairs", "Министерство юстиции и цифровых технологий"}},
		{Code: "SIM", Codes: []string{"SIM"}, Names: []string{"Siseministeerium"}},
		{Code: "KEM", Codes: []string{"KEM"}, Names: []string{"Keskkonnaministeerium"}},
	})
}

// TestOfficesAreRead: in any inflection, by the longest name, by abbreviation when
// it is written as one.
func TestOfficesAreRead(t *testing.T) {
	for query, want := range map[string]string{
		"justiitsministeeriumi":                      "[JUM] []",
		"Justiits- ja Digiministeeriumile vanglad":   "[JDM] [vanglad]",
		"vanglad justiits- ja digiministeerium":      "[JDM] [vanglad]",
		"Ministry of Justice and Digital Affairs":    "[JDM] []",
		"Ministry of Justice prisons":                "[JUM] [prisons]",
		"Министерства юстиции и цифровых технологий": "[JDM] []",
		"JDM":                        "[JDM] []",
		"KeM jäätmed":                "[KEM] [jäätmed]",
		"sim kaart":                  "[] [sim kaart]",
		"SIM JDM":                    "[SIM JDM] []",
		"-Siseministeerium":          "[] []",
		`"Siseministeeriumi määrus"`: "[] []",
		"digiministeerium":           "[] [digiministeerium]",
		"ministeerium":               "[] [ministeerium]",
		"SIM SIM SIM SIM":            "[SIM SIM SIM] [SIM]",
	} {
		a := read(query, nil, offices())
		if got := fmt.Sprint(a.reading.Offices, a.reading.Words); got != want {
			t.Errorf("%s: %s, not %s", query, got, want)
		}
	}
}

// TestOfficesFindTheirOwn: what an institution has stands before what only names
// it; beside other words both count.
func TestOfficesFindTheirOwn(t *testing.T) {
	x := open(t, t.TempDir())
	doc := func(id, institution, text string) Document {
		return Document{ID: id, Kind: Dossier, Group: id, Title: text, Lang: "et", Institution: institution, Changed: day}
	}
	put(t, x, 1, doc("own", "JDM", "Vangistuse kord"), doc("former", "JUM", "Vanglate eeskiri"), doc("said", "SIM", "Justiits- ja Digiministeeriumi arvamus vangistuse kohta"), doc("other", "SIM", "Vangistuse erikord"))
	for words, want := range map[string]string{
		"JDM": "[former own]", "vangistus JDM": "[own]", "Justiits- ja Digiministeerium": "[former own said]",
		"justiits- ja digiministeerium vangistus": "[own said]", "KEM": "[]",
	} {
		res, err := x.Find(t.Context(), Query{Words: words, Offices: offices()})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		first := min(2, len(ids))
		slices.Sort(ids[:first])
		if words != "JDM" && len(ids) > 0 && ids[len(ids)-1] == "own" && len(ids) > 1 {
			t.Errorf("%s: its own stands last: %v", words, ids)
		}
		slices.Sort(ids)
		if fmt.Sprint(ids) != want {
			t.Errorf("%s: %v, not %s", words, ids, want)
		}
	}
}
