package search

import (
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// row is what a query must know of every document it passes. Reading it from
// the index for each is what a search would cost most, so all of it stands in
// memory: 32 bytes a document, segment by segment, because segments never
// change.
type row struct {
	sort, group uint32 // numbers in the pool
	from, until int32  // days since 1970
	changed     int64  // seconds since 1970
	order       uint64 // decides between equal hits
}

// nowhere is the sort of a document without facts.
const nowhere = ^uint32(0)

// columns keeps the rows of the segments of one index.
type columns struct {
	mu       sync.Mutex
	segments map[uint64][]row
	sorts    pool[facts]
	groups   pool[string]
	lists    lists
	starts   starting
}

// pool numbers values. It only grows: what documents are is of few sorts.
type pool[T comparable] struct {
	numbers map[T]uint32
	values  []T
}

func (p *pool[T]) number(v T) uint32 {
	n, ok := p.numbers[v]
	if !ok {
		if p.numbers == nil {
			p.numbers = map[T]uint32{}
		}
		n = uint32(len(p.values))
		p.numbers[v] = n
		p.values = append(p.values, v)
	}
	return n
}

// reader is a snapshot of an index with the rows of its documents.
type reader struct {
	*scorch.IndexSnapshot
	columns *columns
}

// column is the rows of a snapshot. It is read by rising document number.
type column struct {
	parts   []part
	sorts   []facts
	groups  []string
	segment int
	first   uint64 // number of the first document of the segment
}

// part is a column of one segment.
type part struct {
	rows []row
	gone interface{ Contains(uint32) bool } // what is deleted, or nil
}

// column gathers the rows of the snapshot; only segments not seen before are
// read.
func (r *reader) column() (*column, error) {
	c := r.columns
	c.mu.Lock()
	defer c.mu.Unlock()
	col, used, read := &column{}, map[uint64][]row{}, false
	first := uint64(0)
	for _, s := range r.Segments() {
		size := uint64(s.FullSize())
		rows, ok := c.segments[s.Id()]
		if !ok || uint64(len(rows)) != size {
			var err error
			if rows, err = c.load(r, s, first); err != nil {
				return nil, err
			}
			read = true
		}
		used[s.Id()] = rows
		p := part{rows: rows}
		if gone := s.Deleted(); gone != nil {
			p.gone = gone
		}
		col.parts = append(col.parts, p)
		first += size
	}
	if len(used) != len(c.segments) || read {
		gone := func(segment uint64) bool { return used[segment] == nil }
		c.lists.forget(gone)
		c.starts.forget(gone)
	}
	c.segments = used
	col.sorts, col.groups = c.sorts.values, c.groups.values
	return col, nil
}

// load reads the rows of one segment.
func (c *columns) load(r *reader, s *scorch.SegmentSnapshot, first uint64) ([]row, error) {
	values, err := r.DocValueReader([]string{fieldFacts})
	if err != nil {
		return nil, err
	}
	rows := make([]row, s.FullSize())
	known := map[string]row{}
	var id index.IndexInternalID
	for n := range rows {
		rows[n].sort = nowhere
		id = index.NewIndexInternalID(id, first+uint64(n))
		err := values.VisitDocValues(id, func(_ string, term []byte) {
			one, ok := known[string(term)]
			if !ok {
				one = c.row(decodeFacts(string(term)))
				known[string(term)] = one
			}
			rows[n] = one
		})
		if err != nil {
			return nil, err
		}
		name, err := s.DocID(uint64(n))
		if err != nil {
			return nil, err
		}
		rows[n].order = orderOf(string(name))
	}
	return rows, nil
}

// row takes apart what many documents share and what is each one's own.
func (c *columns) row(f facts) row {
	r := row{group: c.groups.number(f.group), from: int32(f.from), until: int32(f.until), changed: f.changed}
	f.group, f.from, f.until, f.changed = "", 0, 0, 0
	r.sort = c.sorts.number(f)
	return r
}

var absent = row{sort: nowhere}

// at returns the row of a document whose number is not below the last asked for.
func (c *column) at(number uint64) *row {
	for c.segment < len(c.parts) {
		p := &c.parts[c.segment]
		if number < c.first+uint64(len(p.rows)) {
			if p.gone != nil && p.gone.Contains(uint32(number-c.first)) {
				return &absent
			}
			return &p.rows[number-c.first]
		}
		c.first += uint64(len(p.rows))
		c.segment++
	}
	return &absent
}
