package views

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

// Search is a search.
func (to To) Search(q SearchQuery) string { return to.query("/search", q.Values()) }

// Suggest is where a search box asks what somebody may be typing.
func (to To) Suggest() string { return to.at("/search/suggest") }

// SearchFile is what a search finds as a file.
func (to To) SearchFile(q SearchQuery) string {
	q.After = ""
	return to.query("/search.csv", q.Values())
}

// SearchQuery is what somebody looks for. Every field stands in the address, so
// a search can be kept and sent as a link.
type SearchQuery struct {
	Words       string
	In          string // "" everywhere, "text", "title", "notes", "comments", "responses"
	What        string // sort of thing: "dossier", "provision", "document", "note", "comment", "response"
	Institution people.Code
	Kind        dossier.Kind
	Stage       dossier.Stage
	Year        int
	Language    string     // of what is found
	Open        bool       // dossiers in which people may comment now
	Dossier     dossier.ID // in one dossier only
	AsOf        clock.Date // wordings that stood then; zero: those that stand now
	Sort        string     // "" the best first, or one of SearchSorts
	After       string
}

// SortFirst is the order in which the wording stands first that came first, old
// ones too.
const SortFirst = "first"

// SearchSorts are the orders a search can be asked for; without one the best
// stands first.
var SearchSorts = []string{"date", "deadline", SortFirst}

// SearchPlaces are the places in which words can be looked for.
var SearchPlaces = []string{"text", "title", "notes", "comments", "responses"}

// SearchThings are the sorts of things that can be found.
var SearchThings = []string{"dossier", "document", "provision", "note", "comment", "response"}

// SearchLanguages are the languages of what can be found; the last one stands for
// those that were not recognised.
var SearchLanguages = []string{"et", "en", "ru", "und"}

// Canonical is the one form of a search that all ways to write it share: what is
// asked for, without the page of it.
func (s SearchQuery) Canonical() SearchQuery {
	s.Words, s.After = strings.Join(strings.Fields(s.Words), " "), ""
	return s
}

// Found is what decides what a search finds, in one form: the order does not, but
// that of what came first brings old wordings too. Empty when all would be found.
func (s SearchQuery) Found() string {
	s = s.Canonical()
	if s.Sort != SortFirst {
		s.Sort = ""
	}
	return s.Values().Encode()
}

// SavedSearches are the searches that a person keeps.
func (to To) SavedSearches() string { return to.at("/searches") }

// SavedSearch is where one of them gets another name, DeleteSavedSearch where it is
// deleted.
func (to To) SavedSearch(id people.SearchID) string { return to.at("/searches/" + string(id)) }

// DeleteSavedSearch is where a saved search is deleted.
func (to To) DeleteSavedSearch(id people.SearchID) string { return to.SavedSearch(id) + "/delete" }

// Values are the parameters of the address of the search.
func (s SearchQuery) Values() url.Values {
	q := url.Values{}
	set(q, "q", s.Words)
	set(q, "in", s.In)
	set(q, "what", s.What)
	set(q, "institution", string(s.Institution))
	set(q, "kind", string(s.Kind))
	set(q, "stage", string(s.Stage))
	if s.Year > 0 {
		q.Set("year", strconv.Itoa(s.Year))
	}
	set(q, "language", s.Language)
	if s.Open {
		q.Set("open", "1")
	}
	set(q, "dossier", string(s.Dossier))
	set(q, "as-of", s.AsOf.String())
	set(q, "sort", s.Sort)
	set(q, "after", s.After)
	return q
}

// Narrowed reports whether anything but the words decides what is found.
func (s SearchQuery) Narrowed() bool {
	s.Words, s.Sort, s.After = "", "", ""
	return s != SearchQuery{}
}
