package action

import (
	"context"
	"errors"
	"net/mail"
	"strings"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// BeginOrganisation asks to put an organisation into the register.
type BeginOrganisation struct {
	Code   string
	Name   string
	FormID string
}

// BeginOrganisation puts an organisation into the register and answers with its
// registry code. An administrator confirms it by that; for anybody else it waits
// to be confirmed, and who asked is its first representative.
func (a *Actions) BeginOrganisation(ctx context.Context, p people.Person, req BeginOrganisation) (string, error) {
	if err := people.May(p, people.BeginOrganisation, people.Object{}); err != nil {
		return "", err
	}
	return a.once(ctx, p, form("organisation", req.Code, req.FormID), func(tx *store.Tx) (string, error) {
		o, err := people.Organisation{Code: req.Code, Name: req.Name}.Begin(p, a.clock())
		if err != nil {
			return "", err
		}
		_, err = tx.Organisation(o.Code)
		if err == nil {
			return "", fault.Fields{{Name: "code", Message: fault.Message{Key: "organisations.known"}}}.Err()
		}
		if !errors.Is(err, fault.ErrNotFound) {
			return "", err
		}
		if err := mayBegin(tx, p); err != nil {
			return "", err
		}
		return o.Code, a.putOrganisation(tx, p, o)
	})
}

// mayBegin refuses somebody for whom many organisations wait already.
func mayBegin(tx *store.Tx, p people.Person) error {
	list, err := tx.OrganisationsOf(p.ID)
	waiting := 0
	for _, o := range list {
		if !o.IsConfirmed() {
			waiting++
		}
	}
	if err == nil && waiting >= people.MaxBegun {
		err = fault.New(fault.Conflict, "organisations.begun_full", people.MaxBegun)
	}
	return err
}

// ConfirmOrganisation confirms one that waits.
func (a *Actions) ConfirmOrganisation(ctx context.Context, p people.Person, code string) error {
	return a.register(ctx, p, code, func(tx *store.Tx, o people.Organisation) error {
		o, err := o.Confirm(p.ID, a.clock())
		if err != nil {
			return err
		}
		return a.putOrganisation(tx, p, o)
	})
}

// RefuseOrganisation removes one that waits. Nobody could have said anything in
// its name.
func (a *Actions) RefuseOrganisation(ctx context.Context, p people.Person, code string) error {
	return a.register(ctx, p, code, func(tx *store.Tx, o people.Organisation) error {
		if o.IsConfirmed() {
			return fault.New(fault.Conflict, "organisations.confirmed_already")
		}
		if err := tx.DeleteOrganisation(code); err != nil {
			return err
		}
		return a.recordOrganisation(tx, p, code)
	})
}

func (a *Actions) register(ctx context.Context, p people.Person, code string, change func(*store.Tx, people.Organisation) error) error {
	if err := people.May(p, people.KeepRegisters, people.Object{}); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		o, err := tx.Organisation(code)
		if err != nil {
			return err
		}
		return change(tx, o)
	})
}

// organisation loads an organisation for somebody who wants to do something to it.
func organisation(tx *store.Tx, p people.Person, do people.Verb, code string) (people.Organisation, error) {
	o, err := tx.Organisation(code)
	if err != nil {
		return o, err
	}
	return o, people.May(p, do, o.Object())
}

func (a *Actions) putOrganisation(tx *store.Tx, p people.Person, o people.Organisation) error {
	if err := tx.PutOrganisation(o); err != nil {
		return err
	}
	return a.recordOrganisation(tx, p, o.Code)
}

func (a *Actions) recordOrganisation(tx *store.Tx, p people.Person, code string) error {
	_, err := tx.Append(event.Event{Name: event.OrganisationRecorded, Version: 1, Occurred: a.clock(), Actor: p.ID, Organisation: code})
	return err
}

// InviteRepresentative asks somebody by e-mail to represent an organisation.
type InviteRepresentative struct {
	Organisation string
	Email        string
	Language     lang.Tag // of the mail
	FormID       string
}

// InviteRepresentative keeps the invitation and mails its link, which opens
// once, for two weeks. The store keeps only the hash of its secret.
func (a *Actions) InviteRepresentative(ctx context.Context, p people.Person, req InviteRepresentative) error {
	req.Email = strings.TrimSpace(req.Email)
	if at, err := mail.ParseAddress(req.Email); err != nil || at.Address != req.Email || len(req.Email) > longestAddress {
		return fault.Fields{{Name: "email", Message: fault.Message{Key: "fault.email"}}}.Err()
	}
	secret := newSecret()
	_, err := a.once(ctx, p, form("invite", req.Organisation+"\x00"+req.Email, req.FormID), func(tx *store.Tx) (string, error) {
		o, err := organisation(tx, p, people.KeepRepresentatives, req.Organisation)
		if err != nil {
			return "", err
		}
		if err := tx.SweepInvitations(a.clock(), people.MaxInvitations); err != nil {
			return "", err
		}
		waiting, err := tx.Invitations(o.Code)
		if err != nil {
			return "", err
		}
		i := people.Invitation{Token: HashSecret(secret), Email: req.Email, Language: req.Language, By: p.ID}
		if i, err = o.Invite(i, len(waiting), a.clock()); err != nil {
			return "", err
		}
		if err := errors.Join(tx.PutInvitation(i), tx.PutMail(a.invitationMail(o, i, secret))); err != nil {
			return "", err
		}
		return "", a.recordOrganisation(tx, p, o.Code)
	})
	return err
}

// RevokeInvitation takes an invitation back, named by the hash of its secret.
func (a *Actions) RevokeInvitation(ctx context.Context, p people.Person, code, token string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		o, err := organisation(tx, p, people.KeepRepresentatives, code)
		if err != nil {
			return err
		}
		i, err := tx.Invitation(token)
		if err != nil {
			return err
		}
		if i.Organisation != o.Code {
			return fault.ErrNotFound
		}
		return errors.Join(tx.DeleteInvitation(token), a.recordOrganisation(tx, p, o.Code))
	})
}

// AcceptInvitation makes the signed-in person a representative and answers with
// the registry code. A link that was used, taken back or has expired is NotFound;
// for who used it, it answers the same again.
func (a *Actions) AcceptInvitation(ctx context.Context, p people.Person, secret string) (string, error) {
	if err := people.May(p, people.BeginOrganisation, people.Object{}); err != nil {
		return "", err
	}
	token := HashSecret(secret)
	return a.once(ctx, p, "invitation-"+token, func(tx *store.Tx) (string, error) {
		i, err := tx.Invitation(token)
		if err != nil {
			return "", err
		}
		if !a.clock().Before(i.Expires) {
			return "", fault.ErrNotFound
		}
		o, err := tx.Organisation(i.Organisation)
		if err != nil {
			return "", err
		}
		if o, err = o.Accept(i, p, a.clock()); err != nil {
			return "", err
		}
		return o.Code, errors.Join(tx.DeleteInvitation(token), a.putOrganisation(tx, p, o))
	})
}

// RemoveRepresentative ends that somebody represents an organisation: oneself or
// a colleague. The last one stays.
func (a *Actions) RemoveRepresentative(ctx context.Context, p people.Person, code string, id people.ID) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		o, err := organisation(tx, p, people.KeepRepresentatives, code)
		if err != nil {
			return err
		}
		if o, err = o.Leave(id); err != nil {
			return err
		}
		return a.putOrganisation(tx, p, o)
	})
}

// represent makes somebody a representative without an invitation, where the
// operator or the development provider says so. What is not in the register yet
// is confirmed by that.
func (a *Actions) represent(tx *store.Tx, p people.Person, code, name string) error {
	o, err := tx.Organisation(code)
	if errors.Is(err, fault.ErrNotFound) {
		o, err = people.Organisation{Code: code, Name: name, Begun: a.clock(), Confirmed: a.clock()}, nil
	}
	if err != nil {
		return err
	}
	if o, err = o.Accept(people.Invitation{Email: p.Email}, p, a.clock()); err != nil {
		return err
	}
	return a.putOrganisation(tx, p, o)
}
