package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

func openFile(file string) (kv.Engine, error) { return bolt.OpenFile(file) }

// sample puts a dossier with a revision, a person and an event.
func sample(t *testing.T, s *store.Store) {
	t.Helper()
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, doc := storetest.Dossier("JDM/26-0001"), storetest.Document("JDM/26-0001", 1)
		d.Documents, doc.Revisions = 1, 1
		return errors.Join(tx.PutDossier(d), tx.PutDocument(doc), tx.PutPerson(storetest.Citizen()), appendEvent(tx),
			tx.AddRevision(storetest.Revision(d.ID, 1, 1, "§ 1. Üks"), []string{"§ 1. Üks"}, nil))
	})
}

// A backup is taken while changes go on, verified, and restored elsewhere.
func TestBackupUnderLoadAndRestore(t *testing.T) {
	s := storetest.Open(t)
	sample(t, s)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				storetest.Do(t, s, appendEvent)
			}
		})
	}
	file := filepath.Join(t.TempDir(), "backup")
	err := s.Backup(t.Context(), file)
	stop()
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if report, err := store.Verify(t.Context(), file, openFile); err != nil || !report.OK() {
		t.Fatalf("verify: %+v, %v", report, err)
	}
	folder := filepath.Join(t.TempDir(), "elsewhere")
	if err := store.Restore(t.Context(), file, folder, bolt.Install); err != nil {
		t.Fatal(err)
	}
	storetest.Look(t, storetest.OpenIn(t, folder, clock.At(storetest.Now)), func(tx *store.Tx) error {
		text, err := tx.RevisionText("JDM/26-0001", 1, 1)
		if text != "§ 1. Üks" {
			t.Errorf("text is %q", text)
		}
		return err
	})
}

func TestBackupOverwritesNothing(t *testing.T) {
	s := storetest.Open(t)
	file := filepath.Join(t.TempDir(), "backup")
	if err := os.WriteFile(file, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); !errors.Is(err, kv.ErrExists) {
		t.Errorf("backup over a file: %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	storetest.OpenIn(t, folder, clock.At(storetest.Now))
	if err := store.Restore(t.Context(), file, folder, bolt.Install); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("restore over an open store: %v", err)
	}
}

func TestCancelledBackupLeavesNoFile(t *testing.T) {
	s := storetest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	if err := s.Backup(ctx, filepath.Join(folder, "backup")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
		t.Errorf("folder holds %v, %v", files, err)
	}
}

// A backup with any damage is refused and changes nothing.
func TestDamagedBackupIsRefused(t *testing.T) {
	s := storetest.Open(t)
	sample(t, s)
	whole := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	flipped := func(at int) []byte {
		bad := bytes.Clone(b)
		bad[at] ^= 4
		return bad
	}
	for name, bad := range map[string][]byte{
		"first byte": flipped(0), "middle": flipped(len(b) / 2), "trailer": flipped(len(b) - 40), "last byte": flipped(len(b) - 1),
		"cut": b[:len(b)-1], "half": b[:len(b)/2], "longer": append(bytes.Clone(b), 0), "empty": nil, "other file": []byte(strings.Repeat("x", 9999)),
	} {
		t.Run(name, func(t *testing.T) {
			file, folder := filepath.Join(t.TempDir(), "bad"), filepath.Join(t.TempDir(), "data")
			if err := os.WriteFile(file, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Verify(t.Context(), file, openFile); !errors.Is(err, store.ErrBackup) {
				t.Errorf("verify: %v", err)
			}
			if err := store.Restore(t.Context(), file, folder, bolt.Replace); !errors.Is(err, store.ErrBackup) {
				t.Errorf("restore: %v", err)
			}
			if _, err := os.Stat(folder); !os.IsNotExist(err) {
				t.Errorf("restore left a folder: %v", err)
			}
		})
	}
}

// One bit of a stored value is flipped in the file: the check names the record.
func TestCheckFindsAFlippedBit(t *testing.T) {
	folder := t.TempDir()
	t.Run("kept", func(t *testing.T) { sample(t, storetest.OpenIn(t, folder, clock.At(storetest.Now))) })
	file := filepath.Join(folder, bolt.FileName)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		n := bytes.Index(b[i:], []byte("Jaan Tamm"))
		if n < 0 {
			break
		}
		i += n
		b[i] ^= 1
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	engine, err := bolt.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	report, err := store.CheckEngine(t.Context(), engine, nil)
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(report.Problems, "\n"); !strings.Contains(all, "person") || !strings.Contains(all, "citizen") || !strings.Contains(all, "checksum") {
		t.Errorf("problems: %s", all)
	}
}

// tamper changes the engine's bytes behind the store's back.
func tamper(t *testing.T, folder string, fn func(w kv.Writer) error) store.Report {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	if err := engine.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
	report, err := store.CheckEngine(t.Context(), engine, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestCheckFindsWhatDoesNotAgree(t *testing.T) {
	for name, c := range map[string]struct {
		bucket string // whose first pair is lost
		want   string
	}{
		"index entry":   {"person.email", "index person.email"},
		"record":        {"person", "index person.email has 1 entries and should have 0"},
		"event":         {"event", "the event log has"},
		"text":          {"pack", "revision"},
		"layout":        {"layout", "revision"},
		"document":      {"document", "documents: 1 noted, 0 kept"},
		"revision fact": {"revision", "revisions: 1 noted, 0 kept"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			t.Run("kept", func(t *testing.T) { sample(t, storetest.OpenIn(t, folder, clock.At(storetest.Now))) })
			report := tamper(t, folder, func(w kv.Writer) error {
				var first []byte
				err := w.Scan(c.bucket, kv.Range{Limit: 1}, func(k, _ []byte) error { first = bytes.Clone(k); return nil })
				return errors.Join(err, w.Delete(c.bucket, first))
			})
			if all := strings.Join(report.Problems, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("problems: %s", all)
			}
		})
	}
}

func TestNewerDataIsRefused(t *testing.T) {
	folder := t.TempDir()
	t.Run("kept", func(t *testing.T) { sample(t, storetest.OpenIn(t, folder, clock.At(storetest.Now))) })
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	if err := engine.Update(t.Context(), store.SetVersion(99)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(engine, clock.At(storetest.Now)); !errors.Is(err, store.ErrNewer) {
		t.Errorf("open: %v", err)
	}
	if _, err := store.CheckEngine(t.Context(), engine, nil); !errors.Is(err, store.ErrNewer) {
		t.Errorf("check: %v", err)
	}
}

// What is erased is in no byte of the file after compaction.
func TestErasedWordsAreGoneAfterCompaction(t *testing.T) {
	folder := t.TempDir()
	t.Run("erased", func(t *testing.T) {
		s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
		storetest.Do(t, s, func(tx *store.Tx) error { return tx.PutPerson(storetest.Citizen()) })
		storetest.Do(t, s, func(tx *store.Tx) error { return tx.PutPerson(people.Person{ID: "citizen"}) })
	})
	if err := bolt.Compact(folder); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(folder, bolt.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Jaan", "jaan.tamm", "subject-citizen"} {
		if bytes.Contains(b, []byte(word)) {
			t.Errorf("%q is still in the file", word)
		}
	}
	storetest.OpenIn(t, folder, clock.At(storetest.Now))
}
