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
}
