package store

import (
	"errors"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/kv"
)

func organisationKey(code string) key { return key(nil).str(code) }

func organisationEntries(o people.Organisation) []entry {
	list := make([]entry, len(o.Representatives))
	for i, r := range o.Representatives {
		list[i] = entry{indexRepresents, personKey(r.Person).str(o.Code), o.Code}
	}
	return list
}

// Organisation returns an organisation of the register, confirmed or not.
func (tx *Tx) Organisation(code string) (people.Organisation, error) {
	var r organisationRecord
	if err := tx.load(bucketOrganisation, organisationKey(code), &r); err != nil {
		return people.Organisation{}, fmt.Errorf("organisation: %w", err)
	}
	return r.organisation(code), nil
}

// PutOrganisation keeps an organisation, new or changed.
func (tx *Tx) PutOrganisation(o people.Organisation) error {
	if err := tx.unlistOrganisation(o.Code); err != nil {
		return err
	}
	if err := tx.reindex(nil, organisationEntries(o)); err != nil {
		return err
	}
	return tx.save(bucketOrganisation, organisationKey(o.Code), toOrganisation(o))
}

// DeleteOrganisation removes one that was not confirmed, if it is there.
func (tx *Tx) DeleteOrganisation(code string) error {
	if err := tx.unlistOrganisation(code); err != nil {
		return err
	}
	return tx.delete(bucketOrganisation, organisationKey(code))
}

func (tx *Tx) unlistOrganisation(code string) error {
	old, err := tx.Organisation(code)
	if exists, err := found(err); !exists {
		return err
	}
	return tx.reindex(organisationEntries(old), nil)
}

// Organisations lists the whole register by registry code.
func (tx *Tx) Organisations() ([]people.Organisation, error) {
	var list []people.Organisation
	err := tx.scan(bucketOrganisation, kv.Range{}, func(k, payload []byte) error {
		var r organisationRecord
		if err := unpack(bucketOrganisation, k, payload, &r); err != nil {
			return err
		}
		code, _ := cutStr(k)
		list = append(list, r.organisation(code))
		return nil
	})
	return list, err
}

// OrganisationsOf lists the organisations that a person represents, by registry
// code, those not confirmed too.
func (tx *Tx) OrganisationsOf(id people.ID) ([]people.Organisation, error) {
	var codes []string
	err := tx.scan(indexRepresents, kv.Range{Prefix: personKey(id)}, func(_, payload []byte) error {
		codes = append(codes, string(payload))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(codes, tx.Organisation)
}

// Represents reports whether a person represents any organisation.
func (tx *Tx) Represents(id people.ID) (bool, error) { return tx.any(indexRepresents, personKey(id)) }

func invitationKey(token string) key { return key(nil).str(token) }

func invitationEntries(i people.Invitation) []entry {
	return []entry{
		{indexInvitations, organisationKey(i.Organisation).str(i.Token), i.Token},
		{indexInvited, key(nil).long(uint64(max(toInstant(i.Expires), 0))).str(i.Token), ""},
	}
}

// Invitation returns an invitation by the hash of the secret in its link.
// Whether it has expired is for the caller to judge.
func (tx *Tx) Invitation(token string) (people.Invitation, error) {
	var r invitationRecord
	if err := tx.load(bucketInvitation, invitationKey(token), &r); err != nil {
		return people.Invitation{}, fmt.Errorf("invitation: %w", err)
	}
	return r.invitation(token), nil
}

// PutInvitation keeps a new invitation.
func (tx *Tx) PutInvitation(i people.Invitation) error {
	if err := tx.DeleteInvitation(i.Token); err != nil {
		return err
	}
	if err := tx.reindex(nil, invitationEntries(i)); err != nil {
		return err
	}
	return tx.save(bucketInvitation, invitationKey(i.Token), toInvitation(i))
}

// DeleteInvitation removes an invitation that was accepted or taken back, if it
// is there.
func (tx *Tx) DeleteInvitation(token string) error {
	old, err := tx.Invitation(token)
	if exists, err := found(err); !exists {
		return err
	}
	if err := tx.reindex(invitationEntries(old), nil); err != nil {
		return err
	}
	return tx.delete(bucketInvitation, invitationKey(token))
}

// Invitations lists the invitations of an organisation, expired ones too.
func (tx *Tx) Invitations(code string) ([]people.Invitation, error) {
	var tokens []string
	err := tx.scan(indexInvitations, kv.Range{Prefix: organisationKey(code)}, func(_, payload []byte) error {
		tokens = append(tokens, string(payload))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return gather(tokens, tx.Invitation)
}

// SweepInvitations removes at most limit invitations that expired before a
// moment, those that did first.
func (tx *Tx) SweepInvitations(before time.Time, limit int) error {
	var old []string
	err := tx.scan(indexInvited, kv.Range{Limit: limit}, func(k, _ []byte) error {
		if lastLong(k[:8]) < uint64(max(toInstant(before), 0)) {
			token, _ := cutStr(k[8:])
			old = append(old, token)
		}
		return nil
	})
	for _, token := range old {
		err = errors.Join(err, tx.DeleteInvitation(token))
	}
	return err
}

// spokenEntries lead from the organisations that sent or signed a comment to it.
func spokenEntries(c consult.Comment) []entry {
	var list []entry
	for _, code := range c.Organisations() {
		list = append(list, entry{indexSpoken, organisationKey(code).long(uint64(c.No)), ""})
	}
	return list
}

// CommentsFor lists at most limit comments that an organisation sent or signed,
// or all when it is 0, before the number given (0: from the newest), newest
// first, whatever their state.
func (tx *Tx) CommentsFor(code string, before consult.CommentNo, limit int) ([]consult.Comment, error) {
	prefix := organisationKey(code)
	return tx.comments(indexSpoken, kv.Range{Prefix: prefix, After: older(prefix, uint64(before)), Limit: limit, Reverse: true})
}

// CommentsIn lists the comments that an organisation sent or signed in one dossier,
// newest first, whatever their state.
func (tx *Tx) CommentsIn(code string, id dossier.ID) ([]consult.Comment, error) {
	heads, err := tx.HeadsFor(code)
	if err != nil {
		return nil, err
	}
	var nos []consult.CommentNo
	for _, h := range heads {
		if h.Consultation.Dossier == id {
			nos = append(nos, h.No)
		}
	}
	return gather(nos, tx.Comment)
}

// HeadsFor is CommentsFor without anything people wrote.
func (tx *Tx) HeadsFor(code string) ([]consult.Comment, error) {
	return tx.heads(indexSpoken, kv.Range{Prefix: organisationKey(code)})
}

// listOrganisations is the migration from before there was a register: whom
// persons represented becomes the register, and comments are listed by it.
func (tx *Tx) listOrganisations() error {
	var spoken []entry
	err := tx.scan(bucketComment, kv.Range{}, func(k, payload []byte) error {
		var r commentRecord
		if err := unpack(bucketComment, k, payload, &r); err != nil {
			return err
		}
		spoken = append(spoken, spokenEntries(r.comment(consult.CommentNo(lastLong(k))))...)
		return nil
	})
	if err != nil {
		return err
	}
	var represent []people.Person
	err = tx.EachPerson(func(p people.Person) error {
		if p.Organisation != "" {
			represent = append(represent, p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range represent {
		if err := tx.registerFor(p); err != nil {
			return err
		}
	}
	return tx.reindex(nil, spoken)
}

// registerFor makes a person of an older record a representative in the register.
func (tx *Tx) registerFor(p people.Person) error {
	o, err := tx.Organisation(p.Organisation)
	exists, err := found(err)
	if err != nil {
		return err
	}
	if !exists {
		o = people.Organisation{Code: p.Organisation, Name: p.OrgName, Begun: p.Created, Confirmed: tx.now}
	}
	o.Representatives = append(o.Representatives, people.Representative{Person: p.ID, Since: p.Created})
	return tx.PutOrganisation(o)
}

// organisation checks that representatives are persons.
func (c *checker) organisation(k, payload []byte) error {
	var r organisationRecord
	if err := unpack(bucketOrganisation, k, payload, &r); err != nil {
		return err
	}
	code, _ := cutStr(k)
	o := r.organisation(code)
	for _, r := range o.Representatives {
		if _, err := c.tx.Person(r.Person); err != nil {
			return err
		}
	}
	return c.expect(organisationEntries(o))
}

func (c *checker) invitation(k, payload []byte) error {
	var r invitationRecord
	if err := unpack(bucketInvitation, k, payload, &r); err != nil {
		return err
	}
	token, _ := cutStr(k)
	i := r.invitation(token)
	if _, err := c.tx.Organisation(i.Organisation); err != nil {
		return err
	}
	return c.expect(invitationEntries(i))
}
