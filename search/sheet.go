package search

import (
	"cmp"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// sheet is where the terms of a document are laid out as the library takes them:
// in maps that have many times the size of the text. So the documents of a batch
// share one. The library goes through them one after another, twice, and keeps
// nothing of what a field gave it once it is with the next document.
type sheet struct {
	laid  *record // whose terms these are
	terms [whole]terms

	freqs  reused[index.TokenFreq]
	places reused[index.TokenLocation]
	list   []*index.TokenLocation // places by word
	first  []int32                // of each word in list
	next   []int32                // the place of each word that comes next
}

// terms are those of one field with how often and where they stand.
type terms struct {
	freqs  index.TokenFrequencies
	length int
}

// of returns the terms of a document by field. They hold until the next call for
// another document.
func (s *sheet) of(r *record) *[whole]terms {
	if s.laid != r {
		s.lay(r)
	}
	return &s.terms
}

func (s *sheet) lay(r *record) {
	s.clear()
	s.laid = r
	s.locate(&r.text)
	for i := range r.text.words {
		s.word(i, &r.text.words[i])
	}
	for i := range r.within.words {
		w := &r.within.words[i]
		within := &s.terms[inWithin]
		within.length += int(w.body)
		for _, key := range w.Keys {
			s.put(within, key, w.body)
		}
	}
	for _, n := range r.names {
		s.terms[n.place].length++
		s.put(&s.terms[n.place], n.term, 1)
	}
}

// clear makes room for another document.
func (s *sheet) clear() {
	if s.laid == nil || len(s.laid.text.words) > manyWords {
		*s = sheet{}
		for i := range s.terms {
			s.terms[i].freqs = index.TokenFrequencies{}
		}
		return
	}
	for i := range s.terms {
		clear(s.terms[i].freqs)
		s.terms[i].length = 0
	}
	s.freqs.clear()
	s.places.clear()
}

// word puts a word into every field it belongs to.
func (s *sheet) word(i int, w *counted) {
	body, title := &s.terms[inBody], &s.terms[inTitle]
	body.length += int(w.body)
	title.length += int(w.title)
	for _, key := range w.Keys {
		s.put(body, key, w.body)
		if w.title > 0 {
			s.put(title, key, w.title)
		}
	}
	if w.plain == 0 {
		return
	}
	plain, parts := &s.terms[inPlain], &s.terms[inParts]
	plain.length += int(w.plain)
	s.stand(plain, w.Plain, s.list[s.first[i]:s.first[i]+w.plain])
	for _, key := range w.PartKeys {
		parts.length += int(w.plain)
		s.put(parts, key, w.plain)
	}
}

// locate lists the places of each word after those of the one before.
func (s *sheet) locate(t *tally) {
	s.list = slices.Grow(s.list[:0], t.places)[:t.places]
	s.first = slices.Grow(s.first[:0], len(t.words))[:len(t.words)]
	before := int32(0)
	for i := range t.words {
		s.first[i] = before
		before += t.words[i].plain
	}
	s.next = append(s.next[:0], s.first...)
	for position, n := range t.order {
		if n == nothing {
			continue
		}
		// Only the order of words matters, so the bytes are not kept.
		at := s.places.take()
		at.Position = position + 1
		s.list[s.next[n]] = at
		s.next[n]++
	}
}

func (s *sheet) put(t *terms, term string, n int32) *index.TokenFreq {
	f := t.freqs[term]
	if f == nil {
		f = s.freqs.take()
		t.freqs[term] = f
	}
	f.SetFrequency(f.Frequency() + int(n))
	return f
}

// stand adds a term with its places.
func (s *sheet) stand(t *terms, term string, places []*index.TokenLocation) {
	f := s.put(t, term, int32(len(places)))
	if f.Locations == nil {
		f.Locations = places[:len(places):len(places)]
		return
	}
	f.Locations = append(f.Locations, places...)
	slices.SortFunc(f.Locations, func(a, b *index.TokenLocation) int { return cmp.Compare(a.Position, b.Position) })
}

// reused gives out values that are taken back all at once.
type reused[T any] struct {
	slabs [][]T
	taken int
}

// slab is how many values are allocated at once.
const slab = 256

func (u *reused[T]) take() *T {
	if u.taken == slab*len(u.slabs) {
		u.slabs = append(u.slabs, make([]T, slab))
	}
	v := &u.slabs[u.taken/slab][u.taken%slab]
	u.taken++
	return v
}

// clear takes everything back.
func (u *reused[T]) clear() {
	for i := 0; i*slab < u.taken; i++ {
		clear(u.slabs[i])
	}
	u.taken = 0
}
