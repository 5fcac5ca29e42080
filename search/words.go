package search

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"

	"github.com/eelnou/eelnou/search/estonian"
)

// Undetermined is the language of texts whose words are kept as they are.
const Undetermined = "und"

// keysOf returns the keys of a token of a text in a language.
func keysOf(token estonian.Token, lang string) []string {
	if token.Number {
		return []string{token.Word}
	}
	switch lang {
	case "en":
		return []string{stem(token.Word, english.Stem)}
	case "ru":
		return []string{stem(token.Word, russian.Stem)}
	case Undetermined:
		return []string{token.Word}
	}
	return known.Keys(token.Word)
}

// askedKeys returns the keys a token of a query may stand under, whichever
// language the documents are in.
func askedKeys(token estonian.Token) []string {
	keys := keysOf(token, "et")
	if token.Number {
		return keys
	}
	for _, lang := range [...]string{"en", "ru"} {
		keys = appendNew(keys, keysOf(token, lang)...)
	}
	return keys
}

func stem(word string, rules func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	rules(env)
	return env.Current()
}

func appendNew(list []string, more ...string) []string {
	out := append([]string(nil), list...)
next:
	for _, m := range more {
		for _, have := range out {
			if have == m {
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// known remembers the words of all indexes.
var known = estonian.NewAnalyser()

// partsOf returns the keys of the parts of a compound in a text in a language.
func partsOf(token estonian.Token, lang string) []string {
	if token.Number || lang == "en" || lang == "ru" || lang == Undetermined {
		return nil
	}
	return known.PartKeys(token.Word)
}
