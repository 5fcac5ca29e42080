package views

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// SavedSearches lists the searches that a person keeps; each can be renamed and
// deleted. A form that was refused is shown with what was typed.
type SavedSearches struct {
	Layout
	Form    Form
	Refused people.SearchID // whose name was refused; empty for one that was to be saved
	Name    string          // as typed
	Query   string          // of one that was to be saved, refused
	List    []SavedSearch
}

// SavedSearch is one of them.
type SavedSearch struct {
	ID      people.SearchID
	Name    string
	Address string
	Total   int       // places found now
	Newest  time.Time // of these; zero when nothing is found
}

// typed is the name to show in the field of a saved search.
func (p SavedSearches) typed(s SavedSearch) string {
	if p.Refused == s.ID {
		return p.Name
	}
	return s.Name
}

// Refuse notes a fault in the form of one saved search, or of the one that was to
// be saved, so that it stands at its field.
func (p *SavedSearches) Refuse(wrong *fault.Fault) {
	p.Form.Refuse(wrong)
	p.Form.Faults = slices.Clone(p.Form.Faults)
	for i := range p.Form.Faults {
		if one := &p.Form.Faults[i]; one.Name == "name" && p.Refused != "" {
			one.Name = SavedSearch{ID: p.Refused}.field()
		}
	}
}

// field is the id of the field with its name.
func (s SavedSearch) field() string { return "name-" + string(s.ID) }
