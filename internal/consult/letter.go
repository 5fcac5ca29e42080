package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// LetterNo identifies a letter among all letters.
type LetterNo uint64

// Letter is a letter that is being split into single remarks by hand. Only the
// institution that works on it knows of it. Once it is entered its words are in
// the comments that it became, and what was left out is gone.
type Letter struct {
	No          LetterNo
	Window      ID
	Institution people.Code // that works on it
	Entry       Entry       // By is who entered it
	Author      Author
	File        string // name of the file it was read from, or empty
	Blocks      []Block
	Attachments []Attachment // its annexes, which go with the first remark
	Version     int          // grows with every save
	Saved       time.Time
	By          people.ID   // who saved it last
	Comments    []CommentNo // what it became; empty until it is entered
}

// Block is one paragraph of a letter. What else it says holds when a remark
// begins with it.
type Block struct {
	Text     string
	Cut      bool   // a remark begins here
	Skip     bool   // which is none: a greeting, a signature
	Document int    // that it is about; 0: the whole
	At       string // the provision, as a person writes it; empty: the whole document
}

// Piece is one remark of a letter. Block is where it begins.
type Piece struct {
	Block    int
	Document int
	At       string
	Text     string
}

// The limits of a letter.
const (
	MaxBlocks = 200
	MaxLetter = 300_000 // characters
)

// Pieces are the pieces of a letter that are not left out.
func (l Letter) Pieces() []Piece {
	var list []Piece
	skip := false
	for i, b := range l.Blocks {
		if b.Cut || i == 0 {
			if skip = b.Skip; !skip {
				list = append(list, Piece{Block: i, Document: b.Document, At: b.At, Text: b.Text})
			}
			continue
		}
		if !skip {
			list[len(list)-1].Text += "\n\n" + b.Text
		}
	}
	return list
}

// Entered reports whether the letter has become comments.
func (l Letter) Entered() bool { return len(l.Comments) > 0 }

// Check says what is wrong with a letter as it is kept while it is split.
func (l Letter) Check() error {
	length := 0
	for _, b := range l.Blocks {
		length += utf8.RuneCountInString(b.Text)
	}
	var wrong fault.Fields
	switch {
	case strings.TrimSpace(strings.Join(l.texts(), "")) == "":
		wrong.Add("text", "letter.empty")
	case len(l.Blocks) > MaxBlocks:
		wrong.Add("text", "letter.too_many", len(l.Blocks), MaxBlocks)
	case length > MaxLetter:
		wrong.Add("text", "consult.text_too_long", length, MaxLetter)
	}
	return wrong.Err()
}

func (l Letter) texts() []string {
	list := make([]string, len(l.Blocks))
	for i, b := range l.Blocks {
		list[i] = b.Text
	}
	return list
}

// Text is the whole letter as one text.
func (l Letter) Text() string { return strings.Join(l.texts(), "\n\n") }

// Recut returns the letter with other paragraphs. Where one is as before, what
// was said of it stays; where it is new, what is proposed.
func (l Letter) Recut(proposed []Block) Letter {
	old := slices.Clone(l.Blocks)
	l.Blocks = slices.Clone(proposed)
	at := 0
	for i := range l.Blocks {
		if n := slices.IndexFunc(old[at:], func(b Block) bool { return b.Text == l.Blocks[i].Text }); n >= 0 {
			l.Blocks[i] = old[at+n]
			at += n + 1
		}
	}
	return l
}
