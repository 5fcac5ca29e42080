package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/eelnou/eelnou/internal/fault"
)

// allowance is how much one sender may do: so many at once, then one each time.
type allowance struct {
	name  string
	burst int
	every time.Duration
}

// The allowances. People who share an address share them, so they are wide;
// mail to one recipient is narrow, since it may be unwanted.
var (
	comments  = allowance{"comment", 30, 20 * time.Second}
	uploads   = allowance{"upload", 30, 30 * time.Second}
	mailTo    = allowance{"mail", 4, 10 * time.Minute}
	reports   = allowance{"report", 10, time.Minute}
	signingIn = allowance{"signin", 60, 5 * time.Second}
)

// limits counts what senders do. What is full again is forgotten.
type limits struct {
	mu      sync.Mutex
	senders map[string]*rate.Limiter
}

// mostSenders is when those whose allowance is full again are forgotten.
const mostSenders = 10_000

func newLimits() *limits { return &limits{senders: map[string]*rate.Limiter{}} }

// take takes one from a sender's allowance, or answers TooMany.
func (l *limits) take(a allowance, sender string, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := a.name + "\x00" + sender
	limiter, known := l.senders[key]
	if !known {
		if len(l.senders) >= mostSenders {
			l.forget(now)
		}
		limiter = rate.NewLimiter(rate.Every(a.every), a.burst)
		l.senders[key] = limiter
	}
	if !limiter.AllowN(now, 1) {
		return fault.New(fault.TooMany, "fault.too_many")
	}
	return nil
}

func (l *limits) forget(now time.Time) {
	for key, limiter := range l.senders {
		if limiter.TokensAt(now) >= float64(limiter.Burst()) {
			delete(l.senders, key)
		}
	}
}

// sender is whom an address counts as: itself, or for IPv6 its /64, which one
// household or office has.
func sender(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	block, err := addr.Prefix(64)
	if err != nil {
		return ip
	}
	return block.String()
}
