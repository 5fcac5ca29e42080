package compare

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/lawtext"
)

func TestChangesHaveAddresses(t *testing.T) {
	old := lawtext.Parse("### § 1. Esimene\n\n(1) Üks sõna siin.\n\n(2) Kaks sõna siin ja seal.\n\n### § 2. Teine\n\nVana tekst, mis jääb ära.\n")
	new := lawtext.Parse("### § 1. Esimene\n\n(1) Üks sõna siin.\n\n(2) Kolm sõna siin ja seal.\n\n| a | b |\n| --- | --- |\n")
	var got []string
	for _, c := range Texts(old, new).Changes() {
		got = append(got, c.Address)
	}
	for _, want := range []string{"para1lg2", "oli-para2"} {
		if !slices.Contains(got, want) {
			t.Errorf("no change %s among %v", want, got)
		}
	}
	if slices.Contains(got, "para1lg1") {
		t.Error("para1lg1 did not change")
	}
}

// TestAddressesOfChangesAreUnique makes sure that an address leads to one place.
func TestAddressesOfChangesAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Texts(lawtext.Parse(text().Draw(t, "old")), lawtext.Parse(text().Draw(t, "new")))
		seen := map[string]bool{}
		for _, e := range r.Display() {
			a := r.Address(e)
			if seen[a] {
				t.Fatalf("two entries are %s", a)
			}
			seen[a] = true
		}
	})
}
