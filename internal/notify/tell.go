package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Teller is the follower that writes to people what became of their comments: a
// response, a corrected response, another deadline. Everybody with a known
// address gets one message for all that came to light at once.
type Teller struct {
	store *store.Store
	base  string // address of the service, without a last slash
	clock clock.Clock
}

// NewTeller returns a teller whose messages link to pages under base.
func NewTeller(st *store.Store, base string, clk clock.Clock) *Teller {
	return &Teller{store: st, base: base, clock: clk}
}

// Name is the follower's name in the log and of its position.
func (t *Teller) Name() string { return "teller" }

// Position is the last event that people were told of. A teller that is new to
// a store begins with what happens next: nobody wants letters about the past.
func (t *Teller) Position(ctx context.Context) (at event.Seq, err error) {
	err = t.store.View(ctx, func(tx *store.Tx) error {
		at, err = tx.Position(t.Name())
		return err
	})
	last := t.store.LastSeq()
	if err != nil || at > 0 || last == 0 {
		return at, err
	}
	return last, t.store.Update(ctx, func(tx *store.Tx) error { return tx.SetPosition(t.Name(), last) })
}

// news is what one person is to be told: what happened, of which comment.
type news struct {
	what    event.Name
	comment consult.CommentNo
	dossier string
}

// Handle puts the messages into the store together with the position, so that
// each is written once.
func (t *Teller) Handle(ctx context.Context, events []event.Event) error {
	last := events[len(events)-1].Seq
	return t.store.Update(ctx, func(tx *store.Tx) error {
		round := telling{tx: tx, news: map[people.ID][]news{}, mail: map[people.ID]string{}}
		for _, e := range events {
			if err := round.hear(e); err != nil {
				return err
			}
		}
		for _, id := range round.order {
			if err := t.write(tx, id, round.mail[id], round.news[id], last); err != nil {
				return err
			}
		}
		return tx.SetPosition(t.Name(), last)
	})
}

// write writes to a person, where their organisation does if that is known.
func (t *Teller) write(tx *store.Tx, id people.ID, to string, list []news, last event.Seq) error {
	p, err := tx.Person(id)
	if errors.Is(err, fault.ErrNotFound) || err == nil && (p.Email == "" && to == "" || p.Disabled) {
		return nil
	}
	if err != nil {
		return err
	}
	if to == "" {
		to = p.Email
	}
	subject, text := t.words(list)
	return tx.PutMail(store.Mail{
		Key: fmt.Sprintf("told/%020d/%s", last, id), To: to, Subject: subject, Text: text, Created: t.clock(),
	})
}

// telling collects who is to be told what, in the order in which they came up.
type telling struct {
	tx    *store.Tx
	news  map[people.ID][]news
	order []people.ID
	mail  map[people.ID]string // addresses at which representatives were invited
}

// hear notes whom an event concerns. Only what anyone may know is told by mail.
func (t *telling) hear(e event.Event) error {
	if !e.Public {
		return nil
	}
	switch e.Name {
	case event.ResponsePublished, event.ResponseCorrected:
		return t.response(e)
	case event.DeadlineMoved:
		return t.deadline(e)
	}
	return nil
}

func (t *telling) response(e event.Event) error {
	r, err := t.tx.Response(e.Response)
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, no := range r.Comments {
		m, err := t.tx.Comment(no)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := t.add(m, e); err != nil {
			return err
		}
	}
	return nil
}

func (t *telling) deadline(e event.Event) error {
	id := consult.ID{Dossier: e.Dossier, No: e.Consultation}
	if e.Consultation == 0 {
		return nil
	}
	heads, err := t.tx.CommentHeads(id)
	if err != nil {
		return err
	}
	told := map[people.ID]bool{}
	for _, m := range heads {
		if err := t.addOnce(m, e, told); err != nil {
			return err
		}
	}
	return nil
}

// add tells the author of a comment, and those who signed it.
func (t *telling) add(m consult.Comment, e event.Event) error {
	return t.addOnce(m, e, map[people.ID]bool{})
}

// addOnce is add without those who were told.
func (t *telling) addOnce(m consult.Comment, e event.Event, told map[people.ID]bool) error {
	if m.State != consult.Public {
		return nil
	}
	for _, a := range append([]consult.Author{m.Author}, m.Signers...) {
		readers, err := t.readers(a)
		if err != nil {
			return err
		}
		for _, id := range readers {
			if id == "" || told[id] {
				continue
			}
			told[id] = true
			if _, known := t.news[id]; !known {
				t.order = append(t.order, id)
			}
			t.news[id] = append(t.news[id], news{e.Name, m.No, string(e.Dossier)})
		}
	}
	return nil
}

// readers are who hears for an author: of an organisation in the register all who
// represent it now, whoever of them sent or signed it.
func (t *telling) readers(a consult.Author) ([]people.ID, error) {
	if a.Kind != consult.Organisation || a.Code == "" {
		return []people.ID{a.Person}, nil
	}
	o, err := t.tx.Organisation(a.Code)
	if errors.Is(err, fault.ErrNotFound) {
		return []people.ID{a.Person}, nil
	}
	list := make([]people.ID, len(o.Representatives))
	for i, r := range o.Representatives {
		list[i] = r.Person
		if r.Email != "" {
			t.mail[r.Person] = r.Email
		}
	}
	return list, err
}

// sentences say in each language what happened; their values are the comment's
// number and the dossier's.
var sentences = map[event.Name][3]string{
	event.ResponsePublished: {
		"Sinu arvamusele %s (toimik %s) on vastatud",
		"There is a response to your comment %s (dossier %s)",
		"На ваше мнение %s (дело %s) есть ответ",
	},
	event.ResponseCorrected: {
		"Seisukoht sinu arvamuse %s (toimik %s) kohta on parandatud",
		"The response to your comment %s (dossier %s) was corrected",
		"Ответ на ваше мнение %s (дело %s) исправлен",
	},
	event.DeadlineMoved: {
		"Konsultatsiooni tähtaega on muudetud; sinu arvamus %s (toimik %s)",
		"The deadline of the consultation has moved; your comment %s (dossier %s)",
		"Срок консультации изменён; ваше мнение %s (дело %s)",
	},
}

// greetings open the message in each language.
var greetings = [3]string{"Tere!", "Hello,", "Здравствуйте!"}

// several is the subject of a message about more than one thing.
const several = "Uut sinu arvamuste kohta: %d"

// words makes a message. Which language its reader prefers is not known, so it
// says everything in all three, the official one first.
func (t *Teller) words(list []news) (subject, text string) {
	var parts [3]string
	for i := range parts {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n", greetings[i])
		for _, n := range list {
			fmt.Fprintf(&b, "\n%s:\n%s/%s/comments/%s\n", fmt.Sprintf(sentences[n.what][i], n.comment, n.dossier), t.base, [3]string{"et", "en", "ru"}[i], n.comment)
		}
		parts[i] = b.String()
	}
	subject = fmt.Sprintf(sentences[list[0].what][0], list[0].comment, list[0].dossier)
	if len(list) > 1 {
		subject = fmt.Sprintf(several, len(list))
	}
	return subject, strings.Join(parts[:], "\n-- \n\n")
}
