package store_test

import (
	"context"
	"crypto/sha256"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestKeepsRevision(t *testing.T) {
	s := storetest.Open(t)
	rev := dossier.Revision{Dossier: "JDM/26-0001", Document: 1, No: 1, Hash: sha256.Sum256([]byte("§ 1. Üks\n§ 2. Kaks\n"))}
	marks := []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 1}}
	err := s.Update(context.Background(), func(tx *store.Tx) error {
		if err := tx.AddRevision(rev, []string{"§ 1. Üks\n", "§ 2. Kaks\n"}, marks); err != nil {
			return err
		}
		_, err := tx.Append(event.Event{Name: event.RevisionPublished, Dossier: rev.Dossier, Document: 1, Revision: 1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(context.Background(), func(tx *store.Tx) error {
		text, err := tx.RevisionText(rev.Dossier, 1, 1)
		if err != nil {
			return err
		}
		if text != "§ 1. Üks\n§ 2. Kaks\n" {
			t.Errorf("text is %q", text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.LastSeq(); got != 1 {
		t.Errorf("last event is %d", got)
	}
}
