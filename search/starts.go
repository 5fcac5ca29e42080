package search

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// starts are the beginnings of titles in one segment. Segments never change, so
// they are read once, at the first suggestion.
type starts struct {
	list   []start // by rest
	titled map[uint32]Suggestion
}

type start struct {
	rest string // of a title, from one of its words on
	word int    // which word
	doc  uint32 // in the segment
}

func (s start) before(t start) int {
	return cmp.Or(cmp.Compare(s.word, t.word), strings.Compare(s.rest, t.rest))
}

// starting keeps the starts of the segments of one index.
type starting struct {
	mu    sync.Mutex
	known map[uint64]*starts // by segment
}

func (t *starting) of(s *scorch.SegmentSnapshot) (*starts, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if have := t.known[s.Id()]; have != nil {
		return have, nil
	}
	read, err := readStarts(s)
	if err != nil {
		return nil, err
	}
	if t.known == nil {
		t.known = map[uint64]*starts{}
	}
	t.known[s.Id()] = read
	return read, nil
}

// forget drops those of segments that are gone.
func (t *starting) forget(gone func(segment uint64) bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.known, func(segment uint64, _ *starts) bool { return gone(segment) })
}

func readStarts(s *scorch.SegmentSnapshot) (*starts, error) {
	dict, err := s.Segment().Dictionary(fieldStart)
	if err != nil {
		return nil, err
	}
	read := &starts{titled: map[uint32]Suggestion{}}
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return read, err
		}
		part := strings.SplitN(entry.Term, "\x00", 3)
		if len(part) != 3 {
			continue
		}
		word, err := strconv.Atoi(part[1])
		if err != nil {
			continue
		}
		docs, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return nil, err
		}
		steps := docs.Iterator(false, false, false, nil)
		for {
			found, err := steps.Next()
			if err != nil {
				return nil, err
			}
			if found == nil {
				break
			}
			doc := uint32(found.Number())
			read.list = append(read.list, start{strings.Clone(part[0]), word, doc})
			if _, have := read.titled[doc]; have {
				continue
			}
			d, err := loadFrom(s, found.Number())
			if err != nil {
				return nil, err
			}
			read.titled[doc] = Suggestion{ID: d.ID, Title: d.Title, Group: d.Group, Address: d.Address}
		}
	}
}

// titles lists the titles that have a word from which on they begin so, at most
// n: by which word it is, then by the rest.
func titles(r *reader, prefix string, n int) ([]Suggestion, error) {
	var best []titled
	for _, s := range r.Segments() {
		in, err := r.columns.starts.of(s)
		if err != nil {
			return nil, err
		}
		gone := s.Deleted()
		from, _ := slices.BinarySearchFunc(in.list, prefix, func(one start, prefix string) int { return strings.Compare(one.rest, prefix) })
		for _, one := range in.list[from:] {
			if !strings.HasPrefix(one.rest, prefix) {
				break
			}
			if len(best) == n && one.before(best[n-1].start) >= 0 || gone != nil && gone.Contains(one.doc) {
				continue
			}
			best = (titled{one, in.titled[one.doc]}).into(best, n)
		}
	}
	var list []Suggestion
	for _, one := range best {
		list = append(list, one.Suggestion)
	}
	return list, nil
}

// titled is a title with the way it was come to.
type titled struct {
	start
	Suggestion
}

// into puts a title into a list of the n best, in which each stands once.
func (f titled) into(best []titled, n int) []titled {
	if i := slices.IndexFunc(best, func(b titled) bool { return b.ID == f.ID }); i >= 0 {
		if f.before(best[i].start) >= 0 {
			return best
		}
		best = slices.Delete(best, i, i+1)
	}
	at, _ := slices.BinarySearchFunc(best, f, func(a, b titled) int { return cmp.Or(a.before(b.start), strings.Compare(a.ID, b.ID)) })
	best = slices.Insert(best, at, f)
	return best[:min(len(best), n)]
}
