package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestOrganisations(t *testing.T) {
	s := storetest.Open(t)
	koda := people.Organisation{Code: "80900019", Name: "Koda", Confirmed: storetest.Now, Representatives: []people.Representative{{Person: "citizen"}, {Person: "official"}}}
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutPerson(storetest.Citizen()), tx.PutPerson(storetest.Official()), tx.PutOrganisation(koda),
			tx.PutOrganisation(people.Organisation{Code: "80900025", Name: "Ühisus", Representatives: []people.Representative{{Person: "citizen"}}}))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.OrganisationsOf("citizen")
		if err != nil || len(list) != 2 || list[0].Name != "Koda" || list[1].Name != "Ühisus" {
			t.Errorf("the citizen represents %v, %v", list, err)
		}
		all, err := tx.Organisations()
		if err != nil || len(all) != 2 {
			t.Errorf("the register is %v, %v", all, err)
		}
		return nil
	})
	koda.Representatives = koda.Representatives[1:]
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutOrganisation(koda), tx.DeleteOrganisation("80900025"))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		for id, want := range map[people.ID]bool{"citizen": false, "official": true, "nobody": false} {
			if got, err := tx.Represents(id); got != want || err != nil {
				t.Errorf("%s represents: %v, %v", id, got, err)
			}
		}
		return nil
	})
}

func TestInvitations(t *testing.T) {
	s := storetest.Open(t)
	at := storetest.Now
	storetest.Do(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutOrganisation(people.Organisation{Code: "80900019", Name: "Koda"}),
			tx.PutInvitation(people.Invitation{Token: "a", Organisation: "80900019", Expires: at.Add(-time.Hour)}),
			tx.PutInvitation(people.Invitation{Token: "b", Organisation: "80900019", Expires: at.Add(time.Hour)}),
			tx.PutInvitation(people.Invitation{Token: "b", Organisation: "80900019", Expires: at.Add(2 * time.Hour)}))
	})
	storetest.Do(t, s, func(tx *store.Tx) error { return tx.SweepInvitations(at, 2) })
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.Invitations("80900019")
		if err != nil || len(list) != 1 || list[0].Token != "b" {
			t.Errorf("what waits is %v, %v", list, err)
		}
		if _, err := tx.Invitation("a"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the expired one: %v", err)
		}
		return nil
	})
}

// A comment is listed for whoever sent it and for everyone who signed it.
func TestCommentsOfOrganisations(t *testing.T) {
	s := storetest.Open(t)
	window := consult.ID{Dossier: "JDM/26-0001", No: 1}
	storetest.Do(t, s, func(tx *store.Tx) error {
		c := storetest.Consultation(window.Dossier, 1)
		c.Comments = 3
		d := storetest.Dossier(window.Dossier)
		d.Consultations = 1
		err := errors.Join(tx.PutDossier(d), tx.PutConsultation(c))
		for no := consult.CommentNo(26_000_001); no <= 26_000_003; no++ {
			m := storetest.Comment(no, window)
			if no > 26_000_001 {
				m.Author = consult.Author{Kind: consult.Organisation, Name: "Koda", Code: "80900019", Person: "citizen"}
			}
			if no == 26_000_003 {
				m.Signers = []consult.Author{{Kind: consult.Organisation, Code: "80900025"}, {Kind: consult.Institution, Code: "JDM"}}
			}
			err = errors.Join(err, tx.PutComment(m))
		}
		return err
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		for code, want := range map[string]int{"80900019": 2, "80900025": 1, "JDM": 0, "": 0} {
			list, err := tx.CommentsFor(code, 0, 0)
			heads, wrong := tx.HeadsFor(code)
			if err != nil || wrong != nil || len(list) != want || len(heads) != want {
				t.Errorf("%q has %d comments and %d heads, want %d: %v, %v", code, len(list), len(heads), want, err, wrong)
			}
		}
		before, err := tx.CommentsFor("80900019", 26_000_003, 1)
		if err != nil || len(before) != 1 || before[0].No != 26_000_002 {
			t.Errorf("before the last: %v, %v", before, err)
		}
		return nil
	})
}

// Data from before the register: whom persons represented is the register, and
// comments are found by organisation.
func TestOlderDataGetsARegister(t *testing.T) {
	folder := t.TempDir()
	older(t, folder)
	s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
	storetest.Look(t, s, func(tx *store.Tx) error {
		o, err := tx.Organisation("80900019")
		if err != nil || o.Name != "Koda" || !o.IsConfirmed() || !o.IsRepresentedBy("citizen") || !o.IsRepresentedBy("official") {
			t.Errorf("the register has %+v, %v", o, err)
		}
		list, err := tx.CommentsFor("80900019", 0, 0)
		if err != nil || len(list) != 1 {
			t.Errorf("comments are %v, %v", list, err)
		}
		return nil
	})
}

// older writes what version 2 had: no index by organisation, no register.
func older(t *testing.T, folder string) {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	no := consult.CommentNo(26_000_001)
	storetest.Do(t, s, func(tx *store.Tx) error {
		c := storetest.Consultation("JDM/26-0001", 1)
		c.Comments = 1
		d := storetest.Dossier("JDM/26-0001")
		d.Consultations = 1
		m := storetest.Comment(no, c.ID)
		m.Author = consult.Author{Kind: consult.Organisation, Name: "Koda", Code: "80900019", Person: "citizen"}
		one, two := storetest.Citizen(), storetest.Official()
		one.Organisation, one.OrgName, two.Organisation, two.OrgName = "80900019", "Koda", "80900019", "Koda"
		return errors.Join(tx.PutDossier(d), tx.PutConsultation(c), tx.PutComment(m), tx.PutPerson(one), tx.PutPerson(two))
	})
	err = engine.Update(context.Background(), func(w kv.Writer) error {
		var keys [][]byte
		err := w.Scan("comment.organisation", kv.Range{}, func(k, _ []byte) error {
			keys = append(keys, append([]byte(nil), k...))
			return nil
		})
		for _, k := range keys {
			err = errors.Join(err, w.Delete("comment.organisation", k))
		}
		return errors.Join(err, store.SetVersion(2)(w))
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}
