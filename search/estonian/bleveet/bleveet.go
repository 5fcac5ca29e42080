// Package bleveet registers the analysis of Estonian with Bleve under the name
// "et", which Bleve itself lacks. Import it for its effect alone:
//
//	import _ "github.com/eelnou/eelnou/search/estonian/bleveet"
//
//	field := bleve.NewTextFieldMapping()
//	field.Analyzer = bleveet.Name
//
// The analyser keeps numbers with their superscripts, folds the spelling of
// words and puts one or two keys of a word at its position, so that phrases
// still match. "et_parts" is a token filter that adds the keys of the parts of
// compounds at the same position, for a field of its own.
package bleveet

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/eelnou/eelnou/search/estonian"
)

// Names in Bleve's registry.
const (
	Name      = "et"
	Tokenizer = "et"
	Keys      = "et_keys"
	Parts     = "et_parts"
)

// tokenizer splits a text into folded words and numbers.
type tokenizer struct{}

func (tokenizer) Tokenize(text []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	estonian.Tokens(string(text), func(t estonian.Token) bool {
		kind := analysis.AlphaNumeric
		if t.Number {
			kind = analysis.Numeric
		}
		stream = append(stream, &analysis.Token{Start: t.Start, End: t.End, Term: []byte(t.Word), Position: len(stream) + 1, Type: kind})
		return true
	})
	return stream
}

// filter replaces each word by terms made from it.
type filter func(word string) []string

func (f filter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, len(in)+len(in)/4)
	for _, token := range in {
		for _, term := range f(string(token.Term)) {
			t := *token
			t.Term, t.KeyWord = []byte(term), true
			out = append(out, &t)
		}
	}
	return out
}

func withParts(word string) []string { return append([]string{word}, estonian.PartKeys(word)...) }

func init() {
	must(registry.RegisterTokenizer(Tokenizer, func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) { return tokenizer{}, nil }))
	must(registry.RegisterTokenFilter(Keys, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) { return filter(estonian.Keys), nil }))
	must(registry.RegisterTokenFilter(Parts, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) { return filter(withParts), nil }))
	must(registry.RegisterAnalyzer(Name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}, TokenFilters: []analysis.TokenFilter{filter(estonian.Keys)}}, nil
	}))
}

// must stops a program in which two packages claim one name: it could not
// tell which analysis its index was made with.
func must(err error) {
	if err != nil {
		panic("bleveet: " + err.Error())
	}
}
