package query

import "github.com/eelnou/eelnou/search"

// Analysis is how one word is understood.
type Analysis = search.Analysis

// Analyse tells how the search understands the words of a query, and whether
// some were left out. It depends on the words alone and reveals nothing of
// what is kept.
func (q *Queries) Analyse(words string) ([]Analysis, bool) { return search.Analyse(words) }
