package search

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"

	"github.com/eelnou/eelnou/search/estonian"
)

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
	}
	return known.word(token.Word).keys
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

// word is what is known of one Estonian word.
type word struct {
	text  string
	keys  []string
	parts []string // keys of the parts of a compound
}

// memory remembers the words seen last: the words of laws repeat, and
// understanding one takes longer than everything else in analysis. A word has
// one place, where the next word with the same hash takes over, so nothing is
// locked and nothing grows.
type memory [1 << 15]atomic.Pointer[word]

var (
	known memory
	seed  = maphash.MakeSeed()
)

func (m *memory) word(text string) *word {
	place := &m[maphash.String(seed, text)%uint64(len(m))]
	if w := place.Load(); w != nil && w.text == text {
		return w
	}
	text = strings.Clone(text)
	w := &word{text: text, keys: estonian.Keys(text), parts: estonian.PartKeys(text)}
	place.Store(w)
	return w
}

// partsOf returns the keys of the parts of a compound in a text in a language.
func partsOf(token estonian.Token, lang string) []string {
	if token.Number || lang == "en" || lang == "ru" {
		return nil
	}
	return known.word(token.Word).parts
}
