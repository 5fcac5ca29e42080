package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
)

// Search asks for what contains some words. Zero fields do not narrow it.
type Search struct {
	Words       string
	In          string // "", "title", "text", "notes", "comments", "responses"
	Institution people.Code
	Kind        dossier.Kind
	Stage       dossier.Stage
	Year        int
	AsOf        clock.Date // wordings that stood on that day; zero: those that stand now
	First       bool       // by when the wording came, the oldest first, old ones too
	After       string
}

// SearchPage is what was found.
type SearchPage struct {
	Hits         []SearchHit
	Total        int
	Page         Page
	Stages       []Choice
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
	Suggestion   string
	Reading      search.Reading // how the words were understood
	Incomplete   bool           // the index is being made anew: something may be missing
}

// SearchHit is one thing found, in a dossier that the person may see.
type SearchHit struct {
	Kind        search.Kind
	Address     string // path of its page without language, or empty
	Title       string
	Dossier     dossier.ID
	In          lang.Text
	Institution Name
	Dated       time.Time
	From        clock.Date // since when the wording stood; zero when that has no meaning
	Past        bool       // the wording has been replaced
	Snippet     []search.Span
}

// Span is a run of a passage and whether it was looked for.
type Span = search.Span

// Longest words asked for, and hits on a page.
const (
	searchWords = 1000
	hitsOnPage  = 20
	searchSkip  = 980 // hits that are counted off to go back; from beyond one comes back to there
)

// Search finds what the person may see. People of an institution also find what
// it has not published; the index that holds this is opened for no one else.
func (q *Queries) Search(ctx context.Context, p people.Person, ask Search) (SearchPage, error) {
	if len(ask.Words) > searchWords {
		return SearchPage{}, fault.New(fault.Invalid, "fault.search_long", searchWords)
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return SearchPage{}, err
	}
	query, first := ask.query()
	query.Names = c.lawNames()
	if ask.Institution != "" {
		for _, code := range c.institutions().Lineage(ask.Institution) {
			query.Of = append(query.Of, string(code))
		}
	}
	view := SearchPage{}
	if q.public != nil {
		found, err := q.public.Find(ctx, query)
		if err != nil {
			return SearchPage{}, unavailable(ctx, err)
		}
		view.take(c, p, found)
		view.Page = searchPages(ask, first, found)
		view.Suggestion, view.Reading = found.Reading.Meant, found.Reading
	}
	if own, ok := ask.own(p, query); ok && q.internal != nil {
		found, err := q.internal.Find(ctx, own)
		if err != nil {
			return SearchPage{}, unavailable(ctx, err)
		}
		view.take(c, p, found)
	}
	view.Page.Total = view.Total
	return view, nil
}

// unavailable says that the search cannot answer now; a deadline stays one.
func unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("search: %w: %w", fault.New(fault.Unavailable, "fault.search"), err)
}

// query is the question to the index and the ordinal of its first hit.
func (ask Search) query() (search.Query, int) {
	q := search.Query{
		Words: ask.Words, In: search.Place(ask.In), Stage: string(ask.Stage),
		DossierKind: string(ask.Kind), Year: ask.Year, Size: hitsOnPage,
	}
	if !ask.AsOf.IsZero() {
		q.AsOf = clock.StartOfDay(ask.AsOf) // as the index has its days
	}
	if ask.First {
		q.Sort, q.History = search.ByFirst, ask.AsOf.IsZero()
	}
	ordinal, cursor, _ := strings.Cut(ask.After, "~")
	first, err := strconv.Atoi(ordinal)
	if err != nil || first < 1 {
		return q, 1
	}
	if q.After = cursor; cursor == "" {
		q.From = min(first-1, searchSkip)
		first = q.From + 1
	}
	return q, first
}

// own is the question to the index of what is not published, for people of an
// institution and its own dossiers; only the first page shows them.
func (ask Search) own(p people.Person, q search.Query) (search.Query, bool) {
	if p.Disabled || !p.Serves(p.Institution) || ask.After != "" {
		return q, false
	}
	if ask.Institution != "" && ask.Institution != p.Institution {
		return q, false
	}
	q.Institutions = []string{string(p.Institution)}
	return q, true
}

func searchPages(ask Search, first int, found search.Results) Page {
	page := Page{First: first}
	switch before := first - hitsOnPage; {
	case first == 1:
	case before <= 1:
		page.Before = new(string)
	default:
		mark := strconv.Itoa(min(before, searchSkip+1)) + "~"
		page.Before = &mark
	}
	if found.Next != "" {
		next := strconv.Itoa(first+len(found.Hits)) + "~" + found.Next
		page.Next = &next
	}
	return page
}

// take adds what one index found. What the catalogue says is hidden is left
// out even if the index still has it.
func (v *SearchPage) take(c *catalogue, p people.Person, found search.Results) {
	register := c.institutions()
	v.Total += found.Total
	v.Incomplete = v.Incomplete || found.State.Rebuilding
	for _, hit := range found.Hits {
		e := c.find(dossier.ID(hit.Group))
		if e == nil || !sees(p, e) {
			v.Total--
			continue
		}
		v.Hits = append(v.Hits, SearchHit{
			Kind: hit.Kind, Address: hit.Address, Title: titleOf(hit), Dossier: e.facts.ID, In: e.facts.Title,
			Institution: name(register, e.facts.Institution), Dated: hit.Changed, Snippet: snippet(hit),
			From: clock.DateOf(hit.From), Past: hit.Past,
		})
	}
	v.Stages = merge(v.Stages, found.Facets.Stages)
	v.Kinds = merge(v.Kinds, found.Facets.DossierKinds)
	v.Years = merge(v.Years, found.Facets.Years)
	slices.SortFunc(v.Years, func(a, b Choice) int { return cmp.Compare(b.Value, a.Value) })
	v.Institutions = merge(v.Institutions, found.Facets.Institutions)
	for i, choice := range v.Institutions {
		v.Institutions[i].Name = name(register, people.Code(choice.Value)).Name
	}
}

func titleOf(hit search.Hit) string {
	return strings.TrimSpace(hit.Label + " " + hit.Title)
}

// snippet joins the passages of a hit.
func snippet(hit search.Hit) []search.Span {
	var all []search.Span
	for i, passage := range hit.Fragments {
		if i > 0 {
			all = append(all, search.Span{Text: " … "})
		}
		all = append(all, passage...)
	}
	return all
}

func merge(list []Choice, more []search.Count) []Choice {
	for _, m := range more {
		i := slices.IndexFunc(list, func(c Choice) bool { return c.Value == m.Value })
		if i < 0 {
			list = append(list, Choice{Value: m.Value, Count: m.N})
			continue
		}
		list[i].Count += m.N
	}
	return list
}
