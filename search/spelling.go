package search

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/eelnou/eelnou/search/estonian"
)

// mostNear is how many words near a misspelt one are weighed.
const mostNear = 400

// Spellings lists words of the index that somebody may have meant who typed a
// word that does not occur: the likeliest first, without diacritics, at most n.
// A word that occurs, or is shorter than four letters, has none.
func (x *Index) Spellings(ctx context.Context, typed string, n int) (list []string, err error) {
	tokens := estonian.All(typed[:min(len(typed), longestQuery)])
	if len(tokens) != 1 || tokens[0].Number {
		return nil, ctx.Err()
	}
	err = x.read(func(r *reader) error {
		list, err = spellings(ctx, r, estonian.Plain(tokens[0].Word), n)
		return err
	})
	return list, err
}

// longEnough is how many letters a word has of which two may be wrong: two slips
// make a shorter one any other.
const longEnough = 8

func spellings(ctx context.Context, r *reader, word string, n int) ([]string, error) {
	if utf8.RuneCountInString(word) < 4 {
		return nil, nil
	}
	if count, err := occurrences(ctx, r, word); err != nil || count > 0 {
		return nil, err
	}
	most := 2
	if utf8.RuneCountInString(word) < longEnough {
		most = 1
	}
	for edits := 1; edits <= most; edits++ {
		list, err := near(ctx, r, word, edits)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			return list[:min(n, len(list))], nil
		}
	}
	return nil, nil
}

// near lists the words at so many slips of a word, by how likely they were
// meant: how often a word occurs times how likely it is typed so. Of the words
// at two slips only those are looked for that begin alike.
func near(ctx context.Context, r *reader, word string, edits int) ([]string, error) {
	prefix := ""
	if edits > 1 {
		_, size := utf8.DecodeRuneInString(word)
		prefix = word[:size]
	}
	dict, err := r.FieldDictFuzzy(fieldPlain, word, edits, prefix)
	if err != nil {
		return nil, err
	}
	var list []spelling
	for range mostNear {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		// The dictionary remembers words of deleted documents; these must not show.
		count, err := occurrences(ctx, r, entry.Term)
		if err != nil {
			return nil, err
		}
		if count > 0 {
			list = append(list, spelling{entry.Term, slip(word, entry.Term) + math.Log(float64(count))})
		}
	}
	slices.SortFunc(list, func(a, b spelling) int { return cmp.Or(cmp.Compare(b.likely, a.likely), cmp.Compare(a.word, b.word)) })
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = s.word
	}
	return words, dict.Close()
}

type spelling struct {
	word   string
	likely float64
}

// written gives a word of the index with its diacritics, as one of the documents
// that have it writes it.
func written(ctx context.Context, r *reader, plain string) (word string, err error) {
	docs, err := r.TermFieldReader(ctx, []byte(plain), fieldPlain, false, false, false)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, docs.Close()) }()
	first, err := docs.Next(nil)
	if err != nil || first == nil {
		return plain, err
	}
	id, err := r.ExternalID(first.ID)
	if err != nil {
		return "", err
	}
	d, err := fetch(r, id)
	if err != nil {
		return "", err
	}
	texts := []string{d.Title, d.Text}
	for _, o := range d.Others {
		texts = append(texts, o.Title, o.Text)
	}
	for _, text := range texts {
		estonian.Tokens(text, func(t estonian.Token) bool {
			if word == "" && estonian.Plain(t.Word) == plain {
				word = t.Word
			}
			return word == ""
		})
	}
	return cmp.Or(word, plain), nil
}
