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
// still match.
//
// The analyser "et_compounds" puts the keys of the parts of compounds there too,
// so that luba finds tegevusloa. Give it a second field of the same text, and
// ask that field with the analyser "et", or the parts of what is asked would
// find far too much:
//
//	parts := bleve.NewTextFieldMapping()
//	parts.Name, parts.Analyzer = "parts", bleveet.Compounds
//	document.AddFieldMappingsAt("text", field, parts)
//
//	query := bleve.NewMatchQuery("luba")
//	query.SetField("parts")
//	query.Analyzer = bleveet.Name
//
// For analysers of your own there are the tokenizer and the token filters.
package bleveet

import (
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/eelnou/eelnou/search/estonian"
)

// Names in Bleve's registry.
const (
	Name      = "et"           // analyser: keys of words
	Compounds = "et_compounds" // analyser: keys of words and of the parts of compounds
	Tokenizer = "et"
	Keys      = "et_keys"  // token filter: keys in place of words
	Parts     = "et_parts" // token filter: the keys of parts besides words
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

// known remembers the words of all indexes.
var known = estonian.NewAnalyser()

func withParts(word string) []string { return append([]string{word}, known.PartKeys(word)...) }

func keysAndParts(word string) []string { return slices.Concat(known.Keys(word), known.PartKeys(word)) }

func init() {
	must(registry.RegisterTokenizer(Tokenizer, func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) { return tokenizer{}, nil }))
	must(registry.RegisterTokenFilter(Keys, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) { return filter(known.Keys), nil }))
	must(registry.RegisterTokenFilter(Parts, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) { return filter(withParts), nil }))
	for name, terms := range map[string]filter{Name: known.Keys, Compounds: keysAndParts} {
		must(registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}, TokenFilters: []analysis.TokenFilter{terms}}, nil
		}))
	}
}

// must stops a program in which two packages claim one name: it could not
// tell which analysis its index was made with.
func must(err error) {
	if err != nil {
		panic("bleveet: " + err.Error())
	}
}
