package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"github.com/eelnou/eelnou/store/kv"
)

// A backup is a snapshot of the engine with a trailer: a word that names the
// format and the SHA-256 of the snapshot. So damage is noticed before an engine
// is asked to read it.
const trailerWord = "eelnou backup 1\n"

const trailerSize = len(trailerWord) + sha256.Size

// syncEvery is how many bytes of a backup are written between two syncs. Without
// them the kernel collects the whole backup and then makes every change wait
// while it writes it out.
const syncEvery = 4 << 20

// ErrBackup is returned for a file that is not a whole backup.
var ErrBackup = errors.New("this is not a backup, or it is damaged")

// Backup writes a backup to a new file while the store goes on working, and
// reads it back. The file has its name only when it is whole and durable.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("back up to %s: %w", file, kv.ErrExists)
	}
	temp := file + ".new"
	if err := s.writeBackup(ctx, temp); err != nil {
		return errors.Join(fmt.Errorf("back up to %s: %w", file, err), remove(temp))
	}
	if err := os.Rename(temp, file); err != nil {
		return fmt.Errorf("back up to %s: %w", file, err)
	}
	return syncFolder(filepath.Dir(file))
}

func (s *Store) writeBackup(ctx context.Context, temp string) error {
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	p := &paced{ctx: ctx, file: f, sum: sha256.New()}
	err = s.engine.Snapshot(p)
	if p.err != nil {
		err = p.err // engines tell it only in words
	}
	if err == nil {
		_, err = f.Write(p.sum.Sum([]byte(trailerWord)))
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return whole(ctx, temp)
}

// paced writes to a file with a sync every few megabytes.
type paced struct {
	ctx      context.Context
	file     *os.File
	sum      hash.Hash
	unsynced int
	err      error
}

func (p *paced) Write(b []byte) (n int, err error) {
	if p.err = p.ctx.Err(); p.err != nil {
		return 0, p.err
	}
	p.sum.Write(b)
	n, p.err = p.file.Write(b)
	if p.unsynced += n; p.err == nil && p.unsynced >= syncEvery {
		p.unsynced = 0
		p.err = p.file.Sync()
	}
	return n, p.err
}

func remove(file string) error {
	if err := os.Remove(file); !os.IsNotExist(err) {
		return err
	}
	return nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// whole returns ErrBackup when a file is not exactly what Backup wrote.
func whole(ctx context.Context, file string) error {
	return withSnapshot(file, func(r io.Reader) error {
		_, err := io.Copy(io.Discard, &interruptible{ctx, r})
		return err
	})
}

type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(b []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(b)
}

// withSnapshot gives fn the snapshot in a backup. Where the snapshot ends the
// reader returns ErrBackup instead of io.EOF unless it matches the trailer.
func withSnapshot(file string, fn func(io.Reader) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size() - int64(trailerSize)
	if size < 0 {
		return ErrBackup
	}
	trailer := make([]byte, trailerSize)
	if _, err := f.ReadAt(trailer, size); err != nil {
		return err
	}
	want, ok := bytes.CutPrefix(trailer, []byte(trailerWord))
	if !ok {
		return ErrBackup
	}
	return fn(&matched{bufio.NewReaderSize(io.LimitReader(f, size), 1<<20), sha256.New(), want})
}

// matched reads what has a known SHA-256.
type matched struct {
	r    io.Reader
	sum  hash.Hash
	want []byte
}

func (m *matched) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.sum.Write(b[:n])
	if errors.Is(err, io.EOF) && !bytes.Equal(m.sum.Sum(nil), m.want) {
		err = ErrBackup
	}
	return n, err
}

// Verify checks a backup: that it is whole, then everything in it as Check does,
// through an engine opened for reading by open, such as bolt.OpenFile. Do it in
// a process of its own: an engine may not survive a file that changes under it.
func Verify(ctx context.Context, file string, open func(file string) (kv.Engine, error)) (Report, error) {
	if err := whole(ctx, file); err != nil {
		return Report{}, fmt.Errorf("verify %s: %w", file, err)
	}
	engine, err := open(file)
	if err != nil {
		return Report{}, fmt.Errorf("verify: %w", err)
	}
	report, err := CheckEngine(ctx, engine, nil)
	return report, errors.Join(err, engine.Close())
}

// Restore puts the data of a backup into a folder. It refuses a damaged backup
// with ErrBackup before it changes anything. How an engine takes a snapshot is
// install's affair: bolt.Install keeps data that is there already and returns
// kv.ErrExists, bolt.Replace does not.
func Restore(ctx context.Context, file, folder string, install func(snapshot io.Reader, folder string) error) error {
	if err := whole(ctx, file); err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	// It is compared once more while it is copied: files change.
	err := withSnapshot(file, func(r io.Reader) error {
		return install(&interruptible{ctx, r}, folder)
	})
	if err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	return nil
}
