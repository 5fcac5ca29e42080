package search

import (
	"context"
	"slices"
	"testing"
)

func TestSpellings(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	for typed, want := range map[string]string{
		"käibemkas": "kaibemaks", "reisitenusele": "reisiteenusele", "jõustbu": "joustub", "lbraries": "libraries",
		"käibemaks": "", "kala": "", "": "", "12345": "", "kaks sõna": "", "\xff\xfe\xfd\xfc": "",
	} {
		list, err := x.Spellings(context.Background(), typed, 5)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" && len(list) > 0 || want != "" && !slices.Contains(list, want) {
			t.Errorf("spellings of %q: %q, want %q", typed, list, want)
		}
	}
	if err := x.Apply(Batch{Delete: []string{"d2"}, Position: 2}); err != nil {
		t.Fatal(err)
	}
	if list, err := x.Spellings(context.Background(), "librariez", 5); err != nil || len(list) > 0 {
		t.Errorf("of a deleted document: %q, %v", list, err)
	}
}

func TestMeantIsWrittenWithDiacritics(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	for typed, want := range map[string]string{"käibemkas": "käibemaks", "kaibemkas": "käibemaks", "joustbu": "jõustub", "maksu käibemkas": "maksu käibemaks"} {
		found, err := x.Find(context.Background(), Query{Words: typed})
		if err != nil || found.Reading.Meant != want {
			t.Errorf("%s: meant %q, want %q; %v", typed, found.Reading.Meant, want, err)
		}
	}
}
