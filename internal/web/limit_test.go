package web

import (
	"errors"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
)

func TestAllowanceEndsAndComesBack(t *testing.T) {
	now := time.Date(2026, 3, 16, 10, 0, 0, 0, time.UTC)
	l := newLimits()
	for i := range mailTo.burst {
		if err := l.take(mailTo, "mari@example.ee", now); err != nil {
			t.Fatalf("mail %d: %v", i+1, err)
		}
	}
	if err := l.take(mailTo, "mari@example.ee", now); !errors.Is(err, fault.ErrTooMany) {
		t.Errorf("one mail too many: %v", err)
	}
	if err := l.take(mailTo, "jaan@example.ee", now); err != nil {
		t.Errorf("another recipient: %v", err)
	}
	if err := l.take(comments, "mari@example.ee", now); err != nil {
		t.Errorf("another allowance: %v", err)
	}
	if err := l.take(mailTo, "mari@example.ee", now.Add(mailTo.every)); err != nil {
		t.Errorf("after a while: %v", err)
	}
}

func TestSendersAreForgotten(t *testing.T) {
	now := time.Date(2026, 3, 16, 10, 0, 0, 0, time.UTC)
	l := newLimits()
	for i := range mostSenders {
		_ = l.take(comments, time.Duration(i).String(), now)
	}
	_ = l.take(comments, "one more", now.Add(time.Hour))
	if len(l.senders) != 1 {
		t.Errorf("%d senders are remembered, want 1", len(l.senders))
	}
}

func TestSender(t *testing.T) {
	for ip, want := range map[string]string{
		"192.0.2.7":             "192.0.2.7",
		"::ffff:192.0.2.7":      "192.0.2.7",
		"2001:db8:1:2:3:4:5:6":  "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1":  "2001:db8:1:2::/64",
		"fe80::1%eth0":          "fe80::/64",
		"not an address at all": "not an address at all",
	} {
		if got := sender(ip); got != want {
			t.Errorf("%s counts as %s, want %s", ip, got, want)
		}
	}
}
