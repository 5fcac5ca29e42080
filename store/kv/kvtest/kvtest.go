// Package kvtest is the conformance suite of engines: it compares an engine with
// a model made of maps, through many random transactions.
package kvtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/store/kv"
)

// Subject is an engine under test.
type Subject struct {
	// Open opens an empty engine in an empty folder of its own, or what was kept
	// in a folder before.
	Open func(folder string) (kv.Engine, error)
	// Load opens an engine on what Snapshot wrote.
	Load func(snapshot []byte, folder string) (kv.Engine, error)
}

// Run runs the suite.
func Run(t *testing.T, s Subject) {
	t.Run("model", func(t *testing.T) { rapid.Check(t, func(rt *rapid.T) { model(rt, t, s) }) })
	t.Run("isolation", func(t *testing.T) { isolation(t, s) })
	t.Run("refusals", func(t *testing.T) { refusals(t, s) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, s) })
	t.Run("panic", func(t *testing.T) { panicking(t, s) })
}

// state is what an engine should hold.
type state struct {
	pairs     map[string]map[string]string
	sequences map[string]uint64
}

func newState() *state {
	return &state{map[string]map[string]string{}, map[string]uint64{}}
}

func (s *state) clone() *state {
	c := &state{map[string]map[string]string{}, maps.Clone(s.sequences)}
	for bucket, pairs := range s.pairs {
		c.pairs[bucket] = maps.Clone(pairs)
	}
	return c
}

func (s *state) put(bucket, key, value string) {
	if s.pairs[bucket] == nil {
		s.pairs[bucket] = map[string]string{}
	}
	s.pairs[bucket][key] = value
}

func (s *state) buckets() []string {
	var names []string
	for bucket, pairs := range s.pairs {
		if len(pairs) > 0 {
			names = append(names, bucket)
		}
	}
	slices.Sort(names)
	return names
}

// scan lists the pairs of a range as "key=value".
func (s *state) scan(bucket string, r kv.Range) []string {
	var keys []string
	for key := range s.pairs[bucket] {
		if strings.HasPrefix(key, string(r.Prefix)) && beyond(key, r) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if r.Reverse {
		slices.Reverse(keys)
	}
	if r.Limit > 0 && len(keys) > r.Limit {
		keys = keys[:r.Limit]
	}
	for i, key := range keys {
		keys[i] = fmt.Sprintf("%q=%q", key, s.pairs[bucket][key])
	}
	return keys
}

func beyond(key string, r kv.Range) bool {
	switch {
	case r.After == nil:
		return true
	case r.Reverse:
		return key < string(r.After)
	}
	return key > string(r.After)
}

// Keys come from few bytes, so that they often meet, and some are the largest
// that there are.
var (
	buckets = rapid.SampledFrom([]string{"a", "b", "long name"})
	keys    = rapid.Custom(func(t *rapid.T) []byte {
		return rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 'a', 'b', 0xfe, 0xff}), 1, 4).Draw(t, "key")
	})
	prefixes = rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', 0xff}), 0, 2)
	values   = rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 0, 20), rapid.Map(rapid.IntRange(0, 20_000),
		func(n int) []byte { return bytes.Repeat([]byte{'x'}, n) }))
	errRefused = errors.New("refused")
)

func model(rt *rapid.T, t *testing.T, s Subject) {
	folder := t.TempDir()
	engine, err := s.Open(folder)
	if err != nil {
		rt.Fatal(err)
	}
	defer func() { engine.Close() }()
	kept := newState()
	rt.Repeat(map[string]func(*rapid.T){
		"update":   func(rt *rapid.T) { kept = update(rt, engine, kept) },
		"view":     func(rt *rapid.T) { view(rt, engine, kept) },
		"reopen":   func(rt *rapid.T) { engine = reopen(rt, s, engine, folder) },
		"snapshot": func(rt *rapid.T) { snapshot(rt, s, engine, kept, t.TempDir()) },
	})
}

// update runs one transaction of random steps, some in an overlay that is
// applied or dropped, and returns what should be kept.
func update(rt *rapid.T, engine kv.Engine, kept *state) *state {
	next := kept.clone()
	refuse := rapid.Bool().Draw(rt, "refuse")
	err := engine.Update(context.Background(), func(w kv.Writer) error {
		for range rapid.IntRange(1, 4).Draw(rt, "parts") {
			next = part(rt, w, next)
		}
		if refuse {
			return errRefused
		}
		return nil
	})
	if refuse {
		if !errors.Is(err, errRefused) {
			rt.Fatalf("a refused update returned %v", err)
		}
		return kept
	}
	if err != nil {
		rt.Fatal(err)
	}
	return next
}

func part(rt *rapid.T, w kv.Writer, now *state) *state {
	if rapid.Bool().Draw(rt, "plain") {
		steps(rt, w, now)
		return now
	}
	after := now.clone()
	o := kv.NewOverlay(w)
	steps(rt, o, after)
	if rapid.Bool().Draw(rt, "drop") {
		compare(rt, w, now)
		return now
	}
	if err := o.Apply(w); err != nil {
		rt.Fatal(err)
	}
	compare(rt, w, after)
	return after
}

func steps(rt *rapid.T, w kv.Writer, now *state) {
	for range rapid.IntRange(0, 8).Draw(rt, "steps") {
		bucket, key := buckets.Draw(rt, "bucket"), keys.Draw(rt, "key")
		switch rapid.SampledFrom([]string{"put", "put", "delete", "sequence", "read"}).Draw(rt, "step") {
		case "put":
			value := values.Draw(rt, "value")
			must(rt, w.Put(bucket, key, value))
			now.put(bucket, string(key), string(value))
		case "delete":
			must(rt, w.Delete(bucket, key))
			delete(now.pairs[bucket], string(key))
		case "sequence":
			n, err := w.NextSequence(bucket)
			must(rt, err)
			if now.sequences[bucket]++; n != now.sequences[bucket] {
				rt.Fatalf("sequence of %s is %d, want %d", bucket, n, now.sequences[bucket])
			}
		case "read":
			read(rt, w, now, bucket, key)
		}
	}
}

// read compares one get and one random scan.
func read(rt *rapid.T, r kv.Reader, now *state, bucket string, key []byte) {
	got, ok, err := r.Get(bucket, key)
	must(rt, err)
	want, exists := now.pairs[bucket][string(key)]
	if ok != exists || string(got) != want {
		rt.Fatalf("get %s %q: %q %v, want %q %v", bucket, key, got, ok, want, exists)
	}
	rng := kv.Range{
		Prefix: prefixes.Draw(rt, "prefix"), Limit: rapid.IntRange(0, 4).Draw(rt, "limit"),
		Reverse: rapid.Bool().Draw(rt, "reverse"),
	}
	if rapid.Bool().Draw(rt, "from") {
		rng.After = keys.Draw(rt, "after")
	}
	if got, want := list(rt, r, bucket, rng), now.scan(bucket, rng); !slices.Equal(got, want) {
		rt.Fatalf("scan %s %+v: %v, want %v", bucket, rng, got, want)
	}
}

func list(rt rapid.TB, r kv.Reader, bucket string, rng kv.Range) []string {
	var got []string
	must(rt, r.Scan(bucket, rng, func(key, value []byte) error {
		got = append(got, fmt.Sprintf("%q=%q", key, value))
		return nil
	}))
	return got
}

// compare compares everything.
func compare(rt rapid.TB, r kv.Reader, now *state) {
	names, err := r.Buckets()
	must(rt, err)
	if want := now.buckets(); !slices.Equal(names, want) {
		rt.Fatalf("buckets %v, want %v", names, want)
	}
	for _, bucket := range []string{"a", "b", "long name", "never made"} {
		if got, want := list(rt, r, bucket, kv.Range{}), now.scan(bucket, kv.Range{}); !slices.Equal(got, want) {
			rt.Fatalf("%s holds %v, want %v", bucket, got, want)
		}
		n, err := r.Sequence(bucket)
		must(rt, err)
		if n != now.sequences[bucket] {
			rt.Fatalf("sequence of %s is %d, want %d", bucket, n, now.sequences[bucket])
		}
	}
}

func view(rt *rapid.T, engine kv.Engine, kept *state) {
	must(rt, engine.View(context.Background(), func(r kv.Reader) error {
		compare(rt, r, kept)
		read(rt, r, kept, buckets.Draw(rt, "bucket"), keys.Draw(rt, "key"))
		return nil
	}))
}

func reopen(rt *rapid.T, s Subject, engine kv.Engine, folder string) kv.Engine {
	must(rt, engine.Close())
	engine, err := s.Open(folder)
	must(rt, err)
	return engine
}

func snapshot(rt *rapid.T, s Subject, engine kv.Engine, kept *state, folder string) {
	var b bytes.Buffer
	must(rt, engine.Snapshot(&b))
	copied, err := s.Load(b.Bytes(), folder)
	must(rt, err)
	view(rt, copied, kept)
	must(rt, copied.Close())
}

func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
