package search

import (
	"errors"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// registry finds the core that a failure in the background belongs to. The
// library takes one callback for the whole program and names the folder.
type registry struct {
	mu    sync.Mutex
	cores []*core
}

func (r *registry) add(c *core) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cores = append(r.cores, c)
}

func (r *registry) remove(c *core) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.cores {
		if r.cores[i] == c {
			r.cores = append(r.cores[:i], r.cores[i+1:]...)
			return
		}
	}
}

func (r *registry) report(err error, path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.cores {
		// Only a panic is final: other failures, such as a full disk, pass.
		if c.path == path && errors.Is(err, scorch.ErrAsyncPanic) {
			c.breakDown(err.Error())
		}
	}
}

// breath is how long a worker of the library that failed waits; by itself it would
// try again at once and without end.
const breath = 250 * time.Millisecond

// failed is told of failures by the worker that had them.
func failed(err error, path string) {
	hooks.report(err, path)
	time.Sleep(breath)
}

// guardWorker lets a worker of the library survive a mapped file that has been cut
// off: touching what is gone becomes a panic, which the library reports, and does
// not end the process. The library calls it in the worker's own goroutine.
func guardWorker(scorch.Event) bool {
	debug.SetPanicOnFault(true)
	return true
}

// leastRoom is how much of the disk an index leaves free. The store needs it more,
// and what the library could not write it would keep in memory.
const leastRoom = 16 << 20

// room refuses to write where the disk is nearly full.
func room(path string) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(path, &fs); err != nil {
		return err
	}
	if fs.Bavail*uint64(fs.Bsize) < leastRoom {
		return syscall.ENOSPC
	}
	return nil
}
