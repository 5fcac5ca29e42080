package estonian_test

import (
	"fmt"

	"github.com/eelnou/eelnou/search/estonian"
)

func ExampleKeys() {
	for _, word := range []string{"tähtaeg", "tähtaja", "tähtaegadest"} {
		fmt.Println(word, estonian.Keys(word))
	}
	// Output:
	// tähtaeg [täht=aeg]
	// tähtaja [täht=aeg]
	// tähtaegadest [täht=aeg]
}

func ExampleTokens() {
	estonian.Tokens("§ 126¹ lõike 2 TEKST", func(t estonian.Token) bool {
		fmt.Println(t.Word, t.Number)
		return true
	})
	// Output:
	// § false
	// 126^1 true
	// lõike false
	// 2 true
	// tekst false
}

func ExampleCompound() {
	fmt.Println(estonian.Compound("isikuandmete"))
	fmt.Println(estonian.Compound("seadusest"))
	// Output:
	// [isiku andmete]
	// []
}

func ExamplePlain() {
	fmt.Println(estonian.Plain(estonian.Fold("KÄIBEMAKS")))
	// Output: kaibemaks
}
