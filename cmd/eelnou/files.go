package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
)

// filesFolder is where the files sent with comments are kept, beside the store.
func filesFolder(data string) string { return filepath.Join(data, "files") }

// backupFiles is where the files of a backup are, beside it.
func backupFiles(backup string) string { return backup + ".files" }

// readWords is the first argument that makes the program read the words of one
// file, and nothing else: the sort of the file follows. It is no command for
// people.
const readWords = "read-words"

// The bounds of the process that reads a file.
const (
	wordsMemory  = 768 << 20
	wordsSeconds = 20
)

// words reads the words of a file in a process of its own, which the kernel stops
// when it takes too much memory or time. It is given nothing but the file.
func words(ctx context.Context, b []byte, sort papers.Sort) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	var out, said bytes.Buffer
	c := exec.CommandContext(ctx, self, readWords, string(sort))
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(b), &limited{&out, papers.MaxText}, &limited{&said, 2_000}
	c.Env, c.Dir = []string{}, os.TempDir()
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("read words: %w: %s", err, firstLine(said.Bytes()))
	}
	return out.String(), nil
}

// limited takes what fits and lets the rest go.
type limited struct {
	to   *bytes.Buffer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	n := min(len(b), l.left)
	l.left -= n
	l.to.Write(b[:n])
	return len(b), nil
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}

// readWordsAlone is that process.
func readWordsAlone(sort string) error {
	debug.SetMemoryLimit(wordsMemory / 2)
	for resource, most := range map[int]uint64{syscall.RLIMIT_DATA: wordsMemory, syscall.RLIMIT_CPU: wordsSeconds, syscall.RLIMIT_FSIZE: 0} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	b, err := io.ReadAll(io.LimitReader(os.Stdin, papers.MaxFile+1))
	if err != nil {
		return err
	}
	text, err := papers.Text(b, papers.Sort(sort))
	if err != nil {
		return err
	}
	_, err = os.Stdout.WriteString(text)
	return err
}

// sweepEvery is how often files that nothing needs are removed.
const sweepEvery = time.Hour

// sweepFiles removes them until told to stop.
func sweepFiles(ctx context.Context, actions *action.Actions) error {
	for {
		n, err := actions.SweepFiles(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			slog.Error("files not swept", "error", err)
		case n > 0:
			slog.Info("files that nothing needs removed", "files", n)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sweepEvery):
		}
	}
}

// backUp writes a backup of the store with its files, while none is removed, and
// has it verified.
func backUp(ctx context.Context, st *store.Store, files *blob.Folder, file string) error {
	err := files.Keeping(func() error {
		// The files come after the store: what it names was there before.
		if err := st.Backup(ctx, file); err != nil {
			return err
		}
		return copyFiles(files, backupFiles(file))
	})
	if err != nil {
		return err
	}
	return verifyElsewhere(ctx, file)
}

// copyFiles copies all files of a folder to another, which is made if there are
// any.
func copyFiles(from *blob.Folder, folder string) error {
	var to *blob.Folder
	return from.Each(func(hash string) error {
		if to == nil {
			opened, err := blob.Open(folder)
			if err != nil {
				return err
			}
			to = opened
		}
		err := from.Copy(hash, to)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	})
}

// checkFiles adds to a report which files that it names are not there, or not
// whole.
func checkFiles(report *store.Report, folder string) {
	files := blob.Look(folder)
	for _, f := range report.Files {
		b, err := files.Get(f.Hash)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			report.Problems = append(report.Problems, "file "+f.Hash+" is missing")
		case err != nil:
			report.Problems = append(report.Problems, "file "+err.Error())
		case int64(len(b)) != f.Size:
			report.Problems = append(report.Problems, fmt.Sprintf("file %s has %d bytes, not %d", f.Hash, len(b), f.Size))
		}
	}
}
