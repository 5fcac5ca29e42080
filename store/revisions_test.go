package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// version is one revision as it was added.
type version struct {
	chunks []string
	marks  []dossier.Mark
}

func (v version) text() string { return strings.Join(v.chunks, "") }

// edit changes some chunks: rewords, deletes, inserts, moves, repeats.
func (v version) edit(t *rapid.T, no int, next *uint32) version {
	chunks, marks := slices.Clone(v.chunks), slices.Clone(v.marks)
	for range rapid.IntRange(0, 4).Draw(t, "edits") {
		at := rapid.IntRange(0, len(chunks)).Draw(t, "at")
		if at == len(chunks) || rapid.IntRange(0, 3).Draw(t, "insert") == 0 {
			chunks = slices.Insert(chunks, at, chunk(t))
			marks = slices.Insert(marks, at, dossier.Mark{Provision: *next, Changed: no})
			*next++
			continue
		}
		switch rapid.IntRange(0, 2).Draw(t, "edit") {
		case 0:
			chunks[at], marks[at].Changed = chunk(t), no
		case 1:
			chunks, marks = slices.Delete(chunks, at, at+1), slices.Delete(marks, at, at+1)
		case 2:
			to := rapid.IntRange(0, len(chunks)-1).Draw(t, "to")
			chunks[at], chunks[to] = chunks[to], chunks[at]
			marks[at], marks[to] = marks[to], marks[at]
		}
	}
	return version{chunks, marks}
}

func chunk(t *rapid.T) string {
	n := rapid.SampledFrom([]int{1, 3, 40, 3000, 1, 1, 1, 40_000}).Draw(t, "length")
	return strings.Repeat(fmt.Sprintf("§ %d. Sõnad. ", rapid.IntRange(1, 9).Draw(t, "words")), n)
}

// Every revision comes back as it was added, however the texts are packed.
func TestRevisionsComeBackAsAdded(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := storetest.Open(t)
		var all []version
		next := uint32(1)
		now := version{}
		d := storetest.Dossier("JDM/26-0001")
		d.Documents = 1
		storetest.Do(t, s, func(tx *store.Tx) error {
			if err := tx.PutDossier(d); err != nil {
				return err
			}
			for no := 1; no <= rapid.IntRange(1, 70).Draw(rt, "revisions"); no++ {
				now = now.edit(rt, no, &next)
				all = append(all, now)
				rev := storetest.Revision(d.ID, 1, no, now.text())
				if err := tx.AddRevision(rev, now.chunks, now.marks); err != nil {
					return err
				}
			}
			doc := storetest.Document(d.ID, 1)
			doc.Revisions = len(all)
			return tx.PutDocument(doc)
		})
		storetest.Look(t, s, func(tx *store.Tx) error { return compareAll(rt, tx, d.ID, all, next) })
	})
}

func compareAll(t *rapid.T, tx *store.Tx, id dossier.ID, all []version, next uint32) error {
	for i, want := range all {
		chunks, err := tx.RevisionChunks(id, 1, i+1)
		if err != nil {
			return err
		}
		marks, err := tx.Marks(id, 1, i+1)
		if err != nil {
			return err
		}
		if !slices.Equal(chunks, want.chunks) || !slices.Equal(marks, want.marks) {
			t.Fatalf("revision %d is not as it was added", i+1)
		}
	}
	got, err := tx.NextProvision(id, 1)
	if err == nil && got > next {
		t.Fatalf("next provision is %d, want at most %d", got, next)
	}
	return err
}

func TestARevisionNeverChanges(t *testing.T) {
	s := storetest.Open(t)
	id := dossier.ID("JDM/26-0001")
	storetest.Do(t, s, func(tx *store.Tx) error {
		return tx.AddRevision(storetest.Revision(id, 1, 1, "§ 1."), []string{"§ 1."}, nil)
	})
	for name, c := range map[string]struct {
		no    int
		text  string
		chunk string
		want  error
	}{
		"existing number":     {1, "§ 2.", "§ 2.", fault.ErrConflict},
		"number left out":     {3, "§ 2.", "§ 2.", nil},
		"number zero":         {0, "§ 2.", "§ 2.", nil},
		"text is not as said": {2, "§ 2.", "§ 3.", nil},
	} {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.AddRevision(storetest.Revision(id, 1, c.no, c.text), []string{c.chunk}, nil)
		})
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.Revisions(id, 1)
		if len(list) != 1 || list[0] != storetest.Revision(id, 1, 1, "§ 1.") {
			t.Errorf("revisions are %+v", list)
		}
		return err
	})
}

func TestEmptyRevision(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(
			tx.AddRevision(storetest.Revision("JDM/26-0001", 1, 1, ""), nil, nil),
			tx.AddRevision(storetest.Revision("JDM/26-0001", 1, 2, ""), []string{""}, nil),
			tx.AddRevision(storetest.Revision("JDM/26-0001", 1, 3, "x"), []string{"", "x", ""}, nil))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		for no, want := range map[int]string{1: "", 2: "", 3: "x"} {
			if text, err := tx.RevisionText("JDM/26-0001", 1, no); err != nil || text != want {
				t.Errorf("text %d is %q, %v", no, text, err)
			}
		}
		return nil
	})
}
