package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// commented is a store in which people have commented; who has no address is
// "silent", whose account is closed "closed". The answer has the numbers of their
// comments, in that order.
func commented(t *testing.T, authors ...people.Person) (*store.Store, consult.ID, []consult.CommentNo) {
	t.Helper()
	st := storetest.Open(t)
	id := consult.ID{Dossier: "JDM/26-0001", No: 1}
	var numbers []consult.CommentNo
	storetest.Do(t, st, func(tx *store.Tx) error {
		c, d := storetest.Consultation(id.Dossier, 1), storetest.Dossier(id.Dossier)
		d.Consultations, c.Comments = 1, len(authors)
		err := errors.Join(tx.PutDossier(d), tx.PutConsultation(c))
		for _, p := range authors {
			no, next := tx.NextComment(2026)
			m := storetest.Comment(no, id)
			m.Author.Person = p.ID
			numbers = append(numbers, no)
			err = errors.Join(err, next, tx.PutPerson(p), tx.PutComment(m))
		}
		return errors.Join(err, appended(tx, event.Event{Name: event.ConsultationOpened, Consultation: 1, Public: true}))
	})
	return st, id, numbers
}

func appended(tx *store.Tx, e event.Event) error {
	e.Version, e.Dossier = 1, "JDM/26-0001"
	_, err := tx.Append(e)
	return err
}

func person(id people.ID, email string) people.Person {
	p := storetest.Citizen()
	p.ID, p.Email, p.Subject = id, email, "subject of "+string(id)
	return p
}

// tell lets the teller deal with everything and returns what waits to be sent.
func tell(t *testing.T, st *store.Store) []store.Mail {
	t.Helper()
	if err := relay.CatchUp(context.Background(), st, NewTeller(st, "https://eelnou.example.ee", clock.At(storetest.Now))); err != nil {
		t.Fatal(err)
	}
	var mails []store.Mail
	storetest.Look(t, st, func(tx *store.Tx) error {
		var err error
		mails, err = tx.Mails(0)
		return err
	})
	return mails
}

func respond(t *testing.T, st *store.Store, id consult.ID, public bool, numbers ...consult.CommentNo) {
	t.Helper()
	storetest.Do(t, st, func(tx *store.Tx) error {
		no, err := tx.NextResponse()
		r := consult.Response{No: no, Consultation: id, Comments: numbers, Outcome: consult.Accepted, Published: storetest.Now, By: "official", Institution: "JDM"}
		for _, n := range numbers {
			m, read := tx.Comment(n)
			m.Response = no
			err = errors.Join(err, read, tx.PutComment(m))
		}
		c, read := tx.Consultation(id)
		c.Answered += len(numbers)
		return errors.Join(err, read, tx.PutConsultation(c), tx.PutResponse(r),
			appended(tx, event.Event{Name: event.ResponsePublished, Consultation: 1, Comment: numbers[0], Response: no, Public: public}))
	})
}

// Everybody whose comment was answered gets one message, with the links of all
// of their comments, and gets it once.
func TestPeopleAreToldOnceOfTheResponse(t *testing.T) {
	mari, jaan := person("mari", "mari@example.ee"), person("jaan", "jaan@example.ee")
	silent, closed := person("silent", ""), person("closed", "closed@example.ee")
	closed.Disabled = true
	st, id, no := commented(t, mari, mari, jaan, silent, closed)
	if mails := tell(t, st); len(mails) != 0 {
		t.Fatalf("a new teller wrote of the past: %v", mails)
	}
	respond(t, st, id, true, no[0], no[2], no[3], no[4])
	respond(t, st, id, true, no[1])
	mails := tell(t, st)
	if len(mails) != 2 || len(tell(t, st)) != 2 {
		t.Fatalf("%d messages, want one each for mari and jaan", len(mails))
	}
	for _, m := range mails {
		for i, owner := range []string{"mari@example.ee", "mari@example.ee", "jaan@example.ee"} {
			link := fmt.Sprintf("https://eelnou.example.ee/et/comments/%s\n", no[i])
			if strings.Contains(m.Text, link) != (m.To == owner) {
				t.Errorf("to %s: %q", m.To, m.Text)
			}
		}
		if strings.Contains(m.Text, "Toetan") {
			t.Errorf("the words of a comment are in the mail: %q", m.Text)
		}
	}
}

// What is not for everyone is not told, nor to those whose comment is withheld.
func TestNothingHiddenIsTold(t *testing.T) {
	st, id, no := commented(t, person("mari", "mari@example.ee"), person("jaan", "jaan@example.ee"))
	tell(t, st)
	storetest.Do(t, st, func(tx *store.Tx) error {
		m, err := tx.Comment(no[1])
		c, read := tx.Consultation(id)
		m.State, c.Comments = consult.Withheld, c.Comments-1
		return errors.Join(err, read, tx.PutComment(m), tx.PutConsultation(c),
			appended(tx, event.Event{Name: event.DeadlineMoved, Consultation: 1, Public: false}))
	})
	if mails := tell(t, st); len(mails) != 0 {
		t.Fatalf("told of what is not public: %v", mails)
	}
	storetest.Do(t, st, func(tx *store.Tx) error {
		return appended(tx, event.Event{Name: event.DeadlineMoved, Consultation: 1, Public: true})
	})
	mails := tell(t, st)
	if len(mails) != 1 || mails[0].To != "mari@example.ee" || !strings.Contains(mails[0].Subject, "tähtaeg") {
		t.Errorf("messages %v, want one to mari of the deadline", mails)
	}
}

// A response to a comment of an organisation reaches all who represent it and those
// who signed, where they were invited; who left hears nothing.
func TestTellsOrganisations(t *testing.T) {
	st, id, numbers := commented(t, person("sender", "sender@example.ee"), person("colleague", ""), person("signer", "signer@example.ee"), person("left", "left@example.ee"))
	tell(t, st)
	storetest.Do(t, st, func(tx *store.Tx) error {
		m, err := tx.Comment(numbers[0])
		m.Author = consult.Author{Kind: consult.Organisation, Name: "Koda", Code: "80900019", Person: "left"}
		m.Signers = []consult.Author{{Kind: consult.Organisation, Name: "Selts", Code: "80900025", Person: "signer"}}
		koda := people.Organisation{Code: "80900019", Name: "Koda", Representatives: []people.Representative{{Person: "sender"}, {Person: "colleague", Email: "kalle@koda.example.ee"}}}
		selts := people.Organisation{Code: "80900025", Name: "Selts", Representatives: []people.Representative{{Person: "signer"}, {Person: "sender"}}}
		return errors.Join(err, tx.PutComment(m), tx.PutOrganisation(koda), tx.PutOrganisation(selts))
	})
	respond(t, st, id, true, numbers[0])
	var to []string
	for _, m := range tell(t, st) {
		to = append(to, m.To)
		if strings.Count(m.Text, "/et/comments/") != 1 {
			t.Errorf("%s is told of it more than once: %s", m.To, m.Text)
		}
	}
	slices.Sort(to)
	if want := "kalle@koda.example.ee sender@example.ee signer@example.ee"; strings.Join(to, " ") != want {
		t.Errorf("told are %v, want %s", to, want)
	}
}
