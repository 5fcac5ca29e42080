package query

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
)

// Search asks for what contains some words. Zero fields do not narrow it.
type Search struct {
	Words       string
	In          string      // "", "title", "text", "notes", "comments", "responses"
	What        string      // sort of thing found
	Institution people.Code // with those it came from
	Kind        dossier.Kind
	Stage       dossier.Stage
	Year        int
	Language    string     // of what is found
	Open        bool       // dossiers in which people may comment now
	Dossier     dossier.ID // in one dossier only, each hit by itself
	AsOf        clock.Date // wordings that stood on that day; zero: those that stand now
	Sort        string     // "", "date", "deadline", "first"
	After       string
}

// SearchPage is what was found.
type SearchPage struct {
	Groups       []SearchGroup
	Total        int // places
	Dossiers     int // that these stand in; 0 when one was asked for
	Page         Page
	Things       []Choice
	Stages       []Choice
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
	Languages    []Choice
	Open         int            // places in dossiers in which people may comment now
	Reading      search.Reading // how the words were understood
	Offices      []OfficeRead   // institutions that were understood to be named
	Help         []SearchHelp   // other searches to try when this one finds too little
	Incomplete   bool           // the index is being made anew: something may be missing
	Checking     bool           // what the index has on disk is still being checked
	Built        int            // how much of it is there then, in percent; 0 when that is not known
}

// SearchGroup is what was found in a dossier that the person may see.
type SearchGroup struct {
	DossierRow
	Hits  []SearchHit
	Total int // places found in the dossier; more than Hits when not all are shown
}

// SearchHit is one thing found.
type SearchHit struct {
	Kind     search.Kind
	Language string
	Address  string // path of its page without language
	Title    string
	Dated    time.Time
	From     clock.Date // since when the wording stood; zero when that has no meaning
	Past     bool       // the wording has been replaced
	Snippet  []Span
}

// Span is a run of a passage and whether it was looked for.
type Span = search.Span

// What stands on a page.
const (
	groupsOnPage   = 10
	hitsOnPage     = 20  // of one dossier
	internalGroups = 50  // of what is not published, which stands on the first page alone
	searchSkip     = 980 // hits that are counted off to go back; from beyond one comes back to there
)

// Search finds what the person may see. People of an institution also find what
// it has not published; the index that holds this is opened for no one else.
func (q *Queries) Search(ctx context.Context, p people.Person, ask Search) (SearchPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return SearchPage{}, err
	}
	now := q.clock()
	today := clock.DateOf(now)
	row := func(id dossier.ID) (DossierRow, bool) {
		e := c.find(id)
		if e == nil || !sees(p, e) {
			return DossierRow{}, false
		}
		return q.row(c.institutions(), e, now), true
	}
	query, first := ask.query(c, today)
	view := SearchPage{}
	if q.public != nil {
		found, err := q.find(ctx, q.public, query)
		if err != nil {
			return SearchPage{}, err
		}
		view.take(found, row)
		view.Page, view.Reading = searchPages(ask, first, found), found.Reading
	}
	if own, ok := ask.own(p, query); ok && q.internal != nil {
		found, err := q.find(ctx, q.internal, own)
		if err != nil {
			return SearchPage{}, err
		}
		view.take(found, row)
	}
	view.Offices = officesRead(c.institutions(), today, view.Reading)
	view.Institutions = withPredecessors(c.institutions(), today, view.Institutions)
	view.Page.Total = view.Total
	if q.public == nil || ask.After != "" {
		return view, nil
	}
	return view, q.help(ctx, p, c, ask, &view)
}

// unavailable says that the search cannot answer now; a deadline stays one.
func unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("search: %w: %w", fault.New(fault.Unavailable, "fault.search"), err)
}

// query is the question to the index and the ordinal of its first hit.
func (ask Search) query(c *catalogue, today clock.Date) (search.Query, int) {
	q := search.Query{
		Words: ask.Words, Names: c.lawNames(), Offices: c.officeNames(today), In: search.Place(ask.In), Stage: string(ask.Stage), Sort: search.Sort(ask.Sort),
		DossierKind: string(ask.Kind), Year: ask.Year, Lang: ask.Language, Group: string(ask.Dossier),
		Today: indexDay(today), Size: hitsOnPage,
	}
	if ask.What != "" {
		q.Kinds = []search.Kind{search.Kind(ask.What)}
	}
	if ask.Institution != "" {
		for _, code := range c.institutions().Lineage(ask.Institution) {
			q.Of = append(q.Of, string(code))
		}
	}
	if ask.Open {
		q.OpenOn = q.Today
	}
	if !ask.AsOf.IsZero() {
		q.AsOf = clock.StartOfDay(ask.AsOf) // as the index has its days
	}
	q.History = q.Sort == search.ByFirst && ask.AsOf.IsZero()
	if ask.Dossier == "" {
		q.Grouped, q.Size = true, groupsOnPage
	}
	return q, ask.page(&q)
}

// indexDay is a day as the index has the ends of windows: these are instants, of
// which it keeps the day in Greenwich.
func indexDay(d clock.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// page sets where the page asked for begins and returns the ordinal of its first
// hit. A mark that makes no sense is taken for the first page.
func (ask Search) page(q *search.Query) int {
	ordinal, cursor, _ := strings.Cut(ask.After, "~")
	first, err := strconv.Atoi(ordinal)
	if err != nil || first < 1 {
		return 1
	}
	if q.After = cursor; cursor == "" || q.Grouped {
		q.After, q.From = "", min(first-1, searchSkip)
		first = q.From + 1
	}
	return first
}

// own is the question to the index of what is not published, for people of an
// institution and its own dossiers; only the first page shows them. It is asked
// whatever is chosen, because it is counted beside the other choices.
func (ask Search) own(p people.Person, q search.Query) (search.Query, bool) {
	if p.Disabled || !p.Serves(p.Institution) || ask.After != "" {
		return q, false
	}
	q.Institutions = []string{string(p.Institution)}
	q.Size = internalGroups
	return q, true
}

func searchPages(ask Search, first int, found search.Results) Page {
	page, size, shown := Page{First: first}, hitsOnPage, len(found.Hits)
	if ask.Dossier == "" {
		size, shown = groupsOnPage, len(found.Groups)
	}
	switch before := first - size; {
	case first == 1:
	case before <= 1:
		page.Before = new(string)
	default:
		mark := strconv.Itoa(min(before, searchSkip+1)) + "~"
		page.Before = &mark
	}
	next := strconv.Itoa(first+shown) + "~" + found.Next
	more := found.Next != ""
	if ask.Dossier == "" {
		more = first+shown <= min(found.Matters, searchSkip)
	}
	if more {
		page.Next = &next
	}
	return page
}
