package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/storetest"
)

// corpus returns the files of each act's revisions, or skips the test.
func corpus(t *testing.T) [][]string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		acts, err := filepath.Glob(filepath.Join(folder, "shared", "corpus", "acts", "*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(acts) > 0 {
			return revisionsOf(t, acts)
		}
	}
	t.Skip("../shared/corpus is absent: there are no real acts to keep")
	return nil
}

func revisionsOf(t *testing.T, acts []string) (all [][]string) {
	t.Helper()
	for _, act := range acts {
		files, err := filepath.Glob(filepath.Join(act, "*.md"))
		if err != nil {
			t.Fatal(err)
		}
		// The ordinal after the date gives the order.
		slices.SortFunc(files, func(a, b string) int { return strings.Compare(a[len(a)-6:], b[len(b)-6:]) })
		all = append(all, files)
	}
	return all
}

// gitPack is what git gc --aggressive packs the 770 revisions to, as measured by
// bench/store.
const gitPack = 1_123_265

// Real acts with all their revisions come back byte for byte, which the check at
// the end proves, and take little room.
func TestRealActs(t *testing.T) {
	acts := corpus(t)
	folder := t.TempDir()
	t.Run("kept", func(t *testing.T) {
		s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
		for i, files := range acts {
			keepAct(t, s, dossier.ID(fmt.Sprintf("JDM/26-%04d", i+1)), files)
		}
	})
	if err := bolt.Compact(folder); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(folder, bolt.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 2*gitPack {
		t.Errorf("the store takes %d bytes, more than twice git's %d", info.Size(), gitPack)
	}
}

func keepAct(t *testing.T, s *store.Store, id dossier.ID, files []string) {
	t.Helper()
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, doc := storetest.Dossier(id), storetest.Document(id, 1)
		d.Documents, doc.Revisions = 1, len(files)
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		for i, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			rev := storetest.Revision(id, 1, i+1, string(text))
			if err := tx.AddRevision(rev, strings.SplitAfter(string(text), "\n\n"), nil); err != nil {
				return err
			}
		}
		return tx.PutDocument(doc)
	})
}
