package views

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/clock"
)

// Search is a search and what it found.
type Search struct {
	Layout
	Search     SearchQuery
	Asked      bool // there is something to find, even if no words
	Groups     []SearchGroup
	Total      int // places
	Dossiers   int // that these stand in; 0 when one was asked for
	Pages      Pages
	Filters    SearchFilters
	Help       []SearchHelp // other searches to try
	Beginning  []Named      // what has a name that begins with the words
	Link       string       // the whole address of the search, to be kept and sent
	Understood Understood
	Rebuilding bool // something may be missing
	Checking   bool // what is found may be wrong: the index is compared with its checksums
	Built      int  // how much of the index is there then, in percent; 0 when that is not known
}

// SearchFilters are what a search can be narrowed to.
type SearchFilters struct {
	Open, Things, Stages, Kinds, Institutions, Years, Languages []Choice
}

func (f SearchFilters) empty() bool {
	return len(f.Open)+len(f.Things)+len(f.Stages)+len(f.Kinds)+len(f.Institutions)+len(f.Years)+len(f.Languages) == 0
}

// Named is something with a page of its own, by its name.
type Named struct{ Text, Kind, Address string }

// SearchHelp is another search that finds something.
type SearchHelp struct {
	How, Word string
	Total     int
	Address   string
}

// SearchGroup is what was found in one dossier.
type SearchGroup struct {
	DossierRow
	Hits    []SearchHit
	Total   int    // places found in the dossier
	Address string // of all of them; empty when all are shown
}

// own is the hit that is the dossier itself, whose passage stands under its name.
func (g SearchGroup) own() (SearchHit, bool) {
	for _, hit := range g.Hits {
		if hit.Kind == "dossier" {
			return hit, true
		}
	}
	return SearchHit{}, false
}

// inside are the hits in what the dossier holds.
func (g SearchGroup) inside() []SearchHit {
	return slices.DeleteFunc(slices.Clone(g.Hits), func(h SearchHit) bool { return h.Kind == "dossier" })
}

// Understood is how the words of a search were read.
type Understood struct {
	Words, Phrases, Without, Numbers []string
	Provision                        string // "§ 12¹ lg 2", or empty
	Act                              string // the act it is of, or one named alone, or empty
	Offices                          []OfficeUnderstood
	Any                              bool // too little has all the words: some were enough
	Cut                              bool // the end was left out
}

// OfficeUnderstood is an institution that a search names.
type OfficeUnderstood struct {
	Name   string
	Former string // those it came from, or empty
	Now    string // what it has become, or empty
}

// key is that of the sentence about it.
func (o OfficeUnderstood) key() string {
	switch {
	case o.Now != "":
		return "find.read_office_now"
	case o.Former != "":
		return "find.read_office_former"
	}
	return "find.read_office"
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
	for _, o := range u.Offices {
		say(o.key(), o.Name, cmp.Or(o.Now, o.Former))
	}
	words("find.read_number", u.Numbers)
	words("find.read_phrase", u.Phrases)
	switch {
	case u.Any && len(u.Words) < 2:
		say("find.read_part")
		words("find.read_words", u.Words)
	case u.Any:
		words("find.read_any", u.Words)
	default:
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
	Kind     string // one of SearchThings
	Language string
	Address  string // made with To
	Title    string // of what was found: a title, "§ 5 lg 2", a comment's author
	Dated    time.Time
	From     clock.Date // since when the wording stood; zero when that is not said
	Past     bool       // another wording has come in its place
	Words    string     // address of the history of the words in its document, or empty
	Snippet  []SnippetPart
}

// SnippetPart is a run of the text around a hit.
type SnippetPart struct {
	Text string
	Hit  bool // one of the words looked for
}

// name of a hit whose page has none of its own.
func (p Search) hitName(h SearchHit) string {
	switch {
	case h.Title != "":
		return h.Title
	case h.Kind == "comment":
		return p.T("comments.private_person")
	}
	return p.T("find.kind_" + h.Kind)
}

func (l Layout) thingName(c Choice) string    { return l.T("find.things_" + c.Value) }
func (l Layout) languageName(c Choice) string { return l.T("find.language_" + c.Value) }
func (l Layout) openName(Choice) string       { return l.T("find.open") }

// withFormer names an institution and says when its predecessors are meant too.
func (l Layout) withFormer(c Choice) string {
	if c.Former {
		return l.T("find.with_former", l.ownName(c))
	}
	return l.ownName(c)
}

// helped reports whether such another search is offered.
func (p Search) helped(how string) bool {
	return slices.ContainsFunc(p.Help, func(h SearchHelp) bool { return h.How == how })
}

// spoken says in which language a hit is, when the page is in another.
func (p Search) spoken(h SearchHit) templ.Attributes {
	if h.Title == "" && len(h.Snippet) == 0 || h.Language == "" || h.Language == string(p.Lang) || h.Language == "und" {
		return nil
	}
	return templ.Attributes{"lang": h.Language}
}

// suggests tells the script of a search box where to ask and what to say.
func (l Layout) suggests() templ.Attributes {
	return templ.Attributes{"data-suggest": l.To().Suggest(), "data-label": l.T("find.suggested"), "data-count": l.T("find.suggested_n", "{0}")}
}

// sorted is this search in another order.
func (p Search) sorted(sort string) string {
	q := p.Search
	q.Sort, q.After = sort, ""
	return p.To().Search(q)
}

// now is this search among the wordings that stand now.
func (p Search) now() string {
	q := p.Search
	q.AsOf, q.After = clock.Date{}, ""
	return p.To().Search(q)
}

// unfiltered is this search among everything.
func (p Search) unfiltered() string {
	return p.To().Search(SearchQuery{Words: p.Search.Words, Sort: p.Search.Sort})
}

// kept are the choices that stay when other words are typed: name and value.
func (p Search) kept() [][2]string {
	q := p.Search
	q.Words, q.In, q.AsOf, q.After = "", "", clock.Date{}, ""
	var list [][2]string
	for name, values := range q.Values() {
		list = append(list, [2]string{name, values[0]})
	}
	slices.SortFunc(list, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return list
}
