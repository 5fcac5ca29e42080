package action_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var (
	keeper = people.Person{ID: "p-keeper", Name: "Haldur", Roles: []people.Role{people.Administrator}}
	liis   = people.Person{ID: "p-liis", Name: "Liis Lepik"}
	kalle  = people.Person{ID: "p-kalle", Name: "Kalle Kolleeg"}
)

const koda = "80900019"

// known puts the people of these tests into the store, as signing in would.
func (w *world) known(list ...people.Person) {
	w.Helper()
	storetest.Do(w, w.store, func(tx *store.Tx) error {
		for _, p := range list {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// organisation puts a confirmed one with a representative into the register.
func (w *world) organisation(code, name string, by people.Person) {
	w.Helper()
	_, err := w.do.BeginOrganisation(w.ctx, by, action.BeginOrganisation{Code: code, Name: name})
	w.must(err)
	w.must(w.do.ConfirmOrganisation(w.ctx, keeper, code))
}

var inLink = regexp.MustCompile(`/invitations/(\S+)`)

// invited invites somebody and returns the secret in the mail.
func (w *world) invited(by people.Person, code, email string) string {
	w.Helper()
	w.must(w.do.InviteRepresentative(w.ctx, by, action.InviteRepresentative{Organisation: code, Email: email, Language: lang.Ru}))
	mail := w.mailTo(email)
	found := inLink.FindStringSubmatch(mail.Text)
	if found == nil || !strings.Contains(mail.Text, "/ru/invitations/") || strings.Contains(mail.Key, found[1]) {
		w.Fatalf("the mail is %+v", mail)
	}
	return found[1]
}

// mailTo is the last mail to an address.
func (w *world) mailTo(email string) store.Mail {
	w.Helper()
	var found store.Mail
	storetest.Look(w, w.store, func(tx *store.Tx) error {
		list, err := tx.Mails(0)
		for _, m := range list {
			if m.To == email && !m.Created.Before(found.Created) {
				found = m
			}
		}
		return err
	})
	return found
}

func (w *world) represents(p people.Person, code string) bool {
	w.Helper()
	var o people.Organisation
	storetest.Look(w, w.store, func(tx *store.Tx) (err error) {
		o, err = tx.Organisation(code)
		return err
	})
	return o.IsRepresentedBy(p.ID)
}

func TestAnOrganisationWaitsToBeConfirmed(t *testing.T) {
	w := newWorld(t)
	w.known(liis, citizen, keeper)
	_, err := w.do.BeginOrganisation(w.ctx, nobody, action.BeginOrganisation{Code: koda, Name: "Koda"})
	w.refused(err, fault.ErrSignIn, "")
	_, err = w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: "80900018", Name: "Koda"})
	w.refused(err, fault.ErrInvalid, "organisations.code_wrong")
	req := action.BeginOrganisation{Code: "8090 0019", Name: "Koda", FormID: "one"}
	for range 2 { // the same form twice is one
		code, err := w.do.BeginOrganisation(w.ctx, liis, req)
		if w.must(err); code != koda {
			t.Fatalf("code is %s", code)
		}
	}
	_, err = w.do.BeginOrganisation(w.ctx, citizen, action.BeginOrganisation{Code: koda, Name: "Meie koda"})
	w.refused(err, fault.ErrInvalid, "organisations.known")

	w.refused(w.do.InviteRepresentative(w.ctx, liis, action.InviteRepresentative{Organisation: koda, Email: "a@example.ee"}), fault.ErrConflict, "organisations.not_confirmed")
	for _, p := range []people.Person{liis, citizen, official} {
		w.refused(w.do.ConfirmOrganisation(w.ctx, p, koda), fault.ErrForbidden, "")
		w.refused(w.do.RefuseOrganisation(w.ctx, p, koda), fault.ErrForbidden, "")
	}
	w.must(w.do.ConfirmOrganisation(w.ctx, keeper, koda))
	w.refused(w.do.ConfirmOrganisation(w.ctx, keeper, koda), fault.ErrConflict, "organisations.confirmed_already")
	w.refused(w.do.RefuseOrganisation(w.ctx, keeper, koda), fault.ErrConflict, "organisations.confirmed_already")

	_, err = w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: "80900025", Name: "Ühisus"})
	w.must(err)
	w.must(w.do.RefuseOrganisation(w.ctx, keeper, "80900025"))
	w.refused(w.do.ConfirmOrganisation(w.ctx, keeper, "80900025"), fault.ErrNotFound, "")
	_, err = w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: "80900025", Name: "Ühisus"})
	w.must(err) // and may be asked for again
}

func TestTooManyOrganisationsWait(t *testing.T) {
	w := newWorld(t)
	w.known(liis)
	for _, code := range []string{"80900019", "80900025", "80900031", "80900048", "80900054"} {
		_, err := w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: code, Name: "Koda"})
		w.must(err)
	}
	_, err := w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: "80900060", Name: "Koda"})
	w.refused(err, fault.ErrConflict, "organisations.begun_full")
}

func TestRepresentativesComeByInvitation(t *testing.T) {
	w := newWorld(t)
	w.known(liis, kalle, citizen, keeper)
	w.organisation(koda, "Koda", liis)
	invite := action.InviteRepresentative{Organisation: koda, Email: "kalle@example.ee"}
	for _, p := range []people.Person{nobody, citizen, official} {
		w.refused(w.do.InviteRepresentative(w.ctx, p, invite), fault.ErrNotFound, "")
	}
	w.refused(w.do.InviteRepresentative(w.ctx, liis, action.InviteRepresentative{Organisation: koda, Email: "kalle"}), fault.ErrInvalid, "fault.email")

	secret := w.invited(liis, koda, "kalle@example.ee")
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		list, err := tx.Invitations(koda)
		if len(list) != 1 || list[0].Token == secret || list[0].Token != action.HashSecret(secret) {
			t.Errorf("the store keeps %+v", list)
		}
		return err
	})
	_, err := w.do.AcceptInvitation(w.ctx, nobody, secret)
	w.refused(err, fault.ErrSignIn, "")
	_, err = w.do.AcceptInvitation(w.ctx, citizen, "other")
	w.refused(err, fault.ErrNotFound, "")
	for range 2 { // a double click answers the same
		code, err := w.do.AcceptInvitation(w.ctx, kalle, secret)
		if w.must(err); code != koda || !w.represents(kalle, koda) {
			t.Fatalf("accepted for %s", code)
		}
	}
	_, err = w.do.AcceptInvitation(w.ctx, citizen, secret)
	w.refused(err, fault.ErrNotFound, "") // it opens once

	w.refused(w.do.RemoveRepresentative(w.ctx, citizen, koda, liis.ID), fault.ErrNotFound, "")
	w.must(w.do.RemoveRepresentative(w.ctx, kalle, koda, liis.ID))
	w.refused(w.do.RemoveRepresentative(w.ctx, kalle, koda, kalle.ID), fault.ErrConflict, "organisations.last")
	w.refused(w.do.RemoveRepresentative(w.ctx, keeper, koda, kalle.ID), fault.ErrConflict, "organisations.last")
	w.refused(w.do.InviteRepresentative(w.ctx, liis, invite), fault.ErrNotFound, "") // who left knows nothing
}

func TestInvitationsEnd(t *testing.T) {
	w := newWorld(t)
	w.known(liis, kalle, keeper)
	w.organisation(koda, "Koda", liis)
	w.organisation("80900025", "Ühisus", kalle)
	secret := w.invited(keeper, koda, "a@example.ee") // an administrator may, too
	w.refused(w.do.RevokeInvitation(w.ctx, kalle, "80900025", action.HashSecret(secret)), fault.ErrNotFound, "")
	w.refused(w.do.RevokeInvitation(w.ctx, kalle, koda, action.HashSecret(secret)), fault.ErrNotFound, "")
	w.must(w.do.RevokeInvitation(w.ctx, liis, koda, action.HashSecret(secret)))
	_, err := w.do.AcceptInvitation(w.ctx, kalle, secret)
	w.refused(err, fault.ErrNotFound, "")

	late := w.invited(liis, koda, "b@example.ee")
	w.now = w.now.Add(people.InvitationLife)
	_, err = w.do.AcceptInvitation(w.ctx, kalle, late)
	w.refused(err, fault.ErrNotFound, "")
	w.now = w.now.Add(time.Second)
	w.invited(liis, koda, "c@example.ee") // clears the expired one away
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		list, err := tx.Invitations(koda)
		if len(list) != 1 {
			t.Errorf("%d invitations are kept", len(list))
		}
		return err
	})
}

// One person may represent several, and says for whom each time.
func TestSpeakingForOneOfSeveral(t *testing.T) {
	w := newWorld(t)
	w.known(liis, keeper)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	w.organisation(koda, "Koda", liis)
	said := func(as consult.AuthorKind, code string) (consult.Comment, error) {
		req := w.comment(c)
		req.As, req.Organisation, req.Text = as, code, "Toetame."
		return w.do.CheckComment(w.ctx, liis, req)
	}
	m, err := said(consult.Organisation, "")
	if w.must(err); m.Author.Code != koda || m.Author.Name != "Koda" {
		t.Errorf("the only one: %+v", m.Author)
	}
	w.organisation("80900025", "Ühisus", liis)
	_, err = said(consult.Organisation, "")
	w.refused(err, fault.ErrInvalid, "comments.as_whom")
	m, err = said(consult.Organisation, "80900025")
	if w.must(err); m.Author.Name != "Ühisus" {
		t.Errorf("the one chosen: %+v", m.Author)
	}
	w.organisation("80900031", "Võõras", citizenOf(w))
	_, err = said(consult.Organisation, "80900031")
	w.refused(err, fault.ErrInvalid, "comments.as_whom")
	_, err = w.do.BeginOrganisation(w.ctx, liis, action.BeginOrganisation{Code: "80900048", Name: "Kinnitamata"})
	w.must(err)
	_, err = said(consult.Organisation, "80900048")
	w.refused(err, fault.ErrInvalid, "comments.as_whom")
	m, err = said(consult.Private, "")
	if w.must(err); m.Author.Kind != consult.Private {
		t.Errorf("for oneself: %+v", m.Author)
	}
}

func citizenOf(w *world) people.Person {
	w.known(citizen)
	return citizen
}

// An operator names whom somebody represents; so did records of the past.
func TestKeepPersonRegisters(t *testing.T) {
	w := newWorld(t)
	w.known(liis)
	w.refused(w.do.KeepPerson(w.ctx, keeper, action.KeepPerson{Person: liis.ID, Organisation: "123"}), fault.ErrInvalid, "organisations.code_wrong")
	w.refused(w.do.KeepPerson(w.ctx, keeper, action.KeepPerson{Person: liis.ID, Organisation: koda}), fault.ErrInvalid, "fault.required")
	w.must(w.do.KeepPerson(w.ctx, keeper, action.KeepPerson{Person: liis.ID, Organisation: koda, OrgName: "Koda"}))
	if !w.represents(liis, koda) {
		t.Error("it is not in the register")
	}
}
