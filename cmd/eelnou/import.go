package main

import (
	"errors"
	"os"
	"time"

	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/intake"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/views"
)

type importCommand struct {
	Paths       []string `arg:"" help:"Folders with a manifest.json or Markdown files, EIS lists, Riigi Teataja XML, texts." type:"path"`
	Institution string   `help:"Code of the institution of texts that do not name one."`
}

// Run imports, brings the search index up to date and reports.
func (c importCommand) Run(s *session) error {
	st, err := openStore(s)
	if err != nil {
		return err
	}
	found, err := openIndexes(s)
	if err != nil {
		return errors.Join(err, found.close(), st.Close())
	}
	report, err := intake.Run(s, st, s.clock, c.Paths, intake.Options{
		Progress:    intake.Printer(os.Stderr, terminal(os.Stderr), 5*time.Second),
		Institution: people.Code(c.Institution),
	})
	if err == nil {
		err = relay.CatchUp(s, st, citer.New(st))
	}
	if err == nil {
		err = relay.CatchUp(s, st, found.indexer(st, s))
	}
	say := func(m fault.Message) string { return views.T(lang.En, m.Key, m.Args...) }
	err = errors.Join(err, report.Write(os.Stdout, say), found.close(), st.Close())
	if err == nil && report.Failed() {
		return errFailed
	}
	return err
}

// terminal reports whether a file is one, so that progress may overwrite its line.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
