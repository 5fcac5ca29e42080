package query

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
)

func sourceOf(text string) source { return source{hash: sha256.Sum256([]byte(text)), raw: text} }

// smallRoom is what counts as large in these tests.
const smallRoom = 4 << 10

// busyTexts makes nothing large before its turn is given back.
func busyTexts() *texts {
	t := newTexts()
	t.making.large, t.making.patience = smallRoom, time.Millisecond
	t.making.turn <- struct{}{}
	return t
}

// largeSource is a text whose comparisons are made beside the requests.
func largeSource(name string) source {
	var b strings.Builder
	for i := 1; b.Len() <= smallRoom; i++ {
		fmt.Fprintf(&b, "**§ %d.** %s kord\n\n(1) Asutus täidab ülesannet %d tähtajaks.\n\n", i, name, i)
	}
	return sourceOf(b.String())
}

// TestLargeComparisonsAreMadeInTurn asks for more comparisons than may wait, and
// for one of them until it is made.
func TestLargeComparisonsAreMadeInTurn(t *testing.T) {
	texts := busyTexts()
	small := sourceOf("**§ 1.** Väike\n\nTekst.\n")
	for i := range makingRoom {
		for range 2 { // the second reader shares the first one's
			if _, err := texts.comparison(context.Background(), pair{old: largeSource(fmt.Sprint(i)), new: small}); !errors.Is(err, ErrMaking) {
				t.Fatalf("comparison %d: %v", i, err)
			}
		}
	}
	if _, err := texts.comparison(context.Background(), pair{old: largeSource("one too many"), new: small}); fault.Of(err) == nil || fault.Of(err).Kind != fault.Unavailable {
		t.Errorf("one too many: %v", err)
	}
	if _, err := texts.comparison(context.Background(), pair{old: small, new: sourceOf("Muu.")}); err != nil {
		t.Errorf("a small one must not wait: %v", err)
	}
	<-texts.making.turn
	wanted := largeSource("0")
	for end := time.Now().Add(time.Minute); ; {
		r, err := texts.comparison(context.Background(), pair{old: wanted, new: small})
		if err == nil {
			if len(r.Old.Source) != wanted.size() {
				t.Error("another comparison than was asked for")
			}
			return
		}
		if !errors.Is(err, ErrMaking) || time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// TestALeavingReaderWaitsNoLonger ends the request of who asked.
func TestALeavingReaderWaitsNoLonger(t *testing.T) {
	texts := busyTexts()
	ctx, leave := context.WithCancel(context.Background())
	leave()
	if _, err := texts.comparison(ctx, pair{old: largeSource("a"), new: largeSource("b")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestABrokenComparisonIsNotBegunAgain makes sure that work which panics neither
// ends the program nor holds the turn.
func TestABrokenComparisonIsNotBegunAgain(t *testing.T) {
	m := newMaking()
	done, err := m.start(pairKey{}, func() { panic("broken") })
	if err != nil {
		t.Fatal(err)
	}
	<-done
	again, err := m.start(pairKey{}, func() { t.Error("begun again") })
	if err != nil {
		t.Fatal(err)
	}
	<-again
	other, err := m.start(pairKey{old: [32]byte{1}}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	<-other
}
