package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/kv/kvtest"
)

func open(folder string) (kv.Engine, error) {
	e, err := bolt.Open(folder, bolt.Options{Wait: time.Millisecond})
	if err != nil {
		return nil, err
	}
	return e, nil
}

func TestConformance(t *testing.T) {
	kvtest.Run(t, kvtest.Subject{
		Open: open,
		Load: func(snapshot []byte, folder string) (kv.Engine, error) {
			if err := bolt.Install(bytes.NewReader(snapshot), folder); err != nil {
				return nil, err
			}
			return open(folder)
		},
	})
}

// put writes n values of a kilobyte.
func put(t *testing.T, e kv.Engine, n int) {
	t.Helper()
	err := e.Update(context.Background(), func(w kv.Writer) error {
		for i := range n {
			if err := w.Put("a", fmt.Appendf(nil, "%06d", i), bytes.Repeat([]byte{byte(i)}, 1024)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, e kv.Engine) (n int) {
	t.Helper()
	err := e.View(context.Background(), func(r kv.Reader) error {
		return r.Scan("a", kv.Range{}, func(_, _ []byte) error { n++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func mustOpen(t *testing.T, folder string, o bolt.Options) *bolt.Engine {
	t.Helper()
	e, err := bolt.Open(folder, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestFolderInUse(t *testing.T) {
	folder := t.TempDir()
	e := mustOpen(t, folder, bolt.Options{})
	if _, err := open(folder); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("a second Open: %v", err)
	}
	if err := bolt.Compact(folder); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("Compact: %v", err)
	}
	if err := bolt.Replace(strings.NewReader(""), folder); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("Replace: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, folder, bolt.Options{})
}

func TestFileIsPrivateAndAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "deep", "data")
	mustOpen(t, folder, bolt.Options{})
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 || files[0].Name() != bolt.FileName {
		t.Fatalf("folder holds %v", files)
	}
	info, err := files[0].Info()
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != 0o600 {
		t.Errorf("mode is %v", info.Mode())
	}
}

func TestUnfinishedFileIsRemoved(t *testing.T) {
	folder := t.TempDir()
	left := filepath.Join(folder, bolt.FileName+".new")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, folder, bolt.Options{})
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", left, err)
	}
}

func TestMaxSize(t *testing.T) {
	folder := t.TempDir()
	e := mustOpen(t, folder, bolt.Options{MaxSize: 24 << 20})
	put(t, e, 100)
	err := e.Update(context.Background(), func(w kv.Writer) error {
		return w.Put("b", []byte("k"), make([]byte, 64<<20))
	})
	var commit *kv.CommitError
	if !errors.As(err, &commit) {
		t.Fatalf("64 MB in 24 MB: %v", err)
	}
	if n := count(t, e); n != 100 {
		t.Errorf("%d values are left", n)
	}
}

func TestInstall(t *testing.T) {
	e := mustOpen(t, t.TempDir(), bolt.Options{})
	put(t, e, 10)
	var snapshot bytes.Buffer
	if err := e.Snapshot(&snapshot); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	during(t, folder, func(e kv.Engine) { put(t, e, 3) })
	if err := bolt.Install(bytes.NewReader(snapshot.Bytes()), folder); !errors.Is(err, kv.ErrExists) {
		t.Errorf("Install over data: %v", err)
	}
	if err := bolt.Replace(strings.NewReader("not a database"), folder); err == nil {
		t.Error("Replace took what is no database")
	}
	if err := bolt.Replace(bytes.NewReader(snapshot.Bytes()), folder); err != nil {
		t.Fatal(err)
	}
	during(t, folder, func(e kv.Engine) {
		if n := count(t, e); n != 10 {
			t.Errorf("%d values after Replace", n)
		}
	})
	old, err := bolt.OpenFile(filepath.Join(folder, bolt.FileName+".old"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if n := count(t, old); n != 3 {
		t.Errorf("%d values in what was replaced", n)
	}
}

// during opens a folder while fn runs.
func during(t *testing.T, folder string, fn func(kv.Engine)) {
	t.Helper()
	e, err := open(folder)
	if err != nil {
		t.Fatal(err)
	}
	fn(e)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCompact(t *testing.T) {
	folder := t.TempDir()
	during(t, folder, func(e kv.Engine) {
		put(t, e, 5000)
		err := e.Update(context.Background(), func(w kv.Writer) error {
			for i := 10; i < 5000; i++ {
				if err := w.Delete("a", fmt.Appendf(nil, "%06d", i)); err != nil {
					return err
				}
			}
			_, err := w.NextSequence("a")
			return errors.Join(err, w.Put("b", []byte("secret"), []byte("erased words")), w.Delete("b", []byte("secret")))
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if err := bolt.Compact(folder); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(folder, bolt.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 64<<10 {
		t.Errorf("10 kB take %d bytes", len(b))
	}
	if bytes.Contains(b, []byte("erased words")) {
		t.Error("what was deleted is still in the file")
	}
	during(t, folder, func(e kv.Engine) {
		if n := count(t, e); n != 10 {
			t.Errorf("%d values are left", n)
		}
		err := e.View(context.Background(), func(r kv.Reader) error {
			n, err := r.Sequence("a")
			if n != 1 {
				t.Errorf("sequence is %d", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

const childFolder = "EELNOU_TEST_FOLDER"

// TestMain lets the test binary be a process with little address space.
func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		if err := openSmall(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func openSmall(folder string) error {
	limit := syscall.Rlimit{Cur: 6 << 30, Max: 6 << 30}
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		return err
	}
	e, err := open(folder)
	if err != nil {
		return err
	}
	err = e.Update(context.Background(), func(w kv.Writer) error { return w.Put("a", []byte("k"), []byte("v")) })
	return errors.Join(err, e.Close())
}

func TestLittleAddressSpace(t *testing.T) {
	folder := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	during(t, folder, func(e kv.Engine) {
		if n := count(t, e); n != 1 {
			t.Errorf("%d values are there", n)
		}
	})
}
