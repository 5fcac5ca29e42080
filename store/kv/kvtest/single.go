package kvtest

import (
	"context"
	"errors"
	"testing"

	"github.com/eelnou/eelnou/store/kv"
)

func opened(t *testing.T, s Subject) kv.Engine {
	t.Helper()
	engine, err := s.Open(t.TempDir())
	must(t, err)
	t.Cleanup(func() { engine.Close() })
	return engine
}

func set(t *testing.T, engine kv.Engine, value string) {
	t.Helper()
	must(t, engine.Update(context.Background(), func(w kv.Writer) error {
		return w.Put("a", []byte("key"), []byte(value))
	}))
}

func value(t *testing.T, r kv.Reader) string {
	t.Helper()
	b, _, err := r.Get("a", []byte("key"))
	must(t, err)
	return string(b)
}

// isolation: a reader sees the state it began with, while updates go on and end.
func isolation(t *testing.T, s Subject) {
	engine := opened(t, s)
	set(t, engine, "old")
	must(t, engine.View(context.Background(), func(r kv.Reader) error {
		set(t, engine, "new")
		if got := value(t, r); got != "old" {
			t.Errorf("a reader that began before sees %q", got)
		}
		return nil
	}))
	must(t, engine.View(context.Background(), func(r kv.Reader) error {
		if got := value(t, r); got != "new" {
			t.Errorf("a reader that began after sees %q", got)
		}
		return nil
	}))
}

// refusals: keys that are empty or too long, in the engine and in an overlay.
func refusals(t *testing.T, s Subject) {
	engine := opened(t, s)
	must(t, engine.Update(context.Background(), func(w kv.Writer) error {
		for name, writer := range map[string]kv.Writer{"engine": w, "overlay": kv.NewOverlay(w)} {
			for _, key := range [][]byte{nil, {}, make([]byte, kv.MaxKey+1)} {
				if err := writer.Put("a", key, nil); !errors.Is(err, kv.ErrKey) {
					t.Errorf("%s: put of a key of %d bytes: %v", name, len(key), err)
				}
				if err := writer.Delete("a", key); !errors.Is(err, kv.ErrKey) {
					t.Errorf("%s: delete of a key of %d bytes: %v", name, len(key), err)
				}
			}
			if err := writer.Put("", []byte("k"), nil); !errors.Is(err, kv.ErrKey) {
				t.Errorf("%s: put into a bucket without a name: %v", name, err)
			}
			must(t, writer.Put("a", make([]byte, kv.MaxKey), nil))
		}
		return nil
	}))
}

// cancelled: nothing begins when the context has ended.
func cancelled(t *testing.T, s Subject) {
	engine := opened(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := engine.View(ctx, func(kv.Reader) error { t.Error("View ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("View: %v", err)
	}
	if err := engine.Update(ctx, func(kv.Writer) error { t.Error("Update ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Update: %v", err)
	}
}

// panicking: an update that panics keeps nothing and the engine goes on.
func panicking(t *testing.T, s Subject) {
	engine := opened(t, s)
	set(t, engine, "old")
	func() {
		defer func() { _ = recover() }()
		_ = engine.Update(context.Background(), func(w kv.Writer) error {
			must(t, w.Put("a", []byte("key"), []byte("new")))
			panic("in an update")
		})
	}()
	must(t, engine.View(context.Background(), func(r kv.Reader) error {
		if got := value(t, r); got != "old" {
			t.Errorf("a panic left %q", got)
		}
		return nil
	}))
	set(t, engine, "newer")
}
