package estonian_test

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
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
		"seadusest":           "",
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

// segmented is a form and where its lemma's parts meet in it.
type segmented struct {
	form string
	at   []int
}

// loadSegmented reads the forms whose first parts stand in them as they stand
// in the lemma.
func loadSegmented(t *testing.T, name string) (list []segmented) {
	t.Helper()
	f, err := os.Open(shared(t, filepath.Join("gold", name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		col := strings.Split(lines.Text(), "\t")
		if len(col) < 5 || !slices.Contains([]string{"NOUN", "ADJ", "VERB"}, col[1]) || strings.ContainsAny(col[2], "-.0123456789") {
			continue
		}
		w := segmented{form: estonian.Fold(col[2])}
		parts := strings.Split(estonian.Fold(col[4]), "_")
		end := 0
		for _, p := range parts[:len(parts)-1] {
			end += len(p)
			w.at = append(w.at, end)
		}
		if strings.HasPrefix(w.form, strings.Join(parts[:len(parts)-1], "")) {
			list = append(list, w)
		}
	}
	return list
}

func boundaries(word string) (at []int) {
	parts := estonian.Compound(word)
	end := 0
	for i := range len(parts) - 1 {
		end += len(parts[i])
		at = append(at, end)
	}
	return at
}

func TestCompoundBoundaries(t *testing.T) {
	for _, c := range []struct {
		file                            string
		recall, precision, wronglySplit float64
	}{ // floors, and a ceiling
		{"shared_lemma.tsv", .44, .94, .02},
		{"shared_legal_silver.tsv", .75, .95, .02},
	} {
		var right, wrong, missed, simple, split float64
		for _, w := range loadSegmented(t, c.file) {
			got := boundaries(w.form)
			for _, at := range got {
				if slices.Contains(w.at, at) {
					right++
				} else {
					wrong++
				}
			}
			for _, at := range w.at {
				if !slices.Contains(got, at) {
					missed++
				}
			}
			if len(w.at) == 0 {
				simple++
				if len(got) > 0 {
					split++
				}
			}
		}
		recall, precision, false := right/(right+missed), right/(right+wrong), split/simple
		t.Logf("%s: recall %.3f, precision %.3f, %.4f of the simple words split", c.file, recall, precision, false)
		if recall < c.recall || precision < c.precision || false > c.wronglySplit {
			t.Errorf("%s: recall %.3f, precision %.3f, %.4f split; want %.3f, %.3f, %.4f", c.file, recall, precision, false, c.recall, c.precision, c.wronglySplit)
		}
	}
}
