package views

import (
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
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
	Understood   Understood
}

// Understood is how the words of a search were read.
type Understood struct {
	Words, Phrases, Without, Numbers []string
	Provision                        string // "§ 12¹ lg 2", or empty
	Act                              string // the act it is of, or one named alone, or empty
	Any                              bool   // too little has all the words: some were enough
	Cut                              bool   // the end was left out
}

// understood says in sentences how the words were read.
func (p Search) understood() []string {
	u := p.Understood
	var list []string
	say := func(key string, args ...any) { list = append(list, p.T(key, args...)) }
	switch {
	case u.Provision != "" && u.Act != "":
		say("find.read_provision_of", u.Provision, u.Act)
	case u.Provision != "":
		say("find.read_provision", u.Provision)
	case u.Act != "":
		say("find.read_act", u.Act)
	}
	words := func(key string, words []string) {
		if len(words) > 0 {
			say(key, strings.Join(words, ", "))
		}
	}
	words("find.read_number", u.Numbers)
	words("find.read_phrase", u.Phrases)
	if u.Any {
		words("find.read_any", u.Words)
	} else {
		words("find.read_words", u.Words)
	}
	words("find.read_without", u.Without)
	if u.Cut {
		say("search_errors.query_cut")
	}
	return list
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
	From        clock.Date // since when the wording stood; zero when that is not said
	Past        bool       // another wording has come in its place
	Words       string     // address of the history of the words in its document, or empty
	Snippet     []SnippetPart
}

// SnippetPart is a run of the text around a hit.
type SnippetPart struct {
	Text string
	Hit  bool // one of the words looked for
}

// searchIn are the places that can be searched.
var searchIn = []string{"", "text", "title", "notes", "comments", "responses"}

// narrowed reports whether a filter is chosen, which must stay visible even
// when it leaves nothing.
func (p Search) narrowed() bool {
	return p.Search.Institution != "" || p.Search.Kind != "" || p.Search.Stage != "" || p.Search.Year != 0 || !p.Search.AsOf.IsZero()
}

// sorted is this search in another order.
func (p Search) sorted(first bool) string {
	q := p.Search
	q.First, q.After = first, ""
	return p.To().Search(q)
}

// now is this search among the wordings that stand now.
func (p Search) now() string {
	q := p.Search
	q.AsOf, q.After = clock.Date{}, ""
	return p.To().Search(q)
}
