package blob_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/store/blob"
)

const writing = "BLOB_TEST_WRITES_IN"

// TestMain makes the process that is killed: it keeps files and says which are
// kept.
func TestMain(m *testing.M) {
	if path := os.Getenv(writing); path != "" {
		f, err := blob.Open(path)
		for n := 0; err == nil; n++ {
			var hash string
			if hash, err = f.Put(bytes.Repeat([]byte(fmt.Sprintf("%d/%d ", os.Getpid(), n)), 1+rand.IntN(20_000))); err == nil {
				_, err = fmt.Println(hash)
			}
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestKilled kills a process that keeps files, many times: every file it said it
// had kept is there and whole, and none is half written.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "files")
	kept := map[string]bool{}
	for range 8 {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), writing+"="+path)
		out, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 1 + rand.IntN(20); n > 0 && lines.Scan(); n-- {
			kept[lines.Text()] = true
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // said before it died; the last line may be cut
			if hash := lines.Text(); len(hash) == 64 {
				kept[hash] = true
			}
		}
		var died *exec.ExitError
		if err := c.Wait(); !errors.As(err, &died) {
			t.Fatal(err)
		}
	}
	f := opened(t, path)
	for hash := range kept {
		if _, err := f.Get(hash); err != nil {
			t.Errorf("%s was kept: %v", hash, err)
		}
	}
	err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasPrefix(d.Name(), "new-") {
			t.Errorf("%s is left half written", name)
		}
		return err
	})
	if err := errors.Join(err, f.Each(func(hash string) error { _, err := f.Get(hash); return err })); err != nil {
		t.Error(err)
	}
}
