package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

// Data of version 3 count what is hidden and know the comments of a joint opinion once
// they are opened.
func TestOlderDataListWhatIsHidden(t *testing.T) {
	folder := t.TempDir()
	const first, second, alone = consult.CommentNo(26_000_001), consult.CommentNo(26_000_002), consult.CommentNo(26_000_003)
	id := storetest.Consultation("JDM/26-0001", 1).ID
	version3(t, folder, id, first, second, alone)
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.Look(t, s, func(tx *store.Tx) error {
		hidden, err := tx.Hidden(id)
		if len(hidden) != 1 || hidden[consult.Withdrawn] != 1 {
			t.Errorf("hidden: %v", hidden)
		}
		list, err2 := tx.JointComments(first)
		if len(list) != 2 || list[0].No != first || list[1].No != second {
			t.Errorf("the joint opinion: %v", list)
		}
		none, err3 := tx.JointComments(second)
		other, err4 := tx.JointComments(alone)
		if len(none)+len(other) != 0 {
			t.Errorf("what begins no joint opinion: %v, %v", none, other)
		}
		return errors.Join(err, err2, err3, err4)
	})
	report, err := s.Check(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%v, %v", report.Problems, err)
	}
}

func version3(t *testing.T, folder string, id consult.ID, first, second, alone consult.CommentNo) {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, c := storetest.Dossier(id.Dossier), storetest.Consultation(id.Dossier, 1)
		d.Consultations, c.Comments, c.Answered = 1, 2, 0
		gone := storetest.Comment(alone, id)
		gone.State = consult.Withdrawn
		j := consult.Joint{ID: "j", Organisation: "80900019", Consultation: id, Parts: []consult.Part{{}}, Sent: time.Unix(9, 0), Comments: []consult.CommentNo{first, second}}
		return errors.Join(tx.PutDossier(d), tx.PutConsultation(c), tx.PutComment(storetest.Comment(first, id)), tx.PutComment(storetest.Comment(second, id)), tx.PutComment(gone), tx.PutJoint(j))
	})
	err = engine.Update(context.Background(), func(w kv.Writer) error {
		var keys [][]byte
		err := w.Scan("comment.hidden", kv.Range{}, func(k, _ []byte) error {
			keys = append(keys, append([]byte(nil), k...))
			return nil
		})
		for _, k := range keys {
			err = errors.Join(err, w.Delete("comment.hidden", k))
		}
		return errors.Join(err, store.SetVersion(3)(w))
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}
