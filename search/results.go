package search

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// results loads the hits of the page asked for.
func (c *collected) results(r *reader, q *Query, a *asked) (Results, error) {
	res := Results{Total: c.total, Reading: a.reading}
	if !q.NoFacets {
		res.Facets = counts(c.buckets)
	}
	m := newMarker(a)
	if q.Grouped {
		var err error
		res.Matters = len(c.matters)
		res.Groups, err = c.groups(r, q, m)
		return res, err
	}
	slices.SortFunc(c.top, func(a, b place) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	page := c.top[min(q.From, len(c.top)):]
	more := len(page) > q.Size
	page = page[:min(len(page), q.Size)]
	for _, p := range page {
		d, err := load(r, p.number)
		if err != nil {
			return Results{}, err
		}
		res.Hits = append(res.Hits, m.hit(d, p.score))
	}
	if more {
		res.Next = cursor(page[len(page)-1])
	}
	return res, nil
}

const beginning = 400 // bytes of a text that a hit carries

func (m *marker) hit(d Document, score float64) Hit {
	h := Hit{Document: d, Score: score, Marked: m.line(d.Title, d.Lang), Fragments: m.passages(d.Text, d.Lang)}
	if len(h.Text) > beginning {
		h.Text = strings.ToValidUTF8(strings.Clone(h.Text[:beginning]), "")
	}
	return h
}

// load reads a document by its number, its text only as far as passages are looked
// for.
func load(r *reader, number uint64) (Document, error) {
	for _, s := range r.Segments() {
		if size := uint64(s.FullSize()); number >= size {
			number -= size
			continue
		}
		return loadFrom(s, number)
	}
	return Document{}, fmt.Errorf("no document %d", number)
}

// loadFrom is load within a segment.
func loadFrom(s *scorch.SegmentSnapshot, number uint64) (d Document, err error) {
	var id string
	visitErr := s.VisitDocument(number, func(name string, _ byte, value []byte, _ []uint64) bool {
		switch name {
		case "_id":
			id = string(value)
		case fieldWhole:
			d, err = decodeDocument(id, value, looked)
		}
		return true
	})
	return d, errors.Join(visitErr, err)
}

// fetch reads a document by its ID; the zero Document when there is none.
func fetch(r *reader, id string) (d Document, err error) {
	doc, err := r.Document(id)
	if err != nil || doc == nil {
		return Document{}, err
	}
	doc.VisitFields(func(f index.Field) {
		if f.Name() == fieldWhole {
			d, err = decodeDocument(id, f.Value(), longestText)
		}
	})
	return d, err
}

// cursor writes where a page ended: the order of its last hit, so that going on
// costs the same on every page.
func cursor(p place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatUint(math.Float64bits(p.key), 36) + " " + strconv.FormatUint(p.order, 36)))
}

// cursorOf is the inverse of cursor. A cursor that makes no sense is taken for
// the beginning.
func cursorOf(s string) *place {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) == 0 {
		return nil
	}
	bits, rest, _ := strings.Cut(string(b), " ")
	key, err := strconv.ParseUint(bits, 36, 64)
	if err != nil {
		return nil
	}
	order, err := strconv.ParseUint(rest, 36, 64)
	if err != nil {
		return nil
	}
	return &place{key: math.Float64frombits(key), order: order}
}
