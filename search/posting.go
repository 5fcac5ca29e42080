package search

import (
	"cmp"
	"math"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

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

// readers opens the postings of one query, at most mostPostings.
type readers struct {
	reader *reader
	docs   float64
	dicts  map[string][]segment.TermDictionary // by field, one for each segment
	opened int
}

const mostPostings = 1024

// rareness is in how many steps it is told how rare a word is, so that what is kept
// of a word stays right while documents are added.
const rareness = 16

func newReaders(r *reader) (*readers, error) {
	n, err := r.DocCount()
	return &readers{reader: r, docs: float64(n), dicts: map[string][]segment.TermDictionary{}}, err
}

// dictionaries opens the words of a field, which serve one query.
func (rs *readers) dictionaries(field string) ([]segment.TermDictionary, error) {
	if list, ok := rs.dicts[field]; ok {
		return list, nil
	}
	var list []segment.TermDictionary
	for _, s := range rs.reader.Segments() {
		dict, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		list = append(list, dict)
	}
	rs.dicts[field] = list
	return list, nil
}

// posting walks the documents that have one term in one field. What many
// documents have is read as a whole and kept for the queries to come; where few
// documents will be sought, those alone are read.
type posting struct {
	lists  *lists
	field  string
	term   string
	weight float64
	length float64
	n      uint64
	few    bool   // too few documents are sought to read the whole
	spots  []spot // by rising document number
	cur    uint64
	begun  bool

	whole *list // of the first spot, when it is read as a whole
	at    int   // the current document in whole
	steps segment.PostingsIterator
	found segment.Posting // by steps
}

// spot is one segment that has the term.
type spot struct {
	key        listKey
	first, end uint64 // numbers of the documents of the segment
	dict       segment.TermDictionary
	list       segment.PostingsList // without what is deleted; nil when the whole is known
	whole      *list
}

// posting returns nil when no document has the term.
func (rs *readers) posting(field, term string) (*posting, error) {
	if rs.opened >= mostPostings || term == "" {
		return nil, nil
	}
	dicts, err := rs.dictionaries(field)
	if err != nil {
		return nil, err
	}
	p := &posting{lists: &rs.reader.columns.lists, field: field, term: term}
	first := uint64(0)
	for i, s := range rs.reader.Segments() {
		at := spot{key: listKey{s.Id(), field, term}, first: first, end: first + uint64(s.FullSize()), dict: dicts[i]}
		first = at.end
		if at.whole = p.lists.get(at.key); at.whole != nil && s.Deleted() == nil {
			p.n += uint64(len(at.whole.docs))
			p.spots = append(p.spots, at)
			continue
		}
		if at.list, err = dicts[i].PostingsList([]byte(term), s.Deleted(), nil); err != nil {
			return nil, err
		}
		if n := at.list.Count(); n > 0 {
			p.n += n
			p.spots = append(p.spots, at)
		}
	}
	if p.n == 0 {
		return nil, nil
	}
	rs.opened++
	w := fieldWeight[field]
	idf := math.Log(1 + (rs.docs-float64(p.n)+.5)/(float64(p.n)+.5))
	p.weight, p.length = w.boost*max(math.Round(idf*rareness)/rareness, .05), w.length
	return p, nil
}

// scored reports whether a field counts in the order of hits.
func scored(field string) bool { return fieldWeight[field].boost > 0 }

// worthWhole is how many documents stand against one that is sought when
// reading them all would cost more than reading that one.
const worthWhole = 24

func (p *posting) narrow(n uint64) { p.few = p.few || n*worthWhole < p.n }

func (p *posting) cost() uint64 { return p.n }

func (p *posting) seek(target uint64) (uint64, error) {
	if p.begun && p.cur >= target {
		return p.cur, nil
	}
	p.begun = true
	for len(p.spots) > 0 {
		s := &p.spots[0]
		if target < s.end {
			local, err := p.seekIn(s, max(target, s.first)-s.first)
			if err != nil {
				return end, err
			}
			if local != end {
				p.cur = s.first + local
				return p.cur, nil
			}
		}
		p.spots, p.whole, p.steps = p.spots[1:], nil, nil
	}
	p.cur = end
	return end, nil
}

// seekIn moves to a document of one segment; end when it has no more.
func (p *posting) seekIn(s *spot, target uint64) (uint64, error) {
	if p.whole == nil && p.steps == nil {
		if err := p.enter(s); err != nil {
			return end, err
		}
	}
	if p.whole != nil {
		p.at = p.whole.after(p.at, uint32(target))
		if p.at == len(p.whole.docs) {
			return end, nil
		}
		return uint64(p.whole.docs[p.at]), nil
	}
	var err error
	if p.found, err = p.steps.Advance(target); err != nil || p.found == nil {
		return end, err
	}
	return p.found.Number(), nil
}

// enter begins to read a segment, in one way or the other.
func (p *posting) enter(s *spot) (err error) {
	p.whole, p.at = s.whole, 0
	switch {
	case p.whole != nil:
	case p.few:
		p.steps = s.list.Iterator(scored(p.field), scored(p.field), false, nil)
	default:
		p.whole, err = p.lists.read(s)
	}
	return err
}

func (p *posting) score() float64 {
	if p.whole != nil {
		if p.whole.weights == nil {
			return 0
		}
		return float64(float32(p.weight * float64(p.whole.weights[p.at])))
	}
	if p.weight == 0 {
		return 0
	}
	return float64(float32(p.weight * float64(weigh(p.found, p.length))))
}

// weigh is the part of BM25 that one document decides.
func weigh(found segment.Posting, usual float64) float32 {
	length := usual
	if n, ok := found.(interface{ NormUint64() uint64 }); ok && n.NormUint64() > 0 {
		length = float64(n.NormUint64())
	}
	tf := float64(found.Frequency())
	return float32(tf * (saturation + 1) / (tf + saturation*(1-lengthPull+lengthPull*length/usual)))
}

// byCost puts what fits the fewest documents first, which decides how long a
// walk takes, and tells the others.
func byCost(parts []iterator) {
	slices.SortStableFunc(parts, func(a, b iterator) int { return cmp.Compare(a.cost(), b.cost()) })
	for _, p := range parts[1:] {
		p.narrow(parts[0].cost())
	}
}
