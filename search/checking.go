package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// checking compares the segments of an index that was opened with their checksums:
// a byte that has gone wrong would give wrong answers and no error. Reading them
// all takes seconds, so the index answers meanwhile. Their files are held open from
// before the index is, lest a merge make a sound one of a damaged one and remove it.
type checking struct {
	files []*os.File
	group sync.WaitGroup
	stop  chan struct{}
	ended chan struct{} // closed when the segments have been read
	again atomic.Bool   // they are read once more, because a reader met an error
}

// hold opens the files of the segments. One that cannot be opened is found missing
// by whoever opens the index.
func (k *checking) hold(paths []string) {
	k.stop, k.ended = make(chan struct{}), make(chan struct{})
	for _, path := range paths {
		if f, err := os.Open(path); err == nil {
			k.files = append(k.files, f)
		}
	}
}

// keep lets go of files that a merge broken off has left behind, which are of no
// account. Where a merge was quicker than this all are kept.
func (k *checking) keep(r *reader) {
	var used []string
	for _, s := range r.Segments() {
		kept, ok := s.Segment().(interface{ Path() string })
		if !ok {
			return
		}
		used = append(used, filepath.Base(kept.Path()))
	}
	held := func(name string) bool {
		return slices.ContainsFunc(k.files, func(f *os.File) bool { return filepath.Base(f.Name()) == name })
	}
	if slices.ContainsFunc(used, func(name string) bool { return !held(name) }) {
		return
	}
	k.files = slices.DeleteFunc(k.files, func(f *os.File) bool {
		left := !slices.Contains(used, filepath.Base(f.Name()))
		if left {
			_ = f.Close() // it was only read
		}
		return left
	})
}

// begin reads them beside whatever the index is asked.
func (k *checking) begin(c *core) {
	k.group.Go(func() {
		defer close(k.ended)
		k.compare(c, k.files)
		// The first search need not wait for what all of them use.
		err := c.read(func(r *reader) error {
			_, err := r.column()
			return err
		})
		if err != nil {
			c.breakDown(err.Error())
		}
	})
}

// doubt compares the segments that a reader with an error has before it with their
// checksums, beside the readers and one time after another: a file may have been
// damaged since it was opened. An error alone does not break an index down, lest a
// query that meets one have it made anew.
func (k *checking) doubt(c *core, r *reader) {
	if !k.again.CompareAndSwap(false, true) {
		return
	}
	var files []*os.File
	for _, s := range r.Segments() {
		if kept, ok := s.Segment().(interface{ Path() string }); ok {
			if f, err := os.Open(kept.Path()); err == nil {
				files = append(files, f)
			}
		}
	}
	k.group.Go(func() {
		defer k.again.Store(false)
		k.compare(c, files)
		for _, f := range files {
			_ = f.Close() // it was only read
		}
	})
}

// compare breaks the index down when a file does not agree with its checksum.
func (k *checking) compare(c *core, files []*os.File) {
	for _, f := range files {
		if err := k.sound(f); err != nil && !errors.Is(err, errStopped) {
			c.breakDown(err.Error())
		}
	}
}

// under reports whether it is still going on.
func (k *checking) under() bool {
	select {
	case <-k.ended:
		return false
	default:
		return true
	}
}

// end stops it and waits for that.
func (k *checking) end() {
	if k.stop == nil {
		return
	}
	close(k.stop)
	k.group.Wait()
	for _, f := range k.files {
		_ = f.Close() // it was only read
	}
	k.files = nil
}

var errStopped = errors.New("checking was stopped")

// stride is how much is read before it is asked whether to go on.
const stride = 1 << 20

// sound reads a segment, which ends in the checksum of what stands before it.
func (k *checking) sound(f *os.File) error {
	name := filepath.Base(f.Name())
	info, err := f.Stat()
	if err != nil {
		return err
	}
	left := info.Size() - crc32.Size
	if left < 0 {
		return fmt.Errorf("%s is cut off", name)
	}
	sum := crc32.NewIEEE()
	for left > 0 {
		select {
		case <-k.stop:
			return errStopped
		default:
		}
		n, err := io.CopyN(sum, f, min(left, stride))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		left -= n
	}
	var kept [crc32.Size]byte
	if _, err := io.ReadFull(f, kept[:]); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if binary.BigEndian.Uint32(kept[:]) != sum.Sum32() {
		return fmt.Errorf("%s does not agree with its checksum", name)
	}
	return nil
}
