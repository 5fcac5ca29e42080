package estonian_test

import (
	"slices"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
)

// TestReadingsAgreeWithKeys: what is kept is what Keys gives, and the likeliest
// reading is kept, also of a compound that was never seen.
func TestReadingsAgreeWithKeys(t *testing.T) {
	for _, word := range []string{"seadusest", "tegevusloa", "majauksele", "kassipoegadele", "makstakse", "maakonnas"} {
		var kept []string
		list := estonian.Readings(word, 50)
		for _, r := range list {
			if r.Kept && !slices.Contains(kept, r.Key) {
				kept = append(kept, r.Key)
			}
		}
		if keys := estonian.Keys(word); len(list) == 0 || !list[0].Kept || len(kept) != len(keys) {
			t.Errorf("%s: keys %q, kept readings %q of %+v", word, keys, kept, list)
		}
	}
}
