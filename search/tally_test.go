package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/search/estonian"
)

// TestTermsAreThoseOfEachWordInTurn compares the terms of a document with those
// made word by word.
func TestTermsAreThoseOfEachWordInTurn(t *testing.T) {
	text := rapid.StringMatching(`(§ [0-9]{1,2}¹? |seaduse |seadus |Tähtaeg |tahtaeg |tegevusloa |loa |the laws |законы |, ){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		d := Document{
			Label: "§ 3", Title: text.Draw(t, "title"), Text: text.Draw(t, "text"), Within: text.Draw(t, "within"),
			Lang: rapid.SampledFrom([]string{"et", "en", "ru", Undetermined}).Draw(t, "language"),
		}
		if rapid.Bool().Draw(t, "translated") {
			d.Others = []Other{{Lang: "en", Title: text.Draw(t, "other title"), Text: text.Draw(t, "other text")}}
		}
		r := newRecord(&d, &sheet{})
		r.analyse()
		for field, want := range eachInTurn(&d) {
			if got := writtenOut(heldTerms(r, field)); got != want.String() {
				t.Fatalf("field %s has %s, want %s", field, got, want)
			}
		}
	})
}

// turn is one field, made word by word: how often each term stands, and where.
type turn struct {
	times  map[string]int
	places map[string][]int
	length int
}

func (t *turn) add(terms []string) {
	t.length++
	for _, term := range terms {
		t.times[term]++
	}
}

func (t *turn) String() string { return fmt.Sprint(t.length, t.times, t.places) }

func eachInTurn(d *Document) map[string]*turn {
	all := map[string]*turn{}
	for _, f := range []string{fieldBody, fieldTitle, fieldParts, fieldPlain, fieldWithin} {
		all[f] = &turn{times: map[string]int{}, places: map[string][]int{}}
	}
	position := 0
	read := func(text, lang string, into ...string) {
		for _, token := range estonian.All(text) {
			for _, f := range into {
				all[f].add(keysOf(token, lang))
			}
			if into[0] != fieldBody || len(into) == 1 && text == d.Label {
				continue
			}
			position++
			plain := estonian.Plain(token.Word)
			all[fieldPlain].add([]string{plain})
			all[fieldPlain].places[plain] = append(all[fieldPlain].places[plain], position)
			for _, key := range partsOf(token, lang) {
				all[fieldParts].add([]string{key})
			}
		}
	}
	both := func(title, text, lang string) {
		read(title, lang, fieldBody, fieldTitle)
		position += gap
		read(text, lang, fieldBody)
	}
	read(d.Label, d.Lang, fieldBody)
	both(d.Title, d.Text, d.Lang)
	for _, o := range d.Others {
		position += gap
		both(o.Title, o.Text, o.Lang)
	}
	read(d.Within, d.Lang, fieldWithin)
	return all
}

func writtenOut(t *terms) string {
	w := turn{times: map[string]int{}, places: map[string][]int{}, length: t.length}
	for term, f := range t.freqs {
		w.times[term] = f.Frequency()
		for _, at := range f.Locations {
			w.places[term] = append(w.places[term], at.Position)
		}
		if !slices.IsSorted(w.places[term]) || strings.Contains(term, " ") {
			return "places out of order"
		}
	}
	return w.String()
}

// heldTerms returns what a document holds in one field.
func heldTerms(r *record, field string) *terms {
	return &r.sheet.of(r)[slices.Index(fields[:], field)]
}
