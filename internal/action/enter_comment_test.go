package action_test

import (
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

func (w *world) letter(c consult.ID) action.EnterComment {
	return action.EnterComment{
		Consultation: c, Entry: consult.Entry{Channel: consult.OnPaper, Received: clock.DateOf(w.now)},
		Author: consult.Author{Kind: consult.Organisation, Name: "Mäeotsa külaselts"}, Text: "Tähtaeg on lühike.",
		Anchor: consult.Anchor{Document: 1, Address: "para2"}, FormID: "letter",
	}
}

func TestALetterIsACommentLikeOthers(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	w.now = w.now.AddDate(0, 0, 40) // after the deadline of 30 days
	letter := w.letter(c)
	letter.Entry.Received = clock.DateOf(w.now).AddDays(-20)
	no, err := w.do.EnterComment(w.ctx, official, letter)
	w.must(err)
	again, err := w.do.EnterComment(w.ctx, official, letter)
	w.must(err)
	if again != no {
		t.Errorf("the same form is comment %s and then %s", no, again)
	}
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		w.must(err)
		kept, err := tx.Consultation(c)
		w.must(err)
		switch {
		case m.Entry.By != official.ID || m.Entry.Received != letter.Entry.Received || m.Author.Person != "":
			t.Errorf("entered as %+v by %+v", m.Entry, m.Author)
		case m.Anchor.Revision != 1 || m.Anchor.Provision == 0:
			t.Errorf("on %+v", m.Anchor)
		case kept.Comments != 1 || m.State != consult.Public || clock.DateOf(m.Submitted) != letter.Entry.Received:
			t.Errorf("%d comments; %+v", kept.Comments, m)
		}
		return nil
	}))
}

func TestWhoMayEnterLetters(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	for _, p := range []people.Person{citizen, other} {
		_, err := w.do.EnterComment(w.ctx, p, w.letter(c))
		w.refused(err, fault.ErrForbidden, "")
	}
	_, err := w.do.EnterComment(w.ctx, nobody, w.letter(c))
	w.refused(err, fault.ErrSignIn, "")
	wrong := w.letter(c)
	wrong.Anchor.Address = "para9"
	_, err = w.do.EnterComment(w.ctx, official, wrong)
	w.refused(err, fault.ErrInvalid, "consult.no_such_place")
	wrong = w.letter(c)
	wrong.Author = consult.Author{Kind: consult.Institution, Code: "EIOLE"}
	_, err = w.do.EnterComment(w.ctx, official, wrong)
	w.refused(err, fault.ErrInvalid, "fault.choose")
}
