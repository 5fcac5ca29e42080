package search

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"

	"github.com/eelnou/eelnou/search/estonian"
)

// Undetermined is the language of texts whose words are kept as they are.
const Undetermined = "und"

// known remembers the words of all indexes, and others those of other languages.
var (
	known  = estonian.NewAnalyser()
	others = map[string]*estonian.Analyser{
		"en":         estonian.NewAnalyserBy(func(word string) []string { return []string{stem(word, english.Stem)} }),
		"ru":         estonian.NewAnalyserBy(func(word string) []string { return []string{stem(word, russian.Stem)} }),
		Undetermined: estonian.NewAnalyserBy(func(word string) []string { return []string{word} }),
	}
)

// analyserOf returns what knows the words of texts in a language.
func analyserOf(lang string) *estonian.Analyser {
	if other := others[lang]; other != nil {
		return other
	}
	return known
}

// keysOf returns the keys of a token of a text in a language.
func keysOf(token estonian.Token, lang string) []string {
	if token.Number {
		return []string{token.Word}
	}
	return analyserOf(lang).Keys(token.Word)
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

// partsOf returns the keys of the parts of a compound in a text in a language.
func partsOf(token estonian.Token, lang string) []string {
	if token.Number {
		return nil
	}
	return analyserOf(lang).PartKeys(token.Word)
}
