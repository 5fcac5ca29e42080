package search

import "math"

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
	// narrow says that not many more than n documents will be sought.
	narrow(n uint64)
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

func (a *anyOf) narrow(n uint64) {
	for _, p := range a.parts {
		p.narrow(n)
	}
}

func (a *anyOf) score() float64 {
	sum, best, field := float32(0), float32(0), ""
	for _, p := range a.parts {
		if p.cur != a.cur {
			continue
		}
		if p.field != field {
			sum, best, field = sum+best, 0, p.field
		}
		best = max(best, float32(p.score()))
	}
	return float64(sum + best)
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

func (a *allOf) narrow(n uint64) {
	for _, p := range a.parts {
		p.narrow(n)
	}
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

func (s *someOf) narrow(n uint64) {
	for _, p := range s.parts {
		p.narrow(n)
	}
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

func (e *except) narrow(n uint64) {
	e.keep.narrow(n)
	e.drop.narrow(min(n, e.keep.cost()))
}
