package estonian_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
)

// gold is a set of word forms with their lemmas.
type gold struct {
	lemmas map[string][]string // by form
	counts map[string]int      // of tokens, by form
	order  []string            // forms as they stand in the file
}

func loadGold(t testing.TB, name string) *gold {
	t.Helper()
	path := shared(t, filepath.Join("gold", name))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g := &gold{lemmas: map[string][]string{}, counts: map[string]int{}}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		col := strings.Split(lines.Text(), "\t")
		if len(col) < 4 || strings.HasPrefix(col[0], "#") || col[0] == "lemma" || col[0] == "olema" {
			continue
		}
		n, err := strconv.Atoi(col[3])
		if err != nil {
			t.Fatal(err)
		}
		form := estonian.Fold(col[2])
		if g.counts[form] == 0 {
			g.order = append(g.order, form)
		}
		g.lemmas[form] = append(g.lemmas[form], col[0])
		g.counts[form] += n
	}
	return g
}

// shared finds a file of the folder beside the repository, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "..", "shared", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("../shared/%s is absent: nothing to measure", name)
	return ""
}

// measure returns recall and precision of an analyser: of the other tokens of
// a form's lemma, how many it conflates with the form; and of the tokens it
// conflates, how many share a lemma.
func (g *gold) measure(keys func(string) []string) (recall, precision float64, misses []string) {
	byKey, byLemma := map[string][]string{}, map[string][]string{}
	of := map[string][]string{}
	for _, form := range g.order {
		of[form] = keys(form)
		for _, k := range of[form] {
			byKey[k] = append(byKey[k], form)
		}
		for _, l := range g.lemmas[form] {
			if !slices.Contains(byLemma[l], form) {
				byLemma[l] = append(byLemma[l], form)
			}
		}
	}
	var recallWeight, precisionWeight float64
	for _, form := range g.order {
		weight := float64(g.counts[form])
		relatives := map[string]bool{}
		for _, l := range g.lemmas[form] {
			for _, other := range byLemma[l] {
				relatives[other] = true
			}
		}
		conflated := map[string]bool{}
		for _, k := range of[form] {
			for _, other := range byKey[k] {
				conflated[other] = true
			}
		}
		var all, hit, caught, right float64
		for other := range relatives {
			if other != form {
				all += float64(g.counts[other])
				if conflated[other] {
					hit += float64(g.counts[other])
				} else {
					misses = append(misses, fmt.Sprintf("%.2f\t%s – %s\t%v %v", weight*float64(g.counts[other])/allOf(g, relatives, form), form, other, of[form], of[other]))
				}
			}
		}
		for other := range conflated {
			caught += float64(g.counts[other])
			if relatives[other] {
				right += float64(g.counts[other])
			} else {
				misses = append(misses, fmt.Sprintf("%.2f\t%s = %s\t%v %v", weight*float64(g.counts[other])/allOf(g, conflated, ""), form, other, of[form], of[other]))
			}
		}
		if all > 0 {
			recall += weight * hit / all
			recallWeight += weight
		}
		precision += weight * right / caught
		precisionWeight += weight
	}
	return recall / recallWeight, precision / precisionWeight, misses
}

func allOf(g *gold, forms map[string]bool, but string) (n float64) {
	for f := range forms {
		if f != but {
			n += float64(g.counts[f])
		}
	}
	return n
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name, file        string
		keys              func(string) []string
		recall, precision float64
	}{ // floors
		{"everyday", "shared_lemma.tsv", estonian.Keys, .92, .95},
		{"legal", "shared_legal_silver.tsv", estonian.Keys, .98, .985},
		{"everyday by rules alone", "shared_lemma.tsv", estonian.Rules, .85, .95},
	} {
		g := loadGold(t, c.file)
		recall, precision, misses := g.measure(c.keys)
		t.Logf("%s: recall %.3f, precision %.3f", c.name, recall, precision)
		if recall < c.recall || precision < c.precision {
			t.Errorf("%s: recall %.3f, precision %.3f; want %.3f, %.3f", c.name, recall, precision, c.recall, c.precision)
		}
		if out := os.Getenv("ESTONIAN_MISSES"); out != "" {
			if err := os.WriteFile(filepath.Join(out, c.name), []byte(strings.Join(misses, "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
