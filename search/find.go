package search

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
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
	done, err := x.turn(ctx)
	if err != nil {
		return Results{}, err
	}
	defer done()
	err = x.read(func(r *reader) error {
		var err error
		res, err = find(ctx, r, &q)
		return err
	})
	if ctx.Err() != nil {
		return Results{}, tooSlow()
	}
	res.Took, res.State = time.Since(begun), x.State()
	if err != nil {
		x.log.Error("search: find", "words", len(q.Words), "error", err)
		res.State.Rebuilding = true
	}
	return res, nil
}

func tooSlow() error { return fault.New(fault.Unavailable, "search_errors.too_slow") }

// leastTurns is how many queries are answered at once however few processors there are.
const leastTurns = 4

// turn waits until few enough other queries are being answered. What one needs is
// bounded; many at once would be no faster and need that much memory more.
func (x *Index) turn(ctx context.Context) (done func(), err error) {
	select {
	case x.turns <- struct{}{}:
		return func() { <-x.turns }, nil
	case <-ctx.Done():
		return nil, tooSlow()
	}
}

// find reads the query strictly first; when too little fits, it settles for
// some of the words.
func find(ctx context.Context, r *reader, q *Query) (Results, error) {
	a := read(q.Words, q.Names, q.Offices)
	found, err := collect(ctx, r, q, a, false)
	if err != nil {
		return Results{}, err
	}
	if found.total < few && q.After == "" && a.several() || found.total == 0 && a.parted() {
		wider, err := collect(ctx, r, q, a, true)
		if err != nil {
			return Results{}, err
		}
		if wider.total > found.total {
			found, a.reading.Any = wider, true
		}
	}
	// The words of an index are everybody's: within bounds none is suggested.
	if (found.total < 3 || a.reading.Any) && len(q.Institutions) == 0 {
		if a.reading.Meant, err = meant(ctx, r, a); err != nil {
			return Results{}, err
		}
	}
	return found.results(r, q, a)
}

// several reports whether some of what is asked for may be enough when too little
// has all of it. All that an institution has is not.
func (a *asked) several() bool { return len(a.words)+len(a.phrases) > 1 && len(a.offices) == 0 }

// parted reports whether a provision, or a number or an institution beside something
// else, is asked for: where nothing fits, a part of that may. A number alone is here or not.
func (a *asked) parted() bool {
	return len(a.numbers) > 0 || len(a.matters)+len(a.offices) > 0 && len(a.words)+len(a.phrases) > 0
}

// collected is what a walk over the index found.
type collected struct {
	total   int
	top     ranking
	column  *column
	buckets []*bucket // by sort
	after   *place
	most    int                // hits or groups kept
	matters map[uint32]*matter // when hits are grouped
}

// ranked hits, the worst first, as a heap.
type ranking []place

type place struct {
	number uint64
	key    float64 // greater comes first
	order  uint64  // decides between equal keys
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

func collect(ctx context.Context, r *reader, q *Query, a *asked, wide bool) (*collected, error) {
	rs, err := newReaders(r)
	if err != nil {
		return nil, err
	}
	root, err := rs.root(q, a, wide)
	if err != nil {
		return nil, err
	}
	c := &collected{matters: map[uint32]*matter{}}
	if root == nil {
		return c, nil
	}
	if c.column, err = r.column(); err != nil {
		return nil, err
	}
	c.buckets = make([]*bucket, len(c.column.sorts))
	c.after, c.most = cursorOf(q.After), q.From+q.Size+1
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
		target = at + 1
		c.take(q, at, root)
	}
}

// take counts a document that has the words and keeps it if it belongs there.
func (c *collected) take(q *Query, at uint64, root iterator) {
	row := c.column.at(at)
	if row.sort == nowhere {
		return
	}
	b := c.buckets[row.sort]
	if b == nil {
		b = q.newBucket(c.column.sorts[row.sort])
		c.buckets[row.sort] = b
	}
	if !q.stood(row) {
		return
	}
	b.n++
	if !b.hit() {
		return
	}
	c.total++
	p := q.place(at, b, row, root.score())
	if q.Grouped {
		c.gather(row.group, p)
		return
	}
	c.keep(p)
}

// keep takes a hit into the page when it belongs there.
func (c *collected) keep(p place) {
	switch {
	case c.after != nil && !c.after.before(p):
	case len(c.top) < c.most:
		heap.Push(&c.top, p)
	case p.before(c.top[0]):
		c.top[0] = p
		heap.Fix(&c.top, 0)
	}
}

// place says where a hit stands in the order asked for.
func (q *Query) place(number uint64, b *bucket, row *row, score float64) place {
	// A dossier answers a question about a matter better than one of its
	// many provisions with the same words.
	if b.kind == Dossier || b.kind == Paper {
		score *= 1.6
	}
	p := place{number: number, key: score, order: row.order, score: score}
	switch q.Sort {
	case ByDate:
		p.key = float64(row.changed)
	case ByDeadline:
		p.key = q.nearness(b.deadline)
	case ByFirst:
		p.key = -float64(row.from)
		if row.from == 0 {
			p.key = math.Inf(-1)
		}
	default:
		if score == 0 {
			p.key = float64(row.changed)
		}
	}
	return p
}

// nearness orders deadlines: those to come by how soon, then those that have
// passed by how lately, then what has none.
func (q *Query) nearness(deadline int64) float64 {
	today := dayOf(q.Today)
	switch {
	case deadline == 0:
		return math.Inf(-1)
	case deadline >= today:
		return float64(today - deadline)
	}
	return float64(deadline-today) - 1e6
}
