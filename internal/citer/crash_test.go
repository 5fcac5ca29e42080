package citer_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/kv"
	"github.com/eelnou/eelnou/store/storetest"
)

const childFolder = "EELNOU_TEST_FOLDER"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		fmt.Fprintln(os.Stderr, publishAndRead(folder, os.Getenv("EELNOU_TEST_RENEW") != ""))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// publishAndRead publishes texts for ever while a follower reads them, or reads all
// anew again and again.
func publishAndRead(folder string, renew bool) error {
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		return err
	}
	st, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		return err
	}
	ctx := context.Background()
	fmt.Println("open .")
	if renew {
		for {
			if err := citer.New(st).Renew(ctx, nil); err != nil {
				return err
			}
		}
	}
	failed := make(chan error, 1)
	go func() {
		for {
			if err := relay.CatchUp(ctx, st, citer.New(st)); err != nil {
				failed <- err
				return
			}
		}
	}()
	s := shelf{&testing.T{}, st}
	for n := int(st.LastSeq()); ; n++ {
		// A law of its own now and then, whose name earlier texts have: they are read again.
		if n%7 == 0 {
			s.publish(storetest.Dossier("JDM/20-0001").ID, "Näiteseadus", "NäS", law+fmt.Sprintf("\n(2) Kord %d.\n", n))
		} else {
			s.publish("JDM/26-0003", "Näiteseaduse muutmise seadus", "", amending+fmt.Sprintf("\n##### § 2. Teine\n\nKohaldatakse näiteseaduse § %d.\n", n))
		}
		select {
		case err := <-failed:
			return err
		default:
		}
	}
}

// killed runs this test as another process on a folder and kills it after a while.
func killed(t *testing.T, folder string, renew bool) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childFolder+"="+folder)
	if renew {
		child.Env = append(child.Env, "EELNOU_TEST_RENEW=1")
	}
	var said strings.Builder
	child.Stderr = &said
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || !strings.HasPrefix(line, "open") {
		t.Errorf("it does not open: %q, %v", line, err)
	}
	time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
	if err := child.Process.Signal(syscall.SIGKILL); err != nil {
		t.Errorf("it ended by itself: %v, %s", err, said.String())
	}
	var ended *exec.ExitError
	if err := child.Wait(); !errors.As(err, &ended) || said.Len() > 0 {
		t.Errorf("%v: %s", err, said.String())
	}
}

// opened checks a store that was left behind, brings what is cited up to date, and
// compares it with the texts.
func opened(t *testing.T, folder string) {
	t.Helper()
	t.Run("opened", func(t *testing.T) {
		s := shelf{t, storetest.OpenIn(t, folder, clock.At(storetest.Now))}
		storetest.Check(t, s.st)
		if err := relay.CatchUp(context.Background(), s.st, citer.New(s.st)); err != nil {
			t.Fatal(err)
		}
		s.agrees()
	})
}

// TestKilledAtAnyMoment: killed while texts are published and read, the store is
// whole, and the next start reads what is missing.
func TestKilledAtAnyMoment(t *testing.T) {
	folder := t.TempDir()
	for range 6 {
		killed(t, folder, false)
		opened(t, folder)
	}
	for range 4 {
		killed(t, folder, true)
		opened(t, folder)
	}
	s := shelf{t, storetest.OpenIn(t, folder, clock.At(storetest.Now))}
	if got := s.said("JDM/20-0001", 1, true); !strings.Contains(got, "para2lg1") {
		t.Errorf("nothing was read: %s", got)
	}
}

// TestDamagedCitationsAreReadAnew: whatever became of the records, reading all anew
// mends them.
func TestDamagedCitationsAreReadAnew(t *testing.T) {
	folder := t.TempDir()
	t.Run("made", func(t *testing.T) {
		s := shelf{t, storetest.OpenIn(t, folder, clock.At(storetest.Now))}
		s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
		s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
		s.publish("JDM/26-0003", "Näiteseaduse muutmise seadus", "", amending)
		s.follow()
		s.agrees()
	})
	for _, name := range []string{"damaged", "gone", "astray"} {
		t.Run(name, func(t *testing.T) {
			touched := disturb(t, folder, name)
			engine, err := bolt.Open(folder, bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			st, err := store.Open(engine, clock.At(storetest.Now))
			if err != nil {
				t.Fatal(err)
			}
			if report, err := st.Check(context.Background(), nil); touched == 0 || err == nil && len(report.Problems) == 0 {
				t.Errorf("%d entries touched, and the check says nothing", touched)
			}
			if err := citer.New(st).Renew(context.Background(), nil); err != nil {
				t.Error(err)
			}
			if err := st.Close(); err != nil {
				t.Error(err)
			}
			opened(t, folder)
		})
	}
}

// disturb does something to what is kept of citations, beside the store.
func disturb(t *testing.T, folder, how string) (touched int) {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	err = engine.Update(context.Background(), func(w kv.Writer) error {
		for _, bucket := range []string{"citing", "citing.act", "citing.amended"} {
			var keys, values [][]byte
			err := w.Scan(bucket, kv.Range{}, func(k, v []byte) error {
				keys, values = append(keys, slices.Clone(k)), append(values, slices.Clone(v))
				return nil
			})
			if err != nil {
				return err
			}
			for i, k := range keys {
				switch {
				case how == "damaged":
					values[i][len(values[i])/2] ^= 0x55
					err = w.Put(bucket, k, values[i])
				case how == "gone" && bucket != "citing":
					err = w.Delete(bucket, k)
				case how == "astray" && bucket == "citing":
					err = w.Delete(bucket, k)
				}
				if err != nil {
					return err
				}
				touched++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return touched
}
