package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/eelnou/eelnou/store"
)

// SMTP sends through a mail server. TLS is used wherever the server offers it
// and required when a password is sent.
type SMTP struct {
	Server   string // host:port
	From     string
	User     string // empty: no authentication
	Password string
}

const smtpTimeout = 30 * time.Second

// Send hands the message to the server.
func (s SMTP) Send(ctx context.Context, m store.Mail) error {
	_, domain, _ := strings.Cut(s.From, "@")
	msg, err := message(m, s.From, strings.Trim(domain, "> "))
	if err != nil {
		return err
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	var answer *mail.SendError
	if errors.As(err, &answer) {
		// Its text names the address, which must not reach the log.
		err = fmt.Errorf("the server answered %d", answer.ErrorCode())
		if answer.ErrorCode() >= 500 {
			err = fmt.Errorf("%w: %w", ErrRefused, err)
		}
	}
	return err
}

func (s SMTP) client() (*mail.Client, error) {
	host, port, err := net.SplitHostPort(s.Server)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	options := []mail.Option{mail.WithPort(n), mail.WithTimeout(smtpTimeout), mail.WithTLSPolicy(mail.TLSOpportunistic)}
	if n == 465 {
		options = append(options, mail.WithSSL())
	}
	if s.User != "" {
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(host, options...)
}
