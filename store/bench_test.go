package store_test

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

// clients is how many write at once. Each waits until its write is durable.
const clients = 64

// BenchmarkWrites64 is durable comments by many clients through the store.
func BenchmarkWrites64(b *testing.B) {
	s := storetest.Open(b)
	q := storetest.Consultation("JDM/26-0001", 1)
	concurrently(b, func(int64) error {
		return s.Update(b.Context(), func(tx *store.Tx) error {
			no, err := tx.NextComment(2026)
			if err != nil {
				return err
			}
			return tx.PutComment(storetest.Comment(no, q.ID))
		})
	})
}

// BenchmarkPlainWrites64 is the reference: a transaction of the engine each.
func BenchmarkPlainWrites64(b *testing.B) {
	engine, err := bolt.Open(b.TempDir(), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	concurrently(b, func(n int64) error {
		return engine.Update(b.Context(), func(w kv.Writer) error {
			return w.Put("comment", fmt.Appendf(nil, "%08d", n), []byte("Toetan eelnõu."))
		})
	})
}

func concurrently(b *testing.B, fn func(n int64) error) {
	b.Helper()
	var n atomic.Int64
	b.SetParallelism((clients + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := fn(n.Add(1)); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
