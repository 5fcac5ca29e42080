package people

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
)

var now = time.Date(2026, time.March, 16, 10, 30, 0, 0, time.UTC)

func TestRegistryCode(t *testing.T) {
	for typed, want := range map[string]bool{
		"80004733": true, "70000898": true, "8000 4733": true, " 80004733 ": true, // two in the real register
		"80004734": false, "80004743": false, "8000473": false, "800047330": false, "": false, "8000473x": false,
		"20004733": false, "٨0004733": false,
	} {
		if code, ok := RegistryCode(typed); ok != want || ok && len(code) != 8 {
			t.Errorf("%q: %q, %v", typed, code, ok)
		}
	}
}

// A mistyped digit, or two that changed places, is nearly always noticed.
func TestRegistryCodeNoticesMistakes(t *testing.T) {
	for i := range 8 {
		for d := range 10 {
			typed := []byte("80004733")
			if typed[i] = byte('0' + d); string(typed) == "80004733" {
				continue
			}
			if _, ok := RegistryCode(string(typed)); ok {
				t.Errorf("%s passes", typed)
			}
		}
	}
}

// The second weights decide when the first leave 10, and 0 when those do too.
func TestCheckDigitOfTen(t *testing.T) {
	seen := map[string]bool{}
	for n := range 10_000 {
		digits := fmt.Sprintf("800%04d", n)
		sums := [2]int{}
		for round, first := range []int{0, 2} {
			for i, r := range digits {
				sums[round] += ((i+first)%9 + 1) * int(r-'0')
			}
			sums[round] %= 11
		}
		want := sums[0]
		if sums[0] == 10 {
			seen[fmt.Sprint(sums[1] == 10)] = true
			want = sums[1] % 10
		}
		if got := checkDigit(digits); got != byte('0'+want) {
			t.Fatalf("%s: %c, want %d", digits, got, want)
		}
	}
	if len(seen) != 2 {
		t.Errorf("not every rule was needed: %v", seen)
	}
}

func TestBegin(t *testing.T) {
	asked, err := Organisation{Code: "8000 4733", Name: "  Kaubanduse  Koda "}.Begin(Person{ID: "a"}, now)
	if err != nil || asked.Code != "80004733" || asked.Name != "Kaubanduse Koda" || asked.IsConfirmed() || !asked.IsRepresentedBy("a") {
		t.Errorf("asked for: %+v, %v", asked, err)
	}
	entered, err := Organisation{Code: "80004733", Name: "Koda"}.Begin(Person{ID: "b", Roles: []Role{Administrator}}, now)
	if err != nil || !entered.IsConfirmed() || len(entered.Representatives) != 0 {
		t.Errorf("entered by an administrator: %+v, %v", entered, err)
	}
	_, err = Organisation{Code: "80004734"}.Begin(Person{ID: "a"}, now)
	if f := fault.Of(err); f == nil || len(f.Fields) != 2 {
		t.Errorf("a wrong code and no name: %v", err)
	}
	if _, err := entered.Confirm("b", now); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("confirmed twice: %v", err)
	}
}

func TestRepresentatives(t *testing.T) {
	o := Organisation{Code: "80004733", Name: "Koda", Representatives: []Representative{{Person: "a"}}}
	if _, err := o.Invite(Invitation{}, 0, now); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("an organisation that is not confirmed invites: %v", err)
	}
	o.Confirmed = now
	if _, err := o.Invite(Invitation{}, MaxInvitations, now); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("too many invitations: %v", err)
	}
	i, err := o.Invite(Invitation{Email: "b@example.ee", By: "a"}, 0, now)
	if err != nil || !i.Expires.Equal(now.Add(InvitationLife)) {
		t.Fatal(i, err)
	}
	if _, err := o.Leave("a"); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("the last one leaves: %v", err)
	}
	two, err := o.Accept(i, Person{ID: "b"}, now)
	if err != nil || len(two.Representatives) != 2 || len(o.Representatives) != 1 || two.Representatives[1].Email != "b@example.ee" {
		t.Fatal(two, err)
	}
	again, err := two.Accept(i, Person{ID: "b"}, now)
	if err != nil || len(again.Representatives) != 2 {
		t.Errorf("accepted twice: %v, %v", again, err)
	}
	one, err := two.Leave("a")
	if err != nil || one.IsRepresentedBy("a") || !two.IsRepresentedBy("a") {
		t.Errorf("left: %v, %v", one, err)
	}
	if _, err := one.Leave("x"); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a stranger leaves: %v", err)
	}
	full := two
	full.Representatives = make([]Representative, MaxRepresentatives)
	if _, err := full.Accept(i, Person{ID: "c"}, now); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("one too many: %v", err)
	}
	if (Organisation{Representatives: []Representative{{}}}).IsRepresentedBy("") {
		t.Error("nobody represents")
	}
}
