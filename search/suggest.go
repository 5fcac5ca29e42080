package search

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/search/estonian"
)

// Completion is over the titles and names of dossiers alone: each term is the
// rest of a title from one of its words on, then which word that is, then the
// dossier. What a segment has of them stands in memory; see starts.
const (
	mostStarts  = 8
	longestRest = 60
	shortest    = 2 // letters before anything is suggested
)

func startTerms(d *Document) []string {
	if d.Kind != Dossier || d.Past {
		return nil
	}
	var list []string
	add := func(rest string, word int) {
		if rest = plainLine(rest); rest != "" {
			list = append(list, rest+"\x00"+strconv.Itoa(word)+"\x00"+d.ID)
		}
	}
	starts := func(title string) {
		for i, t := range estonian.All(title) {
			if i == mostStarts {
				break
			}
			add(title[t.Start:], i)
		}
	}
	starts(d.Title)
	for _, o := range d.Others {
		starts(o.Title)
	}
	for _, name := range d.Names {
		add(name, 0)
	}
	return list
}

func plainLine(text string) string {
	line := nameKey(text)
	if len(line) > longestRest {
		line = strings.ToValidUTF8(line[:longestRest], "")
	}
	return line
}

// Suggest completes what is being typed with titles and names of dossiers, at
// most n of them, titles that begin with it first. Fewer than two letters
// suggest nothing, and neither does an index that cannot be read. The one error
// is that of the context.
func (x *Index) Suggest(ctx context.Context, typed string, n int) ([]Suggestion, error) {
	prefix := plainLine(strings.Map(visible, typed[:min(len(typed), longestQuery)]))
	if utf8.RuneCountInString(prefix) < shortest || n <= 0 {
		return nil, ctx.Err()
	}
	var list []Suggestion
	err := x.read(func(r *reader) error {
		var err error
		list, err = titles(r, prefix, n)
		return err
	})
	if err != nil {
		x.log.Error("search: suggest", "letters", len(prefix), "error", err)
		return nil, ctx.Err()
	}
	return list, nil
}

// meant looks for a spelling of the query that finds more: every word that
// occurs nowhere is replaced by the likeliest one close to it, as texts write it.
func meant(ctx context.Context, r *reader, a *asked) (string, error) {
	if len(a.words) == 0 || len(a.words) > 6 {
		return "", nil
	}
	changed := false
	words := slices.Clone(a.reading.Words)
	for i, token := range a.words {
		if token.Number {
			continue
		}
		better, err := spellings(ctx, r, estonian.Plain(token.Word), 1)
		if err != nil {
			return "", err
		}
		if len(better) == 0 {
			continue
		}
		if words[i], err = written(ctx, r, better[0]); err != nil {
			return "", err
		}
		changed = true
	}
	if !changed {
		return "", nil
	}
	return strings.Join(words, " "), nil
}

func occurrences(ctx context.Context, r *reader, word string) (uint64, error) {
	reader, err := r.TermFieldReader(ctx, []byte(word), fieldPlain, false, false, false)
	if err != nil {
		return 0, err
	}
	n := reader.Count()
	return n, reader.Close()
}
