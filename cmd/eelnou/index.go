package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/internal/indexer"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

func searchFolder(data string) string { return filepath.Join(data, "search") }

// indexes are what anyone may find, and the rest.
type indexes struct{ public, internal *search.Index }

// openIndexes opens both. With an error they can be used all the same: they find
// nothing until their folder can be written.
func openIndexes(s *session) (indexes, error) {
	folder := searchFolder(s.config.Data)
	options := search.Options{Log: slog.Default()}
	public, err := search.Open(filepath.Join(folder, "public"), options)
	internal, err2 := search.Open(filepath.Join(folder, "internal"), options)
	return indexes{public, internal}, errors.Join(err, err2)
}

func (x indexes) indexer(st *store.Store, s *session) *indexer.Indexer {
	return indexer.New(st, x.public, x.internal, s.clock, slog.Default())
}

func (x indexes) close() error { return errors.Join(x.public.Close(), x.internal.Close()) }

// reindexMemory is how many bytes of memory reindexing takes before the heap is
// swept sooner. Files of the index that are mapped come on top.
const reindexMemory = 384 << 20

type reindexCommand struct{}

// Run builds both indexes anew, and what texts cite.
func (reindexCommand) Run(s *session) error {
	limitMemory(reindexMemory)
	st, err := openExisting(s)
	if err != nil {
		return err
	}
	found, err := openIndexes(s)
	if err != nil {
		return errors.Join(err, found.close(), st.Close())
	}
	told := func(what string) func(done, total int) {
		return func(done, total int) {
			if terminal(os.Stderr) {
				fmt.Fprintf(os.Stderr, "\r%d of %d %s", done, total, what)
			}
		}
	}
	err = citer.New(st).Renew(s, told("documents"))
	if err == nil {
		err = found.indexer(st, s).Rebuild(s, told("dossiers"))
	}
	return errors.Join(err, found.close(), st.Close())
}
