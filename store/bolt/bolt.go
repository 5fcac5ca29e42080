// Package bolt is the embedded engine: one bbolt file in a folder. It is the
// only package that knows bbolt.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/eelnou/eelnou/store/kv"
)

// FileName is the name of the file in its folder.
const FileName = "eelnou.db"

// unfinished is the name of a file that is being made; it is renamed when whole.
const unfinished = FileName + ".new"

// Options are the operator's choices; the zero value is right for most.
type Options struct {
	MaxSize int           // bytes the file may grow to; 0: as the disk allows
	Wait    time.Duration // how long to wait for another process to let go of the folder; 0: 1 s
}

// Engine keeps its data in one bbolt file.
type Engine struct {
	db     *bbolt.DB
	folder *os.File // locked; nil when opened for reading a single file
}

var _ kv.Engine = (*Engine)(nil)

// Open opens the data in a folder, which is made with its file when absent.
// It returns kv.ErrInUse when another process has it open.
func Open(folder string, o Options) (*Engine, error) {
	if err := makeFolder(folder); err != nil {
		return nil, err
	}
	if err := refuseFastCommit(folder); err != nil {
		return nil, err
	}
	if o.Wait == 0 {
		o.Wait = time.Second
	}
	lock, err := lockFolder(folder, o.Wait)
	if err != nil {
		return nil, err
	}
	db, err := openIn(folder, o)
	if err != nil {
		lock.Close()
		return nil, err
	}
	return &Engine{db: db, folder: lock}, nil
}

// OpenFile opens a single file, such as a backup, for reading. Updates fail.
func OpenFile(file string) (*Engine, error) {
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, plain(err))
	}
	return &Engine{db: db}, nil
}

func openIn(folder string, o Options) (*bbolt.DB, error) {
	if err := removeIfThere(filepath.Join(folder, unfinished)); err != nil {
		return nil, fmt.Errorf("remove unfinished file: %w", err)
	}
	file := filepath.Join(folder, FileName)
	if _, err := os.Stat(file); os.IsNotExist(err) {
		if err := create(folder); err != nil {
			return nil, fmt.Errorf("create %s: %w", file, err)
		}
	}
	db, err := openMapped(file, o)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, plain(err))
	}
	return db, nil
}

// create makes an empty file that is either whole or absent after a crash.
func create(folder string) error {
	temp := filepath.Join(folder, unfinished)
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	return keep(folder)
}

// keep makes the unfinished file of a folder its data, durably.
func keep(folder string) error {
	temp := filepath.Join(folder, unfinished)
	if err := syncPath(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(folder, FileName)); err != nil {
		return err
	}
	return syncPath(folder)
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// mapSizes are tried in order. A file that outgrows its map makes the writer
// wait for every reader and then all new readers for the writer, so the first
// is larger than any file; it takes address space, not memory. The others are
// for processes whose address space is limited.
var mapSizes = []int{64 << 30, 4 << 30, 256 << 20, 0}

func openMapped(file string, o Options) (db *bbolt.DB, err error) {
	for _, size := range mapSizes {
		db, err = bbolt.Open(file, 0o600, &bbolt.Options{
			Timeout:         o.Wait,
			FreelistType:    bbolt.FreelistMapType,
			InitialMmapSize: size,
			MaxSize:         o.MaxSize,
		})
		if !errors.Is(err, syscall.ENOMEM) {
			break
		}
	}
	return db, err
}

// View implements kv.Engine.
func (e *Engine) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.db.View(func(tx *bbolt.Tx) error { return fn(newReader(tx)) })
}

// Update implements kv.Engine.
func (e *Engine) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := e.db.Begin(true)
	if err != nil {
		return plain(err)
	}
	// After Commit this only says that the transaction is over.
	defer func() { _ = tx.Rollback() }()
	if err := fn(writer{newReader(tx)}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return &kv.CommitError{Err: plain(err)}
	}
	return nil
}

// Snapshot implements kv.Engine.
func (e *Engine) Snapshot(w io.Writer) error {
	return e.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(w)
		return err
	})
}

// Close implements kv.Engine.
func (e *Engine) Close() error {
	err := e.db.Close()
	if e.folder != nil {
		err = errors.Join(err, e.folder.Close())
	}
	return err
}

// plain replaces bbolt's word for a lock it did not get.
func plain(err error) error {
	if errors.Is(err, bolterrors.ErrTimeout) {
		return kv.ErrInUse
	}
	return err
}
