package bolt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"github.com/eelnou/eelnou/store/kv"
)

// Install makes a snapshot the data of a folder, durably and whole or not at
// all. It returns kv.ErrExists when the folder has data and kv.ErrInUse when
// another process has it open.
func Install(snapshot io.Reader, folder string) error {
	return install(snapshot, folder, false)
}

// Replace is Install in place of data that may be there. That data is kept
// beside, under the name of the file with ".old" after it.
func Replace(snapshot io.Reader, folder string) error {
	return install(snapshot, folder, true)
}

func install(snapshot io.Reader, folder string, replace bool) error {
	if err := makeFolder(folder); err != nil {
		return err
	}
	lock, err := lockFolder(folder, time.Second)
	if err != nil {
		return err
	}
	defer lock.Close()
	file := filepath.Join(folder, FileName)
	_, err = os.Stat(file)
	exists := err == nil
	if exists && !replace {
		return fmt.Errorf("%s: %w", file, kv.ErrExists)
	}
	temp := filepath.Join(folder, unfinished)
	if err := copyTo(temp, snapshot); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if exists {
		if err := linkOld(file); err != nil {
			return err
		}
	}
	return keep(folder)
}

// linkOld gives the old data a second name, so that at no moment the folder is
// without data.
func linkOld(file string) error {
	old := file + ".old"
	if err := os.Remove(old); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.Link(file, old)
}

func copyTo(temp string, snapshot io.Reader) error {
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, snapshot)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("open what was copied: %w", err)
	}
	return db.Close()
}

// Compact rewrites the data of a folder without the space that is free in it and
// without what was deleted. Nothing may have the folder open.
func Compact(folder string) error {
	lock, err := lockFolder(folder, time.Second)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := compactTo(filepath.Join(folder, unfinished), filepath.Join(folder, FileName)); err != nil {
		return errors.Join(fmt.Errorf("compact %s: %w", folder, err), removeIfThere(filepath.Join(folder, unfinished)))
	}
	return keep(folder)
}

// compactBatch is how many bytes one transaction of a compaction copies.
const compactBatch = 32 << 20

func compactTo(temp, file string) error {
	if err := removeIfThere(temp); err != nil {
		return err
	}
	from, err := bbolt.Open(file, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return plain(err)
	}
	defer from.Close()
	to, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	to.AllocSize = 1 // grow the file by what is needed and no more
	err = bbolt.Compact(to, from, compactBatch)
	return errors.Join(err, to.Close())
}

func removeIfThere(file string) error {
	if err := os.Remove(file); !os.IsNotExist(err) {
		return err
	}
	return nil
}
