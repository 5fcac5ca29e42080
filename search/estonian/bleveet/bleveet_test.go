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
