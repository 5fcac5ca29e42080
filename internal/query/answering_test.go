package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var answers = people.Person{ID: "official", Institution: "JDM", Roles: []people.Role{people.Official}}

// waiting is an ended consultation with comments on a few provisions.
func waiting(t testing.TB, comments int) (*store.Store, *Queries, consult.ID) {
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	c := storetest.Consultation("JDM/26-0001", 1)
	c.Comments = comments
	text := "# Seadus\n\n**§ 1. Üks**\n\n(1) Esimene lause.\n\n(2) Teine lause.\n\n**§ 2. Kaks**\n\n(1) Kolmas lause.\n"
	storetest.Do(t, st, func(tx *store.Tx) error {
		d, doc := storetest.Dossier("JDM/26-0001"), storetest.Document("JDM/26-0001", 1)
		d.Consultations, d.Documents, doc.Revisions = 1, 1, 1
		for _, err := range []error{
			tx.PutDossier(d), tx.PutDocument(doc), tx.PutConsultation(c),
			tx.AddRevision(storetest.Revision(d.ID, 1, 1, text), []string{text}, nil),
		} {
			if err != nil {
				return err
			}
		}
		places := []string{"", "para2lg1", "para1lg2", "para1lg1"}
		for i := range comments {
			no, err := tx.NextComment(2026)
			if err != nil {
				return err
			}
			m := storetest.Comment(no, c.ID)
			m.Author.Name = fmt.Sprintf("Arvaja %02d", i%7)
			m.Text = strings.Repeat(fmt.Sprintf("Arvamus %d, mida tuleks arvestada. ", i), 12)
			m.Anchor = consult.Anchor{Document: 1, Revision: 1, Address: places[i%4], Provision: uint32(i % 4)}
			if err := tx.PutComment(m); err != nil {
				return err
			}
		}
		return nil
	})
	return st, New(st, nil, nil, clock.At(today), Settings{}), c.ID
}

// Every remark is on exactly one page of the work list, in order, also when some
// of those before were answered in the meantime.
func TestPagesOfTheWorkList(t *testing.T) {
	st, q, id := waiting(t, 130)
	var seen []consult.CommentNo
	var places []string
	for after, page := "", 0; ; page++ {
		list, err := q.Answering(context.Background(), answers, id, AnswerAsk{After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list.Rows {
			seen = append(seen, r.Comment.No)
			if r.Starts {
				places = append(places, r.Comment.Anchor.Address)
			}
		}
		if list.Page.Next == nil {
			break
		}
		after = *list.Page.Next
		if page == 0 {
			answer(t, st, id, seen[10], seen[49]) // the last of the page too
		}
	}
	slices.Sort(seen)
	if len(seen) != 130 || len(slices.Compact(seen)) != 130 {
		t.Errorf("%d remarks seen", len(seen))
	}
	if got := slices.Compact(places); !slices.Equal(got, []string{"", "para1lg1", "para1lg2", "para2lg1"}) {
		t.Errorf("places in order %q", got)
	}
}

func answer(t *testing.T, st *store.Store, id consult.ID, nos ...consult.CommentNo) {
	t.Helper()
	storetest.Do(t, st, func(tx *store.Tx) error {
		no, err := tx.NextResponse()
		if err != nil {
			return err
		}
		if err := tx.PutResponse(consult.Response{No: no, Consultation: id, Comments: nos, Outcome: consult.Accepted}); err != nil {
			return err
		}
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		c.Answered += len(nos)
		for _, n := range nos {
			m, err := tx.Comment(n)
			if err != nil {
				return err
			}
			m.Response = no
			if err := tx.PutComment(m); err != nil {
				return err
			}
		}
		return tx.PutConsultation(c)
	})
}

func TestFiltersOfTheWorkList(t *testing.T) {
	st, q, id := waiting(t, 9)
	nos := func(show string) int {
		t.Helper()
		list, err := q.Answering(context.Background(), answers, id, AnswerAsk{Show: show, BySender: true})
		if err != nil || list.Counts[show] != len(list.Rows) {
			t.Fatalf("%q: %d counted, %d rows, %v", show, list.Counts[show], len(list.Rows), err)
		}
		return len(list.Rows)
	}
	first := consult.NewCommentNo(2026, 1)
	answer(t, st, id, first)
	storetest.Do(t, st, func(tx *store.Tx) error {
		no, err := tx.NextAnswerDraft()
		if err != nil {
			return err
		}
		if err := tx.Assign(id, consult.Assignment{Comment: first + 1, Person: answers.ID}); err != nil {
			return err
		}
		return tx.PutAnswerDraft(consult.AnswerDraft{No: no, Window: id, Comments: []consult.CommentNo{first + 2, first + 3}})
	})
	for show, want := range map[string]int{ShowWaiting: 8, ShowMine: 1, ShowDrafted: 2, ShowAnswered: 1, ShowOverdue: 8, ShowCampaign: 0} {
		if got := nos(show); got != want {
			t.Errorf("%q shows %d, want %d", show, got, want)
		}
	}
	free, err := q.Waiting(context.Background(), answers, id, AnswerAsk{})
	if err != nil || len(free) != 6 {
		t.Errorf("%d could be answered, %v", len(free), err)
	}
}

// The table has every remark once, however it is grouped, and each group stands
// together.
func TestTableHasEveryRemarkOnce(t *testing.T) {
	_, q, id := waiting(t, 450)
	for _, bySender := range []bool{false, true} {
		table, err := q.Table(context.Background(), people.Person{}, id, TableAsk{BySender: bySender})
		if err != nil {
			t.Fatal(err)
		}
		seen, groups := map[consult.CommentNo]bool{}, 0
		for row, err := range table.Rows {
			if err != nil {
				t.Fatal(err)
			}
			seen[row.Comment.No] = true
			if row.Starts {
				groups++
			}
		}
		want := map[bool]int{false: 4, true: 7}[bySender]
		if len(seen) != 450 || groups != want {
			t.Errorf("by sender %v: %d remarks in %d groups, want 450 in %d", bySender, len(seen), groups, want)
		}
	}
}

func BenchmarkAnswering(b *testing.B) {
	_, q, id := waiting(b, 2000)
	b.Run("worklist", func(b *testing.B) {
		for b.Loop() {
			if _, err := q.Answering(context.Background(), answers, id, AnswerAsk{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			table, err := q.Table(context.Background(), answers, id, TableAsk{})
			if err != nil {
				b.Fatal(err)
			}
			for _, err := range table.Rows {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("comments", func(b *testing.B) {
		for b.Loop() {
			_, rows, err := q.CommentsOf(context.Background(), people.Person{}, id)
			if err != nil {
				b.Fatal(err)
			}
			for _, err := range rows {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(2000*b.N)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("statistics", func(b *testing.B) {
		for b.Loop() {
			if _, err := New(q.store, nil, nil, clock.At(today), Settings{}).Statistics(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
