package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// mailbox is a mail server that keeps what it is sent.
type mailbox struct {
	mu      sync.Mutex
	answers []error // to the next messages; nil takes one
	to      []string
	got     []string
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return session{b}, nil }

type session struct{ box *mailbox }

func (session) Reset()                               {}
func (session) Logout() error                        { return nil }
func (session) Mail(string, *smtp.MailOptions) error { return nil }

func (s session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if len(s.box.answers) > 0 {
		err := s.box.answers[0]
		s.box.answers = s.box.answers[1:]
		if err != nil {
			return err
		}
	}
	s.box.to = append(s.box.to, to)
	return nil
}

func (s session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.got = append(s.box.got, string(b))
	return err
}

func serve(t *testing.T, b *mailbox) SMTP {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(b)
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(ln) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return SMTP{Server: ln.Addr().String(), From: "Eelnõu <eelnou@example.ee>"}
}

var decoder mime.WordDecoder

type world struct {
	t     *testing.T
	store *store.Store
	now   time.Time
	sends *Sender
	log   strings.Builder
}

func newWorld(t *testing.T, transport Transport) *world {
	w := &world{t: t, store: storetest.Open(t), now: storetest.Now}
	w.sends = New(w.store, transport, func() time.Time { return w.now }, slog.New(slog.NewTextHandler(&w.log, nil)))
	return w
}

func (w *world) put(key, to, subject string) {
	w.t.Helper()
	storetest.Do(w.t, w.store, func(tx *store.Tx) error {
		return tx.PutMail(store.Mail{Key: key, To: to, Subject: subject, Text: "Tere!\n\nhttp://127.0.0.1/et/confirm/abc\n", Created: w.now})
	})
}

func (w *world) once(want int) {
	w.t.Helper()
	got, err := w.sends.Once(context.Background())
	if err != nil || got != want {
		w.t.Errorf("%d messages taken, %v; want %d", got, err, want)
	}
}

func (w *world) waiting() int {
	var list []store.Mail
	storetest.Look(w.t, w.store, func(tx *store.Tx) (err error) {
		list, err = tx.Mails(0)
		return err
	})
	return len(list)
}

func TestSend(t *testing.T) {
	b := &mailbox{}
	w := newWorld(t, serve(t, b))
	w.put("confirm/1", "mari@example.ee", "Kinnita oma arvamus: VÄM/26-0001")
	w.once(1)
	w.once(0)
	if w.waiting() != 0 || len(b.got) != 1 || b.to[0] != "mari@example.ee" {
		t.Fatalf("%d wait, sent %q to %q", w.waiting(), b.got, b.to)
	}
	m, err := mail.ReadMessage(strings.NewReader(b.got[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := decoder.DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Kinnita oma arvamus: VÄM/26-0001" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if m.Header.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(m.Header.Get("Message-Id"), "@example.ee>") {
		t.Errorf("headers %v", m.Header)
	}
}

// A person chooses the subject's words and the address; neither may add a header.
func TestLineBreaksCannotStartAHeader(t *testing.T) {
	b := &mailbox{}
	w := newWorld(t, serve(t, b))
	w.put("1", "mari@example.ee", "Tere\r\nBcc: all@example.ee\r\n\r\nkeha")
	w.put("2", "mari@example.ee\r\nBcc: all@example.ee", "Tere")
	w.once(1)
	m, err := mail.ReadMessage(strings.NewReader(b.got[0]))
	if err != nil || m.Header.Get("Bcc") != "" || w.waiting() != 0 {
		t.Errorf("headers %v, %v; %d wait", m.Header, err, w.waiting())
	}
}

func TestTriesAgainLaterAndLonger(t *testing.T) {
	busy := &smtp.SMTPError{Code: 451, Message: "busy"}
	b := &mailbox{answers: []error{busy, busy, nil}}
	w := newWorld(t, serve(t, b))
	w.put("1", "mari@example.ee", "Tere")
	w.once(0)
	w.once(0) // not due yet
	if len(b.answers) != 2 {
		t.Fatal("tried again at once")
	}
	w.now = w.now.Add(10 * time.Second)
	w.once(0)
	w.now = w.now.Add(10 * time.Second)
	w.once(0) // twice as long now
	w.now = w.now.Add(10 * time.Second)
	w.once(1)
	if w.waiting() != 0 || strings.Contains(w.log.String(), "mari") {
		t.Errorf("%d wait, log %s", w.waiting(), w.log.String())
	}
}

func TestRefusedForGood(t *testing.T) {
	b := &mailbox{answers: []error{&smtp.SMTPError{Code: 550, Message: "no mari@example.ee here"}}}
	w := newWorld(t, serve(t, b))
	w.put("1", "mari@example.ee", "Tere")
	w.put("2", "jaan@example.ee", "Tere")
	w.once(1)
	if w.waiting() != 0 || len(b.to) != 1 || strings.Contains(w.log.String(), "mari") {
		t.Errorf("%d wait, sent to %v, log %s", w.waiting(), b.to, w.log.String())
	}
}

type away struct{}

func (away) Send(context.Context, store.Mail) error { return errors.New("connection refused") }

func TestGivesUpAfterThreeDays(t *testing.T) {
	w := newWorld(t, away{})
	w.put("1", "mari@example.ee", "Tere")
	w.once(0)
	w.now = w.now.Add(GiveUp)
	w.once(0)
	if w.waiting() != 1 {
		t.Error("given up too early")
	}
	w.now = w.now.Add(2 * time.Hour)
	w.once(0)
	if w.waiting() != 0 {
		t.Error("not given up")
	}
}

// Many messages that are put off must not hide the ones behind them.
func TestPutOffDoesNotHoldUpTheRest(t *testing.T) {
	b := &mailbox{}
	for range atOnce {
		b.answers = append(b.answers, &smtp.SMTPError{Code: 451, Message: "later"})
	}
	w := newWorld(t, serve(t, b))
	for i := range atOnce + 1 {
		w.put(fmt.Sprintf("%03d", i), "mari@example.ee", "Tere")
	}
	w.once(0)
	w.once(1)
}

// When a message was taken but cannot be removed from the store, the person must
// not get it again and again.
func TestNotSentTwiceWhenRemovalFails(t *testing.T) {
	b := &mailbox{}
	w := newWorld(t, serve(t, b))
	w.put("1", "mari@example.ee", "Tere")
	cut, cancel := context.WithCancel(context.Background())
	w.sends.transport = cutting{w.sends.transport, cancel}
	if _, err := w.sends.Once(cut); err == nil {
		t.Fatal("the removal did not fail")
	}
	w.once(0)
	if len(b.got) != 1 || w.waiting() != 0 {
		t.Errorf("sent %d times, %d wait", len(b.got), w.waiting())
	}
}

// cutting ends the context once a message was sent, so that the store refuses.
type cutting struct {
	Transport
	cancel context.CancelFunc
}

func (c cutting) Send(ctx context.Context, m store.Mail) error {
	err := c.Transport.Send(ctx, m)
	c.cancel()
	return err
}

func TestFolder(t *testing.T) {
	f := Folder{Path: t.TempDir() + "/mail", From: "eelnou@example.ee"}
	if letters, err := f.Letters(10); err != nil || len(letters) != 0 {
		t.Errorf("before anything is sent: %v, %v", letters, err)
	}
	w := newWorld(t, f)
	w.put("1", "mari@example.ee", "Esimene")
	w.now = w.now.Add(time.Minute)
	w.put("2", "jaan@example.ee", "Teine")
	w.once(2)
	letters, err := f.Letters(10)
	if err != nil || len(letters) != 2 || letters[0].Subject != "Teine" || !strings.Contains(letters[1].Text, "/et/confirm/abc") {
		t.Errorf("letters %+v, %v", letters, err)
	}
	if one, _ := f.Letters(1); len(one) != 1 {
		t.Errorf("%d letters, asked for 1", len(one))
	}
}

func TestRunEndsWhenTold(t *testing.T) {
	b := &mailbox{}
	w := newWorld(t, serve(t, b))
	w.put("1", "mari@example.ee", "Tere")
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- w.sends.Run(ctx) }()
	for w.waiting() > 0 {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
