package store_test

import (
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestAnswerDrafts(t *testing.T) {
	s := storetest.Open(t)
	asked, round := storetest.Consultation("JDM/26-0001", 1), storetest.Round("JDM/26-0001", 1)
	one, two := consult.NewCommentNo(2026, 1), consult.NewCommentNo(2026, 2)
	storetest.Do(t, s, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Rounds, d.Consultations, round.Comments, asked.Comments = 1, 1, 1, 1
		for _, err := range []error{
			tx.PutDossier(d), tx.PutRound(round), tx.PutConsultation(asked),
			tx.PutComment(storetest.Comment(one, asked.ID)), tx.PutComment(storetest.Comment(two, round.ID)),
		} {
			if err != nil {
				return err
			}
		}
		for _, of := range []consult.AnswerDraft{{Window: asked.ID, Comments: []consult.CommentNo{one}}, {Window: round.ID, Comments: []consult.CommentNo{two}}} {
			no, err := tx.NextAnswerDraft()
			if err != nil {
				return err
			}
			of.No = no
			if err := tx.PutAnswerDraft(of); err != nil {
				return err
			}
		}
		return tx.Assign(asked.ID, consult.Assignment{Comment: one, Person: "official", At: storetest.Now})
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		for id, want := range map[consult.ID]consult.CommentNo{asked.ID: one, round.ID: two} {
			drafts, err := tx.AnswerDrafts(id)
			if err != nil || len(drafts) != 1 || drafts[0].Comments[0] != want || drafts[0].Window != id {
				t.Errorf("%s has %+v, %v", id, drafts, err)
			}
			drafted, err := tx.Drafted(id)
			if err != nil || len(drafted) != 1 || drafted[want] != drafts[0].No {
				t.Errorf("%s: drafted %v, %v", id, drafted, err)
			}
			heads, err := tx.CommentHeads(id)
			if err != nil || len(heads) != 1 || heads[0].No != want || heads[0].Text != "" || heads[0].Author.Name == "" {
				t.Errorf("%s: heads %+v, %v", id, heads, err)
			}
		}
		return nil
	})
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, err := tx.AnswerDraft(asked.ID, 1)
		if err != nil {
			return err
		}
		d.Discarded = storetest.Now.Add(time.Hour)
		return tx.PutAnswerDraft(d)
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		if no, err := tx.DraftOf(asked.ID, one); no != 0 || err != nil {
			t.Errorf("a discarded draft holds its comment: %d, %v", no, err)
		}
		return nil
	})
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, err := tx.AnswerDraft(round.ID, 2)
		if err != nil {
			return err
		}
		return tx.DeleteAnswerDraft(d)
	})
}
