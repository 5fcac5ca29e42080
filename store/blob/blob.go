// Package blob keeps the bytes of files in a folder, each under the SHA-256 of
// what it holds. A file appears under its name only when it is whole and
// durable, is never changed, and is compared with its name whenever it is read.
//
// Records elsewhere say which files are needed. Whoever keeps a file and then
// writes the record that names it does both within Keeping; whoever removes what
// no record names, within Sweeping. So nothing is removed between the two.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// ErrDamaged is returned for a file that is not what its name says.
var ErrDamaged = errors.New("the file is damaged")

// temporary begins the names of files that are being written.
const temporary = "new-"

// Folder is an open folder of files.
type Folder struct {
	path string
	mu   sync.RWMutex
}

// Open opens a folder, making it when absent, and removes what a process that
// was killed left half written.
func Open(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("open files: %w", err)
	}
	left, err := filepath.Glob(filepath.Join(path, temporary+"*"))
	if err != nil {
		return nil, err
	}
	for _, name := range left {
		if err := os.Remove(name); err != nil {
			return nil, fmt.Errorf("open files: %w", err)
		}
	}
	return &Folder{path: path}, nil
}

// Look opens a folder that another process may be using, to read alone.
func Look(path string) *Folder { return &Folder{path: path} }

// Keeping runs what keeps files and writes the records that name them.
func (f *Folder) Keeping(do func() error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return do()
}

// Sweeping runs what finds out which files are needed no more and removes them,
// while nobody keeps any.
func (f *Folder) Sweeping(do func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return do()
}

// Hash is the name that bytes are kept under.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// name is where a file is: in a folder of those whose hashes begin alike.
func (f *Folder) name(hash string) (string, error) {
	if len(hash) != 2*sha256.Size || strings.Trim(hash, "0123456789abcdef") != "" {
		return "", fmt.Errorf("%q is no name of a file: %w", hash, fs.ErrNotExist)
	}
	return filepath.Join(f.path, hash[:2], hash), nil
}

// Put keeps bytes and returns their hash once they are durable. What is there
// already stays, unless it is damaged.
func (f *Folder) Put(b []byte) (string, error) {
	hash := Hash(b)
	name, err := f.name(hash)
	if err != nil {
		return "", err
	}
	if _, err := f.Get(hash); err == nil {
		return hash, nil
	}
	if err := f.write(name, b); err != nil {
		return "", fmt.Errorf("keep file %s: %w", hash, err)
	}
	return hash, nil
}

func (f *Folder) write(name string, b []byte) error {
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(f.path, temporary)
	if err != nil {
		return err
	}
	_, err = temp.Write(b)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return errors.Join(syncFolder(folder), syncFolder(f.path))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Get returns the bytes with a hash: fs.ErrNotExist when they are not there,
// ErrDamaged when they have changed.
func (f *Folder) Get(hash string) ([]byte, error) {
	name, err := f.name(hash)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if Hash(b) != hash {
		return nil, fmt.Errorf("%s: %w", hash, ErrDamaged)
	}
	return b, nil
}

// Remove takes a file away, if it is there.
func (f *Folder) Remove(hash string) error {
	name, err := f.name(hash)
	if err != nil {
		return err
	}
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Each calls fn with the hash of every file until it fails, and returns its
// error. A folder that is not there has none.
func (f *Folder) Each(fn func(hash string) error) error {
	err := filepath.WalkDir(f.path, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), temporary) {
			return err
		}
		return fn(d.Name())
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Copy puts a file of this folder into another: as a second name of the same
// bytes where the file system can, else as a copy. It is compared with its hash
// first.
func (f *Folder) Copy(hash string, to *Folder) error {
	b, err := f.Get(hash)
	if err != nil {
		return fmt.Errorf("copy file: %w", err)
	}
	from, err := f.name(hash)
	if err != nil {
		return err
	}
	name, err := to.name(hash)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	if err := os.Link(from, name); err == nil {
		return syncFolder(filepath.Dir(name))
	}
	_, err = to.Put(b)
	return err
}
