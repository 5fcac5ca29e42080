package action_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/storetest"
)

const childFolder = "EELNOU_TEST_FOLDER"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		fmt.Fprintln(os.Stderr, writeJoints(folder))
		os.Exit(1)
	}
	if folder := os.Getenv(silentFolder); folder != "" {
		fmt.Fprintln(os.Stderr, noteSilence(folder))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// crashCodes are the organisations that write at the same time in the child.
var crashCodes = []string{"80900019", "80900025", "80900031", "80900048", "80900054", "80900060"}

var crashWindow = consult.ID{Dossier: "JDM/26-0001", No: 1}

// crashReady is a store with a consultation and the organisations.
func crashReady(t *testing.T, folder string) {
	s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, c := storetest.Dossier(crashWindow.Dossier), storetest.Consultation(crashWindow.Dossier, 1)
		d.Consultations = 1
		err := errors.Join(tx.PutDossier(d), tx.PutConsultation(c), tx.PutPerson(liis))
		for _, code := range crashCodes {
			o := people.Organisation{Code: code, Name: "Koda " + code, Confirmed: storetest.Now, Representatives: []people.Representative{{Person: liis.ID}}}
			err = errors.Join(err, tx.PutOrganisation(o))
		}
		return err
	})
}

// writeJoints writes and sends joint opinions for ever, and says on standard output
// what has been acknowledged.
func writeJoints(folder string) error {
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		return err
	}
	clk := clock.At(storetest.Now)
	s, err := store.Open(engine, clk)
	if err != nil {
		return err
	}
	do := action.New(s, clk, action.Settings{ConsultationDays: 28})
	var out sync.Mutex
	say := func(format string, args ...any) {
		out.Lock()
		defer out.Unlock()
		fmt.Printf(format+" .\n", args...)
	}
	var wg sync.WaitGroup
	for _, code := range crashCodes {
		wg.Go(func() {
			for {
				if err := writeJoint(do, code, say); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
			}
		})
	}
	wg.Wait()
	return errors.New("writing ended")
}

// writeJoint goes on with the draft that there is, to the fourth remark or one more,
// and sends it. Each remark is one change of the wording.
func writeJoint(do *action.Actions, code string, say func(string, ...any)) error {
	ctx := context.Background()
	id, err := do.BeginJoint(ctx, liis, action.BeginJoint{Organisation: code, Consultation: crashWindow})
	if err != nil {
		return err
	}
	no := 0
	for no < 4 {
		if no, err = do.SaveJoint(ctx, liis, action.SaveJoint{Joint: id, New: true, Text: remarkOf(id)}); err != nil {
			return err
		}
		say("saved %s %d", id, no)
	}
	list, err := do.SendJoint(ctx, liis, action.SendJoint{Joint: id, Wording: no, Received: storetest.Now})
	if err != nil {
		return err
	}
	say("sent %s %d %d", id, list[0], len(list))
	return nil
}

// remarkOf is what every remark of a joint opinion says. It is long enough for a
// change to take more than one page of the file.
func remarkOf(id consult.JointID) string { return strings.Repeat("Märkus "+string(id)+". ", 40) }

// The process is killed at random moments, again and again on the same data: every
// acknowledged remark of a draft is there, every joint opinion that was sent became
// its comments, once, and one that was not became none.
func TestKilledWhileJointOpinionsAreSent(t *testing.T) {
	folder := t.TempDir()
	t.Run("ready", func(t *testing.T) { crashReady(t, folder) })
	saved, sent := map[string]int{}, map[string]string{}
	for round := range 5 {
		killed(t, folder, saved, sent)
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
			storetest.Look(t, s, func(tx *store.Tx) error { return whole(t, tx, saved, sent) })
		})
	}
	t.Logf("%d drafts acknowledged, %d sent", len(saved), len(sent))
	if len(sent) == 0 {
		t.Error("nothing was sent before a kill")
	}
}

// whole checks what is kept against what was acknowledged.
func whole(t *testing.T, tx *store.Tx, saved map[string]int, sent map[string]string) error {
	t.Helper()
	for id, last := range saved {
		j, err := tx.Joint(consult.JointID(id))
		if err != nil {
			return err
		}
		for no := 1; no <= last; no++ {
			if p, known := j.Part(no); !known || p.Text != strings.TrimSpace(remarkOf(j.ID)) {
				t.Errorf("remark %d of %s is not kept", no, id)
			}
		}
		if answer, ok := sent[id]; ok && (len(j.Comments) != len(j.Said()) || answer != fmt.Sprintf("%d %d", j.Comments[0], len(j.Comments))) {
			t.Errorf("%s was sent as %s and is %v", id, answer, j.Comments)
		}
	}
	return onlySent(t, tx)
}

// onlySent checks that the comments are those of the joint opinions that say so.
func onlySent(t *testing.T, tx *store.Tx) error {
	t.Helper()
	owned := map[consult.CommentNo]bool{}
	for _, code := range crashCodes {
		list, err := tx.JointsOf(code)
		if err != nil {
			return err
		}
		for _, j := range list {
			want := 0
			if !j.Sent.IsZero() {
				want = len(j.Said())
			}
			if len(j.Comments) != want {
				t.Errorf("%s became %d comments, not %d", j.ID, len(j.Comments), want)
			}
			for _, no := range j.Comments {
				owned[no] = true
			}
		}
	}
	comments, err := tx.CommentsOf(crashWindow, 0, 0)
	if len(comments) != len(owned) {
		t.Errorf("%d comments, %d of joint opinions", len(comments), len(owned))
	}
	return err
}

// killed runs the child for a moment and notes what it acknowledged.
func killed(t *testing.T, folder string, saved map[string]int, sent map[string]string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end := rand.IntN(150) + 5
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		// A last line may be cut short by the kill.
		if f := strings.Fields(lines.Text()); len(f) > 3 && f[len(f)-1] == "." {
			note(f, saved, sent)
		}
		if n == end {
			time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the process ended by itself: %v", err)
	}
}

func note(f []string, saved map[string]int, sent map[string]string) {
	switch f[0] {
	case "saved":
		var no int
		if _, err := fmt.Sscan(f[2], &no); err == nil {
			saved[f[1]] = max(saved[f[1]], no)
		}
	case "sent":
		sent[f[1]] = strings.Join(f[2:len(f)-1], " ")
	}
}
