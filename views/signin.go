package views

import (
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// SignIn offers the ways to sign in.
type SignIn struct {
	Layout
	Next      string // path to go to afterwards; field next of the form
	Providers []SignInProvider
	Failed    bool // the last attempt did not succeed
}

// SignInProvider is one way to sign in: a form with the token and next is
// posted to its address.
type SignInProvider struct {
	Name    lang.Text
	Explain lang.Text
	Address string
}

// Sessions lists where a person is signed in; each can be ended.
type Sessions struct {
	Layout
	Person   people.Person
	Sessions []OwnSession
}

// OwnSession is one signed-in browser. It is named by its hash.
type OwnSession struct {
	ID      string // field session of the form
	Device  string
	Created time.Time
	Seen    time.Time
	This    bool // the one that is looking
}

// DevMail shows, in development, the mail that would have been sent.
type DevMail struct {
	Layout
	Mail []MailShown // newest first
}

// MailShown is one mail. The first link in its text can be followed.
type MailShown struct {
	To, Subject, Text string
	At                time.Time
}

// linkIn is a paragraph that is nothing but an address, or empty.
func linkIn(part string) string {
	if strings.HasPrefix(part, "http") && !strings.ContainsAny(part, " \n") {
		return part
	}
	return ""
}
