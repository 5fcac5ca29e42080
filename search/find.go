package search

import (
	"cmp"
	"container/heap"
	"context"
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/search/estonian"
)

// Bounds of an answer.
const (
	usualSize = 20
	mostSize  = 100
	deepest   = 1000 // hits skipped by From
	few       = 5    // with fewer hits than this, some of the words are enough
)

// Find answers a query. No query is wrong, and an index that cannot be read
// finds nothing and says in State that it is being rebuilt. The one fault is
// Unavailable, when the context ends first.
func (x *Index) Find(ctx context.Context, q Query) (Results, error) {
	begun := time.Now()
	q.Size = cmp.Or(min(max(q.Size, 0), mostSize), usualSize)
	q.From = min(max(q.From, 0), deepest)
	var res Results
	err := x.read(func(r index.IndexReader) error {
		var err error
		res, err = find(ctx, r, &q)
		return err
	})
	if ctx.Err() != nil {
		return Results{}, fault.New(fault.Unavailable, "search_errors.too_slow")
	}
	res.Took, res.State = time.Since(begun), x.State()
	if err != nil {
		x.log.Error("search: find", "words", len(q.Words), "error", err)
		res.State.Rebuilding = true
	}
	return res, nil
}

// find reads the query strictly first; when too little fits, it settles for
// some of the words.
func find(ctx context.Context, r index.IndexReader, q *Query) (Results, error) {
	a := read(q.Words)
	found, err := collect(ctx, r, q, a, false)
	if err != nil {
		return Results{}, err
	}
	if found.total < few && q.After == "" && len(a.words)+len(a.phrases) > 1 || found.total == 0 && len(a.numbers) > 0 {
		wider, err := collect(ctx, r, q, a, true)
		if err != nil {
			return Results{}, err
		}
		if wider.total > found.total {
			found, a.reading.Any = wider, true
		}
	}
	// The words of an index are everybody's: within bounds none is suggested.
	if found.total < 3 && len(q.Institutions) == 0 {
		if a.reading.Meant, err = meant(ctx, r, a); err != nil {
			return Results{}, err
		}
	}
	return found.results(r, q, a)
}

// collected is what a walk over the index found.
type collected struct {
	total   int
	top     ranking
	buckets map[string]*bucket
	orders  index.DocValueReader
	after   *place
	most    int // hits kept
}

// ranked hits, the worst first, as a heap.
type ranking []place

type place struct {
	number uint64
	key    float64 // greater comes first
	order  string  // decides between equal keys
	score  float64
}

func (p place) before(q place) bool {
	return p.key > q.key || p.key == q.key && p.order < q.order
}

func (r ranking) Len() int           { return len(r) }
func (r ranking) Less(i, j int) bool { return r[j].before(r[i]) }
func (r ranking) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *ranking) Push(p any)        { *r = append(*r, p.(place)) }
func (r *ranking) Pop() any {
	last := len(*r) - 1
	p := (*r)[last]
	*r = (*r)[:last]
	return p
}

// checkEvery is how many documents pass between looks at the context.
const checkEvery = 4096

func collect(ctx context.Context, r index.IndexReader, q *Query, a *asked, wide bool) (*collected, error) {
	rs, err := newReaders(ctx, r)
	if err != nil {
		return nil, err
	}
	defer rs.close()
	root, err := rs.root(q, a, wide)
	if err != nil {
		return nil, err
	}
	c := &collected{buckets: map[string]*bucket{}}
	if root == nil {
		return c, nil
	}
	column, err := r.DocValueReader([]string{fieldFacts})
	if err != nil {
		return nil, err
	}
	if c.orders, err = r.DocValueReader([]string{fieldOrder}); err != nil {
		return nil, err
	}
	c.after, c.most = cursorOf(q.After), q.From+q.Size+1
	var b *bucket
	visit := func(_ string, term []byte) { b = c.bucket(q, term) }
	var id index.IndexInternalID
	target := uint64(0)
	for n := 1; ; n++ {
		at, err := root.seek(target)
		if err != nil {
			return nil, err
		}
		if at == end {
			return c, nil
		}
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		target, b = at+1, nil
		id = index.NewIndexInternalID(id, at)
		if err := column.VisitDocValues(id, visit); err != nil {
			return nil, err
		}
		if b == nil {
			continue
		}
		b.n++
		if b.hit() {
			c.total++
			if err := c.keep(q.place(at, b, root.score()), id); err != nil {
				return nil, err
			}
		}
	}
}

func (c *collected) bucket(q *Query, term []byte) *bucket {
	b := c.buckets[string(term)]
	if b == nil {
		b = q.newBucket(string(term))
		c.buckets[string(term)] = b
	}
	return b
}

// keep takes a hit into the page when it belongs there. What decides between
// equal hits is read only when it matters.
func (c *collected) keep(p place, id index.IndexInternalID) error {
	full := len(c.top) == c.most
	if full && p.key < c.top[0].key || c.after != nil && p.key > c.after.key {
		return nil
	}
	err := c.orders.VisitDocValues(id, func(_ string, term []byte) { p.order = string(term) })
	switch {
	case err != nil || c.after != nil && !c.after.before(p):
		return err
	case !full:
		heap.Push(&c.top, p)
	case p.before(c.top[0]):
		c.top[0] = p
		heap.Fix(&c.top, 0)
	}
	return nil
}

// place says where a hit stands in the order asked for.
func (q *Query) place(number uint64, b *bucket, score float64) place {
	// A dossier answers a question about a matter better than one of its
	// many provisions with the same words.
	if b.kind == Dossier || b.kind == Paper {
		score *= 1.6
	}
	p := place{number: number, key: score, score: score}
	switch q.Sort {
	case ByDate:
		p.key = float64(b.changed)
	case ByDeadline:
		p.key = -float64(b.deadline)
		if b.deadline == 0 {
			p.key = math.Inf(-1)
		}
	case ByFirst:
		p.key = -float64(b.from)
		if b.from == 0 {
			p.key = math.Inf(-1)
		}
	default:
		if score == 0 {
			p.key = float64(b.changed)
		}
	}
	return p
}

// root builds the iterator of a query, or nil when nothing can fit.
func (rs *readers) root(q *Query, a *asked, wide bool) (iterator, error) {
	var parts []iterator
	var err error
	if a.empty() || len(a.words)+len(a.phrases)+len(a.numbers) == 0 {
		parts, err = rs.everything(q)
	} else {
		parts, err = rs.asked(q, a, wide)
	}
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	if q.Group != "" {
		p, err := rs.posting(fieldFilter, "group "+q.Group, false)
		if err != nil || p == nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	root := all(parts)
	for _, token := range a.without {
		w, err := rs.word(q, token)
		if err != nil {
			return nil, err
		}
		if w != nil {
			root = &except{keep: root, drop: w}
		}
	}
	return root, nil
}

// all puts the rarest part first, which decides how long the walk takes.
func all(parts []iterator) iterator {
	if len(parts) == 1 {
		return parts[0]
	}
	slices.SortStableFunc(parts, func(a, b iterator) int { return cmp.Compare(a.cost(), b.cost()) })
	return &allOf{parts: parts}
}

// everything walks all documents; old wordings only when they are asked for.
func (rs *readers) everything(q *Query) ([]iterator, error) {
	terms := []string{"now"}
	if q.History || !q.AsOf.IsZero() {
		terms = append(terms, "past")
	}
	w := &anyOf{}
	for _, term := range terms {
		p, err := rs.posting(fieldFilter, term, false)
		if err != nil {
			return nil, err
		}
		if p != nil {
			w.parts = append(w.parts, p)
		}
	}
	if len(w.parts) == 0 {
		return nil, nil
	}
	return []iterator{w}, nil
}

// asked builds what the words, phrases and references of a query demand. In
// the wide reading half of the words are enough.
func (rs *readers) asked(q *Query, a *asked, wide bool) ([]iterator, error) {
	words, missing, err := rs.words(q, a, wide)
	if err != nil {
		return nil, err
	}
	if wide {
		if len(words) == 0 {
			return nil, nil
		}
		return []iterator{&someOf{parts: words, least: max(1, (len(words)+missing)/2)}}, nil
	}
	if missing > 0 {
		words = nil
	}
	named, err := rs.posting(fieldName, a.whole, false)
	if err != nil {
		return nil, err
	}
	switch {
	case named == nil && len(words) == 0:
		return nil, nil
	case named == nil:
		return words, nil
	case len(words) == 0:
		return []iterator{named}, nil
	}
	return []iterator{&someOf{parts: []iterator{all(words), named}, least: 1}}, nil
}

// words returns one iterator for each thing asked for, and how many things
// occur nowhere.
func (rs *readers) words(q *Query, a *asked, wide bool) (list []iterator, missing int, err error) {
	add := func(i iterator, found bool, err2 error) {
		if err2 != nil {
			err = err2
		} else if found {
			list = append(list, i)
		} else {
			missing++
		}
	}
	tokens := a.words
	if wide {
		tokens = append(slices.Clone(a.act), a.words...)
	}
	for _, token := range tokens {
		if commonWords[token.Word] && len(tokens) > 1 {
			continue
		}
		w, err := rs.word(q, token)
		add(w, w != nil, err)
	}
	for _, words := range a.phrases {
		p, err := rs.phrase(words)
		add(p, p != nil, err)
	}
	if len(a.numbers) > 0 {
		s, err := rs.anyTerm(fieldNumber, a.numbers)
		add(s, s != nil, err)
	}
	if len(a.act) > 0 && !wide {
		act, err := rs.act(a)
		add(act, act != nil, err)
	}
	return list, missing, err
}

// word walks the documents with a word in any inflection.
func (rs *readers) word(q *Query, token estonian.Token) (*anyOf, error) {
	fields := []string{fieldTitle, fieldBody, fieldParts, fieldWithin}
	switch q.In {
	case InTitle:
		fields = fields[:1]
	case InText, InComments:
		fields = fields[1:3]
	}
	w := &anyOf{}
	for _, field := range fields {
		for _, key := range askedKeys(token) {
			if err := rs.add(w, field, key); err != nil {
				return nil, err
			}
		}
	}
	if q.In == "" {
		if err := rs.add(w, fieldPlain, estonian.Plain(token.Word)); err != nil {
			return nil, err
		}
		if err := rs.add(w, fieldName, estonian.Plain(token.Word)); err != nil {
			return nil, err
		}
	}
	if len(w.parts) == 0 {
		return nil, nil
	}
	return w, nil
}

func (rs *readers) add(w *anyOf, field, term string) error {
	p, err := rs.posting(field, term, false)
	if p != nil {
		w.parts = append(w.parts, p)
	}
	return err
}

func (rs *readers) anyTerm(field string, terms []string) (*anyOf, error) {
	w := &anyOf{}
	for _, term := range terms {
		if err := rs.add(w, field, term); err != nil {
			return nil, err
		}
	}
	if len(w.parts) == 0 {
		return nil, nil
	}
	return w, nil
}

func (rs *readers) phrase(words []string) (iterator, error) {
	p := &phrase{}
	for _, word := range words {
		one, err := rs.posting(fieldPlain, word, len(words) > 1)
		if err != nil || one == nil {
			return nil, err
		}
		p.words = append(p.words, one)
		p.all.parts = append(p.all.parts, one)
	}
	if len(p.words) == 1 {
		return p.words[0], nil
	}
	slices.SortStableFunc(p.all.parts, func(a, b iterator) int { return cmp.Compare(a.cost(), b.cost()) })
	return p, nil
}

// act walks the provisions of an act named by its abbreviation or by its title.
func (rs *readers) act(a *asked) (iterator, error) {
	var ways []iterator
	named, err := rs.posting(fieldName, a.actName, false)
	if err != nil {
		return nil, err
	}
	if named != nil {
		ways = append(ways, named)
	}
	var title []iterator
	for _, token := range a.act {
		w, err := rs.anyTerm(fieldWithin, askedKeys(token))
		if err != nil {
			return nil, err
		}
		if w == nil {
			title = nil
			break
		}
		title = append(title, w)
	}
	if len(title) > 0 {
		ways = append(ways, all(title))
	}
	switch len(ways) {
	case 0:
		return nil, nil
	case 1:
		return ways[0], nil
	}
	return &someOf{parts: ways, least: 1}, nil
}

// results loads the hits of the page asked for.
func (c *collected) results(r index.IndexReader, q *Query, a *asked) (Results, error) {
	res := Results{Total: c.total, Reading: a.reading}
	if !q.NoFacets {
		res.Facets = counts(c.buckets)
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
	m := newMarker(a)
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

func load(r index.IndexReader, number uint64) (Document, error) {
	id, err := r.ExternalID(index.NewIndexInternalID(nil, number))
	if err != nil {
		return Document{}, err
	}
	return fetch(r, id)
}

// fetch reads a document by its ID; the zero Document when there is none.
func fetch(r index.IndexReader, id string) (d Document, err error) {
	doc, err := r.Document(id)
	if err != nil || doc == nil {
		return Document{}, err
	}
	doc.VisitFields(func(f index.Field) {
		if f.Name() == fieldWhole {
			d, err = decodeDocument(id, f.Value())
		}
	})
	return d, err
}

// cursor writes where a page ended: the order of its last hit, so that going on
// costs the same on every page.
func cursor(p place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatUint(math.Float64bits(p.key), 36) + " " + p.order))
}

// cursorOf is the inverse of cursor. A cursor that makes no sense is taken for
// the beginning.
func cursorOf(s string) *place {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) == 0 {
		return nil
	}
	bits, order, _ := strings.Cut(string(b), " ")
	key, err := strconv.ParseUint(bits, 36, 64)
	if err != nil {
		return nil
	}
	return &place{key: math.Float64frombits(key), order: order}
}
