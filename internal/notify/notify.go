// Package notify sends the mail that waits in the store. A message leaves the
// store only after a transport has taken it, so a message can be sent twice when
// the program dies between, but never not at all. Both copies bear the same
// number, by which mail programs know them for one.
package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/store"
)

// Transport takes messages for delivery.
type Transport interface {
	// Send returns nil once the message is taken, [ErrRefused] when it never
	// will be, and any other error when it may be tried again.
	Send(context.Context, store.Mail) error
}

// ErrRefused is in the chain of a transport's error when trying again is no use.
var ErrRefused = errors.New("refused for good")

// How often the store is looked at, and how long a message is tried.
const (
	Every    = time.Second
	GiveUp   = 3 * 24 * time.Hour
	maxDelay = time.Hour
	atOnce   = 50               // messages between two looks at the store
	rest     = 30 * time.Second // after the store could not be read or written
)

// Sender moves messages from the store to a transport.
type Sender struct {
	store     *store.Store
	transport Transport
	clock     clock.Clock
	log       *slog.Logger
	trying    map[string]attempt // messages that were not taken yet
}

// attempt remembers a message that still waits in the store. It is kept in
// memory alone: after a restart everything is tried at once.
type attempt struct {
	times int
	next  time.Time
	over  bool // taken or given up; only its removal from the store failed
}

// New returns a sender. One sender alone works on a store.
func New(st *store.Store, t Transport, clk clock.Clock, log *slog.Logger) *Sender {
	return &Sender{store: st, transport: t, clock: clk, log: log, trying: map[string]attempt{}}
}

// Run sends what waits and what comes until ctx ends; then it returns nil. When
// the store cannot be read or written, on a full disk perhaps, it logs that and
// goes on after a rest: reading pages must not end with the mail.
func (s *Sender) Run(ctx context.Context) error {
	for {
		pause := Every
		if _, err := s.Once(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("mail rests", "error", err.Error())
			pause = rest
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
	}
}

// Once tries what waits and is due, and returns how many messages were taken.
func (s *Sender) Once(ctx context.Context) (int, error) {
	due, err := s.due(ctx)
	if err != nil {
		return 0, err
	}
	taken := 0
	for _, m := range due {
		ok, err := s.send(ctx, m)
		if err != nil || ctx.Err() != nil {
			return taken, err
		}
		if ok {
			taken++
		}
	}
	return taken, nil
}

// due lists messages to try now. Those put off stand aside, so that one bad
// address does not hold up the rest.
func (s *Sender) due(ctx context.Context) ([]store.Mail, error) {
	var waiting []store.Mail
	err := s.store.View(ctx, func(tx *store.Tx) error {
		var err error
		waiting, err = tx.Mails(len(s.trying) + atOnce)
		return err
	})
	now := s.clock()
	due := waiting[:0]
	for _, m := range waiting {
		if !now.Before(s.trying[m.Key].next) {
			due = append(due, m)
		}
	}
	return due, err
}

// send tries one message and removes it from the store once it is taken or
// given up. Addresses and subjects are personal and stay out of the log.
func (s *Sender) send(ctx context.Context, m store.Mail) (taken bool, err error) {
	if !s.trying[m.Key].over {
		failure := s.transport.Send(ctx, m)
		switch {
		case failure == nil:
			taken = true
		case ctx.Err() != nil:
			return false, nil
		case errors.Is(failure, ErrRefused), s.clock().Sub(m.Created) > GiveUp:
			s.log.Warn("mail given up", "mail", number(m), "error", failure.Error())
		default:
			s.putOff(m, failure)
			return false, nil
		}
	}
	s.trying[m.Key] = attempt{over: true}
	err = s.store.Update(ctx, func(tx *store.Tx) error { return tx.DeleteMail(m.Key) })
	if err != nil {
		return taken, fmt.Errorf("remove sent mail: %w", err)
	}
	delete(s.trying, m.Key)
	return taken, nil
}

// putOff waits twice as long after each failure, from ten seconds to an hour.
func (s *Sender) putOff(m store.Mail, failure error) {
	a := s.trying[m.Key]
	delay := min(10*time.Second<<min(a.times, 20), maxDelay)
	a.times++
	a.next = s.clock().Add(delay)
	s.trying[m.Key] = a
	s.log.Info("mail put off", "mail", number(m), "times", a.times, "until", a.next, "error", failure.Error())
}
