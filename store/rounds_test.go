package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// A round and a consultation with the same ordinal keep their remarks apart.
func TestRounds(t *testing.T) {
	s := storetest.Open(t)
	round, asked := storetest.Round("JDM/26-0001", 1), storetest.Consultation("JDM/26-0001", 1)
	err := s.Update(context.Background(), func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Rounds, d.Consultations, round.Comments, asked.Comments = 1, 1, 1, 1
		return errors.Join(tx.PutDossier(d), tx.PutRound(round), tx.PutConsultation(asked),
			tx.PutComment(storetest.Comment(consult.NewCommentNo(2026, 1), round.ID)),
			tx.PutComment(storetest.Comment(consult.NewCommentNo(2026, 2), asked.ID)))
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(context.Background(), func(tx *store.Tx) error {
		for id, want := range map[consult.ID]consult.CommentNo{round.ID: consult.NewCommentNo(2026, 1), asked.ID: consult.NewCommentNo(2026, 2)} {
			list, err := tx.CommentsOf(id, 0, 0)
			if err != nil || len(list) != 1 || list[0].No != want || list[0].Consultation != id {
				t.Errorf("%s has %+v, %v; want %s", id, list, err, want)
			}
		}
		due, err := tx.RoundsByDeadline(clock.Date{}, 0, false)
		if err != nil || len(due) != 1 || due[0].ID != round.ID {
			t.Errorf("by deadline: %+v, %v", due, err)
		}
		if late, err := tx.RoundsByDeadline(round.Deadline.AddDays(1), 0, false); err != nil || len(late) != 0 {
			t.Errorf("after the deadline: %+v, %v", late, err)
		}
		_, err = tx.Round(consult.ID{Dossier: "JDM/26-0001", No: 2, Round: true})
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a round that is not there: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
