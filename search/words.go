package search

import (
	"strings"
	"sync"

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
	return known.keys(token.Word)
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

// known remembers the keys of the words seen most recently: the words of laws
// repeat, and finding a key takes longer than everything else in analysis.
var known memory

// memory holds two generations of words; when the younger is full it becomes
// the elder, and what nobody asks for any more is forgotten.
type memory struct {
	mu             sync.RWMutex
	younger, elder map[string][]string
}

const generation = 60_000 // words

func (m *memory) keys(word string) []string {
	m.mu.RLock()
	keys, young := m.younger[word]
	if !young {
		keys = m.elder[word]
	}
	m.mu.RUnlock()
	if young {
		return keys
	}
	if keys == nil {
		keys = estonian.Keys(word)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.younger == nil || len(m.younger) >= generation {
		m.elder, m.younger = m.younger, make(map[string][]string, generation/4)
	}
	m.younger[strings.Clone(word)] = keys
	return keys
}
