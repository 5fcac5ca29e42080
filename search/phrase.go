package search

import (
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// phrase walks the documents in which its words stand one after another.
type phrase struct {
	all   allOf     // of the words, wherever they stand
	words []*places // in the order of the phrase
}

func (p *phrase) seek(target uint64) (uint64, error) {
	for {
		at, err := p.all.seek(target)
		if err != nil || at == end {
			return at, err
		}
		if ok, err := p.adjoin(at); ok || err != nil {
			return at, err
		}
		target = at + 1
	}
}

// adjoin reports whether the words stand in order in a document that has all.
func (p *phrase) adjoin(doc uint64) (bool, error) {
	for _, w := range p.words {
		if err := w.seek(doc); err != nil {
			return false, err
		}
	}
	for _, first := range p.words[0].found {
		if p.follows(first.Pos()) {
			return true, nil
		}
	}
	return false, nil
}

func (p *phrase) follows(pos uint64) bool {
next:
	for i, w := range p.words[1:] {
		for _, v := range w.found {
			if v.Pos() == pos+uint64(i)+1 {
				continue next
			}
		}
		return false
	}
	return true
}

func (p *phrase) cost() uint64    { return p.all.cost() }
func (p *phrase) score() float64  { return 4 * p.all.score() }
func (p *phrase) narrow(n uint64) { p.all.narrow(n) }

// places finds where one term stands in documents that have it. It reads those
// documents alone, since places take more room than all else in an index.
type places struct {
	spots []spot
	steps segment.PostingsIterator // of the first spot
	found []segment.Location
}

// seek finds the places in a document after the last one asked for.
func (p *places) seek(doc uint64) error {
	for doc >= p.spots[0].end {
		p.spots, p.steps = p.spots[1:], nil
	}
	s := &p.spots[0]
	if p.steps == nil {
		list, err := s.dict.PostingsList([]byte(s.key.term), nil, nil)
		if err != nil {
			return err
		}
		p.steps = list.Iterator(true, true, true, nil)
	}
	p.found = nil
	found, err := p.steps.Advance(doc - s.first)
	if err == nil && found != nil && found.Number() == doc-s.first {
		p.found = found.Locations()
	}
	return err
}
