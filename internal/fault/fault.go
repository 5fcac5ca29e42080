// Package fault names the kinds of failure that a person can understand. Every
// other error is ours to fix and is never shown.
//
// A fault carries message keys, not sentences: the page that shows it finds the
// sentence in the person's language.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what sort of failure a fault is.
type Kind uint8

// The kinds of failure.
const (
	Invalid     Kind = iota + 1 // what was sent cannot be accepted
	NotFound                    // no such thing, or hidden from this person
	Conflict                    // somebody else changed it meanwhile
	Forbidden                   // this person may not do this to a thing they may see
	SignIn                      // this needs a signed-in person
	TooMany                     // too often or too much
	Unavailable                 // cannot be done just now
)

var kindNames = [...]string{"", "invalid", "not found", "conflict", "forbidden", "sign in", "too many", "unavailable"}

func (k Kind) String() string { return kindNames[k] }

// Message is a key of the message catalogue with the values its sentence needs.
type Message struct {
	Key  string
	Args []any
}

// Field is what is wrong with one field of a form.
type Field struct {
	Name string // name of the field in the form
	Message
}

// Fault is a failure that a person can understand.
type Fault struct {
	Kind    Kind
	Message Message
	Fields  []Field // only for Invalid
}

func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Kind.String())
	if f.Message.Key != "" {
		fmt.Fprintf(&b, ": %s%s", f.Message.Key, args(f.Message.Args))
	}
	for _, field := range f.Fields {
		fmt.Fprintf(&b, "; %s: %s%s", field.Name, field.Key, args(field.Args))
	}
	return b.String()
}

func args(a []any) string {
	if len(a) == 0 {
		return ""
	}
	return fmt.Sprint(a)
}

// Is makes errors.Is(err, fault.ErrNotFound) true for every fault of that kind.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Kind == f.Kind && (t.Message.Key == "" || t.Message.Key == f.Message.Key)
}

// Faults without a sentence of their own, for errors.Is.
var (
	ErrInvalid     = &Fault{Kind: Invalid}
	ErrNotFound    = &Fault{Kind: NotFound}
	ErrConflict    = &Fault{Kind: Conflict}
	ErrForbidden   = &Fault{Kind: Forbidden}
	ErrSignIn      = &Fault{Kind: SignIn}
	ErrTooMany     = &Fault{Kind: TooMany}
	ErrUnavailable = &Fault{Kind: Unavailable}
)

// New returns a fault with a message key and the values of its sentence.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Message: Message{key, args}}
}

// Of returns the fault in err's chain, or nil when err is ours to fix.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Fields gathers what is wrong with a form, field by field.
type Fields []Field

// Add notes that a field is wrong.
func (fs *Fields) Add(name, key string, args ...any) {
	*fs = append(*fs, Field{name, Message{key, args}})
}

// Err returns an Invalid fault with the fields gathered, or nil when none is wrong.
func (fs Fields) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Message: Message{Key: "fault.invalid"}, Fields: fs}
}

// Renamed is an error with a field called as the form at hand calls it.
func Renamed(err error, from, to string) error {
	f := Of(err)
	if f == nil || f.Kind != Invalid || len(f.Fields) == 0 {
		return err
	}
	var fields Fields
	for _, field := range f.Fields {
		if field.Name == from {
			field.Name = to
		}
		fields = append(fields, field)
	}
	return fields.Err()
}
