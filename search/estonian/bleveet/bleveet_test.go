package bleveet_test

import (
	"fmt"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"github.com/eelnou/eelnou/search/estonian/bleveet"
)

func Example() {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = bleveet.Name
	index, err := bleve.NewMemOnly(mapping)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()
	if err := index.Index("1", map[string]string{"text": "Tegevusloa andmisest keeldutakse § 126¹ alusel."}); err != nil {
		fmt.Println(err)
		return
	}
	for _, words := range []string{"tegevusluba", "keeldumine", "126^1", "126"} {
		found, err := index.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(words)))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(words, found.Total)
	}
	// Output:
	// tegevusluba 1
	// keeldumine 0
	// 126^1 1
	// 126 0
}

func TestPhrasesKeepTheirOrder(t *testing.T) {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = bleveet.Name
	index, err := bleve.NewMemOnly(mapping)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	if err := index.Index("1", map[string]string{"text": "käibemaksu tasumise kord"}); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]uint64{"käibemaksude tasumist": 1, "tasumise käibemaks": 0} {
		found, err := index.Search(bleve.NewSearchRequest(bleve.NewMatchPhraseQuery(words)))
		if err != nil || found.Total != want {
			t.Errorf("%q: %d found, want %d; %v", words, found.Total, want, err)
		}
	}
}

func Example_compounds() {
	text, parts := bleve.NewTextFieldMapping(), bleve.NewTextFieldMapping()
	text.Analyzer = bleveet.Name
	parts.Name, parts.Analyzer = "parts", bleveet.Compounds
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping.AddFieldMappingsAt("text", text, parts)
	index, err := bleve.NewMemOnly(mapping)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()
	if err := index.Index("1", map[string]string{"text": "Tegevusloa andmisest keeldutakse."}); err != nil {
		fmt.Println(err)
		return
	}
	for _, field := range []string{"text", "parts"} {
		query := bleve.NewMatchQuery("load")
		query.SetField(field)
		query.Analyzer = bleveet.Name
		found, err := index.Search(bleve.NewSearchRequest(query))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(field, found.Total)
	}
	// Output:
	// text 0
	// parts 1
}
