package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
)

// worst are the queries that could cost the most.
func worst() map[string]string {
	var many []string
	for i := range 10_000 {
		many = append(many, fmt.Sprintf("sõna%d", i))
	}
	return map[string]string{
		"10,000 words":       strings.Join(many, " "),
		"one word 10,000 ×":  strings.Repeat("maksu ", 10_000),
		"wildcards":          "s* *s a? ** * [a-z]+ .*",
		"common words":       "ja ning või et ega kui see",
		"control characters": "\x00\x01maksu\x7f\u202eseadus\ufeff",
		"emoji":              "🙂🙃👨‍👩‍👧 🇪🇪",
		"right to left":      "قانون חוק maksu",
		"one long word":      strings.Repeat("ä", 5000),
		"letters":            "a b c d e f g h i j k l m n o p q r s t u v w x y z õ ä ö ü",
		"phrases":            strings.Repeat(`"seadus maksu" `, 60),
		"without":            strings.Repeat("-maksu ", 100),
		"quotation marks":    strings.Repeat(`"`, 999),
		"sections":           strings.Repeat("§ 1-999 ", 100),
		"numbers":            strings.Repeat("26-0001 417 SE ", 60),
		"hyphens":            strings.Repeat("a-", 500),
		"compounds":          strings.Repeat("isikuandmetekaitseseaduserakendusmäärus", 40),
	}
}

// TestWorstQueriesAreBounded counts the lists that the worst queries open, not the
// time that they take.
func TestWorstQueriesAreBounded(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, append(library(300), shelf()...)...)
	const most = mostWords * 12 // ways to keep a word
	for name, words := range worst() {
		a := read(words, nil, nil)
		if len(a.words) > mostWords || len(a.phrases) > 4 || len(a.matters) > 8 || len(a.without) > 8 {
			t.Errorf("%s: %d words, %d phrases, %d numbers, %d words to leave out", name, len(a.words), len(a.phrases), len(a.matters), len(a.without))
		}
		if len(words) > longestQuery && !a.reading.Cut {
			t.Errorf("%s: nothing says that its end was left out", name)
		}
		for _, wide := range []bool{false, true} {
			err := x.read(func(r *reader) error {
				rs, err := newReaders(r)
				if err != nil {
					return err
				}
				if _, err = rs.root(&Query{}, a, wide); rs.opened > most {
					t.Errorf("%s: %d lists", name, rs.opened)
				}
				return err
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := x.Find(context.Background(), Query{Words: words, Grouped: true, History: true}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := x.Suggest(context.Background(), words, 8); err != nil {
			t.Errorf("%s, suggested: %v", name, err)
		}
	}
}

func TestCommonWordsAloneAreFound(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, Document{ID: "one", Kind: Note, Text: "Kes on see, kes ei ole?"}, Document{ID: "two", Kind: Note, Text: "Maks on tasumata."})
	if got := found(t, x, Query{Words: "kes on see"}); len(got) == 0 || got[0] != "one" {
		t.Errorf("found %v", got)
	}
	if got := found(t, x, Query{Words: "kes on maks"}); fmt.Sprint(got) != "[two]" {
		t.Errorf("beside another word: found %v", got)
	}
}

// TestFewQueriesAreAnsweredAtOnce: the others wait, as long as who asks does.
func TestFewQueriesAreAnsweredAtOnce(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	for range cap(x.turns) {
		x.turns <- struct{}{}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	var f *fault.Fault
	if _, err := x.Find(ctx, Query{Words: "erikord"}); !errors.As(err, &f) || f.Kind != fault.Unavailable {
		t.Errorf("beside too many others: %v", err)
	}
	answered := make(chan error)
	go func() {
		_, err := x.Find(context.Background(), Query{Words: "erikord"})
		answered <- err
	}()
	<-x.turns
	if err := <-answered; err != nil || len(x.turns) != cap(x.turns)-1 {
		t.Errorf("when it was its turn: %v, %d at once", err, len(x.turns))
	}
}
