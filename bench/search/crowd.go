package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/eelnou/eelnou/search"
)

const (
	searchers  = 16
	goalCrowd  = 3.0
	crowdAsked = 60 // queries of each searcher
)

// crowd compares the waiting times of many searchers while the index is
// written at full speed with those while it is not.
func crowd(ctx context.Context, x *search.Index, docs []search.Document) error {
	q := ask(docs)
	idle, err := searchAtOnce(ctx, x, q)
	if err != nil {
		return err
	}
	stop, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for n := 0; err == nil; n = (n + 500) % (len(docs) - 500) {
			select {
			case <-stop:
				failed <- nil
				return
			default:
				err = x.Apply(search.Batch{Put: docs[n : n+500], Position: x.Position() + 1})
			}
		}
		failed <- err
	}()
	busy, err := searchAtOnce(ctx, x, q)
	close(stop)
	if err := <-failed; err != nil {
		return err
	}
	if err != nil {
		return err
	}
	ratio := float64(at(busy, 99)) / float64(at(idle, 99))
	fmt.Printf("%d searchers at once: p99 %.0f ms, while indexing %.0f ms: %.2f ×: %s\n", searchers, ms(at(idle, 99)), ms(at(busy, 99)), ratio, verdict(ratio <= goalCrowd))
	return nil
}

func searchAtOnce(ctx context.Context, x *search.Index, q questions) ([]time.Duration, error) {
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	var group sync.WaitGroup
	for n := range searchers {
		group.Go(func() {
			for i := range crowdAsked {
				words := q.terms[(n*13+i)%len(q.terms)]
				if i%2 == 0 {
					words = q.pairs[(n*13+i)%len(q.pairs)]
				}
				begun := time.Now()
				_, err := x.Find(ctx, search.Query{Words: words})
				mu.Lock()
				all = append(all, time.Since(begun))
				if err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	slices.Sort(all)
	return all, failed
}
