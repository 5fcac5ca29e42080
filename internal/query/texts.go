package query

import (
	"container/list"
	"sync"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/links"
	"github.com/eelnou/eelnou/store"
)

// Bytes of memory for parsed texts and for comparisons, roughly counted.
const (
	textRoom       = 96 << 20
	comparisonRoom = 96 << 20
	mentionRoom    = 8 << 20
	adoptedRoom    = 32 << 20
	saidRoom       = 16 << 20
	markedRoom     = 2 << 20
	explainedRoom  = 4 << 20
)

// texts keeps parsed texts and comparisons by the hashes of what they were made
// from, so that they never grow old. What is returned is shared and must not be
// changed.
type texts struct {
	parsed    *kept[[32]byte, *lawtext.Text]
	compared  *kept[pairKey, *compare.Result]
	adopted   *kept[pairKey, *adopted]
	making    *making
	mentioned *kept[mentionKey, []amend.Mention]
	said      *kept[saidKey, *spoken]
	marked    *kept[markedKey, map[string]Marked]
	explained *kept[explainedKey, []amend.Passage]
}

func newTexts() *texts {
	return &texts{
		parsed:    newKept[[32]byte, *lawtext.Text](textRoom),
		compared:  newKept[pairKey, *compare.Result](comparisonRoom),
		adopted:   newKept[pairKey, *adopted](adoptedRoom),
		making:    newMaking(),
		mentioned: newKept[mentionKey, []amend.Mention](mentionRoom),
		said:      newKept[saidKey, *spoken](saidRoom),
		marked:    newKept[markedKey, map[string]Marked](markedRoom),
		explained: newKept[explainedKey, []amend.Passage](explainedRoom),
	}
}

// source is a revision and its text, or the parsed text when it was at hand.
type source struct {
	hash   [32]byte
	raw    string
	parsed *lawtext.Text
}

// source reads a revision's text inside a transaction, unless it is at hand.
// Parsing is left for after the transaction, which should be short.
func (t *texts) source(tx *store.Tx, r dossier.Revision) (source, error) {
	if parsed, ok := t.parsed.get(r.Hash); ok {
		return source{hash: r.Hash, parsed: parsed}, nil
	}
	raw, err := tx.RevisionText(r.Dossier, r.Document, r.No)
	return source{hash: r.Hash, raw: raw}, err
}

// parse returns a source's parsed text.
func (t *texts) parse(s source) *lawtext.Text {
	if s.parsed != nil {
		return s.parsed
	}
	return t.parsed.make(s.hash, func() (*lawtext.Text, int) {
		parsed := lawtext.Parse(s.raw)
		return parsed, len(s.raw) + 200*len(parsed.Nodes)
	})
}

// pair is two revisions to be compared, with what officials said that concerns
// them.
type pair struct {
	old, new source
	said     links.Said
}

// pair reads two revisions inside a transaction.
func (t *texts) pair(tx *store.Tx, old, new dossier.Revision) (x pair, err error) {
	if x.old, err = t.source(tx, old); err != nil {
		return x, err
	}
	if x.new, err = t.source(tx, new); err != nil {
		return x, err
	}
	x.said, err = links.Between(tx, old, new)
	return x, err
}

// key names the comparison of a pair, with what was said as it holds for the two.
func (t *texts) key(x pair) (pairKey, []compare.Fixed) {
	key := pairKey{old: x.old.hash, new: x.new.hash, algorithm: compare.Version}
	if x.said.Nothing() {
		return key, nil
	}
	fixed := x.said.Fixed(t.parse(x.old), t.parse(x.new))
	key.said = links.Hash(fixed)
	return key, fixed
}

// compare returns what changed between the two of a pair.
func (t *texts) compare(x pair) *compare.Result {
	key, fixed := t.key(x)
	return t.compared.make(key, func() (*compare.Result, int) {
		a, b := t.parse(x.old), t.parse(x.new)
		return compare.With(a, b, fixed), 2*(len(a.Source)+len(b.Source)) + 300*(len(a.Nodes)+len(b.Nodes))
	})
}

// kept is a bounded store of made things that forgets what was not asked for
// longest. A thing asked for by many at once is made once.
type kept[K comparable, V any] struct {
	mu    sync.Mutex
	room  int
	used  int
	order *list.List // of *thing, last asked first
	byKey map[K]*list.Element
}

type thing[K comparable, V any] struct {
	key   K
	once  sync.Once
	value V
	ready bool
	size  int
}

func newKept[K comparable, V any](room int) *kept[K, V] {
	return &kept[K, V]{room: room, order: list.New(), byKey: map[K]*list.Element{}}
}

// get returns the thing if it is at hand.
func (k *kept[K, V]) get(key K) (value V, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, found := k.byKey[key]
	if !found {
		return value, false
	}
	t := e.Value.(*thing[K, V])
	if t.ready {
		k.order.MoveToFront(e)
	}
	return t.value, t.ready
}

// make returns the thing, made now if it is not at hand.
func (k *kept[K, V]) make(key K, build func() (V, int)) V {
	t := k.slot(key)
	t.once.Do(func() {
		defer k.forgetUnmade(t)
		value, size := build()
		k.mu.Lock()
		defer k.mu.Unlock()
		t.value, t.size, t.ready = value, size, true
		if _, still := k.byKey[key]; still {
			k.used += size
		}
		k.shrink(t)
	})
	return t.value
}

// forgetUnmade lets the next who asks try again when making the thing panicked.
func (k *kept[K, V]) forgetUnmade(t *thing[K, V]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e, ok := k.byKey[t.key]; ok && !t.ready {
		k.order.Remove(e)
		delete(k.byKey, t.key)
	}
}

func (k *kept[K, V]) slot(key K) *thing[K, V] {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e, ok := k.byKey[key]; ok {
		k.order.MoveToFront(e)
		return e.Value.(*thing[K, V])
	}
	t := &thing[K, V]{key: key}
	k.byKey[key] = k.order.PushFront(t)
	return t
}

// shrink forgets old things until the rest fits; the newest always stays.
func (k *kept[K, V]) shrink(newest *thing[K, V]) {
	for e := k.order.Back(); e != nil && k.used > k.room; {
		t, before := e.Value.(*thing[K, V]), e.Prev()
		if t != newest && t.ready {
			k.order.Remove(e)
			delete(k.byKey, t.key)
			k.used -= t.size
		}
		e = before
	}
}
