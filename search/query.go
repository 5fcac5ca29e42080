package search

import (
	"time"

	"github.com/eelnou/eelnou/internal/cite"
)

// Place says where the words must stand.
type Place string

// The places. The zero Place is anywhere.
const (
	InTitle     Place = "title"
	InText      Place = "text" // provisions and other pages of texts
	InNotes     Place = "notes"
	InComments  Place = "comments"
	InResponses Place = "responses"
)

// Sort is the order of hits.
type Sort string

// The orders. The zero Sort is by relevance.
const (
	ByRelevance Sort = "relevance"
	ByDate      Sort = "date"     // newest change first
	ByDeadline  Sort = "deadline" // from Today the nearest first, then the last that passed; those without one last
	ByFirst     Sort = "first"    // the wording that came first, old ones too; those without a day last
)

// Query is a question. Every field but Words narrows the answer; without words
// everything that fits is found. No Query is wrong: what cannot be understood
// is left out, and the Reading of the answer says so.
type Query struct {
	Words   string
	Names   *cite.Names // acts that the words may name; nil when none are known
	Offices *Offices    // institutions that the words may name; nil when none are known
	Kinds   []Kind
	Group   string // one dossier only
	// Institutions bounds everything the answer says, its counts too: a person
	// who may see only what is theirs learns nothing of what others have.
	Institutions []string
	Of           []string // institutions chosen among those counted: one and those it came from
	Stage        string
	DossierKind  string
	Year         int
	Lang         string    // language of the documents
	OpenOn       time.Time // documents whose window is open then
	Today        time.Time // when Facets.Open counts as open; OpenOn when that is set
	AsOf         time.Time // wordings that stood then, old ones too
	History      bool      // old wordings too
	In           Place
	Sort         Sort
	From         int    // hits to skip, at most 1,000; deeper pages use After
	After        string // Next of the page before
	Size         int    // hits wanted: 20 when zero, at most 100
	NoFacets     bool   // counts are not wanted
	Grouped      bool   // Results.Groups instead of Hits; From and Size count groups
}

// Results is the answer to a Query.
type Results struct {
	Total   int
	Hits    []Hit
	Groups  []Group
	Matters int // groups with hits; counted when Grouped
	Facets  Facets
	Reading Reading
	Next    string // for Query.After; empty on the last page
	Took    time.Duration
	State   State
}

// Group is what was found in one dossier.
type Group struct {
	Name  string
	Total int   // documents
	Hits  []Hit // the best, at most three
}

// Hit is one document found. Text holds only the beginning of a long text.
type Hit struct {
	Document
	Score     float64
	Marked    []Span   // the title with the words found marked
	Fragments [][]Span // up to three passages of the text
}

// Span is a run of text and whether it was looked for.
type Span struct {
	Text string
	Mark bool
}

// Facets counts the hits by what they are. Values stand by falling count,
// years from the newest.
type Facets struct {
	Kinds, Institutions, Stages, DossierKinds, Years, Langs []Count
	Open                                                    int // whose window is open on Today
}

// Count is how many hits share a value.
type Count struct {
	Value string
	N     int
}

// Reading says how a query was understood.
type Reading struct {
	Words     []string  // looked for in any inflection
	Phrases   []string  // looked for exactly, in this order
	Without   []string  // must not occur
	Numbers   []string  // numbers of dossiers and documents, here and elsewhere
	Reference Reference // a provision, or an act
	Offices   []string  // codes of the institutions named
	Any       bool      // too few hits have all the words: some are enough
	Cut       bool      // the query was too long; its end was left out
	Meant     string    // a spelling that finds more, or empty
}

// Reference is a provision named by its number, or an act named alone.
type Reference struct {
	Act     string // as written: an abbreviation or a title, inflected; or empty
	Known   cite.Act
	Section string     // such as 12¹; empty when only the act is named
	Detail  string     // subsection and point, such as "lg 2 p 3", or empty
	Place   cite.Place // the same, to address it
}

// Suggestion completes what is being typed.
type Suggestion struct {
	ID      string // of the document that has the title
	Title   string
	Group   string
	Address string
}
