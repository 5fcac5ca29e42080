package action

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/letter"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// KeepLetter asks to keep a letter that is to be split into single remarks. Its
// words are those typed, or those of a file.
type KeepLetter struct {
	Window   consult.ID
	Entry    consult.Entry  // By is found here
	Author   consult.Author // an institution by its code alone
	Document int            // that its remarks are about unless they say otherwise
	Text     string
	File     []byte
	FileName string
	Annexes  []Enclosed
	FormID   string
}

// KeepLetter reads a letter, proposes where to cut it and keeps it within the
// institution.
func (a *Actions) KeepLetter(ctx context.Context, p people.Person, req KeepLetter) (consult.LetterNo, error) {
	if err := a.mayKeepLetters(ctx, p, req.Window); err != nil {
		return 0, err
	}
	text, err := a.letterText(ctx, req)
	if err != nil {
		return 0, err
	}
	var no string
	err = a.enclosing(req.Annexes, func(annexes []consult.Attachment) (err error) {
		no, err = a.once(ctx, p, form("letter", req.Window.String()+"\x00"+text, req.FormID), func(tx *store.Tx) (string, error) {
			return a.newLetter(tx, p, req, text, annexes)
		})
		return err
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.LetterNo(n), err
}

// newLetter keeps a letter as it is proposed to be split, and answers with its
// number.
func (a *Actions) newLetter(tx *store.Tx, p people.Person, req KeepLetter, text string, annexes []consult.Attachment) (string, error) {
	w, err := lettersOf(tx, p, req.Window)
	if err != nil {
		return "", err
	}
	l := consult.Letter{Window: w.id, Institution: w.of, File: req.FileName, Entry: req.Entry, Author: req.Author, Attachments: annexes}
	l.Entry.By = p.ID
	if l, err = a.headed(tx, w, l); err != nil {
		return "", err
	}
	if l.Blocks, err = proposed(tx, w, text, req.Document); err != nil {
		return "", err
	}
	if err := a.noteFiles(tx, annexes); err != nil {
		return "", err
	}
	if l.No, err = tx.NextLetter(); err != nil {
		return "", err
	}
	return strconv.FormatUint(uint64(l.No), 10), a.keepLetter(tx, p, w, l)
}

// letterText is what was typed, or the words of the file.
func (a *Actions) letterText(ctx context.Context, req KeepLetter) (string, error) {
	if len(req.File) == 0 {
		return req.Text, nil
	}
	text, err := a.readLetter(ctx, req.File)
	if f := fault.Of(err); f != nil && f.Kind == fault.Invalid {
		return "", fault.Fields{{Name: "file", Message: f.Message}}.Err()
	}
	return text, err
}

// readWithin is how long a file may take whose sender waits for it.
const readWithin = 10 * time.Second

// readLetter reads the words of a file in which letters come.
func (a *Actions) readLetter(ctx context.Context, b []byte) (string, error) {
	sort, err := papers.SortOf(b)
	if err != nil {
		return "", err
	}
	inside := sort == papers.Plain || a.settings.Words == nil
	switch {
	case sort == papers.PNG, sort == papers.JPEG, inside && sort == papers.PDF:
		return "", fault.New(fault.Invalid, "letter.sort")
	case inside:
		return papers.Text(b, sort)
	}
	within, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	text, err := a.settings.Words(within, b, sort)
	if err != nil && ctx.Err() == nil {
		return "", fault.New(fault.Invalid, "papers.damaged") // or made to be too much
	}
	return text, err
}

// lettersOf loads the window of letters for somebody who may split them: of a
// consultation those who hold it, of a round those who reply to it.
func lettersOf(tx *store.Tx, p people.Person, id consult.ID) (window, error) {
	if id.Round {
		at, err := preparedRound(tx, p, id)
		return window{id: id, dossier: at.dossier, round: at.round, of: at.of}, err
	}
	w, err := permittedWindow(tx, p, people.EnterComment, id)
	w.of = w.dossier.Institution
	return w, err
}

// mayKeepLetters refuses those who may not before any file of theirs is read.
func (a *Actions) mayKeepLetters(ctx context.Context, p people.Person, id consult.ID) error {
	return a.store.View(ctx, func(tx *store.Tx) error {
		_, err := lettersOf(tx, p, id)
		return err
	})
}

// headed checks what is said of a letter as a whole. One of which an institution
// makes remarks of its own comes from nowhere else.
func (a *Actions) headed(tx *store.Tx, w window, l consult.Letter) (consult.Letter, error) {
	var err error
	if w.id.Round {
		l.Author, err = named(tx, consult.Author{Kind: consult.Institution, Code: string(w.of)})
		return l, err
	}
	if l.Author, err = named(tx, l.Author); err != nil {
		return l, err
	}
	return l, w.consultation.CheckEntry(l.Entry, l.Author, a.clock())
}

// proposed is a text as blocks, each with the place that it seems to be about.
func proposed(tx *store.Tx, w window, text string, document int) ([]consult.Block, error) {
	at := w.asked(document)
	if at == 0 {
		document = 0
	}
	exists := func(string) bool { return false }
	if document != 0 {
		source, err := tx.RevisionText(w.id.Dossier, document, at)
		if err != nil {
			return nil, err
		}
		parsed := lawtext.Parse(source)
		exists = func(address string) bool {
			_, ok := parsed.Find(address)
			return ok
		}
	}
	return letter.Propose(letter.Paragraphs(text), document, exists), nil
}

// keepLetter writes the next version of a letter.
func (a *Actions) keepLetter(tx *store.Tx, p people.Person, w window, l consult.Letter) error {
	if err := l.Check(); err != nil && !l.Entered() {
		return err
	}
	l.Version++
	l.Saved, l.By = a.clock(), p.ID
	if err := tx.PutLetter(l); err != nil {
		return err
	}
	return a.record(tx, p, w.dossier, w.in(event.Event{Name: event.LetterSaved, Institution: w.of}))
}

// SplitLetter asks to change how a letter is split. Version is the one its
// author was looking at. With Text the paragraphs are made anew from it.
type SplitLetter struct {
	Window  consult.ID
	No      consult.LetterNo
	Version int
	Entry   consult.Entry
	Author  consult.Author
	Blocks  []consult.Block // in the order of the letter's; their text is not read
	Text    string
	FormID  string
}

// SaveLetter keeps a letter as it is split so far.
func (a *Actions) SaveLetter(ctx context.Context, p people.Person, req SplitLetter) error {
	_, err := a.once(ctx, p, form("split", letterName(req), req.FormID), func(tx *store.Tx) (string, error) {
		w, l, err := a.split(tx, p, req)
		if err != nil {
			return "", err
		}
		return "", a.keepLetter(tx, p, w, l)
	})
	return err
}

func letterName(req SplitLetter) string {
	return req.Window.String() + "\x00" + strconv.FormatUint(uint64(req.No), 10)
}

// split is a letter as the request would have it.
func (a *Actions) split(tx *store.Tx, p people.Person, req SplitLetter) (window, consult.Letter, error) {
	w, err := lettersOf(tx, p, req.Window)
	if err != nil {
		return w, consult.Letter{}, err
	}
	l, err := theLetter(tx, w, req.No, req.Version)
	if err != nil {
		return w, l, err
	}
	if len(req.Blocks) != len(l.Blocks) {
		return w, l, fault.New(fault.Conflict, "letter.changed")
	}
	l.Blocks = slices.Clone(l.Blocks)
	for i, b := range req.Blocks {
		b.Text = l.Blocks[i].Text
		l.Blocks[i] = b
	}
	by := l.Entry.By
	l.Entry, l.Author, l.Entry.By = req.Entry, req.Author, by
	if l, err = a.headed(tx, w, l); err != nil {
		return w, l, err
	}
	if req.Text == "" || req.Text == l.Text() {
		return w, l, nil
	}
	blocks, err := proposed(tx, w, req.Text, firstDocument(l))
	return w, l.Recut(blocks), err
}

// firstDocument is the document that the first remark of a letter is about.
func firstDocument(l consult.Letter) int {
	if len(l.Blocks) == 0 {
		return 0
	}
	return l.Blocks[0].Document
}

// theLetter is a letter that is still being split, at a version.
func theLetter(tx *store.Tx, w window, no consult.LetterNo, version int) (consult.Letter, error) {
	l, err := tx.Letter(w.id, no)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return l, fault.New(fault.Conflict, "letter.gone")
	case err != nil:
		return l, err
	case l.Institution != w.of:
		return consult.Letter{}, fault.ErrNotFound // of another that was asked
	case l.Entered():
		return l, fault.New(fault.Conflict, "letter.entered")
	case l.Version != version:
		return l, fault.New(fault.Conflict, "letter.changed")
	}
	return l, nil
}

// EnterLetter makes a comment of every remark of a letter, all or none; in a round
// drafted remarks of the institution, and then the letter is gone. What is
// wrong with one is a fault of at_N or text_N, N being the block where it begins.
func (a *Actions) EnterLetter(ctx context.Context, p people.Person, req SplitLetter) error {
	_, err := a.once(ctx, p, form("enter letter", letterName(req), req.FormID), func(tx *store.Tx) (string, error) {
		w, l, err := a.split(tx, p, req)
		if err != nil {
			return "", err
		}
		pieces := l.Pieces()
		if len(pieces) == 0 {
			return "", fault.New(fault.Conflict, "letter.nothing")
		}
		if w.id.Round {
			return "", a.draftPieces(tx, p, w, l, pieces)
		}
		if l.Comments, err = a.enterPieces(tx, p, w, l, pieces); err != nil {
			return "", err
		}
		l.Blocks, l.Attachments = nil, nil
		return "", a.keepLetter(tx, p, w, l)
	})
	return err
}

func (a *Actions) enterPieces(tx *store.Tx, p people.Person, w window, l consult.Letter, pieces []consult.Piece) ([]consult.CommentNo, error) {
	var numbers []consult.CommentNo
	var wrong fault.Fields
	for _, piece := range pieces {
		c, err := tx.Consultation(w.id) // counted up by the one before
		if err != nil {
			return nil, err
		}
		m := consult.Comment{Entry: l.Entry, Author: l.Author, Text: piece.Text, Anchor: placeOf(piece)}
		if len(numbers) == 0 {
			m.Attachments = l.Attachments
		}
		m, err = a.enter(tx, p, c, m)
		if f := fault.Of(err); f != nil && f.Kind == fault.Invalid && len(f.Fields) > 0 {
			wrong = append(wrong, ofPiece(f.Fields, piece.Block)...)
			continue
		}
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, m.No)
	}
	return numbers, wrong.Err()
}

// placeOf is the place of a remark as a person wrote it: "§ 5 lg 2".
func placeOf(piece consult.Piece) consult.Anchor {
	if piece.Document == 0 {
		return consult.Anchor{}
	}
	at := piece.At
	if address, ok := lawtext.ParseAddress(at); ok {
		at = address
	}
	return consult.Anchor{Document: piece.Document, Address: at}
}

// ofPiece names faults by the piece that has them.
func ofPiece(fields fault.Fields, block int) fault.Fields {
	var list fault.Fields
	for _, field := range fields {
		if field.Name == "anchor" || field.Name == "quote" {
			field.Name = "at"
		}
		field.Name = fmt.Sprintf("%s_%d", field.Name, block)
		list = append(list, field)
	}
	return list
}

// DiscardLetter throws away a letter that has not been entered.
func (a *Actions) DiscardLetter(ctx context.Context, p people.Person, id consult.ID, no consult.LetterNo, version int) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		w, err := lettersOf(tx, p, id)
		if err != nil {
			return err
		}
		if _, err := theLetter(tx, w, no, version); err != nil {
			return err
		}
		if err := tx.DeleteLetter(id, no); err != nil {
			return err
		}
		return a.record(tx, p, w.dossier, w.in(event.Event{Name: event.LetterSaved, Institution: w.of}))
	})
}
