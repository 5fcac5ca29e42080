package store_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestRemarkKeepsTexts replaces the marks of the later half of many revisions,
// more than one full layout apart.
func TestRemarkKeepsTexts(t *testing.T) {
	const revisions, from = 80, 30
	st := storetest.Open(t)
	id := dossier.ID("JDM/26-0001")
	text := func(no int) []string {
		return []string{"# Seadus\n\n", fmt.Sprintf("##### § 1. Esimene\n\nLause %d.\n\n", no), "##### § 2. Teine\n\nLause.\n"}
	}
	storetest.Do(t, st, func(tx *store.Tx) error {
		if err := tx.PutDossier(dossier.Dossier{ID: id, Documents: 1}); err != nil {
			return err
		}
		if err := tx.PutDocument(dossier.Document{Dossier: id, No: 1, Revisions: revisions}); err != nil {
			return err
		}
		for no := 1; no <= revisions; no++ {
			rev := dossier.Revision{Dossier: id, Document: 1, No: no, Hash: sha256.Sum256([]byte(strings.Join(text(no), "")))}
			marks := []dossier.Mark{{Provision: 1, Changed: no}, {Provision: 2, Changed: 1}}
			if err := tx.AddRevision(rev, text(no), marks); err != nil {
				return err
			}
		}
		return nil
	})
	want := make([][]dossier.Mark, revisions-from+1)
	for k := range want {
		want[k] = []dossier.Mark{{Provision: 2, Changed: from + k}, {Provision: 3, Changed: from}}
	}
	storetest.Do(t, st, func(tx *store.Tx) error { return tx.Remark(id, 1, from, want) })
	storetest.Look(t, st, func(tx *store.Tx) error {
		for no := 1; no <= revisions; no++ {
			chunks, err := tx.RevisionChunks(id, 1, no)
			if err != nil || !slices.Equal(chunks, text(no)) {
				t.Fatalf("revision %d: %v %q", no, err, chunks)
			}
			marks, err := tx.Marks(id, 1, no)
			if err != nil {
				return err
			}
			if no >= from && !slices.Equal(marks, want[no-from]) || no < from && marks[0].Provision != 1 {
				t.Fatalf("revision %d has marks %v", no, marks)
			}
		}
		next, err := tx.NextProvision(id, 1)
		if err != nil || next != 4 {
			t.Errorf("the next provision is %d, %v", next, err)
		}
		return nil
	})
}
