package search

import (
	"context"
	"math"

	index "github.com/blevesearch/bleve_index_api"
)

// end is the document number after the last.
const end = math.MaxUint64

// iterator walks the documents that fit one part of a query, by rising number.
type iterator interface {
	// seek moves to the first document at or after target, and returns it. It
	// never moves back.
	seek(target uint64) (uint64, error)
	// score says how well the current document fits.
	score() float64
	// cost is about how many documents fit.
	cost() uint64
}

// fieldWeight says how much a word counts in a field, and how long the field
// usually is: BM25 compares lengths with it. The figures are fixed so that an
// answer does not change with what else is in the index.
var fieldWeight = map[string]struct{ boost, length float64 }{
	fieldTitle:  {2.2, 7},
	fieldBody:   {1, 90},
	fieldParts:  {.3, 40},
	fieldWithin: {.5, 7},
	fieldPlain:  {.25, 90},
	fieldName:   {9, 2},
	fieldNumber: {6, 1},
	fieldFilter: {0, 1},
}

// BM25's parameters.
const (
	saturation = 1.2
	lengthPull = .6
)

// posting walks the documents that have one term in one field.
type posting struct {
	reader index.TermFieldReader
	doc    index.TermFieldDoc
	id     index.IndexInternalID
	field  string
	cur    uint64
	begun  bool
	weight float64
	length float64
	n      uint64
}

// readers opens and closes the postings of one query, at most mostPostings.
type readers struct {
	ctx    context.Context
	reader *reader
	docs   float64
	open   []*posting
}

const mostPostings = 1024

func newReaders(ctx context.Context, r *reader) (*readers, error) {
	n, err := r.DocCount()
	return &readers{ctx: ctx, reader: r, docs: float64(n)}, err
}

func (rs *readers) close() {
	for _, p := range rs.open {
		_ = p.reader.Close() // gives memory back; cannot lose anything
	}
}

// posting returns nil when no document has the term.
func (rs *readers) posting(field, term string, places bool) (*posting, error) {
	if len(rs.open) >= mostPostings || term == "" {
		return nil, nil
	}
	scored := fieldWeight[field].boost > 0
	r, err := rs.reader.TermFieldReader(rs.ctx, []byte(term), field, scored, scored, places)
	if err != nil {
		return nil, err
	}
	n := r.Count()
	if n == 0 {
		return nil, r.Close()
	}
	w := fieldWeight[field]
	idf := math.Log(1 + (rs.docs-float64(n)+.5)/(float64(n)+.5))
	p := &posting{reader: r, field: field, weight: w.boost * max(idf, .05), length: w.length, n: n}
	rs.open = append(rs.open, p)
	return p, nil
}

func (p *posting) seek(target uint64) (uint64, error) {
	if p.begun && p.cur >= target {
		return p.cur, nil
	}
	var doc *index.TermFieldDoc
	var err error
	if !p.begun && target == 0 || p.begun && target == p.cur+1 {
		doc, err = p.reader.Next(&p.doc)
	} else {
		p.id = index.NewIndexInternalID(p.id, target)
		doc, err = p.reader.Advance(p.id, &p.doc)
	}
	p.begun, p.cur = true, end
	if err == nil && doc != nil {
		p.cur = doc.ID.Value()
	}
	return p.cur, err
}

func (p *posting) cost() uint64 { return p.n }

func (p *posting) score() float64 {
	length := p.length
	if p.doc.Norm > 0 {
		length = 1 / (p.doc.Norm * p.doc.Norm)
	}
	tf := float64(p.doc.Freq)
	return p.weight * tf * (saturation + 1) / (tf + saturation*(1-lengthPull+lengthPull*length/p.length))
}

// anyOf walks the documents that fit at least one of its parts. Parts in the
// same field are ways to read one word, so only the best of them counts.
type anyOf struct {
	parts []*posting
	cur   uint64
}

func (a *anyOf) seek(target uint64) (uint64, error) {
	a.cur = end
	for _, p := range a.parts {
		at, err := p.seek(target)
		if err != nil {
			return end, err
		}
		a.cur = min(a.cur, at)
	}
	return a.cur, nil
}

func (a *anyOf) cost() uint64 {
	var n uint64
	for _, p := range a.parts {
		n += p.n
	}
	return n
}

func (a *anyOf) score() float64 {
	sum, best, field := 0.0, 0.0, ""
	for _, p := range a.parts {
		if p.cur != a.cur {
			continue
		}
		if p.field != field {
			sum, best, field = sum+best, 0, p.field
		}
		best = max(best, p.score())
	}
	return sum + best
}

// allOf walks the documents that fit every part.
type allOf struct {
	parts []iterator // the rarest first
}

func (a *allOf) seek(target uint64) (uint64, error) {
	if len(a.parts) == 0 {
		return end, nil
	}
	for i := 0; i < len(a.parts); {
		at, err := a.parts[i].seek(target)
		if err != nil || at == end {
			return end, err
		}
		if at > target && i > 0 {
			target, i = at, 0
			continue
		}
		target = at
		i++
	}
	return target, nil
}

func (a *allOf) cost() uint64 {
	if len(a.parts) == 0 {
		return 0
	}
	return a.parts[0].cost()
}

func (a *allOf) score() float64 {
	sum := 0.0
	for _, p := range a.parts {
		sum += p.score()
	}
	return sum
}

// someOf walks the documents that fit at least least of its parts.
type someOf struct {
	parts []iterator
	least int
	at    []uint64
	cur   uint64
}

func (s *someOf) seek(target uint64) (uint64, error) {
	if s.at == nil {
		s.at = make([]uint64, len(s.parts))
	}
	for {
		s.cur = end
		for i, p := range s.parts {
			at, err := p.seek(target)
			if err != nil {
				return end, err
			}
			s.at[i] = at
			s.cur = min(s.cur, at)
		}
		n := 0
		for _, at := range s.at {
			if at == s.cur {
				n++
			}
		}
		if s.cur == end || n >= s.least {
			return s.cur, nil
		}
		target = s.cur + 1
	}
}

func (s *someOf) cost() uint64 {
	var n uint64
	for _, p := range s.parts {
		n += p.cost()
	}
	return n
}

// score falls steeply with the parts that are missing, so that what fits whole
// stands first.
func (s *someOf) score() float64 {
	sum, n := 0.0, 0
	for i, p := range s.parts {
		if s.at[i] == s.cur {
			sum += p.score()
			n++
		}
	}
	if s.least < 2 {
		return sum
	}
	share := float64(n) / float64(len(s.parts))
	return sum * share * share
}

// phrase walks the documents in which its words stand one after another.
type phrase struct {
	all   allOf
	words []*posting // in the order of the phrase
}

func (p *phrase) seek(target uint64) (uint64, error) {
	for {
		at, err := p.all.seek(target)
		if err != nil || at == end || p.adjoin() {
			return at, err
		}
		target = at + 1
	}
}

// adjoin reports whether the words stand in order in the current document.
func (p *phrase) adjoin() bool {
	for _, first := range p.words[0].doc.Vectors {
		if p.follows(first.Pos) {
			return true
		}
	}
	return false
}

func (p *phrase) follows(pos uint64) bool {
next:
	for i, w := range p.words[1:] {
		for _, v := range w.doc.Vectors {
			if v.Pos == pos+uint64(i)+1 {
				continue next
			}
		}
		return false
	}
	return true
}

func (p *phrase) cost() uint64   { return p.all.cost() }
func (p *phrase) score() float64 { return 4 * p.all.score() }

// except walks the documents of keep that drop does not have.
type except struct {
	keep, drop iterator
}

func (e *except) seek(target uint64) (uint64, error) {
	for {
		at, err := e.keep.seek(target)
		if err != nil || at == end {
			return at, err
		}
		if dropped, err := e.drop.seek(at); err != nil || dropped != at {
			return at, err
		}
		target = at + 1
	}
}

func (e *except) cost() uint64   { return e.keep.cost() }
func (e *except) score() float64 { return e.keep.score() }
