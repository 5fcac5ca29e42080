package action

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Identity is what a sign-in provider has proved about somebody. The personal
// code inside Subject is never kept: it becomes a keyed hash here.
type Identity struct {
	Issuer    string
	Subject   string
	Name      string
	Authority string // how they signed in: "tara", "oidc", "dev"
	Persona   *Persona
}

// Persona is what the development provider says of the persons it offers, so
// that a new installation has officials to try. Nil in production, where an
// administrator records roles.
type Persona struct {
	Email        string
	Institution  people.Code
	Organisation string
	OrgName      string
	Roles        []people.Role
}

// SignIn records the person at first sight, starts a session and returns the
// secret for its cookie, of 256 random bits; the store keeps only its hash.
func (a *Actions) SignIn(ctx context.Context, id Identity, device string) (secret string, err error) {
	secret = newSecret()
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		p, err := a.identify(tx, id)
		if err != nil {
			return err
		}
		if p.Disabled {
			return fault.New(fault.Forbidden, "signin.disabled")
		}
		now := a.clock()
		if err := endStale(tx, p, now); err != nil {
			return err
		}
		return tx.PutSession(people.Session{
			Token: HashSecret(secret), Person: p.ID, CSRF: newSecret(),
			Created: now, Seen: now, Device: device, Authority: id.Authority,
		})
	})
	return secret, err
}

// endStale ends the person's sessions whose time is over.
func endStale(tx *store.Tx, p people.Person, now time.Time) error {
	sessions, err := tx.SessionsOf(p.ID)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if s.Live(p, now) {
			continue
		}
		if err := tx.DeleteSession(s.Token); err != nil {
			return err
		}
	}
	return nil
}

// identify finds the person or records a new one.
func (a *Actions) identify(tx *store.Tx, id Identity) (people.Person, error) {
	subject, err := subjectHash(tx, id)
	if err != nil {
		return people.Person{}, err
	}
	p, err := tx.PersonBySubject(subject)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		p = people.Person{ID: newPersonID(), Subject: subject, Created: a.clock()}
	case err != nil:
		return p, err
	}
	before := p
	if id.Name != "" {
		p.Name = id.Name
	}
	if persona := id.Persona; persona != nil {
		p.Email, p.Institution, p.Roles = persona.Email, persona.Institution, persona.Roles
	}
	if err == nil && p.Name == before.Name && id.Persona == nil {
		return p, nil
	}
	first := err != nil
	if err := tx.PutPerson(p); err != nil {
		return p, err
	}
	if first && id.Persona != nil && id.Persona.Organisation != "" {
		if err := a.represent(tx, p, id.Persona.Organisation, id.Persona.OrgName); err != nil {
			return p, err
		}
	}
	_, err = tx.Append(event.Event{Name: event.PersonRecorded, Version: 1, Occurred: a.clock(), Actor: p.ID})
	return p, err
}

// subjectHash is all the store keeps of who the provider says somebody is.
func subjectHash(tx *store.Tx, id Identity) (string, error) {
	secret, err := tx.Secret("subject")
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(id.Issuer + "\x00" + id.Subject))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// SignOut ends the session whose cookie holds the secret. Unknown ones are fine.
func (a *Actions) SignOut(ctx context.Context, secret string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error { return tx.DeleteSession(HashSecret(secret)) })
}

// EndSession ends one of the person's own sessions, named by its token.
func (a *Actions) EndSession(ctx context.Context, p people.Person, token string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Session(token)
		if err != nil {
			return err
		}
		if p.Anonymous() || s.Person != p.ID {
			return fault.ErrNotFound
		}
		return tx.DeleteSession(token)
	})
}

// SeenStep is how far apart the times of last use are recorded.
const SeenStep = time.Minute

// Touch records that a session is in use.
func (a *Actions) Touch(ctx context.Context, token string) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Session(token)
		if err != nil || a.clock().Sub(s.Seen) < SeenStep {
			return err
		}
		s.Seen = a.clock()
		return tx.PutSession(s)
	})
}

// HashSecret is what the store keeps of a cookie's or a link's secret.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func newSecret() string { return rand.Text() + rand.Text() }

func newPersonID() people.ID { return people.ID("p-" + rand.Text()) }
