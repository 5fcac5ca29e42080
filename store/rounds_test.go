package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
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

// A round waits while one of its addressees has no outcome, and is listed by its
// deadline as that moves.
func TestRoundsWaiting(t *testing.T) {
	s := storetest.Open(t)
	late, soon, over := storetest.Round("JDM/26-0001", 1), storetest.Round("JDM/26-0001", 2), storetest.Round("JDM/26-0001", 3)
	soon.Deadline = late.Deadline.AddDays(-5)
	over.Addressees[0].Reply = consult.Approved
	put := func(rounds ...consult.Round) {
		t.Helper()
		storetest.Do(t, s, func(tx *store.Tx) error {
			d := storetest.Dossier("JDM/26-0001")
			d.Rounds = 3
			err := tx.PutDossier(d)
			for _, r := range rounds {
				err = errors.Join(err, tx.PutRound(r))
			}
			return err
		})
	}
	waiting := func() (numbers []int) {
		t.Helper()
		err := s.View(context.Background(), func(tx *store.Tx) error {
			list, err := tx.RoundsWaiting()
			for _, r := range list {
				numbers = append(numbers, r.No)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return numbers
	}
	put(late, soon, over)
	if got := waiting(); !slices.Equal(got, []int{2, 1}) {
		t.Errorf("waiting: %v", got)
	}
	soon.Deadline = late.Deadline.AddDays(5)
	put(soon)
	if got := waiting(); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("after a deadline moved: %v", got)
	}
	late.Addressees[0].Reply = consult.ApprovedByDefault
	put(late)
	if got := waiting(); !slices.Equal(got, []int{2}) {
		t.Errorf("after an outcome: %v", got)
	}
}

// What one institution drafts is never in the list of another, however their
// codes begin.
func TestRemarkDraftsStandApart(t *testing.T) {
	s := storetest.Open(t)
	round := storetest.Round("JDM/26-0001", 1)
	round.Addressees = []consult.Addressee{{Institution: "RA"}, {Institution: "RAM"}}
	storetest.Do(t, s, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Rounds = 1
		err := errors.Join(tx.PutDossier(d), tx.PutRound(round))
		for _, code := range []people.Code{"RA", "RAM"} {
			no, numbered := tx.NextRemarkDraft()
			err = errors.Join(err, numbered, tx.PutRemarkDraft(consult.RemarkDraft{No: no, Round: round.ID, Institution: code, Text: string(code), Version: 1}))
		}
		return err
	})
	err := s.View(context.Background(), func(tx *store.Tx) error {
		for _, code := range []people.Code{"RA", "RAM"} {
			list, err := tx.RemarkDrafts(round.ID, code)
			if err != nil || len(list) != 1 || list[0].Text != string(code) || list[0].Round != round.ID {
				t.Errorf("%s drafts %+v, %v", code, list, err)
			}
		}
		if list, err := tx.RemarkDrafts(round.ID, "R"); err != nil || len(list) != 0 {
			t.Errorf("R drafts %+v, %v", list, err)
		}
		if _, err := tx.RemarkDraft(round.ID, "RA", 2); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a remark of another: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
