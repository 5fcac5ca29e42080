package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SentFile returns the n-th file of a comment as it was sent, in whose place a covered
// copy is public. Only those who decide about comments find it.
func (q *Queries) SentFile(ctx context.Context, p people.Person, no consult.CommentNo, n int) (consult.Attachment, []byte, error) {
	return q.commentFile(ctx, p, no, n, func(f consult.Attachment) consult.Attachment {
		return consult.Attachment{Hash: f.SentHash, Name: f.SentName, Type: f.SentType, Size: f.SentSize}
	})
}

// CommentFile returns the n-th file of a comment, from 1, with its bytes. Whoever
// may not read the comment finds no file. Bytes that have changed on the disk are
// an error, never an answer.
func (q *Queries) CommentFile(ctx context.Context, p people.Person, no consult.CommentNo, n int) (consult.Attachment, []byte, error) {
	return q.commentFile(ctx, p, no, n, func(f consult.Attachment) consult.Attachment { return f })
}

func (q *Queries) commentFile(ctx context.Context, p people.Person, no consult.CommentNo, n int, of func(consult.Attachment) consult.Attachment) (consult.Attachment, []byte, error) {
	var f consult.Attachment
	err := q.store.View(ctx, func(tx *store.Tx) error {
		c, err := tx.Comment(no)
		if err != nil {
			return err
		}
		all, err := visibleWindow(tx, p, c.Consultation)
		if err != nil {
			return err
		}
		files := shown(p, all.dossier, c).Attachments
		if n < 1 || n > len(files) || q.settings.Files == nil {
			return fault.ErrNotFound
		}
		if f = of(files[n-1]); f.Hash == "" {
			return fault.ErrNotFound // withheld
		}
		return nil
	})
	if err != nil {
		return f, nil, err
	}
	b, err := q.settings.Files.Get(f.Hash)
	return f, b, err
}

// Annex returns a file that went with a reply to a round, or will go with that of
// the person's own institution, with its bytes.
func (q *Queries) Annex(ctx context.Context, p people.Person, id consult.ID, hash string) (consult.Attachment, []byte, error) {
	var f consult.Attachment
	err := q.store.View(ctx, func(tx *store.Tx) error {
		if _, err := visibleWindow(tx, p, id); err != nil {
			return err
		}
		r, err := tx.Round(id)
		if err != nil {
			return err
		}
		files := outward(r, p).Files()
		i := slices.IndexFunc(files, func(f consult.Attachment) bool { return f.Hash == hash })
		if i < 0 || q.settings.Files == nil {
			return fault.ErrNotFound
		}
		f = files[i]
		return nil
	})
	if err != nil {
		return f, nil, err
	}
	b, err := q.settings.Files.Get(f.Hash)
	return f, b, err
}
