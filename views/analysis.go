package views

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lang"
)

// Analysis is how the search understands words.
type Analysis struct {
	Layout
	Words string // as asked
	List  []AnalysedWord
	Cut   bool // there were more words than are looked at
}

// AnalysedWord is how the search understands one word.
type AnalysedWord struct {
	Text     string // as written
	Folded   string // as it is compared
	Plain    string // without diacritics
	Number   bool
	Common   bool     // need not occur
	Keys     []KeysIn // none for a number or a sign
	Readings []WordReading
	Parts    []string // of a compound
	PartKeys []string
}

// KeysIn is what all forms of a word share, in texts of one language.
type KeysIn struct {
	Lang lang.Tag
	Keys []string
}

// WordReading is one way to read a word.
type WordReading struct {
	Key     string
	Ending  string // empty: the bare stem
	Verb    bool
	Percent int
	Kept    bool
}

// joined writes parts or keys in a row.
func joined(list []string) string { return strings.Join(list, " + ") }

// ending writes an ending as grammars do.
func (r WordReading) ending() string {
	if r.Ending == "" {
		return "–"
	}
	return "-" + r.Ending
}

// class is the message that names the sort of word.
func (r WordReading) class() string {
	if r.Verb {
		return "analysis.verb"
	}
	return "analysis.noun"
}
