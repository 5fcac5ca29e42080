// Package estonian prepares Estonian words for search: it splits a text into
// words and numbers, folds their spelling, reduces inflected forms to keys that
// other forms of the same word share, and cuts compounds into their parts.
//
//	for _, token := range estonian.All("Tegevusloa andmisest") {
//		estonian.Keys(token.Word)     // what every form of the word shares
//		estonian.PartKeys(token.Word) // the same for tegevus and luba
//		estonian.Plain(token.Word)    // without diacritics
//	}
//
// Figures on the gold sets; the tests hold floors under them:
//
//	words                                recall  precision
//	everyday (UD Estonian-EWT)           .941    .957
//	everyday, by rules alone             .898    .955
//	legal                                .993    .991
//	boundaries in compounds, legal       .851    .990  0.6 % of simple words split
//	boundaries in compounds, everyday    .760    .959  0.5 % of simple words split
//
// Boundaries are weighed by figures fitted on half of the gold sets, parted by
// the last part of a compound. On the other half of the everyday words recall
// is .70 at .94, of the legal ones .85 at .99.
//
// How it works: a form is read as every stem and ending that it can be
// (candidates.go, irregular.go), stems are folded so that gradation does not
// part them, and the reading wins whose key is attested best in a large corpus
// (support.go). What is attested was induced from Estonian acts, whose texts
// are outside copyright, and from some two thousand everyday words that we wrote
// down (everyday.go); it ships as a table with the package: no other lexicon is
// needed. The priors of the endings are fitted on half of the gold sets; the
// other half agrees within two points.
//
// It depends on the standard library alone and keeps no state but a table
// read once; every function may be called from any goroutine. The folder bleveet
// registers it with Bleve.
package estonian

// Version changes whenever the same text gives other tokens or keys, so that an
// index made with an earlier version is known to be out of date.
const Version = 6
