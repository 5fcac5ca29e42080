package estonian_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/search/estonian"
)

func TestCompound(t *testing.T) {
	for word, want := range map[string]string{
		"tegevusloa":          "tegevus loa",
		"tarbimisväärtuse":    "tarbimis väärtuse",
		"käibemaksuseadusest": "käibe maksu seadusest",
		"isikuandmete":        "isiku andmete",
		"elukohariigile":      "elu koha riigile",
		"üldharidus":          "üld haridus",
		"majauksele":          "maja uksele",
		"lasteaias":           "laste aias",
		"kinnastepaari":       "kinnaste paari",
		"linnupesades":        "linnu pesades",
		"köögilaual":          "köögi laual",
		"suusamatkale":        "suusa matkale",
		"vihmavarjuga":        "vihma varjuga",
		"öökullid":            "öö kullid",
		"auhinnad":            "au hinnad",
		"väljakutsega":        "välja kutsega",
		"jooksmisvõistlusel":  "jooksmis võistlusel",
		"kolmeaastane":        "kolme aastane",
		"jalgrattateele":      "jalg ratta teele",
		"seadusest":           "",
		"külalistega":         "",
		"suuremad":            "",
		"vahetasid":           "",
		"hindajaga":           "",
		"valikud":             "",
		"hobuste":             "",
		"automaadist":         "",
		"maksudega":           "",
		"otsustatakse":        "",
		"avalikkusele":        "",
		"maa":                 "",
		"":                    "",
		"12^1":                "",
		"ребенок":             "",
	} {
		got := strings.Join(estonian.Compound(word), " ")
		if got != want {
			t.Errorf("parts of %s: %q, want %q", word, got, want)
		}
	}
}

func TestPartsAreTheWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zõäöüšž]{0,70}`),
			rapid.StringMatching(`(seadus|maksu|tegevus|loa|isiku|andmete|töö|kesk){0,9}`)).Draw(t, "word")
		parts := estonian.Compound(word)
		if len(parts) == 1 || len(parts) > 0 && strings.Join(parts, "") != word {
			t.Fatalf("parts of %q: %q", word, parts)
		}
	})
}
