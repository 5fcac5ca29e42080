// Package estonian prepares Estonian words for search: it splits a text into
// words and numbers, folds their spelling, and reduces inflected forms to keys
// that other forms of the same word share.
//
// It depends on the standard library alone and keeps no state; every function
// may be called from any goroutine.
package estonian

// Version changes whenever the same text gives other tokens or keys, so that an
// index made with an earlier version is known to be out of date.
const Version = 1
