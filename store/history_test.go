package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestTextsAndArrangementsRebuildEveryRevision puts the distinct texts together
// as the arrangements say and gets each revision back; no text comes twice.
func TestTextsAndArrangementsRebuildEveryRevision(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		st := storetest.Open(t)
		var revisions [][]string
		chunk := rapid.Custom(func(r *rapid.T) string {
			return strings.Repeat(fmt.Sprintf("§ %d. Säte\n", rapid.IntRange(1, 20).Draw(r, "number")), rapid.SampledFrom([]int{1, 1, 40, 9000}).Draw(r, "times"))
		})
		for i := range rapid.IntRange(1, 36).Draw(r, "revisions") {
			chunks := rapid.SliceOfN(chunk, 0, 8).Draw(r, "chunks")
			revisions = append(revisions, chunks)
			storetest.Do(t, st, func(tx *store.Tx) error {
				return tx.AddRevision(storetest.Revision("JDM/26-0001", 1, i+1, strings.Join(chunks, "")), chunks, nil)
			})
		}
		storetest.Look(t, st, func(tx *store.Tx) error {
			texts := map[store.TextID]string{}
			err := tx.EachText("JDM/26-0001", 1, func(id store.TextID, text []byte) error {
				if _, twice := texts[id]; twice {
					r.Fatalf("text %d comes twice", id)
				}
				texts[id] = string(text)
				return nil
			})
			if err != nil {
				return err
			}
			next := 1
			err = tx.EachArrangement("JDM/26-0001", 1, func(no int, ids []store.TextID) error {
				if no != next {
					r.Fatalf("revision %d comes in place of %d", no, next)
				}
				next++
				var b strings.Builder
				for _, id := range ids {
					b.WriteString(texts[id])
				}
				if b.String() != strings.Join(revisions[no-1], "") {
					r.Fatalf("revision %d reads otherwise", no)
				}
				return nil
			})
			if next != len(revisions)+1 {
				r.Fatalf("%d of %d revisions came", next-1, len(revisions))
			}
			return err
		})
	})
}

func TestWalksEndWithTheirFunction(t *testing.T) {
	st := storetest.Open(t)
	storetest.Do(t, st, func(tx *store.Tx) error {
		return tx.AddRevision(storetest.Revision("JDM/26-0001", 1, 1, "ab"), []string{"a", "b"}, nil)
	})
	enough := errors.New("enough")
	storetest.Look(t, st, func(tx *store.Tx) error {
		n := 0
		if err := tx.EachText("JDM/26-0001", 1, func(store.TextID, []byte) error { n++; return enough }); !errors.Is(err, enough) || n != 1 {
			t.Errorf("the walk over texts went on: %d, %v", n, err)
		}
		if err := tx.EachArrangement("JDM/26-0001", 1, func(int, []store.TextID) error { return enough }); !errors.Is(err, enough) {
			t.Errorf("the walk over revisions gave %v", err)
		}
		return tx.EachText("JDM/26-0002", 1, func(store.TextID, []byte) error { return enough })
	})
}
