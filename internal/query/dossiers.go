package query

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Dossiers asks for a page of the list of dossiers. Zero fields do not narrow it.
type Dossiers struct {
	Institution people.Code
	Kind        dossier.Kind
	Stage       dossier.Stage
	Outcome     dossier.Outcome
	Year        int
	Words       string // each in number or title
	Sort        string // "" newest change first, "number", "title", "deadline"
	After       string
	Size        int // 0: 25
}

// DossierList is a page of the list, with how many dossiers each other choice
// of a filter would leave.
type DossierList struct {
	Rows         []DossierRow
	Page         Page
	Stages       []Choice // stages, then outcomes
	Kinds        []Choice
	Institutions []Choice
	Years        []Choice
}

// Choice is one value of a filter and how many rows it would leave.
type Choice struct {
	Value  string
	Name   lang.Text // of an institution
	Count  int
	Former bool // counts what its predecessors had too
}

// rowsOnPage is how many rows a page of a list has.
const rowsOnPage = 25

// Dossiers returns a page of the list of the dossiers that the person may see.
func (q *Queries) Dossiers(ctx context.Context, p people.Person, ask Dossiers) (DossierList, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return DossierList{}, err
	}
	now := q.clock()
	words := strings.Fields(fold(ask.Words))
	counts := newTally()
	var found []*entry
	for _, e := range c.all() {
		if sees(p, e) && matches(e, words) && counts.add(&ask, e) {
			found = append(found, e)
		}
	}
	q.sort(found, ask.Sort)
	register := c.institutions()
	shown, at := page(found, ask.After, cmp.Or(ask.Size, rowsOnPage), func(e *entry) string { return string(e.facts.ID) })
	list := DossierList{Page: at}
	for _, e := range shown {
		list.Rows = append(list.Rows, q.row(register, e, now))
	}
	list.Stages = counts.stages()
	list.Kinds = ranked(counts.kinds)
	list.Institutions = ranked(counts.institutions)
	for i := range list.Institutions {
		list.Institutions[i].Name = name(register, people.Code(list.Institutions[i].Value)).Name
	}
	list.Years = counts.yearsFromNewest()
	return list, nil
}

// matches reports whether every word is in the number or a title.
func matches(e *entry, words []string) bool {
	for _, w := range words {
		if !strings.Contains(e.search, w) {
			return false
		}
	}
	return true
}

// sort orders entries that stand by newest change.
func (q *Queries) sort(entries []*entry, by string) {
	switch by {
	case "number":
		slices.SortStableFunc(entries, func(a, b *entry) int { return cmp.Compare(a.facts.ID, b.facts.ID) })
	case "title":
		slices.SortStableFunc(entries, func(a, b *entry) int {
			return estonian.compare(a.facts.Title.In(lang.Et), b.facts.Title.In(lang.Et))
		})
	case "deadline":
		now := q.clock()
		ends := func(e *entry) clock.Date {
			if c := e.open(now); c != nil {
				return c.Deadline
			}
			return clock.Date{Year: 9999} // those without one stand last
		}
		slices.SortStableFunc(entries, func(a, b *entry) int { return ends(a).Compare(ends(b)) })
	}
}

// tally counts what each filter would leave if only the others held.
type tally struct {
	kinds, institutions map[string]int
	at                  map[string]int // stages and outcomes
	years               map[int]int
}

func newTally() *tally {
	return &tally{kinds: map[string]int{}, institutions: map[string]int{}, at: map[string]int{}, years: map[int]int{}}
}

// add counts an entry and reports whether every filter holds for it.
func (t *tally) add(ask *Dossiers, e *entry) bool {
	d := &e.facts
	where := string(e.standing.Stage)
	if e.standing.Ended != nil {
		where = string(e.standing.Ended.Outcome)
	}
	wanted := string(cmp.Or(string(ask.Outcome), string(ask.Stage)))
	kind := ask.Kind == "" || ask.Kind == d.Kind
	institution := ask.Institution == "" || ask.Institution == d.Institution
	stage := wanted == "" || wanted == where
	year := ask.Year == 0 || ask.Year == d.ID.Year()
	if kind && institution && stage {
		t.years[d.ID.Year()]++
	}
	if kind && institution && year && where != "" {
		t.at[where]++
	}
	if kind && stage && year {
		t.institutions[string(d.Institution)]++
	}
	if institution && stage && year {
		t.kinds[string(d.Kind)]++
	}
	return kind && institution && stage && year
}

func (t *tally) stages() []Choice {
	var list []Choice
	for _, s := range dossier.Stages {
		if n := t.at[string(s)]; n > 0 {
			list = append(list, Choice{Value: string(s), Count: n})
		}
	}
	for _, o := range dossier.Outcomes {
		if n := t.at[string(o)]; n > 0 {
			list = append(list, Choice{Value: string(o), Count: n})
		}
	}
	return list
}

func (t *tally) yearsFromNewest() []Choice {
	var list []Choice
	for year, n := range t.years {
		if year > 0 {
			list = append(list, Choice{Value: strconv.Itoa(year), Count: n})
		}
	}
	slices.SortFunc(list, func(a, b Choice) int { return cmp.Compare(b.Value, a.Value) })
	return list
}

// ranked puts the most frequent value first.
func ranked(counts map[string]int) []Choice {
	var list []Choice
	for value, n := range counts {
		list = append(list, Choice{Value: value, Count: n})
	}
	slices.SortFunc(list, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}
