package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
)

type checkCommand struct {
	Backup string `arg:"" optional:"" help:"A backup to check instead of the store." type:"path"`
	JSON   bool   `help:"Print the report as JSON."`
}

// Run reads everything and says what does not agree.
func (c checkCommand) Run(s *session) error {
	var report store.Report
	var err error
	if c.Backup != "" {
		report, err = store.Verify(s, c.Backup, openBackup)
		checkFiles(&report, backupFiles(c.Backup))
	} else {
		report, err = checkStore(s)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		if err := json.NewEncoder(os.Stdout).Encode(report); err != nil {
			return err
		}
	} else {
		printReport(report)
	}
	if !report.OK() {
		return errFailed
	}
	return nil
}

func checkStore(s *session) (store.Report, error) {
	st, err := openExisting(s)
	if err != nil {
		return store.Report{}, err
	}
	report, err := st.Check(s, nil)
	checkFiles(&report, filesFolder(s.config.Data))
	if err == nil {
		var read []string
		read, err = citer.New(st).Check(s)
		report.Problems = append(report.Problems, read...)
	}
	return report, errors.Join(err, st.Close())
}

func printReport(r store.Report) {
	for _, problem := range r.Problems {
		fmt.Println(problem)
	}
	if r.Further > 0 {
		fmt.Printf("and %d more\n", r.Further)
	}
	if r.OK() {
		fmt.Printf("%d records, %.1f MB: everything agrees\n", r.Records, float64(r.Bytes)/1e6)
	}
}

func openBackup(file string) (kv.Engine, error) {
	engine, err := bolt.OpenFile(file)
	if err != nil {
		return nil, err
	}
	return engine, nil
}

type backupCommand struct {
	File string `arg:"" help:"The file to write; it must not exist." type:"path"`
}

// Run writes a backup and has another process verify it, since an engine may not
// survive a damaged file.
func (c backupCommand) Run(s *session) error {
	st, err := openExisting(s)
	if err != nil {
		return err
	}
	files, err := blob.Open(filesFolder(s.config.Data))
	if err == nil {
		err = backUp(s, st, files, c.File)
	}
	if err := errors.Join(err, st.Close()); err != nil {
		return err
	}
	fmt.Println(c.File)
	return nil
}

// verifyElsewhere checks a backup in a process of its own.
func verifyElsewhere(ctx context.Context, file string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, self, "check", file).CombinedOutput()
	if err != nil {
		return fmt.Errorf("the backup %s does not verify: %w\n%s", file, err, out)
	}
	return nil
}

type restoreCommand struct {
	File    string `arg:"" help:"The backup." type:"existingfile"`
	Replace bool   `help:"Replace a store that is there."`
}

// Run puts a backup in place. The search index follows at the next start.
func (c restoreCommand) Run(s *session) error {
	if err := verifyElsewhere(s, c.File); err != nil {
		return err
	}
	// Files first: what is one too many does no harm and is swept away.
	if err := copyFiles(blob.Look(backupFiles(c.File)), filesFolder(s.config.Data)); err != nil {
		return err
	}
	install := bolt.Install
	if c.Replace {
		install = bolt.Replace
	}
	err := store.Restore(s, c.File, s.config.Data, install)
	if errors.Is(err, kv.ErrExists) {
		return fmt.Errorf("there is a store in %s: move it away, or say --replace", s.config.Data)
	}
	if err != nil {
		return err
	}
	if err := os.RemoveAll(searchFolder(s.config.Data)); err != nil {
		return err
	}
	fmt.Println("restored to", s.config.Data)
	return nil
}

type compactCommand struct{}

// Run rewrites the store without free space.
func (compactCommand) Run(s *session) error { return bolt.Compact(s.config.Data) }

// openExisting opens the store and refuses to make one.
func openExisting(s *session) (*store.Store, error) {
	if _, err := os.Stat(s.config.Data); err != nil {
		return nil, fmt.Errorf("there is no data folder %s", s.config.Data)
	}
	return openStore(s)
}
