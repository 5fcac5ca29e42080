package blob_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/eelnou/eelnou/store/blob"
)

func opened(t *testing.T, path string) *blob.Folder {
	t.Helper()
	f, err := blob.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestKeptBytesComeBack(t *testing.T) {
	f := opened(t, t.TempDir())
	for _, b := range [][]byte{nil, []byte("a"), bytes.Repeat([]byte("ab"), 1<<20)} {
		for range 2 {
			hash, err := f.Put(b)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := f.Get(hash); err != nil || !bytes.Equal(got, b) || hash != blob.Hash(b) {
				t.Errorf("%d bytes came back as %d, %v", len(b), len(got), err)
			}
		}
	}
	n := 0
	if err := f.Each(func(string) error { n++; return nil }); err != nil || n != 3 {
		t.Errorf("%d files, %v", n, err)
	}
	if err := f.Remove(blob.Hash(nil)); err != nil {
		t.Error(err)
	}
	if _, err := f.Get(blob.Hash(nil)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a removed file: %v", err)
	}
}

func TestNamesLeadNowhereElse(t *testing.T) {
	f := opened(t, t.TempDir())
	for _, name := range []string{"", "..", "../../etc/passwd", "ZZ", blob.Hash(nil)[:63] + "/", blob.Hash(nil) + "0"} {
		if _, err := f.Get(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestDamageIsNoticedAndMended(t *testing.T) {
	path := t.TempDir()
	f := opened(t, path)
	hash, err := f.Put([]byte("kiri"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, hash[:2], hash), []byte("kirj"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Get(hash); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("a changed file: %v", err)
	}
	if _, err := f.Put([]byte("kiri")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Get(hash); err != nil {
		t.Errorf("put again: %v", err)
	}
}

// A process that was killed while it wrote leaves nothing behind.
func TestHalfWrittenFilesAreGone(t *testing.T) {
	path := t.TempDir()
	opened(t, path)
	if err := os.WriteFile(filepath.Join(path, "new-123"), []byte("pool"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := opened(t, path)
	entries, err := os.ReadDir(path)
	if err != nil || len(entries) != 0 {
		t.Errorf("left: %v, %v", entries, err)
	}
	if err := f.Each(func(hash string) error { return errors.New(hash) }); err != nil {
		t.Error(err)
	}
}

func TestCopyComparesFirst(t *testing.T) {
	from, to := opened(t, t.TempDir()), opened(t, t.TempDir())
	hash, err := from.Put([]byte("lisa"))
	if err != nil {
		t.Fatal(err)
	}
	if err := from.Copy(hash, to); err != nil {
		t.Fatal(err)
	}
	if b, err := to.Get(hash); err != nil || string(b) != "lisa" {
		t.Errorf("%q, %v", b, err)
	}
	if err := from.Copy(blob.Hash([]byte("muu")), to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
}
