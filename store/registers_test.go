package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestAbsentThingsAreNotFound(t *testing.T) {
	s := storetest.Open(t)
	storetest.Look(t, s, func(tx *store.Tx) error {
		for name, lookup := range map[string]func() error{
			"dossier":      func() error { _, err := tx.Dossier("JDM/26-0001"); return err },
			"reference":    func() error { _, err := tx.DossierByReference("EIS", "1"); return err },
			"document":     func() error { _, err := tx.Document("JDM/26-0001", 1); return err },
			"revision":     func() error { _, err := tx.Revision("JDM/26-0001", 1, 1); return err },
			"text":         func() error { _, err := tx.RevisionText("JDM/26-0001", 1, 1); return err },
			"marks":        func() error { _, err := tx.Marks("JDM/26-0001", 1, 1); return err },
			"draft":        func() error { _, err := tx.Draft("JDM/26-0001", 1); return err },
			"consultation": func() error { _, err := tx.Consultation(consult.ID{Dossier: "JDM/26-0001", No: 1}); return err },
			"comment":      func() error { _, err := tx.Comment(26000001); return err },
			"response":     func() error { _, err := tx.Response(1); return err },
			"pending":      func() error { _, err := tx.Pending("t"); return err },
			"person":       func() error { _, err := tx.Person("p"); return err },
			"subject":      func() error { _, err := tx.PersonBySubject("s"); return err },
			"e-mail":       func() error { _, err := tx.PersonByEmail("a@example.ee"); return err },
			"institution":  func() error { _, err := tx.Institution("JDM"); return err },
			"session":      func() error { _, err := tx.Session("t"); return err },
		} {
			if err := lookup(); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
}

func TestNumbersAreSharedAndNeverReused(t *testing.T) {
	s := storetest.Open(t)
	next := func(series string, year int) (id dossier.ID) {
		storetest.Do(t, s, func(tx *store.Tx) (err error) { id, err = tx.NextNumber(series, year); return err })
		return id
	}
	storetest.Do(t, s, func(tx *store.Tx) error { return tx.PutDossier(storetest.Dossier("9.6.1/26-0003")) })
	for _, c := range []struct {
		series string
		year   int
		want   dossier.ID
	}{
		{"JDM", 2026, "JDM/26-0001"}, {"KLIM", 2026, "KLIM/26-0002"}, {"JDM", 2026, "JDM/26-0004"},
		{"JDM", 2027, "JDM/27-0001"}, {"JDM", 2026, "JDM/26-0005"},
	} {
		if got := next(c.series, c.year); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	refused := s.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.NextNumber("JDM", 2026)
		return errors.Join(err, errors.New("refused"))
	})
	if got := next("JDM", 2026); got != "JDM/26-0006" || refused == nil {
		t.Errorf("after a refused change: %s", got)
	}
}

func TestDossiersByReferenceAndInOrder(t *testing.T) {
	s := storetest.Open(t)
	d := storetest.Dossier("JDM/26-0002")
	d.References = []dossier.Reference{{System: "EIS", Value: "26-0214"}, {System: "EIS", Value: "26-0214"}, {System: "SE", Value: "500"}}
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutDossier(d), tx.PutDossier(storetest.Dossier("JDM/26-0001")), tx.PutDossier(storetest.Dossier("A/26-0003")))
	})
	d.References = d.References[:1]
	storetest.Do(t, s, func(tx *store.Tx) error { return tx.PutDossier(d) })
	storetest.Look(t, s, func(tx *store.Tx) error {
		if id, err := tx.DossierByReference("EIS", "26-0214"); err != nil || id != d.ID {
			t.Errorf("EIS 26-0214 is %s, %v", id, err)
		}
		if _, err := tx.DossierByReference("SE", "500"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a reference that was taken away: %v", err)
		}
		if _, err := tx.DossierByReference("EIS", "26-021"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the beginning of a reference: %v", err)
		}
		var ids []dossier.ID
		err := tx.EachDossier("A/26-0003", func(d dossier.Dossier) error { ids = append(ids, d.ID); return nil })
		if !slices.Equal(ids, []dossier.ID{"JDM/26-0001", "JDM/26-0002"}) {
			t.Errorf("dossiers are %v", ids)
		}
		return err
	})
}

func TestConsultationsByDeadline(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		for i, day := range []int{20, 10, 15, 15} {
			c := storetest.Consultation(dossier.ID(fmt.Sprintf("JDM/26-%04d", i+1)), 1)
			c.Deadline.Day = day
			if err := tx.PutConsultation(c); err != nil {
				return err
			}
		}
		moved := storetest.Consultation("JDM/26-0002", 1)
		moved.Deadline.Day = 25
		return tx.PutConsultation(moved)
	})
	from := clock.Date{Year: 2026, Month: 4, Day: 20}
	for _, c := range []struct {
		from    clock.Date
		limit   int
		reverse bool
		want    []int
	}{
		{clock.Date{}, 0, false, []int{15, 15, 20, 25}},
		{from, 0, false, []int{20, 25}},
		{from, 1, false, []int{20}},
		{from, 0, true, []int{15, 15}},
		{clock.Date{}, 3, true, []int{25, 20, 15}},
	} {
		storetest.Look(t, s, func(tx *store.Tx) error {
			list, err := tx.ConsultationsByDeadline(c.from, c.limit, c.reverse)
			var days []int
			for _, q := range list {
				days = append(days, q.Deadline.Day)
			}
			if !slices.Equal(days, c.want) {
				t.Errorf("%+v: %v", c, days)
			}
			return err
		})
	}
}

func TestComments(t *testing.T) {
	s := storetest.Open(t)
	q := storetest.Consultation("JDM/26-0001", 1)
	var nos []consult.CommentNo
	storetest.Do(t, s, func(tx *store.Tx) error {
		imported := storetest.Comment(consult.NewCommentNo(2026, 2), consult.ID{Dossier: "JDM/26-0001", No: 2})
		imported.Author.Person = ""
		if err := tx.PutComment(imported); err != nil {
			return err
		}
		for i := range 4 {
			no, err := tx.NextComment(2026)
			if err != nil {
				return err
			}
			c := storetest.Comment(no, q.ID)
			c.Anchor.Document = i % 2
			nos = append(nos, no)
			q.Comments++
			if err := tx.PutComment(c); err != nil {
				return err
			}
		}
		return tx.PutConsultation(q)
	})
	if want := []consult.CommentNo{26000001, 26000003, 26000004, 26000005}; !slices.Equal(nos, want) {
		t.Fatalf("numbers are %v", nos)
	}
	storetest.Look(t, s, func(tx *store.Tx) error {
		of, err1 := tx.CommentsOf(q.ID, nos[0], 2)
		on, err2 := tx.CommentsOn("JDM/26-0001", 1)
		by, err3 := tx.CommentsBy("citizen", nos[3], 2)
		newest, err4 := tx.CommentsBy("citizen", 0, 1)
		for name, c := range map[string]struct{ got, want []consult.CommentNo }{
			"of": {numbers(of), nos[1:3]}, "on": {numbers(on), []consult.CommentNo{nos[1], nos[3]}},
			"by": {numbers(by), []consult.CommentNo{nos[2], nos[1]}}, "newest": {numbers(newest), nos[3:]},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s: %v, want %v", name, c.got, c.want)
			}
		}
		return errors.Join(err1, err2, err3, err4)
	})
}

func numbers(list []consult.Comment) (nos []consult.CommentNo) {
	for _, c := range list {
		nos = append(nos, c.No)
	}
	return nos
}

func TestOnceExpiresAndIsCleared(t *testing.T) {
	now := storetest.Now
	s := storetest.OpenIn(t, t.TempDir(), func() time.Time { return now })
	put := func(key string) {
		storetest.Do(t, s, func(tx *store.Tx) error { return tx.PutOnce(key, "result of "+key, now.Add(time.Hour)) })
	}
	once := func(key string) (result string, ok bool) {
		storetest.Look(t, s, func(tx *store.Tx) (err error) { result, ok, err = tx.Once(key); return err })
		return result, ok
	}
	put("a")
	put("a")
	put("b")
	if got, ok := once("a"); !ok || got != "result of a" {
		t.Errorf("got %q, %v", got, ok)
	}
	if _, ok := once("c"); ok {
		t.Error("a key never put has a result")
	}
	now = now.Add(time.Hour)
	if _, ok := once("a"); ok {
		t.Error("an expired key has a result")
	}
	put("c")
	report, err := s.Check(t.Context(), nil)
	// The version, and one key with its entry.
	if err != nil || report.Records != 3 {
		t.Errorf("%d records are left, %v", report.Records, err)
	}
}

func TestSessionsOfAPerson(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(
			tx.PutSession(people.Session{Token: "1", Person: "a"}), tx.PutSession(people.Session{Token: "2", Person: "a"}),
			tx.PutSession(people.Session{Token: "3", Person: "ab"}), tx.PutSession(people.Session{Token: "2", Person: "a", Device: "x"}),
			tx.DeleteSession("1"), tx.DeleteSession("9"))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.SessionsOf("a")
		if len(list) != 1 || list[0].Token != "2" || list[0].Device != "x" {
			t.Errorf("sessions are %+v", list)
		}
		return err
	})
}

func TestEventsOfADossier(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		for i := range 6 {
			id := dossier.ID(fmt.Sprintf("JDM/26-%04d", i%2+1))
			if _, err := tx.Append(event.Event{Name: event.DossierChanged, Dossier: id}); err != nil {
				return err
			}
		}
		return tx.SetPosition("indexer", 4)
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.EventsOf("JDM/26-0001", 5, 1)
		if len(list) != 1 || list[0].Seq != 3 || !list[0].Recorded.Equal(storetest.Now) || list[0].Version != 1 {
			t.Errorf("events are %+v", list)
		}
		position, err2 := tx.Position("indexer")
		rest, err3 := tx.Events(position, 1)
		if len(rest) != 1 || rest[0].Seq != 5 {
			t.Errorf("after %d: %+v", position, rest)
		}
		return errors.Join(err, err2, err3)
	})
}

func TestMailsWait(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(
			tx.PutMail(store.Mail{Key: "1/a", To: "a@example.ee"}), tx.PutMail(store.Mail{Key: "1/a", To: "a@example.ee"}),
			tx.PutMail(store.Mail{Key: "1/b", To: "b@example.ee", Subject: "Uus redaktsioon", Created: storetest.Now}), tx.DeleteMail("1/a"))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.Mails(10)
		if want := (store.Mail{Key: "1/b", To: "b@example.ee", Subject: "Uus redaktsioon", Created: storetest.Now}); len(list) != 1 || list[0] != want {
			t.Errorf("mails are %+v", list)
		}
		return err
	})
}

func TestATooLongValueIsInvalid(t *testing.T) {
	s := storetest.Open(t)
	p := storetest.Citizen()
	p.Email = string(make([]byte, 3000))
	err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutPerson(p) })
	if !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}
