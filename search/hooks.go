package search

import (
	"errors"
	"sync"

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
