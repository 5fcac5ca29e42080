package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail"

	"github.com/eelnou/eelnou/store"
)

// number names a message without telling whom it is for.
func number(m store.Mail) string {
	sum := sha256.Sum256([]byte(m.Key))
	return hex.EncodeToString(sum[:12])
}

// message writes a message as the internet has it. The address is checked and
// the subject encoded by the library; line breaks cannot start a header.
func message(m store.Mail, from, host string) (*mail.Msg, error) {
	msg := mail.NewMsg()
	if err := msg.From(from); err != nil {
		return nil, fmt.Errorf("%w: sender: %w", ErrRefused, err)
	}
	if strings.ContainsAny(m.To, "\r\n") {
		return nil, fmt.Errorf("%w: a line break in the address", ErrRefused)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: the address cannot be read", ErrRefused)
	}
	msg.Subject(strings.Join(strings.Fields(m.Subject), " "))
	msg.SetDateWithValue(m.Created)
	msg.SetMessageIDWithValue(number(m) + "@" + host)
	msg.SetGenHeader(mail.HeaderPrecedence, "auto")
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	return msg, nil
}
