package people

import (
	"testing"
	"time"
)

func TestLive(t *testing.T) {
	begun := time.Date(2026, time.November, 23, 8, 0, 0, 0, time.UTC)
	citizen, official := Person{ID: "a"}, Person{ID: "a", Institution: "JDM", Roles: []Role{Official}}
	for _, c := range []struct {
		name   string
		person Person
		seen   time.Duration // after it began
		at     time.Duration
		want   bool
	}{
		{"citizen, long unused", citizen, 0, SessionLife - 1, true},
		{"citizen, used to the end", citizen, SessionLife - 1, SessionLife, false},
		{"official, just used", official, 5 * time.Hour, 5*time.Hour + SessionIdle - 1, true},
		{"official, half an hour unused", official, 5 * time.Hour, 5*time.Hour + SessionIdle, false},
		{"official, used to the end", official, SessionLife - 1, SessionLife, false},
		{"disabled", Person{ID: "a", Disabled: true}, 0, 1, false},
		{"somebody else's", Person{ID: "b"}, 0, 1, false},
		{"nobody's", Person{}, 0, 1, false},
	} {
		s := Session{Person: "a", Created: begun, Seen: begun.Add(c.seen)}
		if got := s.Live(c.person, begun.Add(c.at)); got != c.want {
			t.Errorf("%s: live %v, want %v", c.name, got, c.want)
		}
	}
}
