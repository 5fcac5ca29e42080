package intake

import (
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// sharedCorpus finds the corpus beside the repository.
func sharedCorpus(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(folder, "..", "shared", "corpus")
		if exists(filepath.Join(path, manifestName)) {
			return path
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Skip("../shared/corpus is absent: nothing real to import")
		}
		folder = parent
	}
}

// fewActs writes a manifest of the smaller acts of a corpus beside links to
// their folders, because the whole is too much for a slow build.
func fewActs(t *testing.T, corpus string, most int) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(corpus, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		List []map[string]any `json:"list"`
	}
	if err := json.Unmarshal(source, &m); err != nil {
		t.Fatal(err)
	}
	few := t.TempDir()
	m.List = m.List[:most]
	for _, a := range m.List {
		id := a["id"].(string)
		if err := os.CopyFS(filepath.Join(few, "acts", id), os.DirFS(filepath.Join(corpus, "acts", id))); err != nil {
			t.Fatal(err)
		}
	}
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(few, manifestName), out, 0o600); err != nil {
		t.Fatal(err)
	}
	return few
}

// Every text of the corpus comes out of the store as it went in, repairs aside,
// and nothing real is refused.
func TestSharedCorpus(t *testing.T) {
	corpus := sharedCorpus(t)
	switch {
	case underRace:
		corpus = fewActs(t, corpus, 4)
	case testing.Short():
		t.Skip("the whole corpus takes several seconds")
	}
	st := storetest.OpenIn(t, t.TempDir(), clock.System)
	start := time.Now()
	report := run(t, st, corpus)
	t.Logf("%d dossiers, %d revisions in %s", report.Opened, report.Added, time.Since(start).Round(time.Millisecond))
	var told strings.Builder
	if err := report.Write(&told, func(m fault.Message) string { return (&exchange.Refused{Reason: m}).Error() }); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + told.String())
	if report.Failed() {
		t.Error("something real was refused")
	}
	if !underRace && (report.Added != 771 || report.Opened != 60+1+122) {
		t.Errorf("%d revisions in %d dossiers", report.Added, report.Opened)
	}
	compareStored(t, st, corpus)
	if again := run(t, st, corpus); again.Added != 0 || again.Opened != 0 || again.Unchanged != report.Added || again.Failed() {
		t.Errorf("again: %+v", again)
	}
}

// compareStored reads every wording of the manifest back from the store.
func compareStored(t *testing.T, st *store.Store, corpus string) {
	file, err := os.Open(filepath.Join(corpus, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	manifest, err := exchange.ReadManifest(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range manifest.Acts {
		view(t, st, func(tx *store.Tx) error {
			id, err := tx.DossierByReference("RT", a.ID)
			if err != nil {
				return err
			}
			for i, w := range a.Wordings {
				compareWording(t, tx, id, i+1, filepath.Join(corpus, w.File))
			}
			return nil
		})
	}
}

func compareWording(t *testing.T, tx *store.Tx, id dossier.ID, no int, file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := exchange.ReadMarkdown(source)
	if err != nil {
		t.Fatal(err)
	}
	rev, err := tx.Revision(id, 1, no)
	if err != nil {
		t.Fatal(err)
	}
	text, err := tx.RevisionText(id, 1, no)
	if err != nil {
		t.Fatal(err)
	}
	if text != want.Body || rev.Hash != sha256.Sum256([]byte(want.Body)) {
		t.Errorf("%s: revision %d of %s differs", file, no, id)
	}
	if rev.Dated.String() != filepath.Base(file)[:10] {
		t.Errorf("%s: dated %s", file, rev.Dated)
	}
}
