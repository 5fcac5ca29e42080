package action

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ownKeys is the name of the secret that signs private links.
const ownKeys = "own comment"

// ownKey is the key in the private link to a comment, which lets whoever has it
// do to the comment what its author may. It cannot be guessed, and is the same
// for ever.
func ownKey(secret []byte, no consult.CommentNo) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(no.String())) // a hash takes everything
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:24])
}

// Holder is in whose name somebody does something to a comment of their own:
// themselves, or with the key of its private link its author, as far as one is a
// citizen. A wrong key is NotFound, as an absent comment is.
func (a *Actions) Holder(ctx context.Context, p people.Person, no consult.CommentNo, key string) (people.Person, error) {
	if key == "" {
		return p, nil
	}
	var holder people.Person
	err := a.store.View(ctx, func(tx *store.Tx) error {
		secret, err := tx.Secret(ownKeys)
		if err != nil {
			return err
		}
		if !hmac.Equal([]byte(key), []byte(ownKey(secret, no))) {
			return fault.ErrNotFound
		}
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		author, err := tx.Person(m.Author.Person)
		holder = people.Person{ID: author.ID, Email: author.Email, Disabled: author.Disabled}
		return err
	})
	return holder, err
}

// MailOwnLink mails the private link to a comment once more, when the address is its
// author's. Whoever asks is not told whether it is.
func (a *Actions) MailOwnLink(ctx context.Context, p people.Person, no consult.CommentNo, email string, tag lang.Tag) error {
	email = strings.TrimSpace(email)
	if err := plainAddress(email); err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		if _, err := permittedWindow(tx, p, people.ReadPapers, m.Consultation); err != nil {
			return err
		}
		author, err := tx.Person(m.Author.Person)
		if errors.Is(err, fault.ErrNotFound) || err == nil && (author.Disabled || author.Email == "" || !strings.EqualFold(author.Email, email)) {
			return nil
		}
		if err != nil {
			return err
		}
		return a.publishedMail(tx, author.Email, m.No, tag, "link/"+strconv.FormatInt(a.clock().UnixNano(), 36)+"/")
	})
}

// CorrectComment asks to say something else in one's own comment. Wording is
// what it said when its author began.
type CorrectComment struct {
	Comment  consult.CommentNo
	Wording  string
	Text     string
	Received time.Time // when the request was complete
	FormID   string
}

// CorrectComment replaces the words: without a trace while it has just been sent,
// and later so that what it said stays public. After the deadline, or once it has
// been answered, it is a Conflict.
func (a *Actions) CorrectComment(ctx context.Context, p people.Person, req CorrectComment) error {
	_, err := a.once(ctx, p, form("correct comment", req.Comment.String(), req.FormID), func(tx *store.Tx) (string, error) {
		m, w, err := permittedComment(tx, p, people.CorrectComment, req.Comment)
		if err != nil {
			return "", err
		}
		if m.State == consult.Public && m.Wording() != req.Wording {
			return "", fault.New(fault.Conflict, "own.changed")
		}
		joined, err := represents(tx, m)
		if err != nil {
			return "", err
		}
		now, err := m.Correct(w.consultation, req.Text, joined, a.settings.Grace, req.Received)
		if err != nil {
			return "", err
		}
		if err := campaign.Rejoin(tx, &now); err != nil {
			return "", err
		}
		if len(m.Blacked) > 0 { // a moderator looks whether it says what was taken out in other words
			known, err := tx.Case(m.No)
			if err != nil {
				return "", err
			}
			known.Changed = a.clock()
			if err := tx.PutCase(known); err != nil {
				return "", err
			}
		}
		return "", errors.Join(tx.PutComment(now), a.record(tx, p, w.dossier, w.in(event.Event{
			Name: event.CommentCorrected, Comment: m.No, Occurred: req.Received, Public: true,
		})))
	})
	return err
}

// represents reports whether other comments have been joined to this one.
func represents(tx *store.Tx, m consult.Comment) (bool, error) {
	if m.Campaign == 0 || m.Campaign != m.No {
		return false, nil
	}
	members, err := tx.CampaignMembers(m.No, 0, 2)
	return len(members) > 1, err
}

// DisownComment says that one's own comment was not written by oneself: somebody
// used one's name or mailbox. Its words leave the public for good, also when it
// has been answered or the consultation is over, and moderators are told.
func (a *Actions) DisownComment(ctx context.Context, p people.Person, no consult.CommentNo) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		m, w, err := permittedComment(tx, p, people.Disown, no)
		if err != nil {
			return err
		}
		if m.State == consult.Disowned {
			return fault.New(fault.Conflict, "consult.already_hidden")
		}
		known, err := tx.Case(no)
		if err != nil {
			return err
		}
		if err := tx.PutCase(known.Disown(a.clock())); err != nil {
			return err
		}
		if m.State == consult.Public {
			return a.hide(tx, p, w, m, consult.Disowned, "", event.CommentDisowned)
		}
		m.State, m.StateReason = consult.Disowned, "" // of what was hidden before only the trace changes
		return errors.Join(tx.PutComment(m), a.record(tx, p, w.dossier, w.in(event.Event{Name: event.CommentDisowned, Comment: no, Public: true})))
	})
}
