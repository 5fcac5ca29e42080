// Package estonian prepares Estonian words for search: it splits a text into
// words and numbers, folds their spelling, and reduces inflected forms to keys
// that other forms of the same word share.
//
// Figures on the gold sets (the test holds floors under them):
//
//	words        recall  precision
//	everyday     .910    .952
//	legal        .983    .989
//
// It depends on the standard library alone and keeps no state but a table
// read once; every function may be called from any goroutine.
package estonian

// Version changes whenever the same text gives other tokens or keys, so that an
// index made with an earlier version is known to be out of date.
const Version = 2
