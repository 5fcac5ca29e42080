package action

import (
	"context"
	"errors"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SubmitComment asks to comment in a consultation.
type SubmitComment struct {
	Consultation consult.ID
	As           consult.AuthorKind
	Organisation string // registry code of whom one speaks for; empty: the only one
	Name         string // public name of a private person; empty: "eraisik"
	Text         string
	Replacement  string         // the exact wording proposed for the provision, or empty
	Anchor       consult.Anchor // Provision is found here
	Email        string         // of somebody not signed in
	Language     lang.Tag       // of the mail
	Received     time.Time      // when the request was complete
	Files        int            // how many the sender saw with the form
	FormID       string         // files sent with it before are the comment's
}

// CheckComment says whether a comment could be submitted as it is, and returns
// it as the public would see it. Nothing is kept.
func (a *Actions) CheckComment(ctx context.Context, p people.Person, req SubmitComment) (consult.Comment, error) {
	var m consult.Comment
	err := a.store.View(ctx, func(tx *store.Tx) error {
		var err error
		m, err = a.comment(tx, p, req)
		return err
	})
	return m, err
}

// SubmitComment keeps a signed-in person's comment and answers with its number
// once it is durably stored.
func (a *Actions) SubmitComment(ctx context.Context, p people.Person, req SubmitComment) (consult.CommentNo, error) {
	no, err := a.once(ctx, p, form("comment", req.Consultation.String()+"\x00"+req.Text, req.FormID), func(tx *store.Tx) (string, error) {
		if _, err := permitted(tx, p, people.Comment, req.Consultation.Dossier); err != nil {
			return "", err
		}
		m, err := a.comment(tx, p, req)
		if err != nil {
			return "", err
		}
		if err := letGo(tx, req); err != nil {
			return "", err
		}
		m, err = a.keepComment(tx, p, m)
		return strconv.FormatUint(uint64(m.No), 10), err
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.CommentNo(n), err
}

// longestAddress is the longest e-mail address there can be (RFC 5321).
const longestAddress = 254

// RequestComment keeps the comment of somebody who is not signed in, unpublished,
// and mails a link to confirm the address. The time it was received counts for
// the deadline, not the time of confirmation.
func (a *Actions) RequestComment(ctx context.Context, req SubmitComment) error {
	req.Email = strings.TrimSpace(req.Email)
	if err := plainAddress(req.Email); err != nil {
		return err
	}
	secret := newSecret()
	_, err := a.once(ctx, people.Person{}, form("comment by mail", req.Consultation.String()+"\x00"+req.Email+"\x00"+req.Text, req.FormID), func(tx *store.Tx) (string, error) {
		if _, err := permitted(tx, people.Person{}, people.CommentByEmail, req.Consultation.Dossier); err != nil {
			return "", err
		}
		m, err := a.comment(tx, people.Person{}, req)
		if err != nil {
			return "", err
		}
		m.Submitted = req.Received
		if err := letGo(tx, req); err != nil {
			return "", err
		}
		waiting := consult.Pending{Token: HashSecret(secret), Email: req.Email, Comment: m, Created: req.Received}
		if err := tx.PutPending(waiting); err != nil {
			return "", err
		}
		// Each that comes clears away more than one, so that they never pile up.
		if err := tx.SweepPending(a.clock().Add(-ConfirmWithin), 2); err != nil {
			return "", err
		}
		return "", tx.PutMail(a.confirmationMail(req, secret))
	})
	return err
}

// plainAddress refuses what is no e-mail address, or more than one.
func plainAddress(email string) error {
	if at, err := mail.ParseAddress(email); err != nil || at.Address != email || len(email) > longestAddress {
		return fault.Fields{{Name: "email", Message: fault.Message{Key: "fault.email"}}}.Err()
	}
	return nil
}

// ConfirmWithin is how long the link in the mail may be opened.
const ConfirmWithin = 7 * 24 * time.Hour

// ConfirmComment publishes the comment whose link was opened and answers with
// its number, which is mailed too, in the language given, with the private link
// to it. Opening the link twice answers the same.
func (a *Actions) ConfirmComment(ctx context.Context, secret string, tag lang.Tag) (consult.CommentNo, error) {
	token := HashSecret(secret)
	no, err := a.once(ctx, people.Person{}, "confirm-"+token, func(tx *store.Tx) (string, error) {
		waiting, err := tx.Pending(token)
		if err != nil {
			return "", err
		}
		if a.clock().Sub(waiting.Created) > ConfirmWithin {
			return "", fault.ErrNotFound
		}
		p, err := a.personByEmail(tx, waiting.Email)
		if err != nil {
			return "", err
		}
		waiting.Comment.Author.Person = p.ID
		m, err := a.keepComment(tx, p, waiting.Comment)
		if err != nil {
			return "", err
		}
		no := strconv.FormatUint(uint64(m.No), 10)
		return no, errors.Join(tx.DeletePending(token), a.publishedMail(tx, waiting.Email, m.No, tag, "published/"))
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.CommentNo(n), err
}

// comment decides whether a comment may be submitted and completes it.
func (a *Actions) comment(tx *store.Tx, p people.Person, req SubmitComment) (consult.Comment, error) {
	c, _, err := permittedConsultation(tx, p, people.ReadPapers, req.Consultation)
	if err != nil {
		return consult.Comment{}, err
	}
	by, err := author(tx, p, req)
	if err != nil {
		return consult.Comment{}, err
	}
	m := consult.Comment{
		Consultation: c.ID, Author: by, Text: strings.TrimSpace(req.Text), Replacement: strings.TrimSpace(req.Replacement),
		Anchor: req.Anchor, Submitted: req.Received, State: consult.Public,
	}
	if err := c.Comment(m, req.Received); err != nil {
		return m, err
	}
	if m.Attachments, err = attached(tx, req.Consultation, req.FormID); err != nil {
		return m, err
	}
	if len(m.Attachments) < req.Files { // they waited too long; the sender shall know
		return m, fault.New(fault.Conflict, "files.gone")
	}
	m.Anchor, err = placed(tx, c.Dossier, req.Anchor)
	return m, err
}

// author is as whom the comment will be shown. A person cannot speak for an
// organisation or institution that is not theirs.
func author(tx *store.Tx, p people.Person, req SubmitComment) (consult.Author, error) {
	switch {
	case req.As == consult.Organisation:
		return organisationAuthor(tx, p, req.Organisation)
	case req.As == consult.Institution && p.Serves(p.Institution):
		by := consult.Author{Kind: consult.Institution, Name: string(p.Institution), Code: string(p.Institution), Person: p.ID}
		i, err := tx.Institution(p.Institution)
		if errors.Is(err, fault.ErrNotFound) {
			return by, nil
		}
		by.Name = i.Name.Et
		return by, err
	}
	return consult.Author{Kind: consult.Private, Name: strings.TrimSpace(req.Name), Person: p.ID}, nil
}

// organisationAuthor is one of the organisations for which the person speaks, or
// without a code the only one.
func organisationAuthor(tx *store.Tx, p people.Person, code string) (consult.Author, error) {
	list, err := tx.OrganisationsOf(p.ID)
	if err != nil {
		return consult.Author{}, err
	}
	var found []people.Organisation
	for _, o := range list {
		if o.IsConfirmed() && (code == "" || o.Code == code) && people.May(p, people.SpeakForOrganisation, o.Object()) == nil {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return consult.Author{}, fault.Fields{{Name: "as", Message: fault.Message{Key: "comments.as_whom"}}}.Err()
	}
	return consult.Author{Kind: consult.Organisation, Name: found[0].Name, Code: found[0].Code, Person: p.ID}, nil
}

// placed checks an anchor against the text it names and completes it with the
// provision's identity.
func placed(tx *store.Tx, id dossier.ID, at consult.Anchor) (consult.Anchor, error) {
	if at.Document == 0 {
		return consult.Anchor{}, nil
	}
	wrong := fault.Fields{{Name: "anchor", Message: fault.Message{Key: "consult.no_such_place"}}}.Err()
	if at.Address == "" {
		if _, err := tx.Revision(id, at.Document, at.Revision); err != nil {
			return at, wrong
		}
		return consult.Anchor{Document: at.Document, Revision: at.Revision}, nil
	}
	source, err := tx.RevisionText(id, at.Document, at.Revision)
	if errors.Is(err, fault.ErrNotFound) {
		return at, wrong
	}
	if err != nil {
		return at, err
	}
	text := lawtext.Parse(source)
	node, ok := text.Find(at.Address)
	if !ok {
		return at, wrong
	}
	marks, err := tx.Marks(id, at.Document, at.Revision)
	if err != nil {
		return at, err
	}
	for i, addressable := range text.Addressable() {
		if addressable == node && i < len(marks) {
			at.Provision = marks[i].Provision
		}
	}
	return quoted(text, node, at)
}

// quoted checks that the words quoted stand in the provision and notes where.
func quoted(text *lawtext.Text, node int, at consult.Anchor) (consult.Anchor, error) {
	at.Quote = strings.Join(strings.Fields(at.Quote), " ")
	if at.Quote == "" {
		at.Prefix, at.Suffix, at.Offset = "", "", 0
		return at, nil
	}
	whole := strings.Join(strings.Fields(text.Full(node)), " ")
	found := strings.Index(whole, at.Prefix+at.Quote)
	if found < 0 {
		found = strings.Index(whole, at.Quote)
	} else {
		found += len(at.Prefix)
	}
	if found < 0 {
		return at, fault.Fields{{Name: "quote", Message: fault.Message{Key: "consult.quote_not_found"}}}.Err()
	}
	at.Prefix = lastRunes(whole[:found], 32)
	at.Suffix = firstRunes(whole[found+len(at.Quote):], 32)
	at.Offset = len(strings.Fields(whole[:found]))
	return at, nil
}

// keepComment numbers a comment, keeps it and counts it.
func (a *Actions) keepComment(tx *store.Tx, p people.Person, m consult.Comment) (consult.Comment, error) {
	d, err := tx.Dossier(m.Consultation.Dossier)
	if err != nil {
		return m, err
	}
	c, err := tx.Consultation(m.Consultation)
	if err != nil {
		return m, err
	}
	if m.No, err = tx.NextComment(yearOf(a.clock())); err != nil {
		return m, err
	}
	c.Comments++
	if err := tx.PutConsultation(c); err != nil {
		return m, err
	}
	if err := campaign.Join(tx, &m); err != nil {
		return m, err
	}
	if err := tx.PutComment(m); err != nil {
		return m, err
	}
	return m, a.record(tx, p, d, event.Event{
		Name: event.CommentSubmitted, Consultation: c.No, Comment: m.No, Occurred: m.Submitted, Public: true,
	})
}

// personByEmail finds the person with a confirmed address or records one.
func (a *Actions) personByEmail(tx *store.Tx, email string) (people.Person, error) {
	p, err := tx.PersonByEmail(email)
	if !errors.Is(err, fault.ErrNotFound) {
		return p, err
	}
	p = people.Person{ID: newPersonID(), Email: email, Created: a.clock()}
	return p, tx.PutPerson(p)
}

func yearOf(t time.Time) int { return clock.DateOf(t).Year }

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}
