package views

import (
	"github.com/eelnou/eelnou/internal/fault"
)

// Form is what every form has. FormID makes the same form sent twice count
// once; Faults say what is wrong, field by field.
type Form struct {
	FormID  string        // field form_id
	Message fault.Message // what is wrong with the form as a whole; an empty key says nothing
	Faults  []fault.Field
}

// Refuse notes a fault in a form, so that it is shown again with what is wrong.
func (f *Form) Refuse(wrong *fault.Fault) {
	f.Message, f.Faults = wrong.Message, wrong.Fields
}

// wrong is what is wrong with a field, or nil.
func (f Form) wrong(name string) *fault.Field {
	for i := range f.Faults {
		if f.Faults[i].Name == name {
			return &f.Faults[i]
		}
	}
	return nil
}

func (f Form) refused() bool { return f.Message.Key != "" || len(f.Faults) > 0 }
