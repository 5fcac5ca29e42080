package reader_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/reader"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestFilesAreReadOnce: what can be read is kept, what cannot is not tried
// again, what is missing holds nobody up, and the log tells that words came.
func TestFilesAreReadOnce(t *testing.T) {
	clk := clock.At(storetest.Now)
	st := storetest.OpenIn(t, t.TempDir(), clk)
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string]string{"good": "Parklinnuke", "bad": "%PDF-1.4 ei ole", "missing": "kadunud"}
	storetest.Do(t, st, func(tx *store.Tx) error {
		no, err := tx.NextComment(2026)
		if err != nil {
			return err
		}
		m := storetest.Comment(no, consult.ID{Dossier: "JDM/26-0001", No: 1})
		for name, content := range hashes {
			if hashes[name], err = files.Put([]byte(content)); err != nil {
				return err
			}
			f := consult.Attachment{Hash: hashes[name], Name: name, Type: string(papers.Plain), Size: int64(len(content))}
			if name == "bad" {
				f.Type = string(papers.PDF)
			}
			m.Attachments = append(m.Attachments, f)
			if err := tx.PutFile(consult.File{Hash: f.Hash, Type: f.Type, Size: f.Size}); err != nil {
				return err
			}
		}
		c, d := storetest.Consultation(m.Consultation.Dossier, 1), storetest.Dossier(m.Consultation.Dossier)
		c.Comments, d.Consultations = 1, 1
		if err := errors.Join(tx.PutConsultation(c), tx.PutDossier(d)); err != nil {
			return err
		}
		if err := tx.PutComment(m); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.CommentSubmitted, Version: 1, Dossier: m.Consultation.Dossier, Consultation: 1, Comment: no})
		return err
	})
	if err := files.Remove(hashes["missing"]); err != nil {
		t.Fatal(err)
	}
	asked := 0
	read := func(_ context.Context, b []byte, sort papers.Sort) (string, error) {
		asked++
		return papers.Text(b, sort)
	}
	for range 2 {
		if err := relay.CatchUp(context.Background(), st, reader.New(st, files, read, clk, slog.New(slog.DiscardHandler))); err != nil {
			t.Fatal(err)
		}
		storetest.Do(t, st, func(tx *store.Tx) error { return tx.SetPosition("reader", 0) }) // as after a crash
	}
	if asked != 2 {
		t.Errorf("files were read %d times", asked)
	}
	storetest.Look(t, st, func(tx *store.Tx) error {
		good, err := tx.FileText(hashes["good"])
		bad, err2 := tx.FileText(hashes["bad"])
		f, err3 := tx.File(hashes["bad"])
		if good != "Parklinnuke" || bad != "" || f.Read.IsZero() {
			t.Errorf("read %q and %q at %v", good, bad, f.Read)
		}
		told := 0
		events, err4 := tx.Events(0, 100)
		for _, e := range events {
			if e.Name == event.FilesRead && e.Comment != 0 && !e.Public {
				told++
			}
		}
		if told == 0 {
			t.Error("the log does not tell of the words")
		}
		return errors.Join(err, err2, err3, err4)
	})
}
