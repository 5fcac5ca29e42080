package gold_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
	"github.com/eelnou/eelnou/search/estonian/gold"
)

// read reads a set of the folder beside the repository, or skips the test.
func read(t *testing.T, name string) *gold.Set {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "..", "shared", "gold", name)
		if _, err := os.Stat(path); err == nil {
			s, err := gold.Read(path)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	t.Skipf("../shared/gold/%s is absent: nothing to measure", name)
	return nil
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name, file        string
		keys              func(string) []string
		recall, precision float64
	}{ // floors
		{"everyday", "shared_lemma.tsv", estonian.Keys, .935, .955},
		{"legal", "shared_legal_silver.tsv", estonian.Keys, .985, .985},
		{"everyday by rules alone", "shared_lemma.tsv", estonian.Rules, .89, .95},
	} {
		m := read(t, c.file).Measure(c.keys)
		t.Logf("%s: recall %.3f, precision %.3f", c.name, m.Recall, m.Precision)
		if m.Recall < c.recall || m.Precision < c.precision {
			t.Errorf("%s: recall %.3f, precision %.3f; want %.3f, %.3f", c.name, m.Recall, m.Precision, c.recall, c.precision)
		}
		if out := os.Getenv("ESTONIAN_MISSES"); out != "" {
			if err := os.WriteFile(filepath.Join(out, c.name), []byte(strings.Join(m.Misses, "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestCompoundBoundaries(t *testing.T) {
	for _, c := range []struct {
		name, file               string
		halves                   []uint32
		recall, precision, split float64
	}{ // floors, and a ceiling
		{"everyday", "shared_lemma.tsv", nil, .75, .95, .02},
		{"everyday, half nobody looked at", "shared_lemma.tsv", []uint32{gold.Unseen}, .69, .94, .02},
		{"legal", "shared_legal_silver.tsv", nil, .84, .985, .02},
		{"legal, half nobody looked at", "shared_legal_silver.tsv", []uint32{gold.Unseen}, .84, .985, .02},
	} {
		b := read(t, c.file).Cut(estonian.Compound, c.halves...)
		t.Logf("%s: recall %.3f, precision %.3f, %.4f of the simple words split", c.name, b.Recall, b.Precision, b.Split)
		if b.Recall < c.recall || b.Precision < c.precision || b.Split > c.split {
			t.Errorf("%s: recall %.3f, precision %.3f, %.4f split; want %.3f, %.3f, %.4f", c.name, b.Recall, b.Precision, b.Split, c.recall, c.precision, c.split)
		}
	}
}

// TestMeasuresOfASmallSet works the figures out by hand.
func TestMeasuresOfASmallSet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set.tsv")
	lines := "maja\tNOUN\tmaja\t2\tmaja\nmaja\tNOUN\tmajas\t1\tmaja\nmajas\tADJ\tmajja\t1\tmajas\nkoolimaja\tNOUN\tkoolimajas\t1\tkooli_maja\n"
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := gold.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	// Two letters: maja, majas and majja are taken for one word.
	m := s.Measure(func(w string) []string { return []string{w[:2]} })
	// Recall is whole; precision 3/4 for maja and majas, 1/4 for majja, 1 for koolimajas.
	if want := (3*.75 + .25 + 1) / 5; m.Recall != 1 || m.Precision != want || len(m.Misses) != 4 {
		t.Errorf("%+v, want precision %v", m, want)
	}
	b := s.Cut(func(w string) []string {
		if strings.HasPrefix(w, "kooli") || w == "majja" {
			return []string{w[:5], w[5:]}
		}
		return nil
	})
	if b.Recall != 1 || b.Precision != .5 || b.Split != 1./3 {
		t.Errorf("%+v", b)
	}
	if !slices.Equal(s.Forms(), []string{"maja", "majas", "majja", "koolimajas"}) {
		t.Error(s.Forms())
	}
}
