package web

import (
	"container/list"
	"sync"
	"sync/atomic"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
)

// moment is what a page kept ready depends on beside its address: the newest
// event that could have changed it and the day in Tallinn.
type moment struct {
	seq event.Seq
	day clock.Date
}

// ready is a page kept for anonymous readers. Only bodies, asked
// and size ever change.
type ready struct {
	address string
	dossier dossier.ID // whose events change it; empty: any event does
	moment  moment
	tags    [encodings][]byte
	bodies  [encodings][]byte
	asked   atomic.Int32 // how often after the first
	size    int
}

// pages keeps pages of anonymous readers up to a number of bytes and forgets
// the ones not asked for longest. An old page is never served: who asks names
// the moment, and a page of another moment is dropped.
type pages struct {
	mu      sync.Mutex
	limit   int
	size    int
	order   *list.List // of *ready, last asked first
	byPlace map[string]*list.Element
}

func newPages(limit int) *pages {
	return &pages{limit: limit, order: list.New(), byPlace: map[string]*list.Element{}}
}

// find returns the page at an address, or nil. The moment it must be of is asked
// for with the dossier the page belongs to.
func (p *pages) find(address []byte, now func(dossier.ID) (at moment, ok bool)) *ready {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.byPlace[string(address)]
	if !ok {
		return nil
	}
	r := e.Value.(*ready)
	if at, ok := now(r.dossier); !ok || r.moment != at {
		p.drop(e)
		return nil
	}
	p.order.MoveToFront(e)
	r.asked.Add(1)
	return r
}

// put keeps a page; one larger than an eighth of the room is not kept.
func (p *pages) put(r *ready) {
	r.size = len(r.address) + 200
	for _, b := range r.bodies {
		r.size += len(b)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byPlace[r.address]; ok {
		p.drop(e)
	}
	if r.size > p.limit/8 {
		return
	}
	p.byPlace[r.address] = p.order.PushFront(r)
	p.size += r.size
	for p.size > p.limit {
		p.drop(p.order.Back())
	}
}

// body returns a page's body in an encoding, and whether it is kept.
func (p *pages) body(r *ready, as encoding) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return r.bodies[as], r.bodies[as] != nil
}

// keep adds an encoding to a page that may still be kept.
func (p *pages) keep(r *ready, as encoding, body []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byPlace[r.address]; !ok || e.Value.(*ready) != r || r.bodies[as] != nil {
		return
	}
	r.bodies[as] = body
	r.size += len(body)
	p.size += len(body)
	for p.size > p.limit {
		p.drop(p.order.Back())
	}
}

func (p *pages) drop(e *list.Element) {
	r := p.order.Remove(e).(*ready)
	delete(p.byPlace, r.address)
	p.size -= r.size
}
