package intake

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestOneActHoweverItIsFound: wordings whose headers name sources of their own
// are one act, and it comes out the same from a folder, a file and then its
// folder, a folder given twice, a folder and then the corpus with its manifest.
func TestOneActHoweverItIsFound(t *testing.T) {
	files := map[string]string{"manifest.json": manifest(manifestAct1("acts/11/1.md", "acts/11/2.md", "acts/11/3.md"))}
	for n, body := range []string{"##### § 1. A\n", "##### § 1. B\n", "##### § 1. B\n\n##### § 2. C\n"} {
		source := fmt.Sprintf("source: https://www.riigiteataja.ee/akt/%d\n---", 11+n)
		text := wordingFile("11", "Riigikogu", fmt.Sprintf("2020-0%d-01", n+1), body)
		files[fmt.Sprintf("acts/11/%d.md", n+1)] = strings.Replace(text, "\n---", "\n"+source, 1)
	}
	corpus := folder(t, files)
	act := filepath.Join(corpus, "acts", "11")
	want := ""
	for _, paths := range [][]string{{corpus}, {act}, {filepath.Join(act, "1.md"), act}, {act, act}, {act, corpus}, {filepath.Join(corpus, "acts")}} {
		st := storetest.Open(t)
		for range 2 {
			if report := run(t, st, paths...); report.Failed() {
				t.Errorf("%v: %+v", paths, report)
			}
		}
		got := stored(t, st)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%v: got\n%s, want\n%s", paths, got, want)
		}
		storetest.Check(t, st)
	}
}

// stored writes what a reader finds of the act, down to the identities of its
// provisions.
func stored(t *testing.T, st *store.Store) string {
	var b strings.Builder
	view(t, st, func(tx *store.Tx) error {
		d, err := tx.Dossier("RIIGIKOGU/20-0001")
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s %v %v\n", d.Title.Et, d.Institution, d.References, d.Steps)
		revisions, err := tx.Revisions(d.ID, 1)
		for _, rev := range revisions {
			marks, err := tx.Marks(d.ID, 1, rev.No)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%d %x %v %v %s %+v %v\n", rev.No, rev.Hash[:4], rev.Dated, rev.InForce, rev.Source, rev.Changed, marks)
		}
		return err
	})
	return b.String()
}
