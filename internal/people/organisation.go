package people

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

// Organisation is an association, company or agency that speaks through its
// representatives. It is known to the public once it is confirmed; until then
// only whoever asked for it and administrators know of it.
type Organisation struct {
	Code            string // registry code
	Name            string
	Begun           time.Time
	By              ID        // who asked for it, or the administrator who entered it
	Confirmed       time.Time // zero: no administrator has confirmed it yet
	ConfirmedBy     ID
	Representatives []Representative // longest first
}

// Representative is a person who speaks for an organisation.
type Representative struct {
	Person   ID
	Email    string   // where the invitation was opened; empty for who began it
	Language lang.Tag // of mail
	Since    time.Time
	By       ID // who invited them
}

// Mail is where a representative is written to: where the invitation was opened,
// else their own address; empty when none is known.
func (r Representative) Mail(p Person) string { return cmp.Or(r.Email, p.Email) }

// Invitation waits for somebody to become a representative.
type Invitation struct {
	Token        string // SHA-256 of the secret in the link, hex
	Organisation string
	Email        string
	Language     lang.Tag
	By           ID
	Created      time.Time
	Expires      time.Time
}

// The limits of an organisation.
const (
	MaxRepresentatives = 100
	MaxInvitations     = 20 // that wait
	MaxBegun           = 5  // that one person has asked for and nobody has confirmed
	maxOrgName         = 200
	InvitationLife     = 14 * 24 * time.Hour
)

// RegistryCode reads a registry code as people write it and reports whether it
// is one: eight digits, the first of which tells the register (1 companies, 7
// the state and municipalities, 8 associations, 9 foundations), the last one
// checked by the same rule as that of a personal code.
func RegistryCode(typed string) (code string, ok bool) {
	code = strings.Join(strings.Fields(typed), "")
	if len(code) != 8 || !strings.ContainsRune("1789", rune(code[0])) {
		return code, false
	}
	for _, r := range code {
		if r < '0' || r > '9' {
			return code, false
		}
	}
	return code, checkDigit(code[:7]) == code[7]
}

// checkDigit weighs digits from 1 on, or from 3 on when that leaves 10.
func checkDigit(digits string) byte {
	for _, first := range []int{0, 2} {
		sum := 0
		for i, r := range digits {
			sum += ((i+first)%9 + 1) * int(r-'0')
		}
		if sum %= 11; sum < 10 {
			return byte('0' + sum)
		}
	}
	return '0'
}

// Begin decides whether an organisation may be put into the register and
// returns it as it will be kept. An administrator confirms it by that; anybody
// else becomes its first representative and waits.
func (o Organisation) Begin(p Person, now time.Time) (Organisation, error) {
	var wrong fault.Fields
	code, ok := RegistryCode(o.Code)
	if !ok {
		wrong.Add("code", "organisations.code_wrong")
	}
	o.Code, o.Name = code, strings.Join(strings.Fields(o.Name), " ")
	switch {
	case o.Name == "":
		wrong.Add("name", "fault.required")
	case utf8.RuneCountInString(o.Name) > maxOrgName:
		wrong.Add("name", "fault.too_long", maxOrgName)
	}
	if err := wrong.Err(); err != nil {
		return o, err
	}
	o.Begun, o.By, o.Representatives = now, p.ID, nil
	if p.Has(Administrator) {
		return o.Confirm(p.ID, now)
	}
	o.Representatives = []Representative{{Person: p.ID, Since: now, By: p.ID}}
	return o, nil
}

// Confirm returns the organisation as known to the public.
func (o Organisation) Confirm(by ID, now time.Time) (Organisation, error) {
	if o.IsConfirmed() {
		return o, fault.New(fault.Conflict, "organisations.confirmed_already")
	}
	o.Confirmed, o.ConfirmedBy = now, by
	return o, nil
}

// IsConfirmed reports whether an administrator has confirmed the organisation.
func (o Organisation) IsConfirmed() bool { return !o.Confirmed.IsZero() }

// IsRepresentedBy reports whether a person speaks for the organisation.
func (o Organisation) IsRepresentedBy(id ID) bool {
	return id != "" && slices.ContainsFunc(o.Representatives, func(r Representative) bool { return r.Person == id })
}

// Object is the organisation as the policy sees it.
func (o Organisation) Object() Object {
	members := make([]ID, len(o.Representatives))
	for i, r := range o.Representatives {
		members[i] = r.Person
	}
	return Object{Members: members}
}

// Invite returns an invitation to represent the organisation. waiting is how
// many wait already.
func (o Organisation) Invite(i Invitation, waiting int, now time.Time) (Invitation, error) {
	switch {
	case !o.IsConfirmed():
		return i, fault.New(fault.Conflict, "organisations.not_confirmed")
	case waiting >= MaxInvitations:
		return i, fault.New(fault.Conflict, "organisations.invitations_full", MaxInvitations)
	case len(o.Representatives) >= MaxRepresentatives:
		return i, fault.New(fault.Conflict, "organisations.full", MaxRepresentatives)
	}
	i.Organisation, i.Created, i.Expires = o.Code, now, now.Add(InvitationLife)
	return i, nil
}

// Accept returns the organisation with one more representative. Who represents
// it already stays as they were.
func (o Organisation) Accept(i Invitation, p Person, now time.Time) (Organisation, error) {
	if o.IsRepresentedBy(p.ID) {
		return o, nil
	}
	if len(o.Representatives) >= MaxRepresentatives {
		return o, fault.New(fault.Conflict, "organisations.full", MaxRepresentatives)
	}
	o.Representatives = append(slices.Clone(o.Representatives), Representative{
		Person: p.ID, Email: i.Email, Language: i.Language, Since: now, By: i.By,
	})
	return o, nil
}

// Leave returns the organisation without a representative. The last one stays:
// nobody could invite others.
func (o Organisation) Leave(id ID) (Organisation, error) {
	if !o.IsRepresentedBy(id) {
		return o, fault.ErrNotFound
	}
	if len(o.Representatives) == 1 {
		return o, fault.New(fault.Conflict, "organisations.last")
	}
	o.Representatives = slices.DeleteFunc(slices.Clone(o.Representatives), func(r Representative) bool { return r.Person == id })
	return o, nil
}
