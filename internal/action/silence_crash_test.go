package action_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/storetest"
)

const silentFolder = "EELNOU_TEST_SILENT_FOLDER"

// silentRounds is how many rounds pass their deadline at the same moment, each
// with two institutions that were silent.
const silentRounds = 150

func silentReady(t *testing.T, folder string) (ends time.Time) {
	s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
	storetest.Do(t, s, func(tx *store.Tx) (err error) {
		for n := range silentRounds {
			d := storetest.Dossier(dossier.ID(fmt.Sprintf("JDM/26-%04d", n+1)))
			r := storetest.Round(d.ID, 1)
			d.Rounds, r.Comments, r.Answered = 1, 0, 0
			r.Addressees = []consult.Addressee{{Institution: "RAM", Task: consult.Approve}, {Institution: "SOM", Task: consult.Opinion}}
			ends = r.Ends()
			err = errors.Join(err, tx.PutDossier(d), tx.PutRound(r))
		}
		return err
	})
	return ends
}

// noteSilence is the process that is killed: it comes up a moment before the
// deadline, and looks without a pause.
func noteSilence(folder string) error {
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		return err
	}
	began := time.Now()
	var ends time.Time
	clk := clock.Clock(func() time.Time {
		if ends.IsZero() {
			return storetest.Now
		}
		return ends.Add(time.Second - 10*time.Millisecond + time.Since(began)) // the last second is within
	})
	s, err := store.Open(engine, clk)
	if err != nil {
		return err
	}
	err = s.View(context.Background(), func(tx *store.Tx) error {
		r, err := tx.Round(consult.ID{Dossier: "JDM/26-0001", No: 1, Round: true})
		ends = r.Ends()
		return err
	})
	do := action.New(s, clk, action.Settings{})
	fmt.Println("up")
	for began = time.Now(); err == nil; {
		_, err = do.DefaultRounds(context.Background())
	}
	return err
}

// TestKilledAroundTheDeadline: however often the process dies while silence is
// noted, each institution has its outcome and its event once, never one without
// the other, and none before the deadline.
func TestKilledAroundTheDeadline(t *testing.T) {
	folder := t.TempDir()
	var ends time.Time
	t.Run("ready", func(t *testing.T) { ends = silentReady(t, folder) })
	kills, halfway := 0, 0
	for noted := 0; noted < 2*silentRounds; kills++ {
		if kills == 200 {
			t.Fatalf("%d of %d noted after %d kills", noted, 2*silentRounds, kills)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), silentFolder+"="+folder)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		bufio.NewScanner(out).Scan()
		time.Sleep(time.Duration(rand.IntN(100)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the process ended by itself: %v", err)
		}
		t.Run(fmt.Sprint(kills), func(t *testing.T) {
			noted = silenceNoted(t, storetest.OpenIn(t, folder, clock.At(ends)), ends)
		})
		if 0 < noted && noted < 2*silentRounds {
			halfway++
		}
	}
	t.Logf("%d kills, %d of them halfway", kills, halfway)
}

// silenceNoted counts the outcomes, which must be those of the events.
func silenceNoted(t *testing.T, s *store.Store, ends time.Time) (noted int) {
	t.Helper()
	events := map[string]int{}
	storetest.Look(t, s, func(tx *store.Tx) error {
		list, err := tx.Events(0, 10*silentRounds)
		for _, e := range list {
			if e.Name == event.RoundDefaulted {
				events[string(e.Dossier)+" "+string(e.Institution)]++
				if !e.Occurred.Equal(ends) || e.Recorded.Before(ends) {
					t.Errorf("noted %+v", e)
				}
			}
		}
		return err
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		for n := range silentRounds {
			r, err := tx.Round(consult.ID{Dossier: dossier.ID(fmt.Sprintf("JDM/26-%04d", n+1)), No: 1, Round: true})
			if err != nil {
				return err
			}
			for _, a := range r.Addressees {
				has := 0
				if a.Reply != "" {
					has = 1
					noted++
				}
				if events[string(r.Dossier)+" "+string(a.Institution)] != has {
					t.Errorf("%s of %s: outcome %q, %d events", a.Institution, r.Dossier, a.Reply, events[string(r.Dossier)+" "+string(a.Institution)])
				}
			}
		}
		return nil
	})
	return noted
}
