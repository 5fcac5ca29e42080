package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
)

// measureReading rebuilds every revision of the largest act.
func measureReading(ctx context.Context, acts []act, temp string) error {
	s, err := openStore(filepath.Join(temp, "data"))
	if err != nil {
		return err
	}
	defer s.Close()
	id, revisions, size := largest(acts)
	var worst, all time.Duration
	for no := 1; no <= revisions; no++ {
		took, err := cpuOf(func() error {
			return s.View(ctx, func(tx *store.Tx) error {
				_, err := tx.RevisionText(id, 1, no)
				return err
			})
		})
		if err != nil {
			return err
		}
		all += took
		worst = max(worst, took)
	}
	fmt.Printf("reading: %d revisions of the largest act (%d kB): %.2f ms of CPU on average, %.2f ms at worst (at most 5)\n",
		revisions, size/1000, ms(all)/float64(revisions), ms(worst))
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func largest(acts []act) (id dossier.ID, revisions, size int) {
	for i, a := range acts {
		for _, r := range a.Revisions {
			if len(r.text) > size {
				id, revisions, size = a.dossier(i), len(a.Revisions), len(r.text)
			}
		}
	}
	return id, revisions, size
}

// repeats is how often cpuOf repeats, because the kernel counts coarsely.
const repeats = 10

// cpuOf is how much CPU time fn takes, garbage collection included.
func cpuOf(fn func() error) (time.Duration, error) {
	before := processTime()
	for range repeats {
		if err := fn(); err != nil {
			return 0, err
		}
	}
	return (processTime() - before) / repeats, nil
}

// How durable writes are measured: so many clients, so long, in turns.
const (
	clients = 64
	stretch = 700 * time.Millisecond
	rounds  = 4
)

// measureWriting compares durable comments by many clients through the store
// with the same clients each in a bbolt transaction of its own.
func measureWriting(ctx context.Context, temp string) error {
	s, err := openStore(filepath.Join(temp, "writing"))
	if err != nil {
		return err
	}
	defer s.Close()
	plain, err := bolt.Open(filepath.Join(temp, "plain"), bolt.Options{})
	if err != nil {
		return err
	}
	defer plain.Close()
	var ours, theirs, alone int
	for range rounds {
		n, err := hammer(clients, func() error { return addComment(ctx, s) })
		if err != nil {
			return err
		}
		ours += n
		if n, err = hammer(clients, func() error { return addPlain(ctx, plain) }); err != nil {
			return err
		}
		theirs += n
		if n, err = hammer(1, func() error { return addComment(ctx, s) }); err != nil {
			return err
		}
		alone += n
	}
	seconds := rounds * stretch.Seconds()
	fmt.Printf("writing: %.0f durable comments/s with %d clients, %.0f with one; one bbolt Update each %.0f/s: %.1f x (at least 5)\n",
		float64(ours)/seconds, clients, float64(alone)/seconds, float64(theirs)/seconds, float64(ours)/float64(theirs))
	return kept(ctx, s, ours+alone)
}

// kept returns an error unless every comment acknowledged is there.
func kept(ctx context.Context, s *store.Store, want int) error {
	return s.View(ctx, func(tx *store.Tx) error {
		list, err := tx.CommentsOf(window, 0, 0)
		if err == nil && len(list) != want {
			err = fmt.Errorf("%d comments acknowledged, %d kept", want, len(list))
		}
		return err
	})
}

func hammer(clients int, fn func() error) (int, error) {
	var n atomic.Int64
	var wg sync.WaitGroup
	var once sync.Once
	var failure error
	end := time.Now().Add(stretch)
	for range clients {
		wg.Go(func() {
			for time.Now().Before(end) {
				if err := fn(); err != nil {
					once.Do(func() { failure = err })
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	return int(n.Load()), failure
}

var window = consult.ID{Dossier: "JDM/26-0001", No: 1}

const remark = "Paragrahv 5 lõige 2 vajab täpsustamist: tähtaeg on liiga lühike ja selle algus on ebaselge."

func addComment(ctx context.Context, s *store.Store) error {
	return s.Update(ctx, func(tx *store.Tx) error {
		no, err := tx.NextComment(2026)
		if err != nil {
			return err
		}
		return tx.PutComment(consult.Comment{
			No: no, Consultation: window, Author: consult.Author{Kind: consult.Private, Person: "p"},
			Text: remark, Submitted: tx.Now(), State: consult.Public,
		})
	})
}

func addPlain(ctx context.Context, engine kv.Engine) error {
	return engine.Update(ctx, func(w kv.Writer) error {
		n, err := w.NextSequence("comment")
		if err != nil {
			return err
		}
		return w.Put("comment", fmt.Appendf(nil, "%08d", n), []byte(remark))
	})
}
