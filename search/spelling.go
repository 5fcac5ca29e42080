package search

import (
	"cmp"
	"context"
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

func spellings(ctx context.Context, r *reader, word string, n int) ([]string, error) {
	if utf8.RuneCountInString(word) < 4 {
		return nil, nil
	}
	if count, err := occurrences(ctx, r, word); err != nil || count > 0 {
		return nil, err
	}
	list, err := near(r, word)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, s := range list {
		if len(out) == n {
			break
		}
		// The dictionary remembers words of deleted documents; these must not show.
		count, err := occurrences(ctx, r, s.word)
		if err != nil {
			return nil, err
		}
		if count > 0 {
			out = append(out, s.word)
		}
	}
	return out, nil
}

type spelling struct {
	word string
	cost float64
}

// near lists words at one typing error, or at two edits when a word is long
// or two letters have changed places, by what they cost.
func near(r *reader, word string) ([]spelling, error) {
	_, size := utf8.DecodeRuneInString(word)
	best := map[string]float64{}
	for _, try := range [...]struct {
		distance int
		prefix   string
	}{{1, ""}, {2, word[:size]}} {
		dict, err := r.FieldDictFuzzy(fieldPlain, word, try.distance, try.prefix)
		if err != nil {
			return nil, err
		}
		for seen := 0; seen < mostNear; seen++ {
			entry, err := dict.Next()
			if err != nil || entry == nil {
				break
			}
			cost := 2.4*float64(mistakes(word, entry.Term)) - math.Log10(float64(entry.Count)+1)
			if old, ok := best[entry.Term]; !ok || cost < old {
				best[entry.Term] = cost
			}
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
	}
	list := make([]spelling, 0, len(best))
	for w, cost := range best {
		list = append(list, spelling{w, cost})
	}
	slices.SortFunc(list, func(a, b spelling) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.word, b.word)) })
	return list, nil
}

// mistakes counts the letters left out, put in, changed, or in each other's
// place. The words are near, so only their differing middle is looked at.
func mistakes(a, b string) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0] {
		return 1
	}
	return max(len(a), len(b))
}
