package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

type letterRecord struct {
	Institution string        `cbor:"1,keyasint,omitempty"`
	Entry       entryRecord   `cbor:"2,keyasint,omitzero"`
	Author      authorRecord  `cbor:"3,keyasint,omitzero"`
	File        string        `cbor:"4,keyasint,omitempty"`
	Blocks      []blockRecord `cbor:"5,keyasint,omitempty"`
	Version     int           `cbor:"6,keyasint,omitempty"`
	Saved       instant       `cbor:"7,keyasint,omitempty"`
	By          string        `cbor:"8,keyasint,omitempty"`
	Comments    []uint64      `cbor:"9,keyasint,omitempty"`

	Attachments []attachmentRecord `cbor:"10,keyasint,omitempty"`
}

type blockRecord struct {
	Text     string `cbor:"1,keyasint,omitempty"`
	Cut      bool   `cbor:"2,keyasint,omitempty"`
	Skip     bool   `cbor:"3,keyasint,omitempty"`
	Document int    `cbor:"4,keyasint,omitempty"`
	At       string `cbor:"5,keyasint,omitempty"`
}

func toLetter(l consult.Letter) letterRecord {
	return letterRecord{
		Institution: string(l.Institution), Entry: entryRecord{string(l.Entry.Channel), toDay(l.Entry.Received), string(l.Entry.By)},
		Author: toAuthor(l.Author), File: l.File, Blocks: each(l.Blocks, func(b consult.Block) blockRecord { return blockRecord(b) }),
		Version: l.Version, Saved: toInstant(l.Saved), By: string(l.By),
		Comments:    each(l.Comments, func(n consult.CommentNo) uint64 { return uint64(n) }),
		Attachments: toAttachments(l.Attachments),
	}
}

func (r letterRecord) letter(id consult.ID, no consult.LetterNo) consult.Letter {
	return consult.Letter{
		No: no, Window: id, Institution: people.Code(r.Institution),
		Entry:  consult.Entry{Channel: consult.Channel(r.Entry.Channel), Received: r.Entry.Received.date(), By: people.ID(r.Entry.By)},
		Author: r.Author.author(), File: r.File, Blocks: each(r.Blocks, func(b blockRecord) consult.Block { return consult.Block(b) }),
		Version: r.Version, Saved: r.Saved.time(), By: people.ID(r.By),
		Comments:    each(r.Comments, func(n uint64) consult.CommentNo { return consult.CommentNo(n) }),
		Attachments: attachments(r.Attachments),
	}
}
