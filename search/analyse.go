package search

import (
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/search/estonian"
)

// Analysis says how one word of a text is understood, as the index and the
// queries understand it.
type Analysis struct {
	Text     string // as written
	Folded   string // as it is compared with other words
	Plain    string // without diacritics, as phrases and misspelt words are found
	Number   bool
	Common   bool // says so little that a document need not have it
	Lang     string
	Keys     map[string][]string // by language: what all forms of the word share
	Readings []estonian.Reading  // the likeliest ones of an Estonian word
	Parts    []string            // of a compound, as written
	PartKeys []string
}

// mostReadings is how many ways to read a word are told.
const mostReadings = 6

// Analyse tells how the words of a short text are understood. What is longer
// than a query may be is left out, and more says so.
func Analyse(text string) (words []Analysis, more bool) {
	if len(text) > longestQuery {
		text, more = strings.ToValidUTF8(text[:longestQuery], ""), true
	}
	for _, token := range estonian.All(text) {
		if len(words) == mostWords {
			return words, true
		}
		words = append(words, analyse(text, token))
	}
	return words, more
}

func analyse(text string, token estonian.Token) Analysis {
	a := Analysis{
		Text: text[token.Start:token.End], Folded: token.Word, Plain: estonian.Plain(token.Word),
		Number: token.Number, Common: commonWords[token.Word], Keys: map[string][]string{},
	}
	if token.Number || token.Word == "§" {
		return a
	}
	a.Lang = scriptOf(token.Word)
	for _, lang := range [...]string{"et", "en", "ru"} {
		if (lang == "ru") == (a.Lang == "ru") {
			a.Keys[lang] = keysOf(token, lang)
		}
	}
	if a.Lang == "et" {
		a.Readings = estonian.Readings(token.Word, mostReadings)
		a.Parts, a.PartKeys = estonian.Compound(token.Word), partsOf(token, "et")
	}
	return a
}

// scriptOf returns the language whose letters a word is written in. English
// words have the letters of Estonian ones, and only their document tells them
// apart, so both are tried.
func scriptOf(word string) string {
	for _, r := range word {
		if unicode.Is(unicode.Cyrillic, r) {
			return "ru"
		}
	}
	return "et"
}
