package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestFilesAreKeptWhileSomethingNamesThem goes through all that names files, and
// counts what waits.
func TestFilesAreKeptWhileSomethingNamesThem(t *testing.T) {
	st := storetest.OpenIn(t, t.TempDir(), clock.At(storetest.Now))
	id := consult.ID{Dossier: "JDM/26-0001", No: 1}
	file := func(n int) consult.Attachment {
		return consult.Attachment{Hash: fmt.Sprintf("%064d", n), Name: "lisa.pdf", Type: "application/pdf", Size: int64(n)}
	}
	state := func(about string, used []int, waiting int64) {
		t.Helper()
		storetest.Do(t, st, func(tx *store.Tx) error {
			unused, err := tx.UnusedFiles()
			if err != nil {
				return err
			}
			if got := 4 - len(unused); got != len(used) {
				t.Errorf("%s: %d files are used, want %v", about, got, used)
			}
			for _, n := range used {
				if dropped, err := tx.DropFile(file(n).Hash); dropped || err != nil {
					t.Errorf("%s: file %d could be dropped (%v)", about, n, err)
				}
			}
			bytes, err := tx.WaitingBytes()
			if bytes != waiting {
				t.Errorf("%s: %d bytes wait, want %d", about, bytes, waiting)
			}
			return err
		})
	}
	storetest.Do(t, st, func(tx *store.Tx) error {
		for n := 1; n <= 4; n++ {
			f := file(n)
			if err := tx.PutFile(consult.File{Hash: f.Hash, Type: f.Type, Size: f.Size}); err != nil {
				return err
			}
		}
		return nil
	})
	state("nothing names them", nil, 0)
	pending := consult.Pending{Token: "t", Email: "a@b.ee", Comment: consult.Comment{Consultation: id, Attachments: []consult.Attachment{file(2), file(3)}}, Created: storetest.Now}
	storetest.Do(t, st, func(tx *store.Tx) error {
		for _, form := range []string{"one", "two"} {
			u := consult.Upload{Attachment: file(1), Form: form, At: storetest.Now, Expires: storetest.Now.Add(time.Hour)}
			if err := tx.PutUpload(u); err != nil {
				return err
			}
		}
		no, err := tx.NextLetter()
		if err != nil {
			return err
		}
		if err := tx.PutLetter(consult.Letter{No: no, Window: id, Attachments: []consult.Attachment{file(4)}}); err != nil {
			return err
		}
		return tx.PutPending(pending)
	})
	state("all wait", []int{1, 2, 3, 4}, 1+1+5)
	storetest.Do(t, st, func(tx *store.Tx) error { return tx.DeleteUpload("one", file(1).Hash) })
	state("one form less", []int{1, 2, 3, 4}, 1+5)
	storetest.Do(t, st, func(tx *store.Tx) error { return tx.SweepUploads(storetest.Now.Add(time.Hour)) })
	state("no form", []int{2, 3, 4}, 5)
	storetest.Do(t, st, func(tx *store.Tx) error {
		if err := tx.DeletePending("t"); err != nil {
			return err
		}
		return tx.DeleteLetter(id, 1)
	})
	state("nothing again", nil, 0)
	storetest.Do(t, st, func(tx *store.Tx) error {
		for n := 1; n <= 4; n++ {
			if dropped, err := tx.DropFile(file(n).Hash); !dropped || err != nil {
				return fmt.Errorf("file %d: %v, %w", n, dropped, err)
			}
		}
		return nil
	})
}
