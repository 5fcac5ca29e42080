// Package people knows persons, organisations and institutions, and decides who
// may do what. What is not allowed here is refused.
package people

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
)

// ID identifies a person. It is random and says nothing about them.
type ID string

// Code identifies an institution, such as JDM. It is also the series of the
// numbers of its dossiers.
type Code string

// Role is what a person may do beyond what everyone may.
type Role string

// The roles. A person without one is a citizen.
const (
	Official      Role = "official"      // prepares and publishes an institution's dossiers
	Coordinator   Role = "coordinator"   // answers for an institution in coordination rounds
	Moderator     Role = "moderator"     // withholds what breaks the rules, publicly
	Administrator Role = "administrator" // keeps registers of institutions and people
)

// Person is somebody known to the service. The zero Person is an anonymous
// visitor. The personal code is never held: Subject is a keyed hash of what the
// sign-in provider says.
type Person struct {
	ID           ID
	Name         string
	Email        string // confirmed, or empty
	Subject      string // keyed hash of issuer and subject; empty when known by e-mail alone
	Institution  Code   // whom an official or coordinator serves
	Inherited    []Code // former institutions for which that one answers today; found in the register, never kept with the person
	Organisation string // registry code, in records from before there was a register of organisations
	OrgName      string // its name, likewise
	Roles        []Role
	Disabled     bool
	Created      time.Time
}

// Anonymous reports whether nobody is signed in.
func (p Person) Anonymous() bool { return p.ID == "" }

// Has reports whether the person has a role.
func (p Person) Has(role Role) bool {
	for _, r := range p.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// Serves reports whether the person is an official or coordinator of the
// institution, or of the one that answers for it since it was renamed or merged.
func (p Person) Serves(code Code) bool {
	ours := p.Institution == code || p.Institution != "" && slices.Contains(p.Inherited, code)
	return code != "" && ours && (p.Has(Official) || p.Has(Coordinator))
}

// Institution is a ministry or agency. Ministries are renamed and merged, so it
// has a time of validity and predecessors.
type Institution struct {
	Code         Code
	Name         lang.Text
	From, Until  clock.Date // validity; a zero date is open
	Predecessors []Code
	Email        string
	Address      string // web address, or empty
}

// Session is a signed-in browser. Token is the SHA-256 of the cookie's value.
type Session struct {
	Token     string
	Person    ID
	CSRF      string
	Created   time.Time
	Seen      time.Time
	Device    string // browser and system in words, for the person's own list
	Authority string // how they signed in, for the audit log: "tara", "dev", "email"
}
