package query

import (
	"context"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
)

// SearchHelp is another search that finds something where this one does not.
type SearchHelp struct {
	Ask   Search
	How   string // "filters", "quotes", "past", "kept", "word", "spelling"
	Word  string // left out, or meant
	Total int
}

// Bounds of help: searches tried.
const (
	mostHelp  = 8
	mostWords = 5
)

// help tries other searches when too little was found: without what narrows it,
// with the words in any form and order, among old wordings, without one of the
// words. Only what finds something is offered, with how much it finds.
func (q *Queries) help(ctx context.Context, p people.Person, c *catalogue, ask Search, view *SearchPage) error {
	tries := ask.others(view.Reading, view.Total)
	for _, one := range tries[:min(len(tries), mostHelp)] {
		found, err := q.countPlaces(ctx, p, c, one.Ask)
		if err != nil {
			return err
		}
		// Words left over that are not all together anywhere help nobody.
		if one.Total = found.Total; found.Total > 0 && (one.How != "word" || !found.Reading.Any) {
			view.Help = append(view.Help, one)
		}
	}
	return nil
}

// others are the searches close to this one.
func (ask Search) others(read search.Reading, total int) (list []SearchHelp) {
	ask.After = ""
	if read.Meant != "" {
		list = append(list, SearchHelp{Ask: Search{Words: read.Meant}, How: "spelling", Word: read.Meant})
	}
	if total > 0 && !read.Any {
		return list
	}
	plain := Search{Words: ask.Words, Sort: ask.Sort}
	if ask != plain && total == 0 {
		list = append(list, SearchHelp{Ask: plain, How: "filters"})
	}
	if len(read.Phrases) > 0 {
		other := ask
		other.Words = strings.Join(strings.FieldsFunc(ask.Words, func(r rune) bool { return strings.ContainsRune(`"„“”«»`, r) }), " ")
		list = append(list, SearchHelp{Ask: other, How: "quotes"})
	}
	if ask.AsOf == (clock.Date{}) && ask.Sort != string(search.ByFirst) && total == 0 {
		other := ask
		other.Sort = string(search.ByFirst)
		list = append(list, SearchHelp{Ask: other, How: "past"})
	}
	for _, word := range read.Without {
		list = ask.without("-"+word, "kept", word, list)
	}
	if n := len(read.Words); n > 1 && n <= mostWords || n == 1 && len(read.Phrases)+len(read.Numbers) > 0 {
		for _, word := range read.Words {
			list = ask.without(word, "word", word, list)
		}
	}
	return list
}

// without adds this search without one thing that was written.
func (ask Search) without(written, how, word string, list []SearchHelp) []SearchHelp {
	rest := slices.DeleteFunc(strings.Fields(ask.Words), func(f string) bool { return strings.Trim(f, `.,;:!?()`) == written })
	words := strings.Join(rest, " ")
	if words == "" || words == ask.Words {
		return list
	}
	ask.Words = words
	return append(list, SearchHelp{Ask: ask, How: how, Word: word})
}

// countPlaces counts what a search would find for the person.
func (q *Queries) countPlaces(ctx context.Context, p people.Person, c *catalogue, ask Search) (search.Results, error) {
	query, _ := ask.query(c, clock.DateOf(q.clock()))
	query.NoFacets, query.Grouped, query.Size = true, false, 1
	found, err := q.find(ctx, q.public, query)
	if err != nil {
		return found, err
	}
	if own, ok := ask.own(p, query); ok && q.internal != nil {
		more, err := q.find(ctx, q.internal, own)
		if err != nil {
			return found, err
		}
		if found.Total += more.Total; more.Total > 0 && !more.Reading.Any {
			found.Reading.Any = false
		}
	}
	return found, nil
}
