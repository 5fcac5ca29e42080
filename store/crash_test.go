package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/store/storetest"
)

const childFolder = "EELNOU_TEST_FOLDER"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		fmt.Fprintln(os.Stderr, child(folder))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child writes comments and revisions for ever and says on standard output what
// has been acknowledged.
func child(folder string) error {
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		return err
	}
	s, err := store.Open(engine, clock.System)
	if err != nil {
		return err
	}
	var out sync.Mutex
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for {
				no, err := writeOne(s)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				out.Lock()
				fmt.Println(uint64(no))
				out.Unlock()
				if err := changeOne(s, no); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				out.Lock()
				fmt.Println(uint64(no) + changed)
				out.Unlock()
			}
		})
	}
	wg.Wait()
	return errors.New("writing ended")
}

var crashWindow = consult.ID{Dossier: "JDM/26-0001", No: 1}

// textOf is what the comment or revision with a number says.
func textOf(no consult.CommentNo) string {
	return strings.Repeat(fmt.Sprintf("Arvamus %s. ", no), int(no)%50)
}

// writeOne adds a comment, its event and what counts it; every tenth also a
// revision, all in one change.
func writeOne(s *store.Store) (no consult.CommentNo, err error) {
	err = s.Update(context.Background(), func(tx *store.Tx) error {
		if no, err = tx.NextComment(2026); err != nil {
			return err
		}
		q, err := tx.Consultation(crashWindow)
		if err != nil {
			q = storetest.Consultation(crashWindow.Dossier, 1)
		}
		q.Comments++
		c := storetest.Comment(no, crashWindow)
		c.Text = textOf(no)
		_, failed := tx.Append(event.Event{Name: event.CommentSubmitted, Dossier: crashWindow.Dossier, Comment: no})
		if err := errors.Join(failed, tx.PutComment(c), tx.PutConsultation(q)); err != nil || no%10 != 0 {
			return err
		}
		list, err := tx.Revisions(crashWindow.Dossier, 1)
		if err != nil {
			return err
		}
		return tx.AddRevision(storetest.Revision(crashWindow.Dossier, 1, len(list)+1, textOf(no)), []string{textOf(no)}, nil)
	})
	return no, err
}

// changed is added to the number of a comment when it is said that its change was
// acknowledged.
const changed = 50_000_000

// changeOne does to a comment what authors and moderators do to theirs, by its
// number: corrects it, disowns it, blacks out a word of it or leaves it.
func changeOne(s *store.Store, no consult.CommentNo) error {
	return s.Update(context.Background(), func(tx *store.Tx) error {
		c, err := tx.Comment(no)
		if err != nil || c.Text == "" {
			return err
		}
		known, err := tx.Case(no)
		if err != nil {
			return err
		}
		name := event.CommentCorrected
		switch no % 4 {
		case 0:
			return nil
		case 1:
			c.Former = []consult.Former{{Text: c.Text, Until: storetest.Now}}
			c.Text = "Parandatud " + c.Text
		case 2:
			name, known = event.CommentDisowned, known.Disown(storetest.Now)
			c.State = consult.Disowned
		case 3:
			name = event.CommentBlackedOut
			if c, err = c.BlackOut([]string{"Arvamus"}, consult.Personal, "moderator", storetest.Now); err != nil {
				return err
			}
			if known, err = known.Decide(consult.Decision{Ruling: consult.BlacksOut, Reason: consult.Personal, At: storetest.Now, By: "moderator"}); err != nil {
				return err
			}
		}
		q, err := tx.Consultation(crashWindow)
		if err != nil {
			return err
		}
		if c.State != consult.Public {
			q.Comments--
		}
		_, failed := tx.Append(event.Event{Name: name, Dossier: crashWindow.Dossier, Comment: no})
		return errors.Join(failed, tx.PutCase(known), tx.PutComment(c), tx.PutConsultation(q))
	})
}

// whole reports whether a comment is all as it was sent or all as it was changed,
// together with its case, and which.
func whole(c consult.Comment, known consult.Case) (isChanged, ok bool) {
	text := textOf(c.No)
	if c.Text == text && c.State == consult.Public && len(c.Former)+len(c.Blacked)+len(known.Decisions) == 0 {
		return text == "" || c.No%4 == 0, true
	}
	switch c.No % 4 {
	case 1:
		return true, c.Text == "Parandatud "+text && len(c.Former) == 1 && c.Former[0].Text == text
	case 2:
		return true, c.Text == text && c.State == consult.Disowned && len(known.Decisions) == 1 && !known.Disowned.IsZero()
	case 3:
		n := strings.Count(text, "Arvamus")
		return true, c.Text == strings.ReplaceAll(text, "Arvamus", consult.BlackMark) && len(c.Blacked) == n && len(known.Decisions) == 1
	}
	return false, false
}

// The process is killed at random moments, again and again on the same data:
// what it acknowledged is there, once and whole, and everything agrees.
func TestKilledProcessLosesNothing(t *testing.T) {
	folder := t.TempDir()
	acknowledged := map[uint64]bool{}
	for round := range 6 {
		killed(t, folder, acknowledged)
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
			storetest.Look(t, s, func(tx *store.Tx) error {
				for no := range acknowledged {
					if no > changed {
						continue
					}
					c, err := tx.Comment(consult.CommentNo(no))
					if err != nil {
						return err
					}
					known, err := tx.Case(c.No)
					if err != nil {
						return err
					}
					isChanged, ok := whole(c, known)
					if !ok || acknowledged[no+changed] && !isChanged {
						t.Errorf("comment %s is changed by half, or not as acknowledged: %+v, %+v", c.No, c, known)
					}
				}
				return nil
			})
			files, err := os.ReadDir(folder)
			if err != nil || len(files) != 1 {
				t.Errorf("folder holds %v, %v", files, err)
			}
		})
	}
	t.Logf("%d comments and changes of them acknowledged", len(acknowledged))
}

// killed runs the child for a moment and adds what it acknowledged.
func killed(t *testing.T, folder string, acknowledged map[uint64]bool) {
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
	end := rand.IntN(400) + 1
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		var no uint64
		// A last line may be cut short by the kill.
		if _, err := fmt.Sscanf(lines.Text(), "%8d", &no); err == nil && len(lines.Text()) == 8 {
			acknowledged[no] = true
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

// The disk fills up: the change that no longer fits is refused with a clear
// fault, the store says that it has failed, and everything before is there.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("a small file system cannot be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	folder := filepath.Join(disk, "data")
	kept := fillUp(t, folder)
	if kept == 0 {
		t.Fatal("nothing was kept before the disk was full")
	}
	s := storetest.OpenIn(t, folder, clock.At(storetest.Now))
	storetest.Look(t, s, func(tx *store.Tx) error {
		mails, err := tx.Mails(0)
		if len(mails) != kept {
			t.Errorf("%d changes were acknowledged, %d are there", kept, len(mails))
		}
		return err
	})
}

func fillUp(t *testing.T, folder string) (kept int) {
	t.Helper()
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(engine, clock.At(storetest.Now))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put := func() error {
		return s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.PutMail(store.Mail{Key: fmt.Sprint(kept), Text: strings.Repeat("x", 100_000)})
		})
	}
	for err = put(); err == nil; err = put() {
		kept++
	}
	f := fault.Of(err)
	if f == nil || f.Kind != fault.Unavailable || f.Message.Key != "store.full" || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk gives %v", err)
	}
	if err := put(); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("the next change: %v", err)
	}
	select {
	case err := <-s.Failed():
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Failed yields %v", err)
		}
	default:
		t.Error("Failed yields nothing")
	}
	if err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Mails(1); return err }); err != nil {
		t.Errorf("reading after that: %v", err)
	}
	return kept
}
