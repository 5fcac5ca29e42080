package action_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

const written = `Lugupeetud minister

Täname võimaluse eest arvamust avaldada. Külaselts on eelnõu arutanud ja esitab märkused.

1. § 1 lg 2 jätab metsa välja.

Palume seda põhjendada.

2. § 2: 30 päeva on vähe.

Lugupidamisega

Aino Mägi, Pargi 5`

// keptLetter is a letter as it was just proposed.
func (w *world) keptLetter(c consult.ID) consult.Letter {
	w.Helper()
	no, err := w.do.KeepLetter(w.ctx, official, action.KeepLetter{
		Window: c, Entry: consult.Entry{Channel: consult.OnPaper, Received: clock.DateOf(w.now)},
		Author: consult.Author{Kind: consult.Organisation, Name: "Mäeotsa külaselts"}, Document: 1, Text: written, FormID: "keep",
	})
	w.must(err)
	return w.letterNow(c, no)
}

func (w *world) letterNow(c consult.ID, no consult.LetterNo) (l consult.Letter) {
	w.Helper()
	w.must(w.store.View(w.ctx, func(tx *store.Tx) (err error) {
		l, err = tx.Letter(c, no)
		return err
	}))
	return l
}

func splitOf(l consult.Letter) action.SplitLetter {
	return action.SplitLetter{Window: l.Window, No: l.No, Version: l.Version, Entry: l.Entry, Author: l.Author, Blocks: l.Blocks}
}

func (w *world) asking() consult.ID {
	w.Helper()
	id := w.dossier()
	w.publish(id, 0, law)
	return w.consultation(id)
}

func TestALetterBecomesComments(t *testing.T) {
	w := newWorld(t)
	c := w.asking()
	l := w.keptLetter(c)
	req := splitOf(l)
	req.FormID = "enter"
	w.must(w.do.EnterLetter(w.ctx, official, req))
	w.must(w.do.EnterLetter(w.ctx, official, req)) // the same form twice is entered once

	entered := w.letterNow(c, l.No)
	if len(entered.Comments) != 3 || len(entered.Blocks) != 0 || strings.Contains(entered.Text(), "Pargi 5") {
		t.Fatalf("became %v, kept %q", entered.Comments, entered.Text())
	}
	want := []struct{ at, text string }{
		{"", "Täname võimaluse eest"}, {"para1lg2", "1. § 1 lg 2 jätab metsa välja.\n\nPalume"}, {"para2", "2. § 2: 30 päeva"},
	}
	submitted := 0
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		for i, no := range entered.Comments {
			m, err := tx.Comment(no)
			w.must(err)
			if m.Anchor.Address != want[i].at || !strings.HasPrefix(m.Text, want[i].text) || m.Entry.By != official.ID || m.Author.Name != "Mäeotsa külaselts" {
				t.Errorf("comment %d is %+v", i+1, m)
			}
		}
		kept, err := tx.Consultation(c)
		w.must(err)
		if kept.Comments != 3 {
			t.Errorf("%d are counted", kept.Comments)
		}
		events, err := tx.Events(0, 1000)
		for _, e := range events {
			if e.Name == event.CommentSubmitted {
				submitted++
			}
			if e.Name == event.LetterSaved && e.Public {
				t.Error("the public learns of letters")
			}
		}
		return err
	}))
	if submitted != 3 {
		t.Errorf("%d events tell of comments", submitted)
	}
}

// TestALetterIsEnteredWholeOrNotAtAll: one remark on a place that is not there
// keeps all the others back, and says which it is.
func TestALetterIsEnteredWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	c := w.asking()
	l := w.keptLetter(c)
	req := splitOf(l)
	req.Blocks[4].At = "§ 99"
	err := w.do.EnterLetter(w.ctx, official, req)
	w.refused(err, fault.ErrInvalid, "consult.no_such_place")
	if f := fault.Of(err); len(f.Fields) != 1 || f.Fields[0].Name != "at_4" {
		t.Errorf("refused as %v", err)
	}
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		kept, err := tx.Consultation(c)
		if kept.Comments != 0 {
			t.Errorf("%d comments were entered", kept.Comments)
		}
		return err
	}))
	if now := w.letterNow(c, l.No); now.Version != l.Version || now.Entered() {
		t.Errorf("the letter changed: %+v", now)
	}
}

func TestSplittingAtOnceIsAConflict(t *testing.T) {
	w := newWorld(t)
	c := w.asking()
	l := w.keptLetter(c)
	first := splitOf(l)
	first.Blocks[3].Cut = true
	w.must(w.do.SaveLetter(w.ctx, official, first))
	w.refused(w.do.SaveLetter(w.ctx, official, splitOf(l)), fault.ErrConflict, "letter.changed")
	w.refused(w.do.EnterLetter(w.ctx, official, splitOf(l)), fault.ErrConflict, "letter.changed")
	w.refused(w.do.DiscardLetter(w.ctx, official, c, l.No, l.Version), fault.ErrConflict, "letter.changed")

	saved := w.letterNow(c, l.No)
	if len(saved.Pieces()) != 4 {
		t.Errorf("split into %d", len(saved.Pieces()))
	}
	recut := splitOf(saved)
	recut.Text = strings.Replace(saved.Text(), "Palume seda", "Palume\n\nseda", 1)
	w.must(w.do.SaveLetter(w.ctx, official, recut))
	if now := w.letterNow(c, l.No); len(now.Blocks) != len(saved.Blocks)+1 || !now.Blocks[0].Skip || now.Blocks[2].At != "§ 1 lg 2" {
		t.Errorf("after cutting anew: %+v", now.Blocks)
	}
	all := splitOf(w.letterNow(c, l.No))
	for i := range all.Blocks {
		all.Blocks[i].Skip = true
	}
	w.refused(w.do.EnterLetter(w.ctx, official, all), fault.ErrConflict, "letter.nothing")
	w.must(w.do.DiscardLetter(w.ctx, official, c, l.No, all.Version))
	w.refused(w.do.SaveLetter(w.ctx, official, all), fault.ErrConflict, "letter.gone")
}

func TestWhoMaySplitLetters(t *testing.T) {
	w := newWorld(t)
	c := w.asking()
	l := w.keptLetter(c)
	for _, p := range []people.Person{citizen, other} {
		_, err := w.do.KeepLetter(w.ctx, p, action.KeepLetter{Window: c, Text: "Tere"})
		w.refused(err, fault.ErrForbidden, "")
		w.refused(w.do.SaveLetter(w.ctx, p, splitOf(l)), fault.ErrForbidden, "")
		w.refused(w.do.EnterLetter(w.ctx, p, splitOf(l)), fault.ErrForbidden, "")
		w.refused(w.do.DiscardLetter(w.ctx, p, c, l.No, l.Version), fault.ErrForbidden, "")
	}
	// A PDF is read by a process of its own alone; what that refuses is said.
	w.do = action.New(w.store, func() time.Time { return w.now }, action.Settings{Words: func(_ context.Context, b []byte, sort papers.Sort) (string, error) {
		if sort != papers.PDF || len(b) < 20 {
			return "", errors.New("no words")
		}
		return "1. " + string(b[9:]), nil
	}})
	read := action.KeepLetter{Window: c, Entry: l.Entry, Author: l.Author, File: []byte("%PDF-1.4 § 1 lg 2 on kitsas.")}
	no, err := w.do.KeepLetter(w.ctx, official, read)
	w.must(err)
	if got := w.letterNow(c, no); len(got.Blocks) != 1 || got.Blocks[0].Text != "1. § 1 lg 2 on kitsas." {
		t.Errorf("read as %+v", got.Blocks)
	}
	read.File = []byte("%PDF-1.4")
	_, err = w.do.KeepLetter(w.ctx, official, read)
	w.refused(err, fault.ErrInvalid, "papers.damaged")
	w.do = action.New(w.store, func() time.Time { return w.now }, action.Settings{})
	long := strings.Repeat("lõik\n\n", consult.MaxBlocks+1)
	for key, req := range map[string]action.KeepLetter{
		"letter.empty": {Text: " \n"}, "letter.too_many": {Text: long}, "letter.sort": {File: []byte("%PDF-1.4")}, "papers.sort": {File: []byte("MZ\x00")},
	} {
		req.Window, req.Entry, req.Author = c, l.Entry, l.Author
		_, err := w.do.KeepLetter(w.ctx, official, req)
		w.refused(err, fault.ErrInvalid, key)
	}
}
