package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mapped refuses segments whose files have become shorter than what is mapped of
// them: touching what is gone raises a signal, and not every goroutine of the
// library can be guarded. A file that was removed is still there for whoever has
// it open.
func (r *reader) mapped() error {
	for _, s := range r.Segments() {
		kept, ok := s.Segment().(interface {
			Path() string
			Data() []byte
		})
		if !ok {
			continue
		}
		info, err := os.Stat(kept.Path())
		if err == nil && info.Size() < int64(len(kept.Data())) {
			return fmt.Errorf("%s was cut off", filepath.Base(kept.Path()))
		}
	}
	return nil
}

// The places of what rooted reads in each of the two pages that a file of bbolt
// begins with, and what must stand there.
const (
	rootMagic    = 0xED0CDAED
	magicAt      = 16
	pageSizeAt   = 24
	pagesAt      = 56
	metaLength   = 80
	smallestPage = 1024
	largestPage  = 64 << 10
	mostPages    = 1 << 40
)

// rooted refuses a file that is shorter than it says. The index maps it, and
// touching what is not there would end the whole process from a goroutine that
// nobody can guard. A file that is absent is made.
func rooted(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	first, size, err := meta(f, 0)
	if err != nil {
		return err
	}
	second, _, err := meta(f, size)
	if err != nil {
		return err
	}
	if need := max(first, second) * uint64(size); uint64(info.Size()) < need {
		return fmt.Errorf("%s has %d bytes of %d", filepath.Base(path), info.Size(), need)
	}
	return nil
}

// meta reads how many pages a file has, and how long each is.
func meta(f io.ReaderAt, at int64) (pages uint64, size int64, err error) {
	b := make([]byte, metaLength)
	if _, err := f.ReadAt(b, at); err != nil {
		return 0, 0, fmt.Errorf("its root is cut off: %w", err)
	}
	size = int64(binary.NativeEndian.Uint32(b[pageSizeAt:]))
	if binary.NativeEndian.Uint32(b[magicAt:]) != rootMagic || size < smallestPage || size > largestPage || binary.NativeEndian.Uint64(b[pagesAt:]) > mostPages {
		return 0, 0, errors.New("its root is damaged")
	}
	return binary.NativeEndian.Uint64(b[pagesAt:]), size, nil
}
