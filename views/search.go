package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// Search is a search and what it found.
type Search struct {
	Layout
	Search       SearchQuery
	Hits         []SearchHit
	Total        int
	Pages        Pages
	Stages       []Choice
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
	Suggestion   string // other words to try; empty when there are none
}

// SearchHit is one thing found.
type SearchHit struct {
	Kind        string // "dossier", "provision", "document", "comment"
	Address     string // made with To
	Title       string // of what was found: a title, "§ 5 lg 2", a comment's author
	Dossier     dossier.ID
	In          lang.Text // title of the dossier
	Institution InstitutionName
	Dated       time.Time
	Snippet     []SnippetPart
}

// SnippetPart is a run of the text around a hit.
type SnippetPart struct {
	Text string
	Hit  bool // one of the words looked for
}

// searchIn are the places that can be searched.
var searchIn = []string{"", "text", "title", "comments"}

// narrowed reports whether a filter is chosen, which must stay visible even
// when it leaves nothing.
func (p Search) narrowed() bool {
	return p.Search.Institution != "" || p.Search.Kind != "" || p.Search.Stage != "" || p.Search.Year != 0
}
