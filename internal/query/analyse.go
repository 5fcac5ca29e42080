package query

import (
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/search"
)

// Analysis is how one word is understood.
type Analysis = search.Analysis

// Analyse tells how the search understands the words of a query, and whether
// some were left out. It depends on the words alone and reveals nothing of
// what is kept. Words as long as a search refuses are Invalid.
func (q *Queries) Analyse(words string) ([]Analysis, bool, error) {
	if len(words) > searchWords {
		return nil, false, fault.New(fault.Invalid, "fault.search_long", searchWords)
	}
	list, more := search.Analyse(words)
	return list, more, nil
}
