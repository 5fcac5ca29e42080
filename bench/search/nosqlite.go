//go:build !sqlite_fts5

package main

import (
	"errors"

	"github.com/eelnou/eelnou/search"
)

// rival stands for SQLite FTS5 when the program is built without it.
type rival struct{}

var errNoRival = errors.New("built without SQLite: run with -tags sqlite_fts5")

func openRival(string, []search.Document) (*rival, error) { return nil, errNoRival }

func (*rival) term(string) error    { return errNoRival }
func (*rival) and(string) error     { return errNoRival }
func (*rival) or(string) error      { return errNoRival }
func (*rival) phrase(string) error  { return errNoRival }
func (*rival) faceted(string) error { return errNoRival }
func (*rival) prefix(string) error  { return errNoRival }
func (*rival) close() error         { return errNoRival }
