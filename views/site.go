package views

import "github.com/eelnou/eelnou/internal/fault"

// About says what the service is and who runs it.
type About struct{ Layout }

// Accessibility is the accessibility statement.
type Accessibility struct{ Layout }

// Error is a page instead of the one asked for.
type Error struct {
	Layout
	Kind      fault.Kind    // 0: ours to fix
	Message   fault.Message // of the fault; an empty key says what the kind says
	Reference string        // to quote when asking; empty for faults a person can understand
	Typed     string        // into the form that was refused, so that it is not lost
}

var errorKeys = map[fault.Kind]string{
	fault.Invalid: "invalid", fault.NotFound: "not_found", fault.Conflict: "conflict", fault.Forbidden: "forbidden",
	fault.SignIn: "sign_in", fault.TooMany: "too_many", fault.Unavailable: "unavailable", 0: "ours",
}

func (p Error) titleKey() string { return "error." + errorKeys[p.Kind] }

func (p Error) words() string {
	if p.Message.Key != "" {
		return Said(p.Lang, p.Message)
	}
	return p.T(p.titleKey() + "_words")
}

func (p Error) signInHelps() bool { return p.Kind == fault.SignIn && !p.Person.SignedIn }
